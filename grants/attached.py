"""The files that came with an application: those that its answers name, and none that somebody chose and did not send."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from documents.models import Upload
from grants.models import Application, PersonalAnswer, Version


def attached(case: Application) -> dict[str, list[Upload]]:
    """The files of a case by question, in the order in which they came. One query."""
    found: dict[str, list[Upload]] = {}
    for row in named().filter(stream=case.stream_id).order_by("uploaded_at", "pk"):
        found.setdefault(row.question, []).append(row)
    return found


def has_files() -> Exists:
    """For a query of applications: whether files came with each."""
    return Exists(Upload.objects.filter(stream=OuterRef("stream")))


def named() -> QuerySet[Upload]:
    """The files of which the hash stands in an answer, as every answer to a question for files has it."""
    here, hash_ = {"application__stream": OuterRef("stream")}, OuterRef("sha256")
    plain = Version.objects.filter(**here, answers__contains=hash_)
    personal = PersonalAnswer.objects.filter(
        version__application__stream=OuterRef("stream"), question=OuterRef("question"), value__contains=hash_
    )
    return Upload.objects.filter(Exists(personal) | Exists(plain))
