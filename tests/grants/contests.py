"""Contests written down by hand: what the database would make of scores, in a few lines and without one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from grants.allocation import Contest, Entrant, Placement, Tender, score
from grants.models import Round
from grants.ranking import Placed, contest_of, placed
from workflow.scheme import LEVELS


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in a tender: what it asks in cents, and its exact mean level per criterion, none when it came too late to be scored."""

    id: str
    wanted_cents: int
    minimum_cents: int
    means: Mapping[str, Fraction]
    draw_key: str

    @property
    def late(self) -> bool:
        """Whether it came too late."""
        return not self.means


def tender(plans: Iterable[Plan], weights: Mapping[str, int], rule: Tender, seed: str, ceiling_cents: int) -> Contest:
    """The contest with these plans: their exact marks over one denominator."""
    plans = list(plans)
    common = math.lcm(*(mean.denominator for plan in plans for mean in plan.means.values()))

    def entrant(plan: Plan) -> Entrant:
        means = {code: int(mean * common) for code, mean in plan.means.items()}
        points = None if plan.late else int(score(weights, plan.means) * common * LEVELS)
        lowest = min(means.values(), default=None)
        return Entrant(
            plan.id, plan.draw_key, plan.wanted_cents, plan.minimum_cents, late=plan.late, points=points, means=means, lowest=lowest,
        )  # fmt: skip

    entrants = tuple(map(entrant, plans))
    return Contest(rule, ceiling_cents, seed, entrants, common * LEVELS, rule.pass_mark, rule.minimum_mean)


def place_round(round_: Round, seed: str = "", ceiling_cents: int | None = None) -> tuple[Placed, ...]:
    """Where every application of a round ends by its own rule, under its own ceiling or another one."""
    contest, cases = contest_of(round_, seed)
    return placed(contest.under(ceiling_cents=ceiling_cents), cases)


def ids(placements: Iterable[Placement]) -> list[str]:
    """Who, in order."""
    return [one.id for one in placements]
