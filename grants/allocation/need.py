"""By need: the state of a building and what depends on it."""

from __future__ import annotations

from dataclasses import dataclass

from grants.allocation.formula import banded
from grants.allocation.words import NeedPoints


@dataclass(frozen=True, slots=True)
class Urgency:
    """What was found: NEN 2767 score 1-6, danger 0-3, hours open per week, label steps won, accessibility 0-2."""

    condition: int
    safety: int
    hours: int
    energy: int
    accessibility: int


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
