"""The drawings beside a ranking, in whole units of their own: a dot per assessor, and the sum of what was asked against the ceiling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grants import saying

LOWEST = 2000
"""The score of who gets the lowest level on everything, in hundredths: where the line of the dots begins."""

LEFT, LENGTH = 8, 144
WIDTH, HEIGHT = 3200, 900

BARS = 60
"""How many bars are drawn at most: of a longer list one in so many, and always the last."""


def dot_x(hundredths: int) -> int:
    """Where a score stands on the line of the dots."""
    return LEFT + max(hundredths - LOWEST, 0) * LENGTH // (100 * 100 - LOWEST)


@dataclass(frozen=True, slots=True)
class Dots:
    """The scores that the assessors gave one application, in hundredths, the lowest first."""

    hundredths: tuple[int, ...]

    @property
    def places(self) -> list[int]:
        """Where they stand."""
        return [dot_x(one) for one in self.hundredths]

    @property
    def spread(self) -> int:
        """How far they lie apart, in hundredths of points."""
        return self.hundredths[-1] - self.hundredths[0] if self.hundredths else 0

    @property
    def words(self) -> str:
        """The scores as a person reads them."""
        return "; ".join(saying.fraction(one) for one in self.hundredths)


@dataclass(frozen=True, slots=True)
class Bar:
    """The sum of what was asked up to and including one application."""

    x: int
    y: int
    width: int
    height: int
    inside: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Sums that climb, and the ceiling as a line."""

    bars: Sequence[Bar]
    line: int


def chart(sums: Iterable[tuple[int, bool]], ceiling_cents: int) -> Chart:
    """Draw sums in cents, each with whether it gets money, under a ceiling."""
    every = list(sums)
    each = -(-len(every) // BARS) or 1
    rows = every[::-1][::each][::-1]
    top = max([ceiling_cents, *(cents for cents, _ in rows), 1])
    step = max(WIDTH // max(len(rows), 1), 2)
    bars = []
    for n, (cents, inside) in enumerate(rows):
        height = cents * HEIGHT // top
        bars.append(Bar(n * step, HEIGHT - height, max(step * 4 // 5, 1), height, inside))
    return Chart(bars, HEIGHT - max(ceiling_cents, 0) * HEIGHT // top)
