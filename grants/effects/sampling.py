"""The sample of those who are determined ex officio: drawn by a seed, so that anyone can draw it again (Awb 4:45)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from grants.allocation import draw_order
from workflow.facts import Change, Facts, Product, Set, Then
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.rounds import RoundFacts


def drawn(references: Sequence[str], seed: str, percent: int) -> tuple[str, ...]:
    """Who is in the sample: the first of the draw, a share of all rounded up, so that a small round has one too.

    >>> drawn(["A-1", "A-2", "A-3"], "42", 34) == tuple(sorted(["A-1", "A-2", "A-3"], key=lambda one: draw_order("42", one)))[:2]
    True
    """
    count = -(-len(references) * percent // 100)
    return tuple(sorted(references, key=lambda one: draw_order(seed, one))[:count])


class DrawSample(Effect):
    """Mark who was drawn; the others need not account."""

    def products(self, facts: RoundFacts) -> Iterable[Product]:  # type: ignore[override]
        """A step of each application that was drawn."""
        by_reference = {case.stream.reference: case for case in facts.ex_officio}
        for reference in drawn(list(by_reference), facts.payload.draw_seed, facts.payload.percent):
            yield Then(Change("application", "sample", by_reference[reference].pk))


class TakeSample(Effect):
    """Remember that this one accounts."""

    def products(self, _: Facts) -> Iterable[Product]:
        """The mark in the row."""
        yield Set({"sampled": True})
