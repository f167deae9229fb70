"""Looking inside a file that somebody sent, in a process of its own that has little memory and little time.

What is in a file is never run, shown or followed here: its structure is read, and what should not be in it is found. `__main__` is that
process; it knows nothing of Django, the database or the storage.
"""

from __future__ import annotations

CODES = OTHER_KIND, DAMAGED, LOCKED, RUNS, TWOFOLD, SWELLS, REACHES_OUT = (
    "other kind", "damaged", "locked", "runs", "twofold", "swells", "reaches out",
)  # fmt: skip
"""What is wrong with a file: it is none that we know, it is cut off, it has a password, it holds a program or another file, it is of two
kinds at once, it becomes too large when it is opened, or it fetches something from elsewhere."""

MEGABYTE = 1024 * 1024
MOST_PIXELS = 250_000_000
"""Above the largest photo of a telephone (200 megapixels)."""


class Wrong(Exception):  # noqa: N818 - it is what is wrong with a file, not an error of the program.
    """Something in a file that should not be there, with its code."""

    def __init__(self, why: str) -> None:
        """Remember what."""
        super().__init__(why)
        self.why = why


MARKUP = (b"<script", b"<html", b"<!doctype", b"<?php", b"<svg")


def no_markup(content: bytes) -> None:
    """Refuse what a browser would take for a page. Raises `Wrong`."""
    low = content.lower()
    if any(one in low for one in MARKUP):
        raise Wrong(TWOFOLD)
