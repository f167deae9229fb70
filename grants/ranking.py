"""Placing all applications of a round by its rule of allocation: read set-based, ranked in SQL, walked once.

A tender is ranked by the database on integers over a common denominator, so that ties are exact; a draw only orders what is truly equal.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from grants.allocation import (
    Contest,
    Entrant,
    FirstCome,
    Formula,
    Need,
    Placement,
    Tender,
    Urgency,
    for_round,
    place,
    points_of,
    shown_parts,
)
from grants.models import PANEL, Application, Assessment, Inspection, Round, Score
from grants.models.scheme import scheme_of
from grants.sent import sent as last_sent
from workflow.canonical import digest
from workflow.registry import Desk
from workflow.scheme import LEVELS, Allocation

PLACEABLE = (Application.SUBMITTED, Application.ASSESSED)
"""The states of an application that can be placed."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One application with where it ended: its placement, exact points over a denominator, and figures for the letter."""

    application: Application
    placement: Placement
    points: int | None = None
    denominator: int = 1
    details: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One scored application as the database ranks it: numerators over one denominator, in the order of the rule's ties."""

    application: uuid.UUID
    points: int
    ties: tuple[int, ...]
    lowest: int


def published_rule(round_: Round) -> Allocation:
    """The rule of a round as it was published, with the figures of the round."""
    return for_round(scheme_of(round_.scheme_version_id).round_rule(round_.rule).allocation, round_.figures)


def placed(contest: Contest, cases: Mapping[uuid.UUID, Application]) -> tuple[Placed, ...]:
    """The list that follows from a contest, with the applications in it."""
    entrants = {one.id: one for one in contest.entrants}

    def found(placement: Placement) -> Placed:
        entrant = entrants[placement.id]
        parts = shown_parts(contest, entrant)
        details = {"inhabitants_cents": parts[0], "area_cents": parts[1]} if parts else None
        case = cases[uuid.UUID(placement.id)]
        return Placed(case, placement, points_of(contest, entrant), contest.denominator, details)

    return tuple(map(found, place(contest)))


def contest_of(round_: Round, seed: str = "") -> tuple[Contest, dict[uuid.UUID, Application]]:
    """What the rule of a round looks at as things stand, and the applications by id. Writes nothing.

    Who asks no amount yet takes no part, save in a round whose formula gives the amount; nor does who is not ready to be placed.
    """
    rule = published_rule(round_)
    cases = {
        case.pk: case
        for case in _placeable(round_).select_related("stream")
        if case.requested_cents or isinstance(rule, Formula)
    }
    contest = _contest(round_, seed, rule, cases)
    return contest, {uuid.UUID(one.id): cases[uuid.UUID(one.id)] for one in contest.entrants}


def _placeable(round_: Round) -> QuerySet[Application, Application]:
    return Application.objects.filter(round=round_, state__in=PLACEABLE).order_by("received_at", "pk")


def _contest(round_: Round, seed: str, rule: Allocation, cases: Mapping[uuid.UUID, Any]) -> Contest:
    entrants, denominator = entrants_of(round_, rule, cases)
    ready = tuple(
        one for one in entrants if one.late or is_ready(rule, one, judged=bool(round_.figures.get("weights")))
    )
    return Contest(rule, round_.ceiling_cents, seed, ready, denominator, *marks(rule, round_))


@dataclass
class Looked:
    """What a contest looks at, with how many it would place; both the same for as long as nothing happens in the round."""

    contest: Contest

    @cached_property
    def ready(self) -> int:
        """How many applications a ranking would place."""
        return len(list(place(self.contest)))


def looked_at(desk: Desk, round_: Round) -> Looked:
    """What a contest looks at, once for all who look from one desk where nothing changes; as little is read as it takes."""
    return desk.once("contest", [round_.pk], lambda _: {round_.pk: _looked_at(round_)})[round_.pk]


