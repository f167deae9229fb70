"""From the facts of a letter to its pages: HTML from templates, and from that one PDF/A-3a that is PDF/UA-1 as well.

The same facts give the same bytes under the same `fingerprint()`. Nothing is read but the packaged templates, styles
and fonts: no file, no network, no clock, no database. WeasyPrint is imported by the first letter that is rendered.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime, time
from functools import cache
from pathlib import Path

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from documents.formats import AMSTERDAM
from documents.letters import Letter, from_json

_HERE = Path(__file__).resolve().parent
_TEMPLATES = _HERE / "templates"
_SHAPED_BY = ("*.py", "letters/*.py", "templatetags/letters.py", "templates/letters/**/*.html", "static/letters/*")

# No letter prints control characters, halves of surrogate pairs or noncharacters, and PDF/A has no place for them.
_BODY = re.compile("<body>(.*)</body>", re.DOTALL)
_HEADING = re.compile(r"(</?h)([12])\b")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class _Unknown(str):
    """What a template gets for a name that does not exist: an error instead of an empty spot in a decision."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise LookupError(f"no letter has {name}")


def render(kind: str, facts: str, *, watermark: bool) -> bytes:
    """Render the canonical facts of a letter as a PDF.

    With `watermark` it says on every page, and in words on the first, that it is an example. Raises what `from_json`
    raises: `LetterIncomplete` (code `letter-incomplete`) for a letter that lacks content the law asks for.
    """
    from documents.render_pdf import write_pdf

    sheets = ["letters/letter.css", *(["letters/specimen.css"] if watermark else [])]
    return write_pdf(to_html(from_json(kind, facts), watermark=watermark), *sheets)


def to_html(letter: Letter, *, watermark: bool) -> str:
    """Set a letter in its template. Every value is escaped; unprintable characters are left out."""
    sent_at = datetime.combine(letter.head.sent_on, time(), AMSTERDAM)
    values = {"letter": letter, "watermark": watermark, "created": sent_at.isoformat()}
    return to_page(f"letters/{letter.kind}.html", values)


def to_page(template: str, values: Mapping[str, object]) -> str:
    """Set values in a packaged template. Every value is escaped; unprintable characters are left out."""
    page = _engine().get_template(template).render(Context(dict(values), use_l10n=False, use_tz=False))
    return _UNPRINTABLE.sub("", page)


def on_screen(kind: str, facts: str) -> SafeString:
    """Set a letter to be read within a page: the same words as on paper, with its headings below those of the page."""
    body = _BODY.search(to_html(from_json(kind, facts), watermark=False))
    assert body, "every letter has a body"
    return mark_safe(_HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", body[1]))  # noqa: S308 - every value in it was escaped.


def fingerprint() -> str:
    """Give a digest of all that shapes a letter besides its facts: code, templates, styles, fonts and libraries."""
    from documents.render_pdf import assets, versions

    digest = hashlib.sha256()
    for path in sorted({path for pattern in _SHAPED_BY for path in _HERE.glob(pattern) if path.is_file()}):
        digest.update(
            f"{path.relative_to(_HERE).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode()
        )
    for name, body in sorted(assets().items()):
        digest.update(f"{name}\0{hashlib.sha256(body).hexdigest()}\n".encode())
    digest.update("\n".join(versions()).encode())
    return digest.hexdigest()


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[str(_TEMPLATES)],
        builtins=["documents.templatetags.letters"],
        autoescape=True,
        debug=False,
        string_if_invalid=_Unknown("%s"),
    )
