"""Sharing alike: everyone the same part of what was asked, for whom the plan still works with that part."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from grants.allocation.formula import pro_rata
from grants.allocation.outcomes import AWARDED, AWARDED_PARTLY, REFUSED_CEILING, Candidate, Placement


def place_pro_rata(queue: Sequence[Candidate], ceiling_cents: int) -> tuple[Placement, ...]:
    """The outcome for all, in the order of the queue.

    Whose plan cannot be carried out with the common share is refused, and the money is shared anew among the others. The one who needs
    the largest share goes first, of equals the last in the queue: so as many as possible are helped.
    """
    kept = list(queue)
    amounts = dict(zip((one.id for one in kept), _shares(kept, ceiling_cents), strict=True))
    while short := [one for one in kept if amounts[one.id] < one.minimum_cents]:
        kept.remove(max(reversed(short), key=_needs))
        amounts = dict(zip((one.id for one in kept), _shares(kept, ceiling_cents), strict=True))
    placements: list[Placement] = []
    given = 0
    for one in queue:
        amount = amounts.get(one.id, 0)
        given += amount
        outcome = REFUSED_CEILING if not amount else AWARDED if amount == one.wanted_cents else AWARDED_PARTLY
        placements.append(Placement(one.id, None, outcome, amount, given, ceiling_cents - given))
    return tuple(placements)


def _shares(queue: Sequence[Candidate], ceiling_cents: int) -> tuple[int, ...]:
    return pro_rata([one.wanted_cents for one in queue], ceiling_cents)


def _needs(candidate: Candidate) -> Fraction:
    return Fraction(candidate.minimum_cents, candidate.wanted_cents)
