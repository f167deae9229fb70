"""What stands around a case on its page: who handles which duty, the conversations, and the questions to colleagues."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import DateField, DateTimeField, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext

from grants import absences, payloads
from grants.desk import Desk
from grants.models import Application, ContactNote, Handling, HelpRequest, Message
from grants.portal.payload_form import PayloadForm, form_for
from grants.sight import hears
from grants.thread import Line, Thread, with_files
from grants.trail import Thing
from partners.models import Person
from workflow import clock, roles

MOST = 50
"""Conversations, and questions, that one page shows; the newest."""


class Row(NamedTuple):
    """One of the four, as the one query names what they have alike; what it has not is empty."""

    kind: str
    id: uuid.UUID
    who: str | None
    to: str | None
    day: date | None
    what: str
    words: str
    more: str
    whom: str
    by: date | None
    at: datetime | None
    then: datetime | None
    files: str
    more_files: str
    read: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class Handler:
    """A duty and who does it; `away` until when they are absent, and who looks after it then."""

    id: uuid.UUID
    duty: str
    name: str
    away: date | None
    substitute: str


@dataclass(frozen=True, slots=True)
class Note:
    """A conversation: with whom, how and when, who wrote it down, and what was promised by which day."""

    id: uuid.UUID
    whom: str
    how: str
    day: date | None
    who: str
    words: str
    promised: str
    by: date | None
    kept: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a colleague to another one, by which day, and the answer."""

    id: uuid.UUID
    who: str
    to: str
    by: date | None
    words: str
    answer: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Around:
    """All of it; `works` for who takes part in the work, `hears` for who reads what was said with who applies.

    Who hears may note a conversation with the form, and reads the messages (`thread`, None for who does not).
    """

    handlers: Sequence[Handler]
    notes: Sequence[Note]
    notes_in_all: int
    questions: Sequence[Question]
    questions_in_all: int
    thread: Thread | None
    form: PayloadForm | None
    works: bool
    hears: bool
    key: uuid.UUID


def look(case: Application, desk: Desk) -> Around:
    """What stands around a case, in one query; where there is more than one page shows, one more counts it.

    Who only judges does not read what was said with the applicant: a score rests on what was filed (Awb 3:2; AVG 5, eerste lid, onder c).
    """
    works, hears_ = roles.COLLEAGUE in desk.at_work, hears(desk)
    found = _around(case)
    notes = [_note(row) for row in found if row.kind == ContactNote.MACHINE and hears_]
    notes.sort(key=lambda one: (one.day or date.min, one.id), reverse=True)
    questions = [_question(row) for row in found if row.kind == HelpRequest.MACHINE]
    questions.sort(key=lambda one: (one.state != HelpRequest.ASKED, one.by or date.max, one.id))
    return Around(
        handlers=sorted((_handler(row) for row in found if row.kind == Handling.MACHINE), key=lambda one: one.duty),
        notes=notes[:MOST],
        notes_in_all=_in_all(notes, ContactNote, case),
        questions=questions[:MOST],
        questions_in_all=_in_all(questions, HelpRequest, case),
        thread=_thread(case, [row for row in found if row.kind == Message.MACHINE]) if hears_ else None,
        form=_form(case) if works and hears_ else None,
        works=works,
        hears=hears_,
        key=uuid.uuid4(),
    )


def _thread(case: Application, rows: Sequence[Row]) -> Thread:
    """The messages, the last one first."""
    lines = sorted((_message(row) for row in rows), key=lambda one: (one.written_at, one.id), reverse=True)
    return Thread(with_files(case, lines[:MOST]), _in_all(lines, Message, case))


def _message(row: Row) -> Line:
    assert row.at, "a message was written at some moment"
    written = (row.words, row.who or "", row.at, row.files)
    return Line(row.id, row.state, row.what, *written, row.more, row.to or "", row.then, row.more_files, row.read)


def _in_all(shown: Sequence[Any], model: type[ContactNote | HelpRequest | Message], case: Application) -> int:
    return len(shown) if len(shown) <= MOST else model.objects.filter(application=case).count()


