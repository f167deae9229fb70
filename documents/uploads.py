"""Files of applicants: what is taken in, where it is kept, and how it is given out. Nothing of ours opens one.

`checked` is the only gate: what it does not know the beginning of does not come in, whatever its name says.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from hashlib import file_digest

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import Sum
from django.http import HttpResponse

from documents.models import Upload
from partners.models import Person
from workflow import clock
from workflow.models import Stream

BEGINNINGS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
MEGABYTE = 1024 * 1024
MOST_MEGABYTES, MOST_FILES = 150, 60
"""Of one application."""


class NotTaken(Exception):  # noqa: N818 - it is what is wrong with a file, not an error of the program.
    """Why a file does not come in: it is `EMPTY`, `TOO_LARGE`, `OTHER_KIND`, or there is enough already (`TOO_MUCH`)."""

    def __init__(self, why: str) -> None:
        """Remember why."""
        super().__init__(why)
        self.why = why


EMPTY, TOO_LARGE, OTHER_KIND, TOO_MUCH = "empty", "too large", "other kind", "too much"


def checked(file: File[bytes], kinds: Collection[str], max_mb: int) -> str:
    """What a file is, by its content. Raises `NotTaken` for what is empty, too large or not of these kinds."""
    if not file.size:
        raise NotTaken(EMPTY)
    if file.size > max_mb * MEGABYTE:
        raise NotTaken(TOO_LARGE)
    file.seek(0)
    start = file.read(16)
    kind = next((kind for sign, kind in BEGINNINGS if start.startswith(sign)), "")
    if kind not in kinds:
        raise NotTaken(OTHER_KIND)
    return kind


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
    file.seek(0)
    digest = file_digest(file, "sha256").hexdigest()
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
