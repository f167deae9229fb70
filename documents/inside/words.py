"""The words in a file that came in: read page by page within the limits of the process, and no more than anybody looks for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from defusedxml import ElementTree

MOST_CHARACTERS = 200_000
"""About a hundred pages: what stands behind that is not found."""

PARTS = {
    "docx": ("word/document.xml",),
    "odt": ("content.xml",),
    "xlsx": ("xl/sharedStrings.xml",),
}
"""Where in a document of an office its words stand."""

WITH_WORDS = frozenset({"pdf", *PARTS})
"""The kinds of files in which words can be read; of a photo nothing is read."""


def words(content: bytes, kind: str) -> Iterator[str]:
    """The words, a piece at a time, so that what was read is kept when time runs out."""
    left = MOST_CHARACTERS
    for piece in _pdf(content) if kind == "pdf" else _office(content, kind):
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def _pdf(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - half a second, which another document need not wait for.
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same.

    for page in PdfReader(io.BytesIO(content)).pages:
        try:
            yield page.extract_text()
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            continue  # One page that is written strangely does not keep the others from being found.


PARAGRAPHS = ("}p", "}h", "}si")
"""Paragraphs, headings and cells: within one a word may be written in several pieces, as when half of it is bold."""


def _office(content: bytes, kind: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in PARTS[kind]:
            if name in parts.namelist():
                root = ElementTree.fromstring(parts.read(name), forbid_dtd=True)
                yield from ("".join(one.itertext()) for one in root.iter() if str(one.tag).endswith(PARAGRAPHS))
