"""The drawing that goes along with a message in the demo: three tables in a street, the same bytes at every run."""

from __future__ import annotations

import struct
import uuid
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from documents import uploads
from grants.payloads.message import ALONG
from partners.models import Person
from workflow import clock
from workflow.models import Stream

WIDTH, HEIGHT = 240, 120
ROAD, TABLES = range(25, 95), range(50, 70)
"""The lines of the picture on which these stand."""
GRASS, STREET, TABLE = b"\x8f\xb9\x7a", b"\xd9\xd4\xca", b"\x8a\x5a\x34"


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _rows() -> Iterator[bytes]:
    table = b"".join(TABLE if x % 80 in range(15, 65) else STREET for x in range(WIDTH))
    for y in range(HEIGHT):
        yield b"\0" + (table if y in TABLES else (STREET if y in ROAD else GRASS) * WIDTH)


def png() -> bytes:
    """The drawing as a PNG."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(b"".join(_rows()))) + _chunk(b"IEND", b"")


def kept(stream: uuid.UUID, person: uuid.UUID, when: datetime, question: str = ALONG.id) -> dict[str, Any]:
    """Keep the drawing with a dossier, as who sends it; how a message, or the answer to another question, names it."""
    file = ContentFile(png(), "tafels.png")
    dossier, who = Stream.objects.get(pk=stream), Person.objects.get(pk=person)
    with clock.at(when):
        row = uploads.keep(file, "png", dossier, question, who)
    return {question: [{"id": row.sha256, "kind": row.kind, "bytes": row.bytes}]}
