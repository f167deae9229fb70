"""Placing all applications of a round by its rule of allocation: read set-based, ranked in SQL, walked once.

A tender is ranked by the database on integers over a common denominator, so that ties are exact; a draw only orders what is truly equal.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from grants import selectors
from grants.allocation import (
    REFUSED_LATE,
    REFUSED_MINIMUM,
    REFUSED_PASS_MARK,
    Candidate,
    FirstCome,
    Formula,
    Need,
    Placement,
    Tender,
    Urgency,
    Works,
    draw_order,
    for_round,
    formula_parts,
    need_points,
    place_formula,
    rank_need,
    walk,
)
from grants.models import Application, Assessment, Inspection, Round, Score
from grants.models.scheme import scheme_of
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


def place_round(round_: Round, seed: str = "", ceiling_cents: int | None = None) -> tuple[Placed, ...]:
    """Where every application of a round ends, under its own ceiling or another one (a what-if). Writes nothing.

    An application that asks no amount yet is not placed, save in a round whose formula gives the amount.
    """
    rule = for_round(scheme_of(round_.scheme_version_id).round_rule(round_.rule).allocation, round_.figures)
    cases = {
        case.pk: case
        for case in Application.objects.filter(round=round_, state__in=PLACEABLE).order_by("received_at", "pk")
        if case.requested_cents or isinstance(rule, Formula)
    }
    late = [pk for pk, case in cases.items() if case.received_at and case.received_at > round_.closes_at]
    in_time = {pk: case for pk, case in cases.items() if pk not in late}
    ceiling = round_.ceiling_cents if ceiling_cents is None else ceiling_cents
    placed = _placed_by(rule, round_, in_time, ceiling, seed)
    given = sum(one.placement.amount_cents for one in placed)
    refused = [Placement(str(pk), None, REFUSED_LATE, 0, given, ceiling - given) for pk in late]
    return (*placed, *_placed(cases, refused))


def _placed_by(
    rule: Allocation, round_: Round, cases: Mapping[uuid.UUID, Application], ceiling: int, seed: str
) -> tuple[Placed, ...]:
    if isinstance(rule, Tender):
        return _tender(round_, rule, cases, ceiling, seed)
    if isinstance(rule, Need):
        return _need(rule, cases, ceiling, seed)
    if isinstance(rule, Formula):
        return _formula(rule, cases, ceiling)
    assert isinstance(rule, FirstCome), rule
    return _first_come(cases, ceiling, seed)


def _candidate(case: Application) -> Candidate:
    wanted = case.requested_cents
    assert wanted, "an application that asks nothing is not placed"
    return Candidate(str(case.pk), wanted, min(case.minimum_cents or wanted, wanted))


def _placed(cases: Mapping[uuid.UUID, Application], placements: Sequence[Placement], **more: Any) -> list[Placed]:
    points, denominator = more.get("points", {}), more.get("denominator", 1)
    found = ((uuid.UUID(one.id), one) for one in placements)
    return [Placed(cases[pk], one, points.get(pk), denominator, more.get("details", {}).get(pk)) for pk, one in found]


def _tender(
    round_: Round, rule: Tender, cases: Mapping[uuid.UUID, Application], ceiling: int, seed: str
) -> tuple[Placed, ...]:
    rows, denominator = ranked_rows(round_, [tie for tie in rule.ties if tie != "draw"])
    rows = [row for row in rows if row.application in cases]
    rows.sort(
        key=lambda row: (-row.points, *(-tie for tie in row.ties), draw_order(seed, cases[row.application].draw_key))
    )
    mark, minimum = rule.pass_mark * denominator, rule.minimum_mean * denominator // LEVELS
    good = [row for row in rows if row.points >= mark and row.lowest >= minimum]
    placements = list(walk([_candidate(cases[row.application]) for row in good], ceiling, remainder=rule.remainder))
    awarded = sum(one.amount_cents for one in placements)
    out = {
        row.application: REFUSED_PASS_MARK if row.points < mark else REFUSED_MINIMUM for row in rows if row not in good
    }
    placements += [Placement(str(pk), None, why, 0, awarded, ceiling - awarded) for pk, why in out.items()]
    points = {row.application: row.points for row in rows}
    return tuple(_placed(cases, placements, points=points, denominator=denominator))


def ranked_rows(round_: Round, ties: Sequence[str]) -> tuple[list[Row], int]:
    """The locked scores of a round, summed and ordered by the database, and the denominator of all numerators.

    points / denominator is the score out of 100: per criterion weight × mean level / 5, the mean over however many assessors scored. All
    means are brought over the least common multiple of those numbers, so that every figure is a whole number.
    """
    assessments, scores = Assessment._meta.db_table, Score._meta.db_table
    applications = Application._meta.db_table
    weights = round_.figures["weights"]
    source = (
        f"FROM {scores} s JOIN {assessments} a ON a.id = s.assessment_id AND a.state = '{Assessment.LOCKED}' "
        f"JOIN {applications} p ON p.id = a.application_id WHERE p.round_id = %s"
    )
    key = Round._meta.pk.get_db_prep_value(round_.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT COUNT(*) {source} GROUP BY a.application_id, s.criterion", [key])
        common = math.lcm(*(count for (count,) in cursor.fetchall()))
        means = "SELECT a.application_id AS case_id, s.criterion AS criterion, SUM(s.level) * %s / COUNT(*) AS mean"
        per_criterion = f"{means} {source} GROUP BY 1, 2"
        case_weight = " ".join("WHEN criterion = %s THEN %s" for _ in weights)
        tie_columns = "".join(", MAX(CASE WHEN criterion = %s THEN mean END)" for _ in ties)
        cursor.execute(
            f"SELECT case_id, SUM(mean * CASE {case_weight} END), MIN(mean) {tie_columns} FROM ({per_criterion}) m "  # noqa: S608 - our own tables.
            "GROUP BY case_id ORDER BY 2 DESC",
            [*(value for pair in weights.items() for value in pair), *ties, common, key],
        )
        found = cursor.fetchall()
    to_uuid = Round._meta.pk.to_python
    return [
        Row(to_uuid(case), int(points), tuple(map(int, tied)), int(low)) for case, points, low, *tied in found
    ], common * LEVELS


def _need(rule: Need, cases: Mapping[uuid.UUID, Application], ceiling: int, seed: str) -> tuple[Placed, ...]:
    visits = {visit.application_id: visit for visit in Inspection.objects.filter(application__in=list(cases))}
    urgency = {pk: Urgency(v.condition, v.safety, v.hours, v.energy, v.accessibility) for pk, v in visits.items()}
    works = [Works(_candidate(cases[pk]), urgency[pk], cases[pk].draw_key) for pk in urgency]
    queue = rank_need(works, rule, seed)
    points = {pk: need_points(rule.points, found) for pk, found in urgency.items()}
    return tuple(_placed(cases, walk(queue, ceiling, remainder=rule.remainder), points=points))


def _formula(rule: Formula, cases: Mapping[uuid.UUID, Application], ceiling: int) -> tuple[Placed, ...]:
    """Who has not said how many people live there or how large the house is, has no amount yet."""
    told = {pk: one.answers for pk, one in selectors.sent(list(cases.values())).items()}
    both = {pk: (answers.get("inwoners"), answers.get("oppervlakte")) for pk, answers in told.items()}
    parts = {pk: formula_parts(rule, people, area) for pk, (people, area) in both.items() if people and area}
    placements = place_formula({str(pk): sum(both) for pk, both in parts.items()}, ceiling)
    details = {pk: {"inhabitants_cents": people, "area_cents": area} for pk, (people, area) in parts.items()}
    return tuple(_placed(cases, placements, details=details))


def _first_come(cases: Mapping[uuid.UUID, Application], ceiling: int, seed: str) -> tuple[Placed, ...]:
    ready = [case for case in cases.values() if case.complete_on]
    ready.sort(key=lambda case: (case.complete_on, draw_order(seed, case.draw_key)))
    return tuple(_placed(cases, walk(map(_candidate, ready), ceiling)))
