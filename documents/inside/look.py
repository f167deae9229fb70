"""What a file is, by its content, with everything in it looked at."""

from __future__ import annotations

import io
import zipfile

from documents.inside import OTHER_KIND, TWOFOLD, Wrong
from documents.inside.images import PNG_SIGN, jpeg, png
from documents.inside.office import office

BEGINNINGS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (PNG_SIGN, "png"), (b"PK\x03\x04", "zip"))


def look(content: bytes) -> str:
    """The kind of a file. Raises `Wrong` for what is none that we know, and for what should not be in it."""
    begins = next((kind for sign, kind in BEGINNINGS if content.startswith(sign)), "")
    if begins == "zip":
        return office(content)
    if not begins:
        raise Wrong(OTHER_KIND)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Wrong(TWOFOLD)
    if begins == "pdf":
        from documents.inside.pdf import pdf  # noqa: PLC0415 - half a second, which a photo need not wait for.

        pdf(content)
    else:
        {"jpg": jpeg, "png": png}[begins](content)
    return begins
