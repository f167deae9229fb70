"""The messages of one application as both sides read them, and the mail that tells the applicant of what we wrote."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.mail import EmailMessage
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from documents.mails import news
from documents.models import Upload
from grants.letters.profile import Profile
from grants.models import Application, Message
from grants.payloads.message import ALONG
from grants.selectors import law_on
from partners.models import Person
from workflow import clock
from workflow.registry import Desk

MOST = 50
"""Messages that one page shows; the newest."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message: who wrote it when, and the answer with who gave it when; an erased text is empty.

    `named` and `answer_named` are the files as the row names them, `files` and `answer_files` those of them that were kept.
    """

    id: uuid.UUID
    state: str
    kind: str
    words: str
    author: str
    written_at: datetime
    named: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    answer_named: str
    read_at: datetime | None
    files: Sequence[Upload] = ()
    answer_files: Sequence[Upload] = ()

    @property
    def waits(self) -> bool:
        """Whether the office did not look yet at what the applicant wrote last."""
        return self.state in Message.FOR_US

    @property
    def ours(self) -> bool:
        """Whether the office began it."""
        return self.state in Message.OURS

    @property
    def unread(self) -> bool:
        """Whether the applicant did not say yet that they read what we wrote last."""
        return self.state in (Message.TOLD, Message.ANSWERED)

    @property
    def may_reply(self) -> bool:
        """Whether the applicant can answer it."""
        return self.state in (Message.TOLD, Message.READ)

    @property
    def asks(self) -> bool:
        """Whether it is the turn of the applicant: an answer is asked, and has not come."""
        return self.may_reply and self.kind != Message.Kind.NOTICE

    @property
    def said(self) -> str:
        """The kind in a word."""
        return str(Message.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Thread:
    """The newest messages, the last one first, and how many there are in all."""

    lines: Sequence[Line]
    in_all: int

    @property
    def waiting(self) -> int:
        """How many of these wait for an answer."""
        return sum(one.waits for one in self.lines)

    @property
    def asked(self) -> int:
        """How many of these ask something of the applicant."""
        return sum(one.asks for one in self.lines)

    @property
    def unread(self) -> int:
        """How many of these the applicant did not say yet to have read."""
        return sum(one.unread for one in self.lines)


def asks_applicant() -> Q:
    """For a query of messages: those that ask an answer of the applicant, as `Line.asks` says it of one."""
    return Q(state__in=(Message.TOLD, Message.READ)) & ~Q(kind=Message.Kind.NOTICE)


def thread(case: Application) -> Thread:
    """The messages of a case in one query; one more where files went along, and where there are more than a page shows."""
    rows = Message.objects.filter(application=case).order_by("-written_at", "-pk")
    named = rows.annotate(by=_name("author"), of=_name("answered_by"))
    written = ("pk", "state", "kind", "words", "by", "written_at", "files")
    columns = (*written, "answer", "of", "answered_at", "answer_files", "read_at")
    found = [Line(*row) for row in named.values_list(*columns)[: MOST + 1]]
    return Thread(with_files(case, found[:MOST]), len(found) if len(found) <= MOST else rows.count())


def with_files(case: Application, lines: Sequence[Line]) -> list[Line]:
    """The same messages with the files that went along."""
    if not any(one.named or one.answer_named for one in lines):
        return list(lines)
    kept = {row.sha256: row for row in Upload.objects.filter(stream=case.stream_id, question=ALONG.id)}

    def of(named: str) -> list[Upload]:
        return [kept[one["id"]] for one in json.loads(named or "[]") if one["id"] in kept]

    return [replace(one, files=of(one.named), answer_files=of(one.answer_named)) for one in lines]


def _name(person: str) -> Coalesce:
    return Coalesce(Subquery(Person.objects.filter(pk=OuterRef(person)).values("name")[:1]), Value(""))


def mail_for(key: uuid.UUID, message: str) -> EmailMessage | None:
    """The mail that we wrote something: to who asked, or to the contact of the case where we began.

    None where they cannot be told by e-mail, or it was erased since.
    """
    row = Message.objects.select_related("application").get(pk=key)
    ours = row.state in Message.OURS
    whom, said_to_them = (row.application.contact_id, row.words) if ours else (row.author, row.answer)
    who = Person.objects.filter(pk=whom).exclude(email="").first()
    law = law_on(clock.today(), Desk())
    if not said_to_them or who is None or law is None:
        return None
    said = Profile.from_json(law.body)
    return news(who.email, who.name, message, sender=said.name, contact=said.department, phone=said.phone)
