"""The monitoring plan of a grant by its risk: which checks, and by when. Pure; cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

LOW, MIDDLE, HIGH = "low", "middle", "high"
LABELS = {LOW: "laag", MIDDLE: "midden", HIGH: "hoog"}


@dataclass(frozen=True, slots=True)
class Risk:
    """What the risk of a grant is judged on."""

    granted_cents: int
    first_grant: bool = False
    advance_share: Fraction = Fraction(0)
    breaches: int = 0


BANDS = ((125_000_00, 2), (25_000_00, 1))
"""What the amount weighs, from the highest band down,"""

POINTS = {"first_grant": 1, "whole_advance": 1, "breach": 2}
"""and a first grant, all paid in advance, an earlier breach: proposed."""

LEVELS = ((4, HIGH), (2, MIDDLE), (0, LOW))
"""From how many points on a grant is of a level."""

PLAN: Mapping[str, tuple[tuple[str, Fraction], ...]] = {
    LOW: (("talk", Fraction(1, 2)),),
    MIDDLE: (("talk", Fraction(1, 4)), ("progress_report", Fraction(1, 2)), ("site_visit", Fraction(3, 4))),
    HIGH: (
        ("talk", Fraction(1, 8)),
        ("site_visit", Fraction(3, 8)),
        ("progress_report", Fraction(1, 2)),
        ("site_visit", Fraction(3, 4)),
        ("follow_up", Fraction(1)),
    ),
}
"""The checks of each level, and after which part of the period of the plan."""


def points(risk: Risk) -> int:
    """How many points a grant has.

    >>> points(Risk(10_000_00)), points(Risk(130_000_00, first_grant=True, advance_share=Fraction(1), breaches=1))
    (0, 6)
    """
    amount = next((weight for least, weight in BANDS if risk.granted_cents >= least), 0)
    return (
        amount
        + POINTS["first_grant"] * risk.first_grant
        + POINTS["whole_advance"] * (risk.advance_share == 1)
        + POINTS["breach"] * min(risk.breaches, 2)
    )


def level(risk: Risk) -> str:
    """The level of a grant: low, middle or high.

    >>> level(Risk(10_000_00)), level(Risk(30_000_00, first_grant=True)), level(Risk(1, breaches=2))
    ('low', 'middle', 'high')
    """
    return next(name for least, name in LEVELS if points(risk) >= least)


def checks(
    risk: Risk, begin: date, end: date, figures: Mapping[str, Any] | None = None
) -> tuple[tuple[str, date], ...]:
    """The checks of a grant with their days; a round may set its own plan (`monitoring`: pairs of kind and share, by level).

    >>> checks(Risk(10_000_00), date(2026, 1, 1), date(2026, 12, 31))
    (('talk', datetime.date(2026, 7, 2)),)
    """
    plan = {**PLAN, **(figures or {}).get("monitoring", {})}
    length = max((end - begin).days, 0)
    return tuple((kind, begin + timedelta(days=int(length * Fraction(share)))) for kind, share in plan[level(risk)])
