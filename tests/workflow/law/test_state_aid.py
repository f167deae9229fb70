from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.calendar import CalendarExhausted
from workflow.law.refusals import AmountMalformed
from workflow.law.state_aid import CeilingMissing, DeMinimis, de_minimis, de_minimis_ceiling, register_by

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
HISTORIES = st.lists(st.tuples(DAYS, st.integers(0, 20_000_000)), max_size=6)
CEILING = 30_000_000


def test_an_award_over_the_ceiling_is_given_with_its_sum() -> None:
    history = [(date(2023, 6, 15), 12_000_000), (date(2024, 2, 1), 10_000_000)]
    assert de_minimis(CEILING, history, date(2026, 6, 14), 9_000_000) == DeMinimis(
        ceiling_cents=CEILING,
        used_cents=22_000_000,
        headroom_cents=8_000_000,
        allowed=False,
        window_from=date(2023, 6, 14),
        steps=(
            "Steun vanaf 14 juni 2023 telt mee.",
            "In drie jaar is al € 220.000 ontvangen, van ten hoogste € 300.000.",
            "Er is ruimte voor € 80.000. Het gaat om € 90.000.",
            "Dat past niet.",
        ),
    )


@pytest.mark.parametrize(
    ("cents", "allowed", "said"),
    [
        (18_000_000, True, "Dat past."),
        (18_000_001, False, "Dat past niet."),
    ],
)
def test_aid_fits_up_to_the_last_cent_under_the_ceiling(cents: int, allowed: bool, said: str) -> None:
    found = de_minimis(CEILING, [(date(2025, 6, 14), 12_000_000)], date(2026, 6, 14), cents)
    assert (found.allowed, found.steps[-1]) == (allowed, said)


@pytest.mark.parametrize(
    ("other", "used"),
    [
        (date(2023, 6, 13), 0),
        (date(2023, 6, 14), 12_000_000),
        (date(2026, 6, 14), 12_000_000),
        (date(2029, 6, 14), 12_000_000),
        (date(2029, 6, 15), 0),
    ],
)
def test_other_aid_counts_up_to_three_years_before_and_after_the_award(other: date, used: int) -> None:
    assert de_minimis(CEILING, [(other, 12_000_000)], date(2026, 6, 14), 1).used_cents == used


@given(HISTORIES, DAYS, st.integers(0, 30_000_000))
def test_aid_that_fits_keeps_every_three_years_around_it_under_the_ceiling(
    history: list[tuple[date, int]], day: date, cents: int
) -> None:
    found = de_minimis(CEILING, history, day, cents)
    assert found.allowed == (cents <= found.headroom_cents)
    all_aid = [*history, (day, cents)]
    for end, _ in all_aid:
        first = end.replace(year=end.year - 3, day=28 if (end.month, end.day) == (2, 29) else end.day)
        if found.allowed and first <= day <= end:
            assert sum(amount for when, amount in all_aid if first <= when <= end) <= CEILING


@given(HISTORIES, DAYS)
def test_the_order_of_the_history_does_not_matter(history: list[tuple[date, int]], day: date) -> None:
    assert de_minimis(CEILING, history, day, 1) == de_minimis(CEILING, list(reversed(history)), day, 1)


def test_a_negative_amount_is_refused_wherever_it_stands() -> None:
    day = date(2026, 1, 1)
    for ceiling, history, cents in ((-1, [], 1), (1, [(day, -1)], 1), (1, [], -1)):
        with pytest.raises(AmountMalformed):
            de_minimis(ceiling, history, day, cents)


def test_the_ceiling_follows_its_kind_and_its_date() -> None:
    assert de_minimis_ceiling("general", date(2024, 1, 1)) == 30_000_000
    assert de_minimis_ceiling("general_interest", date(2030, 12, 31)) == 75_000_000
    for kind, day in (("general", date(2023, 12, 31)), ("general", date(2031, 1, 1)), ("farming", date(2026, 1, 1))):
        with pytest.raises(CeilingMissing) as refusal:
            de_minimis_ceiling(kind, day)
        assert refusal.value.code == "ceiling-missing"


def test_the_register_is_obligatory_from_2026() -> None:
    assert [register_by(day).obligatory for day in (date(2025, 12, 31), date(2026, 1, 1))] == [False, True]


@given(st.dates(date(2022, 1, 1), date(2028, 10, 31)))
def test_the_safe_count_is_never_the_later_one(granted: date) -> None:
    found = register_by(granted)
    assert granted < found.conservative <= found.nl_holidays


def test_a_register_date_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarExhausted):
        register_by(date(2028, 12, 15))
