"""Exact marks out of 100, and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from workflow.scheme import LEVELS


def mean_levels(levels: Sequence[Mapping[str, int]]) -> dict[str, Fraction]:
    """The exact mean per criterion over the assessors who scored; those with an interest are not among them."""
    return {code: _mean(sum(one[code] for one in levels), len(levels)) for code in levels[0]}


@lru_cache(maxsize=1024)
def _mean(total: int, number: int) -> Fraction:
    """A mean; of thousands of applications many have the same."""
    return Fraction(total, number)


def score_parts(weights: Mapping[str, int], means: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The points that each criterion brings in, exactly: weight times mean level, out of five."""
    return {code: weight * means[code] / LEVELS for code, weight in weights.items()}


def score(weights: Mapping[str, int], means: Mapping[str, Fraction]) -> Fraction:
    """The exact score out of 100. Ties are ties of this number, never of the two decimals that are shown."""
    return sum(score_parts(weights, means).values(), Fraction(0))


def single(weights: Mapping[str, int], levels: Mapping[str, int]) -> int:
    """The score that one assessor gave, as whole hundredths, half up; in whole numbers, for a list of thousands asks it of everybody."""
    return (sum(weight * levels[code] for code, weight in weights.items()) * 200 + LEVELS) // (2 * LEVELS)


def hundredths(mark: Fraction) -> int:
    """An exact mark as whole hundredths, half up: 87 1/3 is 8733."""
    return int(mark * 100 + Fraction(1, 2))


def points_shown(parts: Sequence[Fraction]) -> tuple[int, ...]:
    """The parts of a score in hundredths, by largest remainder: what a reader adds up is the score that is shown."""
    assert all(part >= 0 for part in parts), parts
    floors = [int(part * 100) for part in parts]
    short = hundredths(sum(parts, Fraction(0))) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda n: (floors[n] - parts[n] * 100, n))
    raised = set(by_remainder[:short])
    return tuple(floor + (n in raised) for n, floor in enumerate(floors))
