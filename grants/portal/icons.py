"""The icons of the screens: one SVG with those we use, made of the package that carries them, so that none is copied here."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib import resources
from zipfile import ZipFile

NAMES = frozenset(
    {
        "arrow-left", "arrow-right", "banknote", "calendar-days", "check", "chevron-down", "circle-alert", "circle-check", "clock",
        "file-text", "folder-open", "gavel", "history", "hourglass", "inbox", "info", "key-round", "landmark", "list-checks",
        "lock", "log-in", "log-out", "mail", "pause", "pen-line", "phone", "search", "shield-check", "triangle-alert", "user", "users",
    }
)  # fmt: skip
"""The icons that a template may ask for; a test looks up each of them."""

_DRAWING = re.compile(r"<svg[^>]*>(?P<lines>.*)</svg>", re.DOTALL)


@cache
def sprite() -> str:
    """All icons as symbols in one SVG; a page points to one of them by its name."""
    with resources.files("lucide").joinpath("lucide.zip").open("rb") as file, ZipFile(file) as archive:
        symbols = "".join(_symbol(name, archive.read(f"{name}.svg").decode()) for name in sorted(NAMES))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'


def _symbol(name: str, drawn: str) -> str:
    found = _DRAWING.search(drawn)
    assert found, f"the icon {name} is no drawing"
    lines = re.sub(r"\s+", " ", found["lines"]).strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{lines}</symbol>'


@cache
def edition() -> str:
    """What changes when an icon does, so that browsers may keep the others for ever."""
    return sha256(sprite().encode()).hexdigest()[:12]
