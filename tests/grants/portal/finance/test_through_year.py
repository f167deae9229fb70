"""A budget line through the year: what was taken by the end of each month, drawn and as figures, and when somebody looks ahead."""

from __future__ import annotations

from datetime import date

import pytest

from budgets.checker import LineReport
from budgets.models import BudgetLine
from grants.portal.finance.budget import ALERT_PERCENT, Bar
from grants.portal.finance.through_year import Month, drawn, through_year
from tests import world
from tests.grants.payers import awards, today
from tests.grants.portal.office import Visitor, text

TAKEN = {
    date(2025, 12, 1): 10_00,
    date(2026, 1, 31): 30_00,
    date(2026, 3, 1): 50_00,
    date(2026, 3, 2): -20_00,
    date(2027, 1, 1): 5_00,
}


def test_what_was_taken_by_the_end_of_each_month_stands_in_the_table_and_in_the_line() -> None:
    plot = drawn(TAKEN, 2026, 3, 100_00)
    assert plot.months == [Month("januari", 40_00, 40), Month("februari", 40_00, 40), Month("maart", 70_00, 70)]
    assert (plot.points, plot.now_x, plot.now_y) == ("0,270 100,180 200,180 300,90", 300, 90)


def test_more_than_the_whole_stays_within_the_drawing_and_is_told_in_the_table() -> None:
    plot = drawn({date(2026, 1, 1): 150_00}, 2026, 1, 100_00)
    assert (plot.months, plot.points) == ([Month("januari", 150_00, 150)], "0,300 100,0")


@pytest.mark.parametrize(("percent", "looks"), [(ALERT_PERCENT - 1, False), (ALERT_PERCENT, True)])
def test_from_85_percent_on_somebody_looks_ahead(percent: int, *, looks: bool) -> None:
    assert Bar(LineReport("4.1.1", 2026, "Atelier"), (), percent).almost_full is looks


@pytest.mark.django_db
def test_the_year_of_a_line_follows_the_ledger_and_stands_on_its_page_without_a_style() -> None:
    town = world.found()
    awards(town)
    book = BudgetLine(code="4.1.1-TEST", year=2026).book
    plot = through_year(book, 2026, 1_000_000_00, today(town))
    assert plot is not None
    assert plot.months == [Month("januari", 2_100_00, 0)]
    assert through_year(book, 2027, 1_000_000_00, today(town)) is None
    assert through_year(book, 2026, 0, today(town)) is None
    page = text(Visitor(town, town.hire("budget_holder").person).get("/financien/begroting/4.1.1-TEST/2026/"))
    assert '<th scope="row">Januari</th><td class="n">€ 2.100,00</td><td class="n">0%</td>' in page
    assert "style=" not in page
