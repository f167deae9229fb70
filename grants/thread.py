"""The messages of one application as both sides read them, and the mail that tells of an answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.db.models import OuterRef, Subquery

from documents.mails import news
from grants.letters.profile import Profile
from grants.models import Application, Message
from grants.selectors import law_on
from partners.models import Person
from workflow import clock
from workflow.registry import Desk

MOST = 50
"""Messages that one page shows; the newest."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message: who wrote it when, and the answer with who gave it when; an erased text is empty."""

    id: uuid.UUID
    state: str
    words: str
    author: str
    written_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether nobody looked at it yet."""
        return self.state == Message.WAITING


@dataclass(frozen=True, slots=True)
class Thread:
    """The newest messages, the last one first, and how many there are in all."""

    lines: Sequence[Line]
    in_all: int

    @property
    def waiting(self) -> int:
        """How many of these wait for an answer."""
        return sum(one.waits for one in self.lines)


def thread(case: Application) -> Thread:
    """The messages of a case in one query; where there are more than a page shows, one more counts them."""
    rows = Message.objects.filter(application=case).order_by("-written_at", "-pk")
    named = rows.annotate(by=_name("author"), of=_name("answered_by"))
    columns = ("pk", "state", "words", "by", "written_at", "answer", "of", "answered_at")
    found = [_line(*row) for row in named.values_list(*columns)[: MOST + 1]]
    return Thread(found[:MOST], len(found) if len(found) <= MOST else rows.count())


def _line(pk: uuid.UUID, state: str, words: str, by: str | None, at: datetime, *answered: Any) -> Line:
    answer, of, answered_at = answered
    return Line(pk, state, words, by or "", at, answer, of or "", answered_at)


def _name(person: str) -> Subquery:
    return Subquery(Person.objects.filter(pk=OuterRef(person)).values("name")[:1])


def mail_for(key: uuid.UUID, message: str) -> EmailMessage | None:
    """The mail to who wrote that there is an answer; None where they cannot be told by e-mail, or it was erased since."""
    row = Message.objects.get(pk=key)
    who = Person.objects.filter(pk=row.author).exclude(email="").first()
    law = law_on(clock.today(), Desk())
    if not row.answer or who is None or law is None:
        return None
    said = Profile.from_json(law.body)
    return news(who.email, who.name, message, sender=said.name, contact=said.department, phone=said.phone)
