"""Files that must not come in, made by code; each with why it is refused. None of them does anything by being here."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documents import inside, uploads
from tests.documents import good_files as good

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "lol"}">' for at in range(10))
BILLION_LAUGHS = f"<?xml version='1.0'?><!DOCTYPE w [{LAUGHS}]><w>&l9;</w>"


def acting(change: Callable[[pikepdf.Pdf], None], **how: object) -> bytes:
    """A page with something in it that acts by itself."""
    file = good.blank(pikepdf.new())
    change(file)
    return good.saved(file, **how)


def nothing(_: pikepdf.Pdf) -> None:
    """Change nothing."""


def in_disguise(content: bytes) -> bytes:
    """The same names, written with the numbers of their letters (ISO 32000-2, 7.3.5)."""
    return content.replace(b"/JavaScript", b"/J#61vaScrip#74").replace(b"/JS", b"/#4AS")


OWNED, PACKED = pikepdf.Encryption(owner="a", user=""), pikepdf.ObjectStreamMode.generate


def opens_with(**action: Any) -> Callable[[pikepdf.Pdf], None]:
    """An action when the file is opened."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.OpenAction = Dictionary(**action)

    return change


SCRIPT = opens_with(S=Name.JavaScript, JS=String("app.alert(1)"))


def on_the_page(file: pikepdf.Pdf) -> None:
    """A script behind a field on a page."""
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        Rect=Array([0, 0, 9, 9]),
        AA=Dictionary(E=Dictionary(S=Name.JavaScript, JS=String("1"))),
    )
    file.pages[0].Annots = Array([file.make_indirect(field)])


def carries(file: pikepdf.Pdf) -> None:
    """Another file within the file."""
    file.attachments["virus.exe"] = b"MZ"


def is_xfa(file: pikepdf.Pdf) -> None:
    """A form that is a program."""
    file.Root.AcroForm = Dictionary(XFA=file.make_stream(b"<xdp/>"), Fields=Array([]))


def swelling() -> bytes:
    """A PDF of which the objects unpack to a gigabyte."""
    packer, blank = zlib.compressobj(9), b" " * 10**6
    first = packer.compress(b"5 0 <</A 1>>") + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(blank) + packer.flush(
        zlib.Z_FULL_FLUSH
    )  # Hangs on nothing before it, so it is packed once.
    packed = first + again * 1000 + packer.flush()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/A 5 0 R>>",
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    made, rows = b"%PDF-1.7\n", b"\0\0\0\0\0"
    for number, part in enumerate(parts, 1):
        rows += b"\x01" + struct.pack(">I", len(made))[1:] + b"\0"
        made += b"%d 0 obj%b\nendobj\n" % (number, part)
    at = len(made)
    rows += b"\x02\0\0\x04\0" + b"\x01" + struct.pack(">I", at)[1:] + b"\0"
    table = b"<</Type/XRef/Size 7/W[1 3 1]/Root 1 0 R/Length %d>>stream\n%b\nendstream" % (len(rows), rows)
    return made + b"6 0 obj%b\nendobj\nstartxref\n%d\n%%%%EOF" % (table, at)


