"""Photos: their segments are walked from the first byte to the last, without decoding a pixel."""

from __future__ import annotations

import re
import zlib

from documents.inside import DAMAGED, MOST_PIXELS, SWELLS, TWOFOLD, Wrong, no_markup

PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_CHUNK = 12
"""Bytes of a chunk of a PNG beside its content: length, name and checksum."""

_NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""In the pixels of a JPEG: what is no stuffed byte, no filler and no restart."""

_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that say how large it is."""

_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
_START, _END, _PIXELS, _FILLER = 0xD8, 0xD9, 0xDA, 0xFF


def png(content: bytes) -> None:
    """A whole PNG and nothing behind it. Raises `Wrong`."""
    at, names = len(PNG_SIGN), list[bytes]()
    while names[-1:] != [b"IEND"]:
        size, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        body, sum_ = content[at + 8 : at + 8 + size], content[at + 8 + size : at + _CHUNK + size]
        if len(sum_) != 4 or zlib.crc32(name + body) != int.from_bytes(sum_):  # noqa: PLR2004 - a checksum has four bytes.
            raise Wrong(DAMAGED)
        if (name == b"IHDR") != (not names):
            raise Wrong(DAMAGED)
        if name == b"IHDR":
            _not_too_large(int.from_bytes(body[:4]), int.from_bytes(body[4:8]))
        elif name != b"IDAT":
            no_markup(body)
        names.append(name)
        at += _CHUNK + size
    if b"IDAT" not in names:
        raise Wrong(DAMAGED)
    if content[at:].strip(b"\0\r\n "):
        raise Wrong(TWOFOLD)


def jpeg(content: bytes) -> None:
    """A whole JPEG; behind it stands only what telephones put there. Raises `Wrong`."""
    at, sized = 2, False
    while True:
        if content[at : at + 1] != b"\xff" or at + 1 >= len(content):
            raise Wrong(DAMAGED)
        marker = content[at + 1]
        at += 1 if marker == _FILLER else 2
        if marker == _END:
            break
        if marker in _BARE or marker == _FILLER:
            continue
        size = int.from_bytes(content[at : at + 2])
        if size < 2 or at + size > len(content) or marker == _START:  # noqa: PLR2004 - the size counts its own two bytes.
            raise Wrong(DAMAGED)
        body = content[at + 2 : at + size]
        at += size
        if marker in _SIZES:
            sized = True
            _not_too_large(int.from_bytes(body[3:5]), int.from_bytes(body[1:3]))
        elif marker == _PIXELS:
            at = _behind_pixels(content, at)
        else:
            no_markup(body)
    if not sized:
        raise Wrong(DAMAGED)
    _of_a_telephone(content[at:])


def _behind_pixels(content: bytes, at: int) -> int:
    found = _NEXT_MARKER.search(content, at)
    if found is None:
        raise Wrong(DAMAGED)
    return found.start()


def _of_a_telephone(rest: bytes) -> None:
    """Telephones put a second photo, a film or notes of their own behind the photo; nothing else stands there."""
    plain = rest.lstrip(b"\0\r\n ")
    known = plain.startswith(b"\xff\xd8\xff") or rest[4:8] == b"ftyp" or plain.endswith(b"SEFT")
    if plain and not known:
        raise Wrong(TWOFOLD)
    no_markup(plain)


def _not_too_large(width: int, height: int) -> None:
    if not width or not height:
        raise Wrong(DAMAGED)
    if width * height > MOST_PIXELS:
        raise Wrong(SWELLS)
