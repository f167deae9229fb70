"""In the order in which applications were complete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grants.allocation.outcomes import Candidate
from grants.allocation.walking import draw_order
from grants.allocation.words import FirstCome


@dataclass(frozen=True, slots=True)
class Arrival:
    """An application and the legal day on which it was complete: filing early but incomplete gives no place."""

    candidate: Candidate
    complete_on: date
    draw_key: str


def rank_first_come(arrivals: Iterable[Arrival], rule: FirstCome, seed: str) -> tuple[Candidate, ...]:
    """The queue: by day of completeness, within a day by draw."""
    assert rule.draw == "day", f"no draw per {rule.draw}"
    ordered = sorted(arrivals, key=lambda one: (one.complete_on, draw_order(seed, one.draw_key), one.candidate.id))
    return tuple(one.candidate for one in ordered)
