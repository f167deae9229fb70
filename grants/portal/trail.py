"""The trail of a dossier as a person reads it, and the things that stand in it: all from its events, in one query."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import Truncator

from budgets.figures import euro
from budgets.models import Payment
from grants.explained import MACHINE_WORDS
from grants.models import Application, Decision, Obligation
from partners.models import Person
from workflow import roles
from workflow.models import Event
from workflow.registry import MACHINES

MOST = 500
"""Events that one page shows; a dossier that has more shows its last ones."""


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
    return list(Event.objects.filter(stream=case.stream_id).order_by("-seq")[:MOST])[::-1]


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
    return "" if machine == Application.MACHINE else MACHINE_WORDS.get(machine, machine)


def names_of(case: Application, decisions: Iterable[Decision]) -> dict[uuid.UUID, str]:
    """How a person tells the things of a dossier from each other where there may be many."""
    payments = Payment.objects.filter(stream=case.stream_id).values_list("pk", "amount_cents")
    obligations = Obligation.objects.filter(stream=case.stream_id).values_list("pk", "text")
    named = {one.pk: f"{Decision.Kind(one.kind).label} van {euro(one.amount_cents)}" for one in decisions}
    named |= {pk: f"betaling van {euro(cents)}" for pk, cents in payments}
    return named | {pk: f"verplichting: {Truncator(text).chars(SHORT)}" for pk, text in obligations}


def lines(events: Iterable[Event], names: Mapping[uuid.UUID, str]) -> list[Happened]:
    """The events as a person reads them, each on its own; the names of the people in one query."""
    known = [event for event in events if event.machine in MACHINES]
    persons = {event.person for event in known if event.person}
    who = dict(Person.objects.filter(pk__in=persons).values_list("pk", "name"))
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
    return dataclasses.replace(line, followed=tuple(after))


def happened(event: Event, who: Mapping[Any, str], names: Mapping[uuid.UUID, str]) -> Happened:
    """One event as a person reads it; `who` has the names of people, `names` those of things."""
    rules = MACHINES[event.machine]
    declared = rules.model.declarations()[event.action]
    words = rules.model.WORDS
    return Happened(
        id=event.pk,
        at=event.at,
        who=who.get(event.person, "iemand die niet meer in het register staat") if event.person else "het systeem",
        role=roles.LABELS.get(event.role, event.role),
        what=declared.label,
        thing=names.get(event.subject, _word(event.machine)),
        machine=event.machine,
        before=words.get(event.state_before, ""),
        after=words.get(event.state_after, ""),
        article=declared.article,
        cause=event.cause,
    )
