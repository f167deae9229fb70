"""What colleagues and applicants asked of somebody, what they promised, the objections to handle: what is open, the first day first."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import TruncDate

from grants import anew, sight, steps
from grants.desk import Desk
from grants.models import Application, ContactNote, Decision, Handling, HelpRequest, Message, Objection
from grants.portal.applicant.following.contact import DUTIES
from grants.portal.desk import whose
from workflow import clock, roles

FEW, PER_PAGE = 3, 50
QUESTION, PROMISE, OBJECTION, HANDLED = "vraag", "belofte", "bezwaar", "beslissing"
MESSAGE, REPLY = "bericht", "antwoord"
ANEW = "nieuw besluit"
"""An objection was right: a new decision takes the place of the one that it was against, within the same term (Awb 7:10, 7:11)."""
HANDLE = "alsnog behandelen"
"""The same where the application was set aside: it is handled first."""

STEPS = {
    QUESTION: (HelpRequest.MACHINE, "answer_help"),
    PROMISE: (ContactNote.MACHINE, "keep_promise"),
    OBJECTION: (Objection.MACHINE, "handle_objection"),
    HANDLED: (Objection.MACHINE, "decide_objection"),
    MESSAGE: (Message.MACHINE, "answer_message"),
    REPLY: (Message.MACHINE, "see_reply"),
    ANEW: (Decision.MACHINE, "draft_decision"),
    HANDLE: (Application.MACHINE, "handle_anew"),
}
HANDLER, DECIDES = "objection_handler", "policy_officer"


@dataclass(frozen=True, slots=True)
class Todo:
    """One of them: what it is, where, in which words, by when (of a message: since when), and the step that finishes it."""

    what: str
    id: uuid.UUID
    reference: str
    title: str
    words: str
    by: date
    whose: whose.Told
    asked_by: str

    @property
    def machine(self) -> str:
        """The machine of the step."""
        return STEPS[self.what][0]

    @property
    def subject(self) -> str:
        """On what the step is taken; a new decision is not there yet."""
        return steps.NOTHING_YET if self.what == ANEW else str(self.id)

    @property
    def is_late(self) -> bool:
        """Whether its day is over; a message has none by which it must be answered."""
        return self.what not in (MESSAGE, REPLY) and self.by < clock.today()

    @property
    def action(self) -> str:
        """The step."""
        return STEPS[self.what][1]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of them, with how many there are in all."""

    page: Page[Any]
    rows: Sequence[Todo]


def look(desk: Desk, number: str = "1", per_page: int = PER_PAGE) -> Listed:
    """A page of what is open for a colleague and for those whom they stand in for."""
    others = whose.stands_in(desk)
    open_ = list(_open(whose.people(desk, others), desk))
    seen = _seen({row[2] for row in open_}, desk)
    found = [row for row in open_ if row[2] in seen]
    page = Paginator(found, per_page).get_page(number)
    known = whose.known(desk, others, [person for row in page for person in (row[6], row[7])])
    return Listed(page, [_told(row, known) for row in page])


def _seen(references: Iterable[str], desk: Desk) -> Collection[str]:
    """Those of these dossiers that exist for a colleague: asked once about all of them, also about none, so that every page asks as often.

    As a condition within each part of what is open, the database would read it four times, and Django write it.
    """
    found = sight.seen_by(desk).filter(stream__reference__in=["", *references])
    return set(found.values_list("stream__reference", flat=True))


def _open(people: Sequence[uuid.UUID], desk: Desk) -> QuerySet[Any, Any]:
    questions = HelpRequest.objects.filter(state=HelpRequest.ASKED, helper__in=people)
    promises = ContactNote.objects.filter(state=ContactNote.NOTED, promised_by__isnull=False, author__in=people)
    columns = ("what", "pk", "stream__reference", "application__title", "said", "by", "owner", "asker")
    one = questions.annotate(**_said(QUESTION, "question", "until", "helper", "asked_by")).values_list(*columns)
    other = promises.annotate(**_said(PROMISE, "promised", "promised_by", "author", "author")).values_list(*columns)
    more = (*_objections(desk, columns), *_anew(desk, columns), *_messages(desk, people, columns))
    all_: QuerySet[Any, Any] = one.order_by().union(other.order_by(), *more, all=True)
    return all_.order_by("by", "pk")


def _objections(desk: Desk, columns: Sequence[str]) -> Iterator[QuerySet[Any, Any]]:
    """Those that nobody took up yet, for who may, and those that this colleague handles."""
    if HANDLER not in desk.roles:
        return
    me = _me(desk)
    for what, found in (
        (OBJECTION, Objection.objects.filter(state=Objection.RECEIVED)),
        (HANDLED, Objection.objects.filter(state=Objection.HANDLED, handler=desk.actor.person)),
    ):
        said = _said(what, "grounds", "decide_by", "handler", "handler") | {"owner": me, "asker": me}
        yield found.annotate(**said).values_list(*columns).order_by()


def _anew(desk: Desk, columns: Sequence[str]) -> Iterator[QuerySet[Any, Any]]:
    """Those that were right and after which no new decision was announced or lies ready, for who prepares decisions.

    Of what was set aside the step is on the application.
    """
    if DECIDES not in desk.roles:
        return
    me = _me(desk)
    aside = Q(application__state=Application.SET_ASIDE)
    for what, where, subject in ((ANEW, ~aside, "pk"), (HANDLE, aside, "application_id")):
        said = _said(what, "reason", "decide_by", "handler", "handler") | {"owner": me, "asker": me}
        about = [subject if column == "pk" else column for column in columns]
        yield anew.owing().filter(where).annotate(**said).values_list(*about).order_by()


def _messages(desk: Desk, people: Sequence[uuid.UUID], columns: Sequence[str]) -> Iterator[QuerySet[Any, Any]]:
    """Those that wait in the cases of these people, and for the post room those in the cases of nobody, by the day they were written."""
    if not sight.hears(desk):
        return
    handled = Handling.objects.filter(application=OuterRef("application"), state=Handling.ASSIGNED, duty__in=DUTIES)
    theirs = Q(Exists(handled.filter(handler__in=people)))
    if roles.INTAKE in desk.roles:
        theirs |= ~Q(Exists(handled))
    for what, state, words, at, author in (
        (MESSAGE, Message.WAITING, "words", "written_at", "author"),
        (REPLY, Message.REPLIED, "answer", "answered_at", "answered_by"),
    ):
        said = _said(what, words, at, author, author) | {
            "by": TruncDate(at, tzinfo=clock.AMSTERDAM),
            "owner": _me(desk),
        }
        yield Message.objects.filter(theirs, state=state).annotate(**said).values_list(*columns).order_by()


def _me(desk: Desk) -> Value:
    return Value(desk.actor.person, output_field=UUIDField())


def _said(what: str, words: str, by: str, owner: str, asker: str) -> dict[str, Any]:
    kind = Value(what, output_field=CharField())
    return {"what": kind, "said": F(words), "by": F(by), "owner": F(owner), "asker": F(asker)}


def _told(row: Sequence[Any], known: whose.Known) -> Todo:
    what, pk, reference, title, words, by, owner, asker = row
    asked_by = "" if asker == owner else known.told(asker).words
    return Todo(what, pk, reference, title, words, by, known.told(owner), asked_by)
