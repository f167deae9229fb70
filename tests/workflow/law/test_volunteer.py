import pytest

from workflow.law.refusals import AmountMalformed
from workflow.law.volunteer import AllowanceUnknown, excesses, limits

AT_THE_LIMIT = {"per_month_cents": 21_000, "per_year_cents": 210_000, "per_hour_cents": 560}


def test_the_limits_of_a_year_are_these() -> None:
    found = [limits(year) for year in (2023, 2024, 2025)]
    assert [
        (row.per_month_cents, row.per_year_cents, row.per_hour_cents, row.per_hour_under_21_cents) for row in found
    ] == [
        (19_000, 190_000, 500, 275),
        (21_000, 210_000, 550, 325),
        (21_000, 210_000, 560, 330),
    ]


@pytest.mark.parametrize("year", [2022, 2026, 0])
def test_a_year_without_a_verified_row_gets_no_answer(year: int) -> None:
    with pytest.raises(AllowanceUnknown) as refusal:
        limits(year)
    assert (refusal.value.code, refusal.value.year) == ("allowance-unknown", year)


def test_an_allowance_at_all_three_limits_stays_free_of_tax() -> None:
    assert excesses(limits(2025), **AT_THE_LIMIT) == ()


@pytest.mark.parametrize(
    ("raised", "limit"), [("per_month_cents", "month"), ("per_year_cents", "year"), ("per_hour_cents", "hour")]
)
def test_one_cent_above_one_limit_is_named(raised: str, limit: str) -> None:
    found = excesses(limits(2025), **{**AT_THE_LIMIT, raised: AT_THE_LIMIT[raised] + 1})
    assert [excess.limit for excess in found] == [limit]


@pytest.mark.parametrize(("age", "exceeded"), [(20, ["hour"]), (21, []), (70, [])])
def test_under_21_the_hour_has_its_own_limit(age: int, exceeded: list[str]) -> None:
    assert [excess.limit for excess in excesses(limits(2025), **AT_THE_LIMIT, age=age)] == exceeded


def test_an_excess_says_what_was_asked_and_what_is_free() -> None:
    (found,) = excesses(limits(2024), per_month_cents=20_000, per_year_cents=200_000, per_hour_cents=551)
    assert found.sentence == "De vergoeding per uur is € 5,51. Onbelast is ten hoogste € 5,50."


def test_a_negative_allowance_is_refused() -> None:
    with pytest.raises(AmountMalformed):
        excesses(limits(2025), per_month_cents=-1, per_year_cents=0, per_hour_cents=0)
