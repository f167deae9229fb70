"""Drawing a sample: pure, the same for the same seed, and open to anyone who wants to draw it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grants.allocation import draw_order


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be drawn: its key, which no other has, and the amount that it weighs in cents."""

    key: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing that was drawn: its place in the draw, and how many times a euro of it was hit (once where euros do not count)."""

    item: Item
    place: int
    hits: int


def at_random(population: Sequence[Item], seed: str, count: int) -> tuple[Drawn, ...]:
    """The first of a draw in which each thing has the same chance.

    >>> few = [Item("A", 5), Item("B", 0), Item("C", 900)]
    >>> [one.item.key for one in at_random(few, "42", 3)] == sorted("ABC", key=lambda key: draw_order("42", key))
    True
    """
    return tuple(Drawn(item, place, 1) for place, item in enumerate(_in_draw_order(population, seed)[:count], 1))


def by_euro(population: Sequence[Item], seed: str, count: int) -> tuple[Drawn, ...]:
    """A draw in which each euro has the same chance: `count` hits at equal distances along all amounts laid end to end.

    The seed says in which order they lie and where the first hit falls. What is larger than the distance between two hits is always
    in, sometimes more than once; what weighs nothing never is.

    >>> [(one.item.key, one.hits) for one in by_euro([Item("small", 1), Item("large", 999)], "42", 4)][-1]
    ('large', 4)
    """
    total = sum(item.amount_cents for item in population)
    if not total:
        return ()
    start = int(draw_order(seed, ""), 16) % total
    hits = [(start + number * total) // count for number in range(count)]
    found: list[Drawn] = []
    before = 0
    for item in _in_draw_order(population, seed):
        after = before + item.amount_cents
        if times := sum(before <= hit < after for hit in hits):
            found.append(Drawn(item, len(found) + 1, times))
        before = after
    return tuple(found)


def _in_draw_order(population: Sequence[Item], seed: str) -> list[Item]:
    return sorted(population, key=lambda item: (draw_order(seed, item.key), item.key))
