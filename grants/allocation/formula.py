"""An amount that follows from figures, and the same share for all when the money does not suffice."""

from __future__ import annotations

from collections.abc import Sequence

from grants.allocation.words import Bands, Formula


def banded(bands: Bands, measure: int) -> int:
    """The value of the first step that the measure falls in."""
    return next(value for below, value in bands if below is None or measure < below)


def formula_parts(rule: Formula, inhabitants: int, area_m2: int) -> tuple[int, int]:
    """The part by inhabitants and the part by floor area, in cents, as the letter shows them."""
    return banded(rule.brackets, inhabitants), rule.per_m2_cents * area_m2


def pro_rata(amounts_cents: Sequence[int], ceiling_cents: int) -> tuple[int, ...]:
    """Everyone the same share of what they would have got, rounded down to the cent; unchanged when all of it fits."""
    total = sum(amounts_cents)
    return tuple(amounts_cents) if total <= ceiling_cents else tuple(c * ceiling_cents // total for c in amounts_cents)
