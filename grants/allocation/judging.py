"""The same contest with other marks: without one of the assessors, or with another level. Exact, and ranked by `place` as any other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from grants.allocation.contest import Contest, Entrant
from workflow.scheme import LEVELS


def with_means(contest: Contest, weights: Mapping[str, int], means: Mapping[str, Mapping[str, Fraction]]) -> Contest:
    """A contest in which entrants have these mean levels by criterion; who is not named keeps the own marks.

    The marks of all are brought over one denominator again, so that ties stay exact.
    """
    common = math.lcm(
        max(contest.denominator // LEVELS, 1), *(one.denominator for by in means.values() for one in by.values())
    )
    denominator = common * LEVELS

    def marked(one: Entrant) -> Entrant:
        if one.points is None:
            return one
        found = means.get(one.id)
        if found is None:
            more = denominator // contest.denominator
            own = {code: mean * more for code, mean in one.means.items()}
            return replace(one, points=one.points * more, means=own, lowest=(one.lowest or 0) * more)
        over = {code: mean.numerator * (common // mean.denominator) for code, mean in found.items()}
        ties = {code: over[code] for code in one.means}
        points = sum(
            weight * over[code] for code, weight in weights.items()
        )  # The score times the denominator, in whole numbers.
        return replace(one, points=points, means=ties, lowest=min(over.values()))

    return replace(contest, entrants=tuple(map(marked, contest.entrants)), denominator=denominator)
