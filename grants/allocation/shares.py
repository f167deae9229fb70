"""Sharing alike: everyone the same part of what was asked, for whom the plan still works with that part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    return _placed(((one.id, one.wanted_cents, amounts.get(one.id, 0)) for one in queue), ceiling_cents)


def place_formula(amounts_cents: Mapping[str, int], ceiling_cents: int) -> tuple[Placement, ...]:
    """The outcome of a formula round, by id; without ranking, for all share alike when the money does not suffice."""
    ids = sorted(amounts_cents)
    wanted = [amounts_cents[id_] for id_ in ids]
    return _placed(zip(ids, wanted, pro_rata(wanted, ceiling_cents), strict=True), ceiling_cents)


def _placed(found: Iterable[tuple[str, int, int]], ceiling_cents: int) -> tuple[Placement, ...]:
    """Whose application, what in full and what in fact, in cents, one by one under the ceiling; nobody has a rank."""
    placements: list[Placement] = []
    given = 0
    for id_, full, amount in found:
        given += amount
        outcome = REFUSED_CEILING if not amount else AWARDED if amount == full else AWARDED_PARTLY
        placements.append(Placement(id_, None, outcome, amount, given, ceiling_cents - given))
    return tuple(placements)


def _shares(queue: Sequence[Candidate], ceiling_cents: int) -> tuple[int, ...]:
    return pro_rata([one.wanted_cents for one in queue], ceiling_cents)


def _needs(candidate: Candidate) -> Fraction:
    return Fraction(candidate.minimum_cents, candidate.wanted_cents)