def of_dimensions(width: int, height: int) -> bytes:
    """A PNG that says it is this large."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        good.png()[:8]
        + good.chunk(b"IHDR", head)
        + good.chunk(b"IDAT", zlib.compress(b"\0"))
        + good.chunk(b"IEND", b"")
    )


def large_jpeg() -> bytes:
    """A JPEG that says it has four billion pixels."""
    content = bytearray(good.jpeg())
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(content)


def noted(note: bytes) -> bytes:
    """A PNG with a note in it."""
    content = good.png()
    return content[:33] + good.chunk(b"tEXt", note) + content[33:]


def lying(part: str = "word/document.xml") -> bytes:
    """An archive that says of a part that it is small, with the checksum of what it says."""
    content = bytearray(good.archive({"[Content_Types].xml": good.content_types(good.WORD), part: b"a" * 5000}))
    said, sum_ = struct.pack("<I", 10), struct.pack("<I", zlib.crc32(b"a" * 10))
    old, oldsum = struct.pack("<I", 5000), struct.pack("<I", zlib.crc32(b"a" * 5000))
    return bytes(content).replace(oldsum, sum_).replace(old, said)


def pointing(type_: str, target: str) -> bytes:
    """A document that fetches something."""
    return good.docx({"word/_rels/settings.xml.rels": good.relation(type_, target)})


def of_many_parts() -> bytes:
    """An archive of many parts."""
    return good.docx({f"word/{at}.xml": "<a/>" for at in range(2100)})


def with_password() -> bytes:
    """An archive that says that a part has a password."""
    content = bytearray(good.docx())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + at] |= 1
    return bytes(content)


def twice() -> bytes:
    """An archive with two parts of one name."""
    made = io.BytesIO(good.docx())
    with zipfile.ZipFile(made, "a") as file:
        file.writestr("word/Document.xml", "<a/>")
    return made.getvalue().replace(b"word/Document.xml", b"word/document.xml")


def raw_name(name: bytes) -> bytes:
    """An archive with a part of this name of eleven signs."""
    return good.docx({"01234567890": "<a/>"}).replace(b"01234567890", name.ljust(11, b"x")[:11])


PDF, JPG, PNG, DOCX, ODT = good.pdf(), good.jpeg(), good.png(), good.docx(), good.odt()
HTML = b"<html><script>alert(1)</script></html>"

HOSTILE: list[tuple[str, str, bytes, str]] = [
    ("an empty file", "leeg.pdf", b"", uploads.EMPTY),
    ("SVG", "logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", inside.OTHER_KIND),
    ("HTML", "brief.html", HTML, inside.OTHER_KIND),
    ("HTML that is called PDF", "brief.pdf", HTML, inside.OTHER_KIND),
    ("HTML before a PDF", "brief.pdf", HTML + PDF, inside.OTHER_KIND),
    ("MHTML", "brief.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + HTML, inside.OTHER_KIND),
    ("HTA", "brief.hta", b"<hta:application/><script>1</script>", inside.OTHER_KIND),
    ("CSV with a formula", "cijfers.csv", b"=cmd|' /C calc'!A0,1", inside.OTHER_KIND),
    ("a program of Windows", "factuur.pdf", b"MZ\x90\0" + b"\0" * 200, inside.OTHER_KIND),
    ("a program of Linux", "factuur", b"\x7fELF\x02\x01\x01" + b"\0" * 200, inside.OTHER_KIND),
    ("a program of a Mac", "factuur", b"\xcf\xfa\xed\xfe" + b"\0" * 200, inside.OTHER_KIND),
    ("a script of a shell", "factuur.pdf", b"#!/bin/sh\nrm -rf /\n", inside.OTHER_KIND),
    ("WebAssembly", "a.wasm", b"\0asm\x01\0\0\0", inside.OTHER_KIND),
    ("Flash", "film.swf", b"CWS\x0a" + b"\0" * 90, inside.OTHER_KIND),
    ("a shortcut", "foto.lnk", b"L\0\0\0\x01\x14\x02\0" + b"\0" * 90, inside.OTHER_KIND),
    ("a disc", "scan.iso", b"\0" * 32768 + b"\x01CD001", inside.OTHER_KIND),
    ("a GIF that is a script", "foto.jpg", b"GIF89a/*" + b"\0" * 20 + b"*/=alert(1)//;", inside.OTHER_KIND),
    ("an old Word document", "brief.doc", OLE, inside.OTHER_KIND),
    ("a Word document with a password", "brief.docx", OLE, inside.OTHER_KIND),
    ("an archive", "alles.zip", good.archive({"a.txt": "a"}), inside.OTHER_KIND),
    ("a program of Java", "a.jar", good.archive({"META-INF/MANIFEST.MF": "Main-Class: A"}), inside.OTHER_KIND),
    ("an archive of archives", "a.docx", good.archive({"a.zip": good.archive({"b.zip": b"b" * 10**6})}), inside.OTHER_KIND),
    ("a PDF cut off", "scan.pdf", good.scan()[:-600], inside.DAMAGED),
    ("a PDF with nothing in it", "scan.pdf", b"%PDF-1.7\n%%EOF", inside.DAMAGED),
    ("a PDF with a password", "a.pdf", acting(nothing, encryption=pikepdf.Encryption(owner="a", user="b")), inside.LOCKED),
    ("a PDF with a script", "a.pdf", acting(SCRIPT), inside.RUNS),
    ("a PDF with a script under a name in disguise", "a.pdf", in_disguise(acting(SCRIPT)), inside.RUNS),
    ("a PDF with a script packed in a stream", "a.pdf", acting(SCRIPT, object_stream_mode=PACKED), inside.RUNS),
    ("a PDF with a script under a password of its owner", "a.pdf", acting(SCRIPT, encryption=OWNED), inside.RUNS),
    ("a PDF with a script behind a field", "a.pdf", acting(on_the_page), inside.RUNS),
    ("a PDF that starts a program", "a.pdf", acting(opens_with(S=Name.Launch, F=String("cmd.exe"))), inside.RUNS),
    ("a PDF with a file in it", "a.pdf", acting(carries), inside.RUNS),
    ("a PDF that is a program of forms", "a.pdf", acting(is_xfa), inside.RUNS),
    ("a PDF that swells", "a.pdf", swelling(), inside.SWELLS),
    ("a PDF that begins as a page", "a.pdf", PDF.replace(b"%PDF-1.3\n", b"%PDF-1.3\n%<html><script>1</script>\n"), inside.TWOFOLD),
    ("a PDF with a page behind it", "a.pdf", PDF + b"\n<!DOCTYPE html>" + HTML, inside.TWOFOLD),
    ("a PDF with an archive behind it", "a.pdf", PDF + good.archive({"a.exe": b"MZ"}), inside.TWOFOLD),
    ("a JPEG with an archive behind it", "foto.jpg", JPG + good.archive({"a.exe": b"MZ"}), inside.TWOFOLD),
    ("a JPEG with a program behind it", "foto.jpg", JPG + b"MZ\x90\0" + b"\0" * 90, inside.TWOFOLD),
    ("a JPEG with a page in its note", "foto.jpg", JPG.replace(b"buurthuis", b"<script >"), inside.TWOFOLD),
    ("a JPEG with PHP in a second photo", "foto.jpg", JPG + JPG.replace(b"buurthuis", b"<?php aa>"), inside.TWOFOLD),
    ("a JPEG cut off", "foto.jpg", JPG[:-40], inside.DAMAGED),
    ("a JPEG of three bytes", "foto.jpg", b"\xff\xd8\xff", inside.DAMAGED),
    ("a JPEG of monstrous size", "foto.jpg", large_jpeg(), inside.SWELLS),
    ("a PNG of monstrous size", "foto.png", of_dimensions(2**31 - 1, 2**31 - 1), inside.SWELLS),
    ("a PNG of no size", "foto.png", of_dimensions(0, 9), inside.DAMAGED),
    ("a PNG cut off", "foto.png", PNG[:-20], inside.DAMAGED),
    ("a PNG with another checksum", "foto.png", PNG[:50] + bytes([PNG[50] ^ 1]) + PNG[51:], inside.DAMAGED),
    ("a PNG with a page in its note", "foto.png", noted(b"Comment\0" + HTML), inside.TWOFOLD),
    ("a PNG with a program behind it", "foto.png", PNG + b"MZ\x90\0" + b"\0" * 90, inside.TWOFOLD),
    ("a document with macros", "brief.docm", good.docx({"word/vbaProject.bin": OLE}, "application/vnd.ms-office.vbaProject"), inside.RUNS),
    ("a document with macros that says it has none", "brief.docx", good.docx({"word/vbaProject.bin": b"a"}), inside.RUNS),
    ("a sheet with macros", "a.xlsm", good.xlsx({}, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"), inside.RUNS),
    ("a sheet with macros of 1992", "a.xlsx", good.xlsx({"xl/macrosheets/sheet1.xml": "<a/>"}), inside.RUNS),
    ("a document with an object in it", "brief.docx", good.docx({"word/embeddings/o.bin": b"a"}), inside.RUNS),
    ("a document with a program in it", "brief.docx", good.docx({"word/media/foto.jpeg": b"MZ\x90\0"}), inside.RUNS),
    ("a document with an archive in it", "brief.docx", good.docx({"word/media/foto.jpeg": DOCX}), inside.RUNS),
    ("a document that starts a program by a field", "brief.docx", good.docx({"word/a.xml": "<w>DDEAUTO c:\\cmd</w>"}), inside.RUNS),
    ("a document with a script in a drawing", "brief.docx", good.docx({"word/media/a.svg": "<svg><script>1</script></svg>"}), inside.RUNS),
    ("a text with macros", "plan.odt", good.odt({"Basic/Standard/Module1.xml": "<a/>"}), inside.RUNS),
    ("a text with a script behind an event", "plan.odt", good.odt({"content.xml": "<a href='vnd.sun.star.script:a'/>"}), inside.RUNS),
    ("a document that fetches its template", "brief.docx", pointing("attachedTemplate", "http://kwaad.example/a.dotm"), inside.REACHES_OUT),
    ("a document that fetches a picture", "brief.docx", pointing("image", "file://///kwaad.example/a.png"), inside.REACHES_OUT),
    ("a document of a billion laughs", "brief.docx", good.docx({"word/document.xml": BILLION_LAUGHS}), inside.SWELLS),
    ("a document of a billion laughs in its list of parts", "a.docx", good.docx({"[Content_Types].xml": BILLION_LAUGHS}), inside.SWELLS),
    ("a document that swells", "brief.docx", good.docx({"word/a.xml": b" " * 50 * inside.MEGABYTE}), inside.SWELLS),
    ("a document of many parts", "brief.docx", of_many_parts(), inside.SWELLS),
    ("a document that lies about its size", "brief.docx", lying(), inside.DAMAGED),
    ("a document that climbs out of its folder", "brief.docx", good.docx({"../../etc/cron.d/a": "a"}), inside.DAMAGED),
    ("a document with a name from the root", "brief.docx", good.docx({"/etc/passwd": "a"}), inside.DAMAGED),
    ("a document with a drive in a name", "brief.docx", raw_name(b"c:\\windows\\"), inside.DAMAGED),
    ("a document with NUL in a name", "brief.docx", raw_name(b"a.xml\0.exe"), inside.DAMAGED),
    ("a document with two parts of one name", "brief.docx", twice(), inside.DAMAGED),
    ("a document with a password on a part", "brief.docx", with_password(), inside.LOCKED),
    ("a text with a password", "plan.odt", good.odt(manifest="<manifest:encryption-data/>"), inside.LOCKED),
    ("a document cut off", "brief.docx", DOCX[:-30], inside.DAMAGED),
    ("a PDF that is called a program", "factuur.pdf.exe", PDF, uploads.NAME),
    ("a PDF that was called a program", "factuur.exe.pdf", PDF, uploads.NAME),
    ("a photo that is called a PDF", "scan.pdf", JPG, uploads.NAME),
    ("a PDF that is called a page", "brief.html", PDF, uploads.NAME),
    ("a document that says it has macros", "brief.docm", DOCX, uploads.NAME),
    ("a name that is written backwards", "foto\u202egpj.exe", JPG, uploads.NAME),
    ("a name with NUL in it", "foto.jpg\0.png", JPG, uploads.NAME),
    ("a name that is very long", "a" * 240 + ".pdf", PDF, uploads.NAME),
]  # fmt: skip
"""What it is, how it is called, what is in it, and why it does not come in."""
