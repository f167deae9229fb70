"""Files of applicants: what is taken in, where it is kept, and how it is given out. Nothing of ours opens one.

`checked` is the only gate: what it does not know does not come in, whatever its name says, and what it knows is looked into.
"""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Collection, Mapping
from hashlib import file_digest
from tempfile import TemporaryFile

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import Sum
from django.http import HttpResponse

from documents import clamd, inside
from documents.inside import MEGABYTE
from documents.inside.look import BEGINNINGS
from documents.inside.words import WITH_WORDS
from documents.models import Upload
from partners.models import Person
from workflow import clock
from workflow.models import Stream

_OOXML = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": f"{_OOXML}.wordprocessingml.document",
    "xlsx": f"{_OOXML}.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
}
MOST_MEGABYTES, MOST_FILES = 150, 60
"""Of one application."""


class NotTaken(Exception):  # noqa: N818 - it is what is wrong with a file, not an error of the program.
    """Why a file does not come in: one of the codes beneath, or of `documents.inside`."""

    def __init__(self, why: str) -> None:
        """Remember why."""
        super().__init__(why)
        self.why = why


EMPTY, TOO_LARGE, TOO_MUCH, TOO_MANY, NAME, VIRUS, NOT_NOW = (
    "empty", "too large", "too much", "too many", "name", "virus", "not now",
)  # fmt: skip
"""What is wrong with a file as it was sent; what is wrong inside is a code of `documents.inside`."""


def checked(file: File[bytes], kinds: Collection[str], max_mb: int) -> str:
    """What a file is, by its content; a process of its own looks inside, and a scanner for viruses where one is named.

    Raises:
        NotTaken: when it is empty, too large, not of these kinds, called what it is not, or holds what it should not.
    """
    if not file.size:
        raise NotTaken(EMPTY)
    if file.size > max_mb * MEGABYTE:
        raise NotTaken(TOO_LARGE)
    file.seek(0)
    if not file.read(16).startswith(tuple(sign for sign, _ in BEGINNINGS)):
        raise NotTaken(inside.OTHER_KIND)
    kind = _looked_into(file)
    if kind not in kinds:
        raise NotTaken(inside.OTHER_KIND)
    _called(file.name or "", kind)
    file.seek(0)
    if settings.CLAMD and (why := clamd.scanned(file, settings.CLAMD)):
        raise NotTaken({clamd.FOUND: VIRUS, clamd.SILENT: NOT_NOW}[why])
    return kind


MOST_SECONDS = 20
"""That the other process may take on a machine that is busy; of its own time it has less."""


def _looked_into(file: File[bytes]) -> str:
    """The kind of a file. One that the process dies of is found too large."""
    found = _inside(file).decode().strip()
    if found in TYPES:
        return found
    raise NotTaken(found[1:] if found[1:] in inside.CODES else inside.SWELLS)


def words_of(row: Upload) -> str:
    """The words in a file that was kept, as far as they can be read within the limits; "" for a photo, or where the content is gone."""
    place = place_of(row.sha256)
    if row.kind not in WITH_WORDS or not default_storage.exists(place):
        return ""
    with default_storage.open(place) as content:
        return _inside(content, "words", row.kind).decode("utf-8", "replace")


def _inside(file: File[bytes], *asked: str) -> bytes:
    """What a process says that has little memory and time, and knows nothing of us; of one that took too long what it said by then."""
    with TemporaryFile() as handed:
        file.seek(0)
        for part in file.chunks():
            handed.write(part)
        handed.seek(0)
        command = [sys.executable, "-m", "documents.inside", *asked]
        try:
            done = subprocess.run(  # noqa: S603 - our own module, and nothing of who sends.
                command, stdin=handed, capture_output=True, cwd=settings.BASE_DIR, env={}, timeout=MOST_SECONDS, check=False
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            return late.stdout or b""
    return done.stdout


LONGEST_NAME = 150
_SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}
_PHOTOS = frozenset({"jpg", "png"})
_RUN = frozenset(
    {"exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "js", "jse", "wsf", "hta", "lnk", "msi", "jar", "app", "sh", "html", "htm",
     "svg", "php", "iso", "docm", "xlsm", "zip"}
)  # fmt: skip


def _called(name: str, kind: str) -> None:
    """Refuse a name that hides what a file is: signs that cannot be seen, the ending of something else, or of a program before it."""
    *_, first, last = ("", "", *name.lower().split("."))
    ending = _SAME.get(last, last)
    other = "." in name and (ending in TYPES.keys() | _RUN) and ending != kind and not {ending, kind} <= _PHOTOS
    if len(name) > LONGEST_NAME or not name.isprintable() or other or first in _RUN:
        raise NotTaken(NAME)


def take_in(
    file: File[bytes], stream: Stream, question: str, person: Person, *, kinds: Collection[str], max_mb: int
) -> Upload:
    """Keep a file with a dossier, once, however often it is sent.

    Raises:
        NotTaken: when it is none of these kinds, or the dossier holds enough already.
    """
    kind = checked(file, kinds, max_mb)
    held = Upload.objects.filter(stream=stream)
    total = held.aggregate(bytes=Sum("bytes"))["bytes"] or 0
    if held.count() >= MOST_FILES or total + (file.size or 0) > MOST_MEGABYTES * MEGABYTE:
        raise NotTaken(TOO_MUCH)
    return keep(file, kind, stream, question, person)


def has_room(stream: Stream, sizes: Mapping[tuple[str, str], int]) -> bool:
    """Whether files, by question and hash with their bytes, fit in a dossier beside those that are there. One query."""
    held = {
        (question, digest): size
        for question, digest, size in Upload.objects.filter(stream=stream).values_list("question", "sha256", "bytes")
    }
    together = {**held, **sizes}
    return len(together) <= MOST_FILES and sum(together.values()) <= MOST_MEGABYTES * MEGABYTE


def digest_of(file: File[bytes]) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    file.seek(0)
    return file_digest(file, "sha256").hexdigest()


def keep(file: File[bytes], kind: str, stream: Stream, question: str, person: Person) -> Upload:
    """Keep a file of this kind, that was `checked`, with a dossier; what is there already stays as it is."""
    digest = digest_of(file)
    if not default_storage.exists(place_of(digest)):
        file.seek(0)
        default_storage.save(place_of(digest), file)
    said = {
        "kind": kind, "bytes": file.size, "name": (file.name or "")[-200:], "person": person, "uploaded_at": clock.now(),
    }  # fmt: skip
    row, _ = Upload.objects.get_or_create(stream=stream, question=question, sha256=digest, defaults=said)
    return row


def let_go(row: Upload) -> None:
    """Let go of a file that was taken back before filing; its content goes when nothing else names it."""
    row.delete()
    if not Upload.objects.filter(sha256=row.sha256).exists():
        default_storage.delete(place_of(row.sha256))


def place_of(digest: str) -> str:
    """Where the content of a file stands in the storage."""
    return f"uploads/{digest[:2]}/{digest}"


def given_out(row: Upload, name: str) -> HttpResponse:
    """The file, to keep and never to show: in no browser does anything in it run on our address."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{row.kind}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    with default_storage.open(place_of(row.sha256)) as content:
        return HttpResponse(content.read(), content_type=TYPES[row.kind], headers=headers)


def found(stream: uuid.UUID, id_: uuid.UUID) -> Upload | None:
    """The file of a dossier with this id whose content is there."""
    row = Upload.objects.filter(pk=id_, stream=stream).first()
    return row if row and default_storage.exists(place_of(row.sha256)) else None
