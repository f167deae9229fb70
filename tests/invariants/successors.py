"""Clerks who take over a running municipality: the demo as it stands, with some dossiers of every state on their desks."""

from __future__ import annotations

import uuid
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from budgets.models import Payment
from grants.demo import atelier, challenge, halls
from grants.models import Application, Decision, Suspension
from tests.invariants.clerks import Office
from tests.invariants.year import Case, hall_case, idea_case, initiative_case, plan_case, written
from workflow.models import Event
from workflow.registry import MACHINES

if TYPE_CHECKING:
    from collections.abc import Iterator

EACH = 3
"""So many dossiers of each state in each round: what happens in one year of clicks happens to few of them otherwise."""


def taken_over(dice: Random, wanted: frozenset[tuple[str, str]] = frozenset()) -> Office:
    """The office with its desks as the database has them, an hour after the last thing that happened in it."""
    rows = {row.pk: row for row in _picked(dice)}
    case_of = {row.stream_id: row.pk for row in rows.values()}
    office = Office(
        dice,
        rounds=written(),
        now=Event.objects.latest("at").at + timedelta(hours=1),
        cases={case.id: case for case in _known() if case.id in rows},
        dossiers={row.pk: row.stream_id for row in rows.values()},
        wanted=wanted,
    )
    for machine, rules in MACHINES.items():
        for thing in rules.model._default_manager.order_by("pk"):
            dossier = not rules.model.STREAM_KIND or machine == Application.MACHINE
            if not dossier or thing.stream_id in case_of:
                office.states[machine, thing.pk] = thing.state
            if dossier and machine != Application.MACHINE and thing.stream_id in case_of:
                office.case_of[thing.pk] = case_of[thing.stream_id]
    decisions = Decision.objects.filter(application__in=rows)
    office.payable = {one.pk for one in decisions if one.payable}
    office.claims = {one.pk for one in decisions if one.kind == Decision.Kind.RECOVERY}
    office.stalled = set(
        Suspension.objects.filter(running=True, application__in=rows).values_list("application", flat=True)
    )
    office.pays = dict(Payment.objects.filter(decision__in=decisions.values("pk")).values_list("pk", "decision"))
    return office


def _picked(dice: Random) -> Iterator[Application]:
    """Some applications of every state in every round, of those that the data of the demo describe."""
    known = {case.id for case in _known()}
    found: dict[tuple[uuid.UUID, str], list[Application]] = {}
    for row in Application.objects.filter(pk__in=known).order_by("pk"):
        found.setdefault((row.round_id, row.state), []).append(row)
    for rows in found.values():
        yield from dice.sample(rows, min(EACH, len(rows)))


def _known() -> Iterator[Case]:
    """Every application of the demo."""
    yield from (idea_case(one["id"]) for one in challenge.told()["idea"])
    yield from (plan_case(key) for key in challenge.plans())
    yield from (initiative_case(row["key"]) for row in atelier.told()["initiative"])
    yield from (hall_case(own["key"], part) for part in ("a", "b") for _, own in halls.filed(part))
