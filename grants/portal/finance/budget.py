"""Where the money of each budget line stands: its bar in parts, the same figures in a table, and the dossiers behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404

from budgets import checker, ledger
from budgets.checker import LineReport
from budgets.models import BudgetLine, Transfer
from grants import sight
from grants.desk import Desk
from grants.models import Application
from grants.portal.bars import WORDS, Part, parts
from grants.portal.bulk import PER_PAGE
from grants.portal.finance.through_year import Plot, through_year
from workflow import clock

POTS = tuple(WORDS.items())
"""The pots of a line in the order of its bar, with the word for each."""

ALERT_PERCENT = 85
"""From this part of a line on that is taken, somebody looks ahead."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A budget line with the parts of its bar, and which part of it is taken."""

    line: LineReport
    parts: tuple[Part, ...]
    committed_percent: int

    @property
    def year(self) -> str:
        """The year of the line as a text."""
        return str(self.line.year)

    @property
    def almost_full(self) -> bool:
        """Whether so much is taken that somebody looks ahead."""
        return self.committed_percent >= ALERT_PERCENT


def bars() -> list[Bar]:
    """Every budget line with money, in order of year and code."""
    lines = sorted(checker.report(), key=lambda one: (one.year, one.code))
    return [_bar(one) for one in lines if one.authorised]


def _bar(line: LineReport) -> Bar:
    bound = line.authorised - line.available
    shares = parts({pot: getattr(line, pot) for pot, _ in POTS})
    return Bar(line, shares, 100 * bound // line.authorised if line.authorised else 0)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier with what of a budget line stands in each of its pots, in the order of the bar."""

    reference: str
    title: str
    state: str
    cents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """A budget line with its year, and a page of the dossiers behind its figures."""

    bar: Bar
    plot: Plot | None
    heads: Sequence[str]
    rows: Sequence[Dossier]
    page: Page[Any]


HELD = [pot for pot, _ in POTS if pot != "available"]


def behind(desk: Desk, code: str, year: int, number: str) -> Behind:
    """The dossiers behind a line that a colleague may see. Raises `Http404` when there is no such line with money."""
    bar = next((one for one in bars() if (one.line.code, one.line.year) == (code, year)), None)
    if bar is None:
        raise Http404
    book = BudgetLine(code=code, year=year).book
    streams = Transfer.objects.filter(credit__book=book).values("stream")
    cases = sight.open_to(desk).filter(stream__in=streams).select_related("stream").order_by("stream__reference")
    page = Paginator(cases, PER_PAGE).get_page(number)
    held = ledger.positions([one.stream_id for one in page.object_list])
    rows = [_dossier(one, held.get(one.stream_id, {}).get(book, {})) for one in page.object_list]
    plot = through_year(book, year, bar.line.authorised, clock.today())
    return Behind(bar, plot, [word for pot, word in POTS if pot in HELD], rows, page)


def _dossier(case: Application, pots: dict[str, int]) -> Dossier:
    return Dossier(case.stream.reference, case.title, case.state_word, tuple(pots.get(pot, 0) for pot in HELD))
