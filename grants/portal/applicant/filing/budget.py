"""What a budget comes to while it is typed: costs, income, what is asked of us, and whether the two sides are equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.amounts import read_cents


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of what can be read, in cents, and how many amounts cannot be."""

    costs_cents: int
    income_cents: int
    asked_cents: int
    unread: int

    @property
    def short_cents(self) -> int:
        """What is still to be found, below zero where there is more income than costs."""
        return self.costs_cents - self.income_cents

    @property
    def over_cents(self) -> int:
        """What is too much."""
        return max(0, -self.short_cents)

    @property
    def is_balanced(self) -> bool:
        """Whether there is a budget, and costs and income are the same."""
        return bool(self.costs_cents) and self.short_cents == 0 and not self.unread


def sums(typed: Any) -> Sums:
    """The sums of a budget as it was typed, whatever was."""
    costs, income = (list(_rows(typed, side)) for side in ("costs", "income"))
    cents = [_cents(row) for row in (*costs, *income)]
    asked = [row for row in income if row.get("kind") == "subsidie"]
    return Sums(_sum(costs), _sum(income), _sum(asked), cents.count(None))


def _rows(typed: Any, side: str) -> Iterator[Mapping[str, Any]]:
    rows = typed.get(side) if isinstance(typed, Mapping) else None
    yield from (row for row in rows if isinstance(row, Mapping)) if isinstance(rows, list) else ()


def _sum(rows: list[Mapping[str, Any]]) -> int:
    return sum(_cents(row) or 0 for row in rows)


def _cents(row: Mapping[str, Any]) -> int | None:
    """The amount of a row, 0 where none was typed, None where it cannot be read."""
    known, text = row.get("amount_cents"), str(row.get("amount") or "").strip()
    if isinstance(known, int) and not isinstance(known, bool):
        return known
    return read_cents(text) if text else 0
