from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.recovery import Balance, SetOffNotAllowed, balance, recovery_limit, set_off_cents
from workflow.law.refusals import AmountMalformed

CENTS = st.integers(0, 10**12)


@given(CENTS, CENTS)
def test_paying_or_recovering_the_balance_leaves_exactly_what_was_determined(determined: int, paid: int) -> None:
    found = balance(determined, paid)
    assert paid + found.to_pay_cents - found.to_recover_cents == determined
    assert 0 in (found.to_pay_cents, found.to_recover_cents)


def test_an_advance_above_the_determination_is_recovered_with_its_article_and_sum() -> None:
    assert balance(263_500, 400_000) == Balance(
        determined_cents=263_500,
        paid_cents=400_000,
        to_pay_cents=0,
        to_recover_cents=136_500,
        article="Awb 4:57, lid 1, en 4:95, lid 4",
        steps=("Vastgesteld is € 2.635.", "Betaald is € 4.000.", "Terug te vorderen is € 1.365."),
    )


def test_an_advance_below_the_determination_is_netted() -> None:
    found = balance(500_000, 400_000)
    assert (found.to_pay_cents, found.article) == (100_000, "Awb 4:52, lid 1, en 4:95, lid 4")
    assert found.steps[-1] == "Nog te betalen is € 1.000."


@pytest.mark.parametrize(("determined", "paid"), [(-1, 0), (0, -1)])
def test_a_negative_amount_is_refused(determined: int, paid: int) -> None:
    with pytest.raises(AmountMalformed):
        balance(determined, paid)


@pytest.mark.parametrize(("same_activities", "other_period"), [(False, True), (True, False), (False, False)])
def test_set_off_needs_the_same_activities_in_another_period(same_activities: bool, other_period: bool) -> None:
    with pytest.raises(SetOffNotAllowed) as refusal:
        set_off_cents(100, 100, same_activities=same_activities, other_period=other_period)
    assert refusal.value.code == "set-off-not-allowed"


@pytest.mark.parametrize(("recover", "payable"), [(-1, 0), (0, -1)])
def test_a_negative_amount_is_not_set_off(recover: int, payable: int) -> None:
    with pytest.raises(AmountMalformed):
        set_off_cents(recover, payable, same_activities=True, other_period=True)


@given(CENTS, CENTS)
def test_set_off_takes_the_smaller_of_the_two(recover: int, payable: int) -> None:
    assert set_off_cents(recover, payable, same_activities=True, other_period=True) == min(recover, payable)


def test_after_five_years_nothing_is_recovered() -> None:
    assert recovery_limit(date(2024, 2, 29)).deadline == date(2029, 2, 28)
