from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.models.decision import Part
from grants.payment_plan import advance_and_rest, at_once, award_parts, balance_parts, in_year, instalments

LINE = "line:4.1.2-DH-B:2026"
YEARS = {"instalment_years": [2026, 2027, 2028, 2029], "at_once_below_cents": 10_000_00}
Held = dict[str, dict[str, int]]


def line(year: int) -> str:
    return f"line:4.1.2-DH-B:{year}"


def test_the_book_of_the_same_line_in_another_year() -> None:
    assert in_year(LINE, 2029) == "line:4.1.2-DH-B:2029"


def test_a_prize_or_direct_determination_is_paid_at_once_as_a_balance() -> None:
    assert at_once(LINE, 7_500_00) == (Part(LINE, "balance", None, 7_500_00),)


@pytest.mark.parametrize(
    ("cents", "share", "expected"),
    [
        (5_000_00, Fraction(4, 5), (4_000_00, 1_000_00)), (3_333_33, Fraction(4, 5), (2_666_66, 666_67)), (1, Fraction(4, 5), (0, 1)),
        (5_700_00, Fraction(1), (5_700_00,)),
    ],
)  # fmt: skip
def test_an_advance_is_rounded_down_to_the_cent_and_the_rest_is_all_that_is_left(
    cents: int, share: Fraction, expected: tuple[int, ...]
) -> None:
    kinds = ("advance", "rest")
    parts = advance_and_rest(LINE, cents, {"advance_share": share})
    assert parts == tuple(
        Part(LINE, kind, None, part) for kind, part in zip(kinds, expected, strict=False) if part or kind == "advance"
    )


def test_four_instalments_stand_each_on_the_line_of_its_year_and_the_last_takes_the_odd_cents() -> None:
    assert instalments(LINE, 20_343_30, YEARS) == (
        Part(line(2026), "advance", None, 5_085_82), Part(line(2027), "advance", date(2027, 6, 1), 5_085_82),
        Part(line(2028), "advance", date(2028, 6, 1), 5_085_82), Part(line(2029), "advance", date(2029, 6, 1), 5_085_84),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cents", "in_one", "count"),
    [(5_880_00, True, 1), (5_880_00, False, 4), (9_999_99, True, 1), (10_000_00, True, 4), (70_800_00, True, 4)],
)
def test_only_a_small_award_is_paid_in_one_and_only_when_that_was_asked(cents: int, in_one: bool, count: int) -> None:
    parts = award_parts(LINE, cents, YEARS, in_one=in_one)
    assert (len(parts), sum(part.amount_cents for part in parts)) == (count, cents)


def test_without_instalments_an_award_has_an_advance_and_a_rest() -> None:
    figures = {"advance_share": Fraction(4, 5)}
    assert award_parts(LINE, 4_100_00, figures, in_one=True) == advance_and_rest(LINE, 4_100_00, figures)


@given(st.integers(1, 10**13), st.lists(st.integers(2026, 2060), min_size=1, max_size=12, unique=True))
def test_instalments_add_up_to_the_amount_and_differ_by_less_than_a_cent_each(cents: int, years: list[int]) -> None:
    parts = instalments(LINE, cents, {"instalment_years": sorted(years)})
    amounts = [part.amount_cents for part in parts]
    assert sum(amounts) == cents
    assert len(set(amounts[:-1])) <= 1
    assert 0 <= amounts[-1] - amounts[0] < len(years)


@given(st.integers(1, 10**13), st.fractions(0, 1, max_denominator=100))
def test_an_advance_and_its_rest_add_up_to_the_amount(cents: int, share: Fraction) -> None:
    parts = advance_and_rest(LINE, cents, {"advance_share": share})
    assert sum(part.amount_cents for part in parts) == cents
    assert parts[0].amount_cents <= cents * share < parts[0].amount_cents + 1


@pytest.mark.parametrize(
    ("held", "determined", "expected"),
    [
        ({line(2026): {"advanced": 4_000_00, "committed": 1_000_00}}, 5_000_00, [(2026, 1_000_00)]),
        ({line(2026): {"advanced": 4_000_00, "committed": 1_000_00}}, 4_250_00, [(2026, 250_00)]),
        ({line(2026): {"advanced": 4_000_00, "committed": 1_000_00}}, 4_000_00, []),
        ({line(2026): {"advanced": 5_880_00}}, 4_740_00, []),
        (
            {line(2026): {"advanced": 5_760_00}, **{line(year): {"committed": 5_760_00} for year in (2029, 2027, 2028)}}, 21_090_00,
            [(2027, 5_760_00), (2028, 5_760_00), (2029, 3_810_00)],
        ),
    ],
)  # fmt: skip
def test_what_remains_after_a_determination_is_paid_from_the_earliest_line_first(
    held: Held, determined: int, expected: list[tuple[int, int]]
) -> None:
    due = {line(year): date(year, 6, 1) for year in (2027, 2028, 2029)}
    parts = balance_parts(held, determined, due)
    assert parts == tuple(Part(line(year), "balance", due.get(line(year)), cents) for year, cents in expected)


POTS = st.fixed_dictionaries({"advanced": st.integers(0, 10**6), "committed": st.integers(0, 10**6)})


@given(st.dictionaries(st.sampled_from([line(year) for year in range(2026, 2031)]), POTS, min_size=1), st.data())
def test_a_balance_never_takes_more_than_is_committed_and_all_of_it_is_what_was_not_advanced(
    held: Held, draw: Any
) -> None:
    advanced = sum(pots["advanced"] for pots in held.values())
    committed = sum(pots["committed"] for pots in held.values())
    determined = draw.draw(st.integers(0, advanced + committed))
    parts = balance_parts(held, determined, {})
    assert sum(part.amount_cents for part in parts) == max(0, determined - advanced)
    assert all(0 < part.amount_cents <= held[part.book]["committed"] for part in parts)
