"""Where the money of each budget line stands: its bar in parts, the same figures in a table, and the dossiers behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404

from budgets import checker, ledger
from budgets.chart import PARTS
from budgets.checker import LineReport
from budgets.models import BudgetLine, Transfer
from grants.models import Application
from grants.portal.bulk import PER_PAGE

POTS = [(pot, word) for pot, word, _ in PARTS]
"""The pots of a line in the order of its bar, with the word for each."""

WIDE = 10_000
"""The width of a bar in the units of its drawing: a hundredth of a percent."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: its pot, its word, how much, and from where to how far it is drawn."""

    pot: str
    word: str
    cents: int
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A budget line with the parts of its bar."""

    line: LineReport
    parts: tuple[Part, ...]
    committed_percent: int


def bars() -> list[Bar]:
    """Every budget line with money, in order of year and code."""
    lines = sorted(checker.report(), key=lambda one: (one.year, one.code))
    return [_bar(one) for one in lines if one.authorised]


def _bar(line: LineReport) -> Bar:
    bound = line.authorised - line.available
    return Bar(line, tuple(_parts(line)), 100 * bound // line.authorised if line.authorised else 0)


def _parts(line: LineReport) -> Iterator[Part]:
    start = 0
    for pot, word in POTS:
        cents = getattr(line, pot)
        width = WIDE * cents // line.authorised if line.authorised else 0
        yield Part(pot, word, cents, start, width)
        start += width


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier with what of a budget line stands in each of its pots, in the order of the bar."""

    reference: str
    title: str
    state: str
    cents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """A budget line and a page of the dossiers behind its figures."""

    bar: Bar
    heads: Sequence[str]
    rows: Sequence[Dossier]
    page: Page[Any]


HELD = [pot for pot, _ in POTS if pot != "available"]


def behind(code: str, year: int, number: str) -> Behind:
    """The dossiers behind a line. Raises `Http404` when there is no such line with money."""
    bar = next((one for one in bars() if (one.line.code, one.line.year) == (code, year)), None)
    if bar is None:
        raise Http404
    book = BudgetLine(code=code, year=year).book
    streams = Transfer.objects.filter(credit__book=book).values("stream")
    cases = Application.objects.filter(stream__in=streams).select_related("stream").order_by("stream__reference")
    page = Paginator(cases, PER_PAGE).get_page(number)
    held = ledger.positions([one.stream_id for one in page.object_list])
    rows = [_dossier(one, held.get(one.stream_id, {}).get(book, {})) for one in page.object_list]
    return Behind(bar, [word for pot, word in POTS if pot in HELD], rows, page)


def _dossier(case: Application, pots: dict[str, int]) -> Dossier:
    return Dossier(case.stream.reference, case.title, case.state_word, tuple(pots.get(pot, 0) for pot in HELD))