LEAN = ("pk", "draw_key", "requested_cents", "minimum_cents", "complete_on", "received_at", "stream__head_hash")
"""What a contest looks at in an application, and the head of its chain, which is another one after any event in the dossier."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """A round as its own row and the heads of its dossiers name it: where they are the same, so is all that is computed from them."""

    named: str
    round: Round = field(compare=False)
    rule: Allocation = field(compare=False)
    cases: Mapping[uuid.UUID, Any] = field(compare=False)


def _looked_at(round_: Round) -> Looked:
    rule, mine = published_rule(round_), _placeable(round_)
    if isinstance(rule, Formula):
        return Looked(_contest(round_, "", rule, {case.pk: case for case in mine}))
    rows = list(mine.values_list(*LEAN, named=True))
    named = digest([*said_of(round_), *(row.stream__head_hash for row in rows)])
    return _at(_Standing(named, round_, rule, {row.pk: row for row in rows if row.requested_cents}))


def said_of(round_: Round) -> list[str]:
    """All that the row of a round says."""
    return [str(getattr(round_, part.attname)) for part in Round._meta.concrete_fields]


@lru_cache(maxsize=16)
def _at(standing: _Standing) -> Looked:
    """What a contest looks at, computed once for as long as nothing happens in the round."""
    return Looked(_contest(standing.round, "", standing.rule, standing.cases))


def marks(rule: Allocation, round_: Round) -> tuple[int, int]:
    """The pass mark out of 100 and the minimum mean level: those of a tender, else of the round; 0 for none."""
    if isinstance(rule, Tender):
        return rule.pass_mark, rule.minimum_mean
    figures = round_.figures
    return figures.get("pass_mark", 0), figures.get("minimum_mean", 0)


def is_ready(rule: Allocation, one: Entrant, *, judged: bool) -> bool:
    """Whether an application can be placed: scored, inspected, computable or complete, as its rule asks."""
    if isinstance(rule, Tender):
        return one.points is not None
    if isinstance(rule, Need):
        return one.urgency is not None
    if isinstance(rule, Formula):
        return bool(one.inhabitants and one.area_m2)
    scored = one.points is not None or not judged or isinstance(rule, FirstCome)
    return one.complete_on is not None and scored


def ties_of(rule: Allocation) -> list[str]:
    """The criteria by which a rule parts those with equal points, in their order; the draw comes after all of them."""
    return [tie for tie in rule.ties if tie != "draw"] if isinstance(rule, Tender) else []


def entrants_of(round_: Round, rule: Allocation, cases: Mapping[uuid.UUID, Any]) -> tuple[list[Entrant], int]:
    """The applications as a contest sees them, and the denominator of their points; a fixed number of queries."""
    ties = ties_of(rule)
    scores = round_.figures.get("weights") and not isinstance(rule, Need | Formula)
    rows, denominator = ranked_rows(round_, ties) if scores else ([], 1)
    scored: dict[uuid.UUID, dict[str, Any]] = {
        row.application: {
            "points": row.points,
            "means": dict(zip(ties, row.ties, strict=True)),
            "lowest": row.lowest,
        }
        for row in rows
    }
    visits = _visits(cases) if isinstance(rule, Need) else {}
    told = last_sent(list(cases.values())) if isinstance(rule, Formula) else {}
    return [
        Entrant(
            id=str(pk),
            draw_key=case.draw_key,
            wanted_cents=case.requested_cents or 0,
            minimum_cents=min(case.minimum_cents or case.requested_cents or 0, case.requested_cents or 0),
            complete_on=case.complete_on,
            late=bool(case.received_at and case.received_at > round_.closes_at),
            urgency=visits.get(pk),
            inhabitants=told[pk].answers.get("inwoners") if pk in told else None,
            area_m2=told[pk].answers.get("oppervlakte") if pk in told else None,
            **scored.get(pk, {}),
        )
        for pk, case in cases.items()
    ], denominator


def _visits(cases: Mapping[uuid.UUID, Any]) -> dict[uuid.UUID, Urgency]:
    return {
        visit.application_id: Urgency(visit.condition, visit.safety, visit.hours, visit.energy, visit.accessibility)
        for visit in Inspection.objects.filter(application__in=list(cases))
    }


def ranked_rows(round_: Round, ties: Sequence[str]) -> tuple[list[Row], int]:
    """The locked scores of a round, summed and ordered by the database, and the denominator of all numerators.

    points / denominator is the score out of 100: per criterion weight × mean level / 5, the mean over however many assessors scored. Where
    they agreed on a level of a criterion, that level stands in the place of their mean. All
    means are brought over the least common multiple of those numbers, so that every figure is a whole number.
    """
    assessments, scores = Assessment._meta.db_table, Score._meta.db_table
    applications = Application._meta.db_table
    weights = round_.figures["weights"]
    agreed = (
        f"SELECT 1 FROM {assessments} b JOIN {scores} t ON t.assessment_id = b.id "  # noqa: S608 - our own tables.
        "WHERE b.application_id = a.application_id AND b.assessor = %s AND t.criterion = s.criterion"
    )
    source = (
        f"FROM {scores} s JOIN {assessments} a ON a.id = s.assessment_id AND a.state = '{Assessment.LOCKED}' "
        f"JOIN {applications} p ON p.id = a.application_id WHERE p.round_id = %s "
        f"AND (a.assessor = %s OR NOT EXISTS ({agreed}))"
    )
    panel = Round._meta.pk.get_db_prep_value(PANEL, connection)
    counted = [Round._meta.pk.get_db_prep_value(round_.pk, connection), panel, panel]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT COUNT(*) {source} GROUP BY a.application_id, s.criterion", counted)
        common = math.lcm(*(count for (count,) in cursor.fetchall()))
        means = "SELECT a.application_id AS case_id, s.criterion AS criterion, SUM(s.level) * %s / COUNT(*) AS mean"
        per_criterion = f"{means} {source} GROUP BY 1, 2"
        case_weight = " ".join("WHEN criterion = %s THEN %s" for _ in weights)
        tie_columns = "".join(", MAX(CASE WHEN criterion = %s THEN mean END)" for _ in ties)
        cursor.execute(
            f"SELECT case_id, SUM(mean * CASE {case_weight} END), MIN(mean) {tie_columns} FROM ({per_criterion}) m "  # noqa: S608 - our own tables.
            "GROUP BY case_id ORDER BY 2 DESC",
            [*(value for pair in weights.items() for value in pair), *ties, common, *counted],
        )
        found = cursor.fetchall()
    to_uuid = Round._meta.pk.to_python
    return [
        Row(to_uuid(case), int(points), tuple(map(int, tied)), int(low)) for case, points, low, *tied in found
    ], common * LEVELS
