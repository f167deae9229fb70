"""By need: the state of a building and what depends on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grants.allocation.formula import banded
from grants.allocation.outcomes import Candidate
from grants.allocation.walking import draw_order
from grants.allocation.words import Need, NeedPoints


@dataclass(frozen=True, slots=True)
class Urgency:
    """What was found: NEN 2767 score 1-6, danger 0-3, hours open per week, label steps won, accessibility 0-2."""

    condition: int
    safety: int
    hours: int
    energy: int
    accessibility: int


@dataclass(frozen=True, slots=True)
class Works:
    """Works on one building, with what was found there."""

    candidate: Candidate
    urgency: Urgency
    draw_key: str


def need_parts(points: NeedPoints, urgency: Urgency) -> dict[str, int]:
    """The points per finding, as the ranking shows them; more label steps than the table knows count as its last."""
    return {
        "condition": points.condition[urgency.condition - 1],
        "safety": points.safety[urgency.safety],
        "hours": banded(points.hours, urgency.hours),
        "energy": points.energy[min(urgency.energy, len(points.energy) - 1)],
        "accessibility": points.accessibility[urgency.accessibility],
    }


def need_points(points: NeedPoints, urgency: Urgency) -> int:
    """The points of a building, out of 100."""
    return sum(need_parts(points, urgency).values())


def rank_need(works: Iterable[Works], rule: Need, seed: str) -> tuple[Candidate, ...]:
    """The queue by need: the first group whatever its points, then points, then the ties of the rule."""

    def place(one: Works) -> tuple[int | str, ...]:
        draw = draw_order(seed, one.draw_key)
        ties = (draw if tie == "draw" else -int(getattr(one.urgency, tie)) for tie in rule.ties)
        second_group = one.urgency.condition < rule.first_group_condition
        return (second_group, -need_points(rule.points, one.urgency), *ties, one.candidate.id)

    return tuple(one.candidate for one in sorted(works, key=place))
