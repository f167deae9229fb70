"""How money is divided, as one bar: the parts in their order, from where to how far each is drawn; of a ceiling and of a budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budgets.chart import PARTS

WIDE = 10_000
"""The width of a bar in the units of its drawing: a hundredth of a percent."""

WORDS: Mapping[str, str] = {pot: word for pot, word, _ in PARTS}
"""The pots in the order of a bar, with the word for each."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: its pot, its word, how much in cents, from where to how far it is drawn."""

    pot: str
    word: str
    cents: int
    start: int
    width: int


def parts(held: Mapping[str, int]) -> tuple[Part, ...]:
    """The bar of what is in each pot, in the order of `WORDS`; a pot that is not named is left out.

    >>> [(one.pot, one.start, one.width) for one in parts({"available": 1, "paid": 2})]
    [('paid', 0, 6666), ('available', 6666, 3333)]
    """
    return tuple(_parts(held))


def _parts(held: Mapping[str, int]) -> Iterator[Part]:
    total, start = sum(held.values()), 0
    for pot, word in WORDS.items():
        if pot in held:
            width = WIDE * held[pot] // total if total else 0
            yield Part(pot, word, held[pot], start, width)
            start += width
