"""The trail of a dossier as a person reads it, and the things that stand in it: all from its events, in one query."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext

from budgets.models import Payment
from grants.desk import Desk
from grants.explained import MACHINE_WORDS
from grants.models import Application, ContactNote, Decision, Handling, HelpRequest, Message, Obligation
from grants.saying import euro
from grants.sent import lay_sent
from partners.models import Person
from workflow import registry, roles
from workflow.clock import day_of
from workflow.models import Event
from workflow.registry import MACHINES

MOST = 500
"""Events that one page shows; a dossier that has more shows its last ones."""


SAID_BY_THE_STEP = frozenset(one.MACHINE for one in (Application, ContactNote, Handling, HelpRequest, Message))
"""The machines whose steps say by themselves what they are about."""

SHORT = 90
"""How much of the text of an obligation stands for all of it."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing with a state in the dossier: the case itself, a decision, a payment, and so on."""

    machine: str
    id: uuid.UUID
    state: str
    words: str

    @property
    def state_word(self) -> str:
        """The state as a person reads it."""
        return MACHINES[self.machine].model.WORDS.get(self.state, self.state)


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: when, who in which role, what with what, and from which state to which."""

    id: uuid.UUID
    at: datetime
    who: str
    role: str
    what: str
    thing: str
    machine: str
    before: str
    after: str
    article: str
    cause: uuid.UUID | None
    followed: tuple[Happened, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the state became another one."""
        return self.before != self.after


def events_of(case: Application) -> list[Event]:
    """The events of a dossier in their order."""
    return list(named(Event.objects.filter(stream=case.stream_id)).order_by("-seq")[:MOST])[::-1]


def named(events: QuerySet[Event]) -> QuerySet[Any]:
    """Events with the names of the people who took them, as `lines` tells them."""
    return events.annotate(who=Subquery(Person.objects.filter(pk=OuterRef("person")).values("name")[:1]))


def things_in(events: Iterable[Event], names: Mapping[uuid.UUID, str]) -> tuple[Thing, ...]:
    """What stands in a dossier, each in the state that its newest event says, the case first."""
    newest: dict[uuid.UUID, Event] = {}
    for event in events:
        newest[event.subject] = event
    things = (
        Thing(one.machine, one.subject, one.state_after, names.get(one.subject, _word(one.machine)))
        for one in newest.values()
        if one.machine in MACHINES
    )
    return tuple(sorted(things, key=lambda one: one.machine != Application.MACHINE))


def _word(machine: str) -> str:
    return "" if machine in SAID_BY_THE_STEP else gettext(MACHINE_WORDS.get(machine, machine))


def laid(case: Application, events: Sequence[Event], desk: Desk) -> registry.Desk:
    """A dossier on the desk of a colleague: the case, what its trail says is not there, and what they did in it before."""
    rows = desk.rows
    for row in (case, case.stream, case.round, case.contact, case.organisation, case.bank_account, case.area):
        if row:
            rows.lay(row)
    if hasattr(case, "sent_number"):
        lay_sent(case, rows)
    if len(events) < MOST:
        there = {event.machine for event in events}
        rows.has_none((rules.model for name, rules in MACHINES.items() if name not in there), case.stream_id)
        _told_by(case, events, desk)
    return rows


def _told_by(case: Application, events: Sequence[Event], desk: Desk) -> None:
    """Lay down what a whole trail tells: when checks were planned, who took the last step with each thing, what this colleague did."""
    planned = {one.subject: day_of(one.at) for one in events if one.action == "plan_check"}
    desk.rows.once("planned", planned, lambda _: planned)
    newest = {event.subject: (event.machine, event.state_after) for event in events}
    desk.rows.once("states", [case.stream_id], lambda _: {case.stream_id: set(newest.values())})
    last = dict.fromkeys(event.subject for event in events) | {one.subject: one.person for one in events if one.person}
    desk.rows.once("last_by", last, lambda _: last)
    if desk.standing:
        mine = {event.role for event in events if event.person == desk.actor.person}
        found = desk.standing._replace(done={case.stream_id: mine})
        for actor in (desk.actor, replace(desk.actor, on_behalf_of=case.contact_id)):
            desk.rows.once(
                "standing", [(actor, frozenset({case.stream_id}))], lambda asked: dict.fromkeys(asked, found)
            )


def decision_of(decision: Decision) -> str:
    """A decision by its kind and amount."""
    kind = gettext(Decision.Kind(decision.kind).label)
    return gettext("%(kind)s van %(amount)s") % {"kind": kind, "amount": euro(decision.amount_cents)}


def names_of(case: Application, rows: registry.Desk) -> dict[uuid.UUID, str]:
    """How a person tells the things of a dossier from each other where there may be many."""
    mine = [case.stream_id]
    named = {one.pk: decision_of(one) for one in rows.in_dossiers(Decision, mine)}
    named |= {
        one.pk: gettext("betaling van %(amount_cents)s") % {"amount_cents": euro(one.amount_cents)}
        for one in rows.in_dossiers(Payment, mine, along=("bank_account",))
    }
    owed = rows.in_dossiers(Obligation, mine)
    return named | {
        one.pk: gettext("verplichting: %(text)s") % {"text": Truncator(one.text).chars(SHORT)} for one in owed
    }


def lines(events: Iterable[Event], names: Mapping[uuid.UUID, str]) -> list[Happened]:
    """The events as a person reads them, each on its own; names that did not come with them (`named`) are read in one query."""
    known: list[Any] = [event for event in events if event.machine in MACHINES]
    who = {event.person: event.who for event in known if getattr(event, "who", None)}
    if missing := {event.person for event in known if event.person and not hasattr(event, "who")}:
        who |= dict(Person.objects.filter(pk__in=missing).values_list("pk", "name"))
    return [happened(event, who, names) for event in known]


def told(events: Sequence[Event], names: Mapping[uuid.UUID, str]) -> list[Happened]:
    """The events as a person reads them; what followed by itself stands with the step that caused it."""
    found = lines(events, names)
    known = {line.id for line in found}
    following: dict[uuid.UUID, list[Happened]] = {}
    for line in found:
        if line.cause in known:
            following.setdefault(line.cause, []).append(line)
    return [_with(line, following) for line in found if line.cause not in known]


def _with(line: Happened, following: Mapping[uuid.UUID, Sequence[Happened]]) -> Happened:
    """A line with all that followed from it, the consequences of consequences included."""
    after: list[Happened] = []
    waiting = list(following.get(line.id, ()))
    while waiting:
        one = waiting.pop(0)
        after.append(one)
        waiting += following.get(one.id, ())
    return replace(line, followed=tuple(after))


def happened(event: Event, who: Mapping[Any, str], names: Mapping[uuid.UUID, str]) -> Happened:
    """One event as a person reads it; `who` has the names of people, `names` those of things."""
    rules = MACHINES[event.machine]
    declared = rules.model.declarations()[event.action]
    words = rules.model.WORDS
    return Happened(
        id=event.pk,
        at=event.at,
        who=who.get(event.person, gettext("iemand die niet meer in het register staat"))
        if event.person
        else gettext("het systeem"),
        role=roles.LABELS.get(event.role, event.role),
        what=declared.label,
        thing=names.get(event.subject, _word(event.machine)),
        machine=event.machine,
        before=words.get(event.state_before, ""),
        after=words.get(event.state_after, ""),
        article=declared.article,
        cause=event.cause,
    )
