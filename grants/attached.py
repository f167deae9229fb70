"""The files that came with an application: those that its answers name, and none that somebody chose and did not send."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value

from documents.models import Upload
from grants.models import Application, FinalAccount, Message, PersonalAnswer, Report, Version
from grants.payloads.message import ALONG

_HASH = re.compile(r'"id": ?"([^"]{1,200})"')


@dataclass(frozen=True, slots=True)
class Came:
    """A file of a case: how it was called where it came from, and when it was sent; None where it was chosen and not sent yet."""

    name: str
    on: datetime | None


def came(case: Application) -> Mapping[str, Came]:
    """Every file of a case by its hash, sent when the first answer came that names it. One query."""
    files = Upload.objects.filter(stream=case.stream_id).values_list("sha256", "uploaded_at", "name")
    answer = Value("", output_field=CharField())
    versions = (
        Version.objects.filter(application=case).annotate(hash=answer).values_list("hash", "received_at", "answers")
    )
    personal = PersonalAnswer.objects.filter(version__application=case).annotate(hash=answer)
    answers = versions.union(personal.values_list("hash", "version__received_at", "value"), all=True)
    names, sent = dict[str, str](), dict[str, datetime]()
    for hash_, on, text in sorted(files.union(answers, all=True)):
        if hash_:
            names[hash_] = text
        else:
            sent = dict.fromkeys(_HASH.findall(text), on) | sent
    return {hash_: Came(names.get(hash_, ""), sent.get(hash_)) for hash_ in names.keys() | sent.keys()}


def attached(case: Application) -> dict[str, list[Upload]]:
    """The files of a case by question, in the order in which they came. One query."""
    found: dict[str, list[Upload]] = {}
    for row in (named() | accounted()).filter(stream=case.stream_id).order_by("uploaded_at", "pk"):
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


def accounted() -> QuerySet[Upload]:
    """The files that went along with an account or a report."""
    here = {"application__stream": OuterRef("stream"), "answers__contains": OuterRef("sha256")}
    return Upload.objects.filter(Exists(FinalAccount.objects.filter(**here)) | Exists(Report.objects.filter(**here)))


def said_along() -> QuerySet[Upload]:
    """The files that went along with a message or with its answer; nobody looks for words in them, as in messages themselves."""
    names = Q(files__contains=OuterRef("sha256")) | Q(answer_files__contains=OuterRef("sha256"))
    return Upload.objects.filter(
        Exists(Message.objects.filter(names, application__stream=OuterRef("stream"))), question=ALONG.id
    )
