"""Playing a divided round once more, under another ceiling, other marks or other weights: the same pure call, and nothing is written.

A round that was ranked keeps what its rule looked at, and that is where a simulation begins. Of a round by arrival, which decides bit by
bit, everything that was placed is taken together.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace

from grants.allocation import Contest, Entrant, Placement, place
from grants.allocation_runs import contest_in
from grants.effects.rounds import encoded
from grants.models import AllocationRun, Application, Round
from grants.ranking import entrants_of, marks, published_rule, ranked_rows, ties_of


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What would be otherwise: the ceiling in cents, the pass mark of 100, the least mean level, the weights by criterion."""

    ceiling_cents: int
    pass_mark: int
    minimum_mean: int
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """One application that would end otherwise."""

    application: uuid.UUID
    before: Placement
    after: Placement


@dataclass(frozen=True, slots=True)
class Total:
    """What a list comes to: how many get money, how much, and what is left under the ceiling; cents."""

    awarded: int
    cost_cents: int
    left_cents: int


@dataclass(frozen=True, slots=True)
class Played:
    """A round as it was divided, and as it would be."""

    entrants: int
    before: Total
    after: Total
    changed: tuple[Changed, ...]


def as_it_was(round_: Round) -> Otherwise:
    """The parameters under which a round was divided."""
    pass_mark, minimum = marks(published_rule(round_), round_)
    return Otherwise(round_.ceiling_cents, pass_mark, minimum, round_.figures.get("weights", {}))


def contest_of_past(round_: Round) -> Contest | None:
    """What the rule looked at when the round was divided; None while nothing was."""
    run = AllocationRun.objects.filter(round=round_, action="rank").order_by("number").last()
    if run:
        return contest_in(run)
    cases = {case.pk: case for case in Application.objects.filter(round=round_, ranking__isnull=False)}
    if not cases:
        return None
    rule = published_rule(round_)
    entrants, denominator = entrants_of(round_, rule, cases)
    return Contest(rule, round_.ceiling_cents, "", tuple(entrants), denominator, *marks(rule, round_))


def play(round_: Round, contest: Contest, asked: Otherwise) -> Played:
    """The round once more. The seed of a draw stays what it was, so that only what was asked makes the difference."""
    other = replace(
        _weighed(round_, contest, asked.weights),
        ceiling_cents=asked.ceiling_cents,
        pass_mark=asked.pass_mark,
        minimum_mean=asked.minimum_mean,
    )
    before, after = place(contest), {one.id: one for one in place(other)}
    changed = tuple(
        Changed(uuid.UUID(one.id), one, then)
        for one in before
        if (then := after[one.id]) and (one.amount_cents, one.outcome) != (then.amount_cents, then.outcome)
    )
    return Played(
        len(before),
        _total(before, contest.ceiling_cents),
        _total(tuple(after.values()), asked.ceiling_cents),
        changed,
    )


def _total(placements: tuple[Placement, ...], ceiling_cents: int) -> Total:
    cost = sum(one.amount_cents for one in placements)
    return Total(sum(one.amount_cents > 0 for one in placements), cost, ceiling_cents - cost)


def _weighed(round_: Round, contest: Contest, weights: Mapping[str, int]) -> Contest:
    """The contest with the points that other weights give; as it is where the weights stay."""
    if weights == round_.figures.get("weights", {}):
        return contest
    other = copy(round_)
    other.parameters = encoded({**round_.figures, "weights": weights})
    ties = ties_of(contest.rule)
    rows, denominator = ranked_rows(other, ties)
    by_case = {str(row.application): row for row in rows}

    def weighed(one: Entrant) -> Entrant:
        row = by_case.get(one.id)
        if row is None:
            return one
        return replace(one, points=row.points, means=dict(zip(ties, row.ties, strict=True)), lowest=row.lowest)

    return replace(contest, entrants=tuple(map(weighed, contest.entrants)), denominator=denominator)
