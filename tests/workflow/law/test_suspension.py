from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.suspension import (
    Interval,
    SuspensionMalformed,
    advice_suspension,
    completion_suspension,
    consent_suspension,
    days_in,
    foreign_suspension,
    lapsed_suspension,
    standstill,
    union,
)

PERIODS = st.lists(
    st.builds(
        lambda first, days: (first, first + timedelta(days=days)),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.integers(0, 40),
    ),
    max_size=8,
)


def days_of(periods: list[Interval] | tuple[Interval, ...]) -> set[date]:
    return {first + timedelta(days=number) for first, last in periods for number in range((last - first).days + 1)}


@given(PERIODS)
def test_a_union_holds_the_same_days_and_each_of_them_once(periods: list[Interval]) -> None:
    merged = union(periods)
    assert days_of(merged) == days_of(periods)
    assert sum(map(days_in, merged)) == len(days_of(periods))


@given(PERIODS)
def test_a_union_leaves_a_gap_between_its_periods(periods: list[Interval]) -> None:
    merged = union(periods)
    assert all(later[0] - earlier[1] > timedelta(days=1) for earlier, later in pairwise(merged))


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        (date(2026, 2, 16), None),
        (date(2026, 2, 17), None),
        (date(2026, 2, 18), (date(2026, 2, 17), date(2026, 2, 17))),
        (date(2026, 3, 2), (date(2026, 2, 17), date(2026, 3, 1))),
    ],
)
def test_neither_the_invitation_nor_the_completion_stands_still(completed: date, expected: Interval | None) -> None:
    assert completion_suspension(date(2026, 2, 16), completed) == expected


def test_the_day_on_which_a_repair_term_lapses_is_suspended_only_on_request() -> None:
    asked, lapsed = date(2026, 2, 16), date(2026, 3, 9)
    assert lapsed_suspension(asked, lapsed) == (date(2026, 2, 17), date(2026, 3, 8))
    assert lapsed_suspension(asked, lapsed, lapse_day_inclusive=True) == (date(2026, 2, 17), date(2026, 3, 9))


@pytest.mark.parametrize(
    ("received", "weeks", "days"),
    [
        (date(2026, 3, 2), None, 1),
        (date(2026, 3, 31), None, 30),
        (date(2026, 5, 24), 12, 84),
        (date(2026, 5, 25), 12, 84),
    ],
)
def test_both_ends_of_an_advice_count_up_to_its_cap(received: date, weeks: int | None, days: int) -> None:
    assert days_in(advice_suspension(date(2026, 3, 2), received, at_most_weeks=weeks)) == days


def test_delay_of_a_single_day_counts_when_it_was_agreed_and_when_it_lasted_until_the_next() -> None:
    first, second = date(2026, 3, 2), date(2026, 3, 3)
    assert consent_suspension(first, first) == standstill(first, second) == (first, first)
    assert standstill(first, first) is None


def test_a_suspension_that_ends_before_it_begins_is_refused_with_both_days() -> None:
    sentence = "De opschorting eindigt op 1 maart 2026, voordat zij op 2 maart 2026 begint."
    for wrong in (
        lambda: union([(date(2026, 3, 2), date(2026, 3, 1))]),
        lambda: completion_suspension(date(2026, 3, 2), date(2026, 3, 1)),
        lambda: advice_suspension(date(2026, 3, 2), date(2026, 3, 1)),
        lambda: foreign_suspension(date(2026, 3, 2), date(2026, 3, 1)),
        lambda: consent_suspension(date(2026, 3, 2), date(2026, 3, 1)),
        lambda: standstill(date(2026, 3, 2), date(2026, 3, 1)),
    ):
        with pytest.raises(SuspensionMalformed) as refusal:
            wrong()
        assert (refusal.value.code, refusal.value.sentence) == ("suspension-malformed", sentence)
