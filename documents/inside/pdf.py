"""PDF: every object is read as a viewer would read it, whatever way it was packed, and looked at for what acts by itself."""

from __future__ import annotations

import io
import re

import pikepdf

from documents.inside import DAMAGED, LOCKED, RUNS, SWELLS, Wrong, no_markup

_ACTS = re.compile(
    rb"/(JavaScript|JS|Launch|ImportData|GoToE|EmbeddedFiles?|EF|XFA|RichMedia\w*|Rendition|Movie|Flash|3D)(?![\w.+-])"
)
"""Scripts, programs that are started, files within the file, forms that are programs, and films (ISO 32000-2, 12.6 and 13)."""

_HEAD, _TAIL = 1024, 2048
MOST_PAGES = 2000


def pdf(content: bytes) -> None:
    """A whole PDF that shows pages and does nothing else. Raises `Wrong`."""
    last = content.rfind(b"%%EOF", -_TAIL)
    if last < 0:
        raise Wrong(DAMAGED)
    no_markup(content[:_HEAD] + content[last:])
    try:
        with pikepdf.open(io.BytesIO(content)) as file:
            _look(file)
    except pikepdf.PasswordError:
        raise Wrong(LOCKED) from None
    except pikepdf.PdfError:
        raise Wrong(DAMAGED) from None


def _look(file: pikepdf.Pdf) -> None:
    if not 0 < len(file.pages) <= MOST_PAGES:
        raise Wrong(SWELLS if len(file.pages) else DAMAGED)
    if _ACTS.search(file.trailer.unparse()):
        raise Wrong(RUNS)
    for one in file.objects:
        plain = one.stream_dict if isinstance(one, pikepdf.Stream) else one
        if _ACTS.search(plain.unparse(resolved=True)):
            raise Wrong(RUNS)
