"""Files as people send them, made by code: a photo of a telephone, a scan, and documents of Word, Excel and LibreOffice."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from PIL import Image

from documents.models import Upload
from grants.models import Application, PersonalAnswer, Version

OOXML = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def jpeg(width: int = 64, height: int = 48, *, progressive: bool = False) -> bytes:
    """A photo with notes of a camera."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Voorbeeld"
    Image.effect_noise((width, height), 80).convert("RGB").save(
        made, "JPEG", exif=exif, progressive=progressive, comment=b"buurthuis"
    )
    return made.getvalue()


def png(width: int = 64, height: int = 48) -> bytes:
    """A picture of a screen."""
    made = io.BytesIO()
    Image.effect_noise((width, height), 80).save(made, "PNG")
    return made.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG with its checksum."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def blank(file: pikepdf.Pdf) -> pikepdf.Pdf:
    """The same file with a page."""
    file.add_blank_page(page_size=(595, 842))
    return file


def saved(file: pikepdf.Pdf, **how: object) -> bytes:
    """A PDF as bytes."""
    made = io.BytesIO()
    file.save(made, **how)  # type: ignore[arg-type]
    return made.getvalue()


def pdf() -> bytes:
    """One page."""
    return saved(blank(pikepdf.new()))


def scan() -> bytes:
    """A page that is a photo, as a scanner makes it."""
    made = io.BytesIO()
    Image.open(io.BytesIO(jpeg(600, 800))).save(made, "PDF")
    return made.getvalue()


def locked_against_changes() -> bytes:
    """Anybody may read it, as a bank sends it."""
    return saved(blank(pikepdf.new()), encryption=pikepdf.Encryption(owner="bank", user="", R=6))


def archive(parts: Mapping[str, bytes | str], *, stored: tuple[str, ...] = ()) -> bytes:
    """An archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return made.getvalue()


def content_types(*kinds: str) -> str:
    """Which part is what."""
    parts = "".join(f'<Override PartName="/deel{at}.xml" ContentType="{kind}"/>' for at, kind in enumerate(kinds))
    return f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">{parts}</Types>'


def relation(type_: str, target: str, mode: str = "External") -> str:
    """A part that points somewhere."""
    one = f'<Relationship Id="r1" Type="{RELATIONS}/{type_}" Target="{target}" TargetMode="{mode}"/>'
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{one}</Relationships>'


WORD, EXCEL = f"{OOXML}.wordprocessingml.document.main+xml", f"{OOXML}.spreadsheetml.sheet.main+xml"


def docx(more: Mapping[str, bytes | str] | None = None, *kinds: str) -> bytes:
    """A letter with a photo and a link that a reader may press."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": content_types(WORD, *kinds),
        "_rels/.rels": relation("officeDocument", "word/document.xml", "Internal"),
        "word/document.xml": "<w:document xmlns:w='w'><w:p>Wij vragen subsidie.</w:p></w:document>",
        "word/_rels/document.xml.rels": relation("hyperlink", "https://dorp.example/"),
        "word/media/foto.jpeg": jpeg(),
    }
    return archive({**parts, **(more or {})})


def xlsx(more: Mapping[str, bytes | str] | None = None, *kinds: str) -> bytes:
    """A budget."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": content_types(EXCEL, *kinds),
        "xl/workbook.xml": "<workbook xmlns='x'><sheets/></workbook>",
        "xl/worksheets/sheet1.xml": "<worksheet xmlns='x'>" + "<row><c>1</c></row>" * 2000 + "</worksheet>",
        "xl/printerSettings/printerSettings1.bin": b"\x01\x00printer",
    }
    return archive({**parts, **(more or {})})


def odt(more: Mapping[str, bytes | str] | None = None, manifest: str = "") -> bytes:
    """A text of LibreOffice."""
    parts: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "<office:document-content xmlns:office='o'>Plan</office:document-content>",
        "META-INF/manifest.xml": f"<manifest:manifest xmlns:manifest='m'>{manifest}</manifest:manifest>",
    }
    return archive({**parts, **(more or {})}, stored=("mimetype",))


def name_in_answer(case: Application, row: Upload) -> None:
    """Let the newest answers of a case name a file, as those of somebody do who sent it."""
    newest = Version.objects.filter(application=case).latest("number")
    PersonalAnswer.objects.create(version=newest, question=row.question, value=f'[{{"id":"{row.sha256}"}}]')


GOOD: dict[str, bytes] = {
    "IMG_2041.JPG": jpeg(),
    "foto.jpeg": jpeg(progressive=True),
    "foto zonder naam": jpeg(),
    "foto_van_whatsapp.png": jpeg(),
    "twee_lenzen.jpg": jpeg() + b"\0\0" + jpeg(16, 16),
    "bewegende_foto.jpg": jpeg() + b"\0\0\0\x18ftypmp42" + b"film" * 9,
    "samsung.jpg": jpeg() + b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1669000000000SEFT",
    "schermafdruk.png": png(),
    "afschrift.pdf": pdf(),
    "Offerte nr. 12 (definitief).pdf": pdf(),
    "notulen.docx.pdf": pdf(),
    "scan.pdf": scan(),
    "bank.pdf": locked_against_changes(),
    "gepakt.pdf": saved(blank(pikepdf.new()), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "brief.docx": docx(),
    "begroting.xlsx": xlsx(),
    "plan.odt": odt(),
}
"""What has to come in, by name."""