def _around(case: Application) -> list[Row]:
    """The handlers, the newest conversations and messages and the questions of a case; of the last three one more than a page shows."""
    notes = ContactNote.objects.filter(application=case).order_by("-spoke_on", "-pk")
    questions = HelpRequest.objects.filter(application=case).order_by("-state", "until", "pk")
    written = Message.objects.filter(application=case).order_by("-written_at", "-pk")
    away = absences.on(clock.today()).filter(person=OuterRef("handler"))
    told = _told(
        Handling.objects.filter(application=case, state=Handling.ASSIGNED),
        who=_name("handler"),
        what=F("duty"),
        day=Subquery(away.values("last")[:1]),
        to=Subquery(away.annotate(name=_name("substitute")).values("name")[:1]),
    )
    said = _told(
        ContactNote.objects.filter(pk__in=notes.values("pk")[: MOST + 1]),
        who=_name("author"),
        day=F("spoke_on"),
        what=F("how"),
        said=F("words"),
        more=F("promised"),
        whom=F("with_whom"),
        by=F("promised_by"),
    )
    asked = _told(
        HelpRequest.objects.filter(pk__in=questions.values("pk")[: MOST + 1]),
        who=_name("asked_by"),
        to=_name("helper"),
        by=F("until"),
        said=F("question"),
        more=F("answer"),
    )
    wrote = _told(
        Message.objects.filter(pk__in=written.values("pk")[: MOST + 1]),
        who=_name("author"),
        to=_name("answered_by"),
        what=F("kind"),
        said=F("words"),
        more=F("answer"),
        at=F("written_at"),
        then=F("answered_at"),
        files=F("files"),
        more_files=F("answer_files"),
        read=F("read_at"),
    )
    return [Row(*one) for one in told.union(said, asked, wrote, all=True)]


def _told(found: QuerySet[Any], **own: Any) -> QuerySet[Any, Any]:
    """Rows of one kind in the columns of `Row`: each its own, and nothing where it has none."""
    text, day = Value("", output_field=TextField()), Value(None, output_field=DateField())
    moment = Cast(Value(None), DateTimeField())  # PostgreSQL takes a bare NULL for text.
    columns: dict[str, Any] = {
        "who": text,
        "to": text,
        "day": day,
        "what": text,
        "said": text,
        "more": text,
        "whom": text,
        "by": day,
        "at": moment,
        "then": moment,
        "files": text,
        "more_files": text,
        "read": moment,
    }
    dated = ("day", "by", "at", "then", "read")
    columns |= {name: one if name in dated else Cast(one, TextField()) for name, one in own.items()}
    kind = Value(found.model.MACHINE, output_field=TextField())
    named = {f"row_{name}": one for name, one in columns.items()}
    order = ("row_kind", "pk", *(f"row_{name}" for name in columns), "state")
    told: QuerySet[Any, Any] = found.order_by().annotate(row_kind=kind, **named).values_list(*order)
    return told


def _name(person: str) -> Subquery:
    """The name of the person whose pseudonymous id stands in a field."""
    return Subquery(Person.objects.filter(pk=OuterRef(person)).values("name")[:1])


def words_of(thing: Thing) -> str:
    """How one of these is called on the page of its step: what was asked or promised, and who handles what."""
    if thing.machine == HelpRequest.MACHINE:
        asked = HelpRequest.objects.values_list("question", flat=True).get(pk=thing.id)
        return gettext("de vraag: %(question)s") % {"question": asked}
    if thing.machine == Message.MACHINE:
        wrote = Message.objects.values_list("words", flat=True).get(pk=thing.id)
        return gettext("het bericht: %(words)s") % {"words": wrote}
    if thing.machine == ContactNote.MACHINE:
        promised = ContactNote.objects.values_list("promised", flat=True).get(pk=thing.id)
        return gettext("de belofte: %(promise)s") % {"promise": promised} if promised else thing.words
    duty, who = Handling.objects.annotate(who=_name("handler")).values_list("duty", "who").get(pk=thing.id)
    return f"{gettext(roles.LABELS[duty])}: {who or ''}"


def _handler(row: Row) -> Handler:
    return Handler(row.id, roles.LABELS[row.what], row.who or "", row.day, row.to or "")


def _note(row: Row) -> Note:
    how, kept = ContactNote.How(row.what).label, row.state == ContactNote.KEPT
    return Note(row.id, row.whom, how, row.day, row.who or "", row.words, row.more, row.by, kept)


def _question(row: Row) -> Question:
    word = HelpRequest.WORDS[row.state]
    return Question(row.id, row.who or "", row.to or "", row.by, row.words, row.more, row.state, word)


def _form(case: Application) -> PayloadForm:
    return form_for(payloads.Contact, case)(initial={"spoke_on": clock.today()}, auto_id="gesprek-%s")
