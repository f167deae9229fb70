"""Who is away and who looks after their cases: what a step of an absence is judged on, and who stands in for whom on a day."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import OuterRef, QuerySet, Subquery

from grants.models import Absence
from partners.models import Person
from workflow import powers, roles
from workflow.clock import day_of
from workflow.errors import Obstacle
from workflow.facts import Facts
from workflow.registry import Loading
from workflow.scheme import Guard


@dataclass(frozen=True, kw_only=True)
class AbsenceFacts(Facts):
    """Facts of a step of an absence: of who is named in it, who is at work today, and who is away in the same days."""

    at_work: frozenset[uuid.UUID] = frozenset()
    away: frozenset[uuid.UUID] = frozenset()


def load(loading: Loading) -> Mapping[uuid.UUID, Facts]:
    """The facts of a run of steps, in two queries for all that they report."""
    named = {change.subject: _named(change.payload) for change in loading.changes}
    everybody = {person for people in named.values() for person in people}
    at_work = _at_work(everybody, day_of(loading.now)) if everybody else frozenset()
    standing = list(Absence.objects.filter(state=Absence.REPORTED, person__in=everybody)) if everybody else []
    return {
        change.subject: AbsenceFacts(
            row=loading.rows[change.subject],
            change=change,
            actor=loading.actor,
            now=loading.now,
            prefix=f"AFW-{day_of(loading.now).year}",
            at_work=at_work,
            away=frozenset(one.person for one in standing if _overlaps(one, change.payload)),
        )
        for change in loading.changes
    }


def _named(payload: object) -> tuple[uuid.UUID, ...]:
    return (payload.person, payload.substitute) if hasattr(payload, "substitute") and hasattr(payload, "person") else ()


def _overlaps(one: Absence, asked: object) -> bool:
    first, last = getattr(asked, "first", None), getattr(asked, "last", None)
    return bool(first and last and one.first <= last and first <= one.last)


def _at_work(people: Iterable[uuid.UUID], day: date) -> frozenset[uuid.UUID]:
    granted = powers.in_force(day).filter(person__in=list(people)).values_list("person", "role")
    return frozenset(person for person, role in granted if roles.COLLEAGUE in roles.at_work({role}))


class CanBeAway(Guard):
    """Two colleagues of today, of whom neither is away in these days already; and a period that is not over."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: AbsenceFacts) -> Obstacle | None:  # type: ignore[override]
        """The first of these that does not hold."""
        asked = facts.payload
        if asked.last < facts.today:
            return Obstacle("absence-over", "Deze dagen zijn al voorbij.")
        if not {asked.person, asked.substitute} <= facts.at_work:
            return Obstacle("absence-of-stranger", "Kies twee collega’s die nu een rol hebben.")
        if asked.person in facts.away:
            return Obstacle("absent-already", "Voor deze dagen is al een afwezigheid gemeld. Beëindig die eerst.")
        if asked.substitute in facts.away:
            return Obstacle("substitute-absent", "Deze collega is dan zelf afwezig. Kies een andere.")
        return None


def on(day: date) -> QuerySet[Absence]:
    """The absences of a day."""
    return Absence.objects.filter(state=Absence.REPORTED, first__lte=day, last__gte=day)


def looked_after(person: uuid.UUID, day: date) -> dict[uuid.UUID, tuple[str, date]]:
    """For whom a person stands in on a day: each by name, and until when."""
    name = Subquery(Person.objects.filter(pk=OuterRef("person")).values("name")[:1])
    rows = on(day).filter(substitute=person).annotate(name=name).values_list("person", "name", "last")
    return {one: (called or "", last) for one, called, last in rows}
