"""The account beside the budget that the applicant sent: line by line, and where it deviates. Pure; cents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

COSTS, INCOME = "costs", "income"
SIDES = (COSTS, INCOME)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the budget with what came of it; `number` is its place on its side, from nought."""

    side: str
    number: int
    label: str
    budgeted_cents: int
    actual_cents: int

    @property
    def key(self) -> str:
        """How an explanation names the line: "costs/0"."""
        return f"{self.side}/{self.number}"

    @property
    def difference_cents(self) -> int:
        """What was spent or received above the budget; below nought it was less."""
        return self.actual_cents - self.budgeted_cents


@dataclass(frozen=True, slots=True)
class DeviationRule:
    """From which difference on a line must be explained: above a share of the line, and above a floor in cents."""

    share: Fraction = Fraction(1, 4)
    floor_cents: int = 250_00

    @staticmethod
    def of(figures: Mapping[str, Any]) -> DeviationRule:
        """The rule of a round: `deviation_share` and `deviation_floor_cents`, a quarter and 250 euros unless it says otherwise."""
        usual = DeviationRule()
        return DeviationRule(
            figures.get("deviation_share", usual.share), figures.get("deviation_floor_cents", usual.floor_cents)
        )

    def asks(self, line: Line) -> bool:
        """Whether the difference of a line must be explained; a difference of exactly the share or the floor need not."""
        difference = abs(line.difference_cents)
        return difference > self.floor_cents and difference > line.budgeted_cents * self.share


Budget = Mapping[str, Sequence[Mapping[str, Any]]]


def lines(budget: Budget, actuals: Mapping[str, Sequence[int]]) -> Iterator[Line]:
    """The budget beside the actual amounts, which stand in the order of its lines."""
    for side in SIDES:
        for number, (row, actual) in enumerate(zip(budget[side], actuals[side], strict=True)):
            yield Line(side, number, row.get("what") or row.get("kind", ""), row["amount_cents"], actual)
