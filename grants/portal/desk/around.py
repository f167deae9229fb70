"""What stands around a case on its page: who handles which duty, the conversations, and the questions to colleagues."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from grants import absences, payloads
from grants.models import Application, ContactNote, Handling, HelpRequest
from grants.portal.access import Desk
from grants.portal.payload_form import PayloadForm, form_for
from grants.portal.trail import Thing
from partners.models import Person
from workflow import clock, roles

MOST = 50
"""Conversations, and questions, that one page shows; the newest."""


@dataclass(frozen=True, slots=True)
class Handler:
    """A duty and who does it; `away` until when they are absent, and who looks after it then."""

    id: uuid.UUID
    duty: str
    name: str
    away: date | None
    substitute: str


@dataclass(frozen=True, slots=True)
class Said:
    """A conversation with who wrote it, or a question with who asked whom."""

    row: Any
    who: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """All of it; the form is that of a new note, None for who takes no part in the work."""

    handlers: Sequence[Handler]
    notes: Sequence[Said]
    notes_in_all: int
    questions: Sequence[Said]
    questions_in_all: int
    form: PayloadForm | None
    key: uuid.UUID


def look(case: Application, desk: Desk) -> Around:
    """What stands around a case, in a fixed number of queries."""
    given = list(Handling.objects.filter(application=case, state=Handling.ASSIGNED).order_by("pk"))
    notes = ContactNote.objects.filter(application=case).order_by("-spoke_on", "-stream__pk", "-pk")
    questions = HelpRequest.objects.filter(application=case).order_by("-state", "until", "pk")
    first, asked = list(notes[: MOST + 1]), list(questions[: MOST + 1])
    away = {one.person: one for one in absences.on(clock.today()).filter(person__in=[row.handler for row in given])}
    names = _names(
        *(row.handler for row in given), *(one.substitute for one in away.values()),
        *(row.author for row in first), *(person for row in asked for person in (row.asked_by, row.helper)),
    )  # fmt: skip
    return Around(
        handlers=sorted((_handler(row, away, names) for row in given), key=lambda one: one.duty),
        notes=[Said(row, names.get(row.author, "")) for row in first[:MOST]],
        notes_in_all=len(first) if len(first) <= MOST else notes.count(),
        questions=[Said(row, names.get(row.asked_by, ""), names.get(row.helper, "")) for row in asked[:MOST]],
        questions_in_all=len(asked) if len(asked) <= MOST else questions.count(),
        form=_form(case) if roles.COLLEAGUE in desk.at_work else None,
        key=uuid.uuid4(),
    )


def words_of(thing: Thing) -> str:
    """How one of these is called on the page of its step: what was asked or promised, and who handles what."""
    if thing.machine == HelpRequest.MACHINE:
        asked = HelpRequest.objects.values_list("question", flat=True).get(pk=thing.id)
        return f"de vraag: {asked}"
    if thing.machine == ContactNote.MACHINE:
        promised = ContactNote.objects.values_list("promised", flat=True).get(pk=thing.id)
        return f"de belofte: {promised}" if promised else thing.words
    duty, person = Handling.objects.values_list("duty", "handler").get(pk=thing.id)
    return f"{roles.LABELS[duty]}: {_names(person).get(person, '')}"


def _names(*persons: uuid.UUID) -> Mapping[uuid.UUID, str]:
    return dict(Person.objects.filter(pk__in=set(persons)).values_list("pk", "name")) if persons else {}


def _handler(row: Handling, away: Mapping[uuid.UUID, Any], names: Mapping[uuid.UUID, str]) -> Handler:
    absence = away.get(row.handler)
    return Handler(
        row.pk, roles.LABELS[row.duty], names.get(row.handler, ""), absence and absence.last,
        names.get(absence.substitute, "") if absence else "",
    )  # fmt: skip


def _form(case: Application) -> PayloadForm:
    return form_for(payloads.Contact, case)(initial={"spoke_on": clock.today()}, auto_id="gesprek-%s")
