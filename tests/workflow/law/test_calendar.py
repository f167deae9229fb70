from datetime import date, timedelta

import holidays
import pytest

from workflow.law.calendar import (
    CalendarExhausted,
    add_weekdays,
    add_working_days,
    coverage,
    coverage_warning,
    decree_days,
    is_working_day,
    kings_day,
    next_working_day,
    previous_working_day,
    why_not_working,
)
from workflow.law.tables import table

COVERED_YEARS = range(2022, 2029)
DECREES = {
    date(2022, 5, 27),
    date(2023, 4, 28),
    date(2023, 5, 19),
    date(2024, 5, 10),
    date(2024, 12, 27),
    date(2025, 5, 30),
    date(2026, 1, 2),
    date(2026, 5, 15),
    date(2027, 5, 7),
    date(2028, 4, 28),
    date(2028, 5, 26),
}


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@pytest.mark.parametrize("year", COVERED_YEARS)
def test_the_calendar_agrees_day_by_day_with_an_independent_one_and_the_decrees(year: int) -> None:
    known = set(holidays.country_holidays("NL", years=year, categories=("public", "optional"))) | DECREES
    days = every_day(date(year, 1, 1), date(year, 12, 31))
    ours = [day for day in days if is_working_day(day)]
    assert ours == [day for day in days if day.weekday() < 5 and day not in known]


def test_the_decree_days_are_these_and_each_is_a_weekday() -> None:
    assert set(decree_days()) == DECREES
    assert {day.weekday() for day in decree_days()} <= set(range(5))


def test_every_decree_day_lies_within_the_coverage() -> None:
    assert [day for day in decree_days() if day not in coverage()] == []
    assert table("decree_days")["covered_through"] == date(2028, 12, 31)


def test_kings_day_moves_to_saturday_when_it_falls_on_sunday() -> None:
    assert [kings_day(year) for year in (2024, 2025, 2026, 2031)] == [
        date(2024, 4, 27),
        date(2025, 4, 26),
        date(2026, 4, 27),
        date(2031, 4, 26),
    ]


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2029, 1, 1), date(2029, 1, 6), date.max, date.min])
def test_a_day_outside_the_coverage_is_refused_by_name(day: date) -> None:
    with pytest.raises(CalendarExhausted, match="niet geladen") as refusal:
        is_working_day(day)
    assert (refusal.value.code, refusal.value.day) == ("calendar-exhausted", day)


def test_a_search_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarExhausted):
        next_working_day(date(2028, 12, 30))
    with pytest.raises(CalendarExhausted):
        previous_working_day(date(2022, 1, 2))
    with pytest.raises(CalendarExhausted):
        add_working_days(date(2028, 12, 20), 10)


def test_the_reason_for_a_free_day_is_named() -> None:
    assert [why_not_working(date(2026, 4, day)) for day in (2, 3, 4, 5, 6, 27)] == [
        None,
        "Goede Vrijdag",
        "een zaterdag",
        "een zondag",
        "Tweede Paasdag",
        "Koningsdag",
    ]


def test_working_days_and_weekdays_are_counted_from_the_day_after() -> None:
    assert add_working_days(date(2026, 4, 30), 3) == date(2026, 5, 6)
    assert add_weekdays(date(2026, 4, 30), 3) == date(2026, 5, 5)


def test_the_calendar_warns_eighteen_months_before_it_runs_out() -> None:
    assert coverage_warning(date(2027, 6, 30)) is None
    assert coverage_warning(date(2027, 7, 1)) == (
        "De kalender met feestdagen loopt tot en met 31 december 2028. Laad de nieuwe aangewezen dagen."
    )
