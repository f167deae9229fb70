"""A ranking as a page and a paper show it: a row per application, above, below or outside the line, and the figures over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext, gettext_noop

from grants.allocation import (
    REFUSED_CEILING,
    REFUSED_LATE,
    REFUSED_MINIMUM,
    REFUSED_NOT_LISTED,
    REFUSED_PASS_MARK,
    Contest,
    Formula,
    Placement,
)
from grants.models import Application, Assessment, Round
from grants.portal.ranking.drawing import Chart, Dots, chart, dot_x
from grants.portal.ranking.firmness import Firmness

NEAR = 6
"""How many rows on each side of the line are shown at once where there are many more."""

PER_PAGE = 30
"""Rows on one page of a part of the list that is too long to stand around the line."""

ABOVE, BELOW, OUT = "boven", "onder", "buiten"
PARTS: Mapping[str, str] = {
    ABOVE: gettext_noop("Boven de streep"),
    BELOW: gettext_noop("Onder de streep"),
    OUT: gettext_noop("Niet in de rangorde"),
}
"""The parts of a list that has pages of its own, as an address names them."""

WHY = {
    REFUSED_CEILING: gettext_noop("past niet meer"),
    REFUSED_PASS_MARK: gettext_noop("onder het minimum"),
    REFUSED_MINIMUM: gettext_noop("te laag op een criterium"),
    REFUSED_LATE: gettext_noop("te laat"),
    REFUSED_NOT_LISTED: gettext_noop("staat niet in de regeling"),
}
"""Why an application gets nothing, in a few words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One application in the list; amounts in cents, `sum_cents` what was asked up to and including it."""

    case: Any
    placement: Placement
    basis: str
    note: str
    wanted_cents: int
    sum_cents: int
    dots: Dots
    given: Sequence[Assessment] = ()
    remarks: tuple[str, ...] = ()
    talk: tuple[str, ...] = ()
    decided: bool = False
    is_closed: bool = False

    @property
    def is_above(self) -> bool:
        """Whether it gets money."""
        return bool(self.placement.amount_cents)

    @property
    def why(self) -> str:
        """Why it gets nothing."""
        return gettext(WHY.get(self.placement.outcome, ""))


def closed(row: Row) -> Row:
    """A row for who has an interest in it: its place and its amount, and nothing of what was found."""
    said = (gettext("u heeft hier een belang"),)
    return replace(row, basis="", note="", dots=Dots(()), given=(), remarks=said, talk=(), is_closed=True)


@dataclass(frozen=True)
class Ranking:
    """All of a ranking: the rows in their parts, and the figures above them."""

    round: Round
    contest: Contest
    rows: Sequence[Row]
    waiting: Sequence[Application]
    firm: Firmness
    how: Sequence[str]
    head: str
    is_judged: bool

    @cached_property
    def above(self) -> list[Row]:
        """Who gets money."""
        return [row for row in self.rows if row.is_above]

    @cached_property
    def below(self) -> list[Row]:
        """Who would get it if there were more: the reserves, where the round has a list of them."""
        return [row for row in self.rows if row.placement.outcome == REFUSED_CEILING]

    @cached_property
    def out(self) -> list[Row]:
        """Who gets nothing however much there is."""
        return [row for row in self.rows if not row.is_above and row.placement.outcome != REFUSED_CEILING]

    @property
    def near_above(self) -> list[Row]:
        """Who stands just above the line, or all that do where they are few; the others stand on pages of their own."""
        return self.above if _are_few(self.above) else self.above[-NEAR:]

    @property
    def near_below(self) -> list[Row]:
        """Who stands just below the line, or all that do where they are few."""
        return self.below if _are_few(self.below) else self.below[:NEAR]

    @property
    def near_out(self) -> list[Row]:
        """The first of those outside the line, or all of them where they are few."""
        return self.out if _are_few(self.out) else self.out[:NEAR]

    def part(self, code: str, number: str) -> Page[Any] | None:
        """A page of one part of the list; None for a part that there is not."""
        parts = {ABOVE: self.above, BELOW: self.below, OUT: self.out}
        return Paginator(parts[code], PER_PAGE).get_page(number) if parts.get(code) else None

    @cached_property
    def talk(self) -> list[Row]:
        """Who is to be talked over, because assessors differ."""
        return [row for row in self.rows if row.talk]

    @cached_property
    def widest(self) -> int:
        """The largest difference between two assessors, in whole points."""
        return max((row.dots.spread for row in self.rows), default=0) // 100

    @cached_property
    def awarded_cents(self) -> int:
        """What those above the line get."""
        return sum(row.placement.amount_cents for row in self.rows)

    @cached_property
    def asked_cents(self) -> int:
        """What all ask."""
        return sum(row.wanted_cents for row in self.rows)

    @property
    def asked_share(self) -> int:
        """What all ask, in percents of the ceiling."""
        return self.asked_cents * 100 // max(self.contest.ceiling_cents, 1)

    @property
    def left_cents(self) -> int:
        """What stays under the ceiling."""
        new = sum(row.placement.amount_cents for row in self.rows if not row.decided)
        return self.contest.ceiling_cents - self.contest.taken_cents - new

    @property
    def chart(self) -> Chart:
        """What was asked, summed, against the ceiling."""
        return chart(((row.sum_cents, row.is_above) for row in (*self.above, *self.below)), self.contest.ceiling_cents)

    @property
    def is_ranked(self) -> bool:
        """Whether this is how it was decided, and no longer a preview."""
        return bool(self.round.state == Round.RANKED)

    @property
    def last(self) -> Row | None:
        """The last above the line."""
        return self.above[-1] if self.above else None

    @property
    def refused(self) -> int:
        """How many get nothing."""
        return len(self.rows) - len(self.above)

    @property
    def pass_x(self) -> int:
        """Where the pass mark stands on the line of the dots."""
        return dot_x(100 * self.contest.pass_mark)

    @property
    def is_formula(self) -> bool:
        """Whether the amounts follow from a formula, and nobody asks one."""
        return isinstance(self.contest.rule, Formula)

    @property
    def assessors(self) -> int:
        """How many people judged."""
        return self.firm.assessors


def _are_few(rows: Sequence[Row]) -> bool:
    """Whether one side of the line is short enough to be shown as a whole."""
    return len(rows) <= 2 * NEAR
