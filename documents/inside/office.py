"""Documents of Word, Excel and LibreOffice: archives of which each part is unpacked within limits, and read up to its first element."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import ExpatError, ParserCreate

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from documents.inside import DAMAGED, LOCKED, MEGABYTE, OTHER_KIND, REACHES_OUT, RUNS, SWELLS, TWOFOLD, Wrong

MOST_PARTS, MOST_UNPACKED, MOST_TIMES = 2000, 100 * MEGABYTE, 200
"""Parts of one document, its bytes when unpacked, and how many times larger than packed (above one megabyte) that is."""

_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_ODT = b"application/vnd.oasis.opendocument.text"
_ACTS = ("macroenabled", "vbaproject", "activex", "oleobject", "package.")
_FOREIGN = (
    b"MZ", b"\x7fELF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\0asm", b"#!", b"%PDF-",
    b"FWS", b"CWS", b"ZWS", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"ITSF", b"L\0\0\0\x01\x14\x02\0", b"MSCF",
)  # fmt: skip
"""How programs, archives and other documents begin, which a document should not carry."""

_PROGRAMS = (
    ".js",
    ".vbs",
    ".exe",
    ".dll",
    ".bat",
    ".cmd",
    ".ps1",
    ".hta",
    ".jar",
    ".class",
    ".py",
    ".sh",
    ".html",
    ".htm",
    ".swf",
)
_FOLDERS = (
    "basic/",
    "scripts/",
    "customui/",
    "word/activex/",
    "xl/activex/",
    "word/embeddings/",
    "xl/embeddings/",
    "xl/macrosheets/",
)
_TEXTS = (".xml", ".rels", ".vml", ".svg", ".rdf")
_WRITES_IN_BITS = 0x1
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def office(content: bytes) -> str:
    """Which kind of document it is: `docx`, `xlsx` or `odt`. Raises `Wrong` for any other archive, and for what should not be in one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _sound(archive, len(content))
            parts = {one.filename: _unpacked(archive, one) for one in archive.infolist() if not one.is_dir()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        UnicodeError,
        RuntimeError,
        ValueError,
    ):
        raise Wrong(DAMAGED) from None
    kind = _kind(parts)
    for name, part in parts.items():
        _harmless(name.lower(), part)
    _stays_inside(parts)
    return kind


def _sound(archive: zipfile.ZipFile, packed: int) -> None:
    """Names that stay within the archive, each once; no password; no size beyond the limits as the archive itself says it."""
    parts = archive.infolist()
    names = [one.filename for one in parts]
    if any(one.flag_bits & _WRITES_IN_BITS for one in parts):
        raise Wrong(LOCKED)
    if len(set(names)) != len(names) or any(map(_strays, (one.orig_filename for one in parts))):
        raise Wrong(DAMAGED)
    if archive.comment:
        raise Wrong(TWOFOLD)
    said = sum(one.file_size for one in parts)
    if len(parts) > MOST_PARTS or said > MOST_UNPACKED or said > max(MEGABYTE, packed * MOST_TIMES):
        raise Wrong(SWELLS)


def _strays(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or any(sign in name for sign in "\\:\0")


def _unpacked(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """One part. A byte more is asked than it says to have: of a part that has more, the checksum is then wrong."""
    said = one.file_size
    one.file_size += 1
    part = archive.read(one)
    if len(part) != said:
        raise Wrong(DAMAGED)
    return part


def _kind(parts: dict[str, bytes]) -> str:
    if parts.get("mimetype") == _ODT:
        return "odt"
    if "[Content_Types].xml" not in parts:
        raise Wrong(OTHER_KIND)
    said = [one.get("ContentType", "") for one in _read(parts["[Content_Types].xml"]).iter()]
    if any(word in one.lower() for one in said for word in _ACTS):
        raise Wrong(RUNS)
    found = {_MAIN[one] for one in said if one in _MAIN}
    if len(found) != 1:
        raise Wrong(OTHER_KIND)
    return found.pop()


def _harmless(name: str, part: bytes) -> None:
    if part.startswith(_FOREIGN) or name.endswith((*_PROGRAMS, "vbaproject.bin")) or name.startswith(_FOLDERS):
        raise Wrong(RUNS)
    if name.endswith(_TEXTS):
        _no_entities(part)
        low = part.lower()
        if b"<script" in low or b"ddeauto" in low or b"javascript:" in low or b"vnd.sun.star.script" in low:
            raise Wrong(RUNS)


class _Begun(Exception):  # noqa: N818 - it says that enough was read.
    """The first element began: nothing can be declared any more."""


def _no_entities(part: bytes) -> None:
    """Refuse a declaration of a type of document, in which entities are made that swell or fetch."""

    def begun(*_: object) -> None:
        raise _Begun

    def declared(*_: object) -> None:
        raise Wrong(SWELLS)

    parser = ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = begun, declared
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat takes no names.
    except _Begun:
        return
    except ExpatError:
        raise Wrong(DAMAGED) from None


def _stays_inside(parts: dict[str, bytes]) -> None:
    """No part is fetched from elsewhere; a link that a reader may press is none. No part of a LibreOffice document has a password."""
    for name, part in parts.items():
        if name.endswith(".rels"):
            for one in _read(part).iter():
                if one.get("TargetMode") == "External" and one.get("Type") != _LINK:
                    raise Wrong(REACHES_OUT)
        elif name == "META-INF/manifest.xml" and any(
            one.tag.endswith("}encryption-data") for one in _read(part).iter()
        ):
            raise Wrong(LOCKED)


def _read(part: bytes) -> Element:
    if len(part) > MEGABYTE:
        raise Wrong(SWELLS)
    try:
        root: Element = ElementTree.fromstring(part, forbid_dtd=True)
    except DefusedXmlException:
        raise Wrong(SWELLS) from None
    except (ParseError, ValueError):
        raise Wrong(DAMAGED) from None
    return root
