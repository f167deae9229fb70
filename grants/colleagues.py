"""Who of the colleagues can do a duty in a case: by their roles of today, what they did in it before, and whether they have part in it."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants import selectors
from grants.applicants import applicants_of
from grants.models import Application, Assessment, Decision, Handling
from partners.models import Person
from workflow import powers, roles
from workflow.clock import day_of
from workflow.errors import Obstacle
from workflow.models import Event
from workflow.registry import Loading

MOST_NAMED = 5
APART = "Gemeentewet 212; Awb 2:4"


@dataclass(frozen=True, slots=True)
class Colleagues:
    """The colleagues of today by name and roles, and per case what keeps some of them from a duty in it.

    `done` are the duties by person that the trail of the case knows; the `handlings` say who was given one.
    """

    names: Mapping[uuid.UUID, str]
    have: Mapping[uuid.UUID, frozenset[str]]
    done: Mapping[uuid.UUID, frozenset[str]]
    handlings: Sequence[Handling]
    applicants: frozenset[uuid.UUID]
    interested: frozenset[uuid.UUID]

    def bar(self, person: uuid.UUID, duty: str) -> Obstacle | None:
        """Why a person cannot do a duty in this case, with who can; None when they can."""
        found = self._bar(person, duty)
        if found is None:
            return None
        able = self.able(duty)[:MOST_NAMED]
        who = f"Dit kan wel: {', '.join(able)}." if able else "Er is nu niemand anders die dit kan."
        return dataclasses.replace(found, sentence=f"{found.sentence} {who}")

    def able(self, duty: str) -> list[str]:
        """The names of those who can do a duty in this case."""
        return sorted(self.names[one] for one in self.have if self._bar(one, duty) is None)

    def _bar(self, person: uuid.UUID, duty: str) -> Obstacle | None:
        name, word = self.names.get(person, "Deze persoon"), roles.LABELS[duty]
        if duty not in self.have.get(person, ()):
            return Obstacle("handler-without-role", f"{name} werkt vandaag niet als {word}.")
        if person in self.applicants:
            return Obstacle("handler-is-applicant", f"{name} hoort bij de aanvrager.", APART)
        if person in self.interested:
            return Obstacle("handler-interested", f"{name} meldde een belang in deze zaak.", "Awb 2:4")
        if earlier := self._clashing(person, duty):
            sentence = f"{name} is in dit dossier al {roles.LABELS[earlier]}. Dat gaat niet samen met {word}."
            return Obstacle("handler-separated", sentence, APART, {"role": duty, "earlier": earlier})
        return None

    def _clashing(self, person: uuid.UUID, duty: str) -> str | None:
        """A duty that this person did here, or was given, and that does not go with this one."""
        given = {one.duty for one in self.handlings if one.state == Handling.ASSIGNED and one.handler == person}
        return next((one for one in sorted(given | self.done.get(person, set())) if roles.clash(duty, one)), None)


def _colleagues(
    cases: Sequence[Application], _: Sequence[Decision], loading: Loading
) -> Mapping[uuid.UUID, Colleagues]:
    day = day_of(loading.now)
    granted: dict[uuid.UUID, set[str]] = {}
    for person, role in powers.in_force(day).values_list("person", "role"):
        granted.setdefault(person, set()).add(role)
    have = {person: roles.at_work(mine) for person, mine in granted.items()}
    asked = {change.payload.person for change in loading.changes if hasattr(change.payload, "person")}
    names = dict(Person.objects.filter(pk__in=have.keys() | asked).values_list("pk", "name"))
    acting = {pair for act in roles.ACTS_FOR for pair in act(have, day).values_list("person_id", "organisation_id")}
    applicants = applicants_of(cases, dataclasses.replace(loading, acts_for=frozenset(acting)))
    interested = _by_case(
        Assessment.objects.filter(application__in=cases, state=Assessment.CONFLICTED), "application_id", "assessor"
    )
    done, handlings = _done(cases, have), _handlings(cases, (), loading)
    return {
        case.pk: Colleagues(
            names, have, done.get(case.stream_id, {}), handlings[case.pk],
            applicants[case.pk], frozenset(one for (one,) in interested.get(case.pk, ())),
        )
        for case in cases
    }  # fmt: skip


def _by_case(rows: Any, key: str, *values: str) -> dict[Any, list[tuple[Any, ...]]]:
    found: dict[Any, list[tuple[Any, ...]]] = {}
    for of, *rest in rows.values_list(key, *values):
        found.setdefault(of, []).append(tuple(rest))
    return found


def _done(
    cases: Sequence[Application], have: Mapping[uuid.UUID, Any]
) -> dict[uuid.UUID, dict[uuid.UUID, frozenset[str]]]:
    """Which duties the colleagues did, by dossier and person."""
    events = Event.objects.filter(stream__in=[case.stream_id for case in cases], person__in=list(have)).distinct()
    found: dict[uuid.UUID, dict[uuid.UUID, frozenset[str]]] = {}
    for stream, pairs in _by_case(events.order_by(), "stream_id", "person", "role").items():
        mine = found.setdefault(stream, {})
        for person, role in pairs:
            mine[person] = mine.get(person, frozenset()) | {role}
    return found


def _handlings(
    cases: Sequence[Application], _: Sequence[Decision], loading: Loading
) -> Mapping[uuid.UUID, list[Handling]]:
    """The handlings of each case as they lie on the desk, with those that are being asked for: each counts once it is taken."""
    rows = {row.pk: row for row in loading.desk.in_dossiers(Handling, {case.stream_id for case in cases})}
    rows |= {pk: row for pk, row in loading.rows.items() if isinstance(row, Handling)}
    found: dict[uuid.UUID, list[Handling]] = {}
    for row in rows.values():
        found.setdefault(row.stream_id, []).append(row)
    return {case.pk: found.get(case.stream_id, []) for case in cases}


NEEDS: dict[str, selectors.Selector] = {"colleagues": _colleagues, "handlings": _handlings}
"""What guards can name, with the selector that finds it."""
