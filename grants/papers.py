"""The letters and the files of dossiers that a colleague may read, on a screen or in a system."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import Http404

from documents import uploads
from documents.letters import from_json
from documents.models import Letter, Upload
from documents.tasks import file_of
from grants import sight
from grants.attached import accounted, named, said_along
from grants.desk import Desk


def letters(desk: Desk) -> QuerySet[Letter, Letter]:
    """The letters in the dossiers that are there for a colleague."""
    return Letter.objects.filter(stream__in=sight.seen_by(desk).values("stream"))


def files(desk: Desk) -> QuerySet[Upload, Upload]:
    """The files that applicants sent, once their application was, but for those that the work of a colleague does not ask for."""
    sent = sight.seen_by(desk).filter(received_at__isnull=False)
    if sight.reads_account(desk):
        return (named() | accounted()).filter(stream__in=sent.values("stream"))
    return named().filter(stream__in=sent.values("stream")).exclude(question=sight.PROOF_OF_ACCOUNT)


def told(desk: Desk) -> QuerySet[Upload, Upload]:
    """The files that went along with messages, for who reads those."""
    return (
        said_along().filter(stream__in=sight.seen_by(desk).values("stream"))
        if sight.hears(desk)
        else Upload.objects.none()
    )


def title_of(letter: Letter) -> str:
    """The heading of a letter; "" when it was erased."""
    return str(from_json(letter.kind, letter.facts).title) if letter.facts else ""


def pdf_of(letter: Letter | None) -> bytes:
    """The file of a letter. Raises `Http404` when there is none, or it has not been made yet."""
    if letter is None or letter.state == Letter.REQUESTED or not default_storage.exists(file_of(letter.pk)):
        raise Http404
    with default_storage.open(file_of(letter.pk)) as file:
        content: bytes = file.read()
    return content


def with_content(row: Upload | None) -> Upload:
    """A file of which the content is there. Raises `Http404` when it is not."""
    if row is None or not default_storage.exists(uploads.place_of(row.sha256)):
        raise Http404
    return row
