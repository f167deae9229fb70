"""What a budget comes to while it is typed: costs, income, what is asked of us, and whether the two sides are equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grants.guards import ShareOfCosts
from grants.portal.public.rounds import percent
from workflow.amounts import read_cents


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of what can be read, in cents, and how many amounts cannot be."""

    costs_cents: int
    income_cents: int
    asked_cents: int
    unread: int
    most_cents: int | None = None
    """The most that the round grants for these costs; None where it says nothing of it, or nothing was typed yet."""

    @property
    def short_cents(self) -> int:
        """What is still to be found, below zero where there is more income than costs."""
        return self.costs_cents - self.income_cents

    @property
    def over_cents(self) -> int:
        """What is too much."""
        return max(0, -self.short_cents)

    @property
    def share(self) -> str:
        """Which part of the costs is asked of us, in words; "" where it cannot be said."""
        return percent(Fraction(self.asked_cents, self.costs_cents)) if self.costs_cents and self.asked_cents else ""

    @property
    def above_cents(self) -> int:
        """How much more is asked than the round grants."""
        return max(0, self.asked_cents - self.most_cents) if self.most_cents is not None else 0

    @property
    def is_balanced(self) -> bool:
        """Whether there is a budget, and costs and income are the same."""
        return bool(self.costs_cents) and self.short_cents == 0 and not self.unread


def sums(typed: Any, figures: Mapping[str, Any]) -> Sums:
    """The sums of a budget as it was typed, whatever was, beside what the figures of the round allow."""
    costs, income = (list(_rows(typed, side)) for side in ("costs", "income"))
    cents = [_cents(row) for row in (*costs, *income)]
    asked = [row for row in income if row.get("kind") == "subsidie"]
    return Sums(_sum(costs), _sum(income), _sum(asked), cents.count(None), most(_sum(costs), figures))


def most(costs_cents: int, figures: Mapping[str, Any]) -> int | None:
    """The most that a round grants for costs, by the figures that its guards read and in the way that they do."""
    bounds = [figures["maximum_cents"]] if "maximum_cents" in figures else []
    bounds += [one.limit_cents(costs_cents) for one in shares(figures)]
    return min(bounds) if bounds and costs_cents else None


def shares(figures: Mapping[str, Any]) -> Iterator[ShareOfCosts]:
    """Which share of the costs a round grants at most, by its figures."""
    share = figures.get("share", figures.get("funding_share"))
    if share is not None:
        yield ShareOfCosts(share)
    if "share_above" in figures and "full_up_to_cents" in figures:
        yield ShareOfCosts(figures["share_above"], figures["full_up_to_cents"])


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
