from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.law.calendar import CalendarExhausted
from workflow.law.penalty import LatePenalty, TariffMissing, late_penalty, penalty_cents, tariff

NOW = (2300, 3500, 4500)


def test_a_penalty_is_given_as_a_whole_with_its_sum() -> None:
    found = late_penalty(date(2026, 6, 3), decision_deadline=date(2026, 5, 4), decision_announced=date(2026, 7, 8))
    assert found == LatePenalty(
        first_penalty_day=date(2026, 6, 18),
        first_penalty_day_without_atw=date(2026, 6, 18),
        days=20,
        amount_cents=532_00,
        max_amount_cents=1_442_00,
        day_42=date(2026, 7, 29),
        penalty_decision_by=date(2026, 7, 21),
        premature=False,
        steps=(
            "De ingebrekestelling is ontvangen op 3 juni 2026.",
            "2 weken na 3 juni 2026 is 17 juni 2026.",
            "De dwangsom loopt vanaf 18 juni 2026.",
            "De beschikking is bekendgemaakt op 8 juli 2026. Die dag telt niet mee.",
            "Over 20 dagen is dat € 532, van ten hoogste € 1.442.",
            "Het besluit over de dwangsom is er uiterlijk op 21 juli 2026.",
        ),
    )


def test_without_a_decision_the_most_that_can_be_due_is_given_and_called_that() -> None:
    found = late_penalty(date(2026, 6, 3))
    assert (found.days, found.amount_cents) == (42, 144_200)
    assert "Er is nog geen beschikking. Dit is het hoogste bedrag dat verschuldigd kan worden." in found.steps


def test_a_notice_before_the_end_of_the_term_is_marked_for_a_jurist() -> None:
    found = late_penalty(date(2026, 6, 10), decision_deadline=date(2026, 6, 10))
    assert (found.premature, found.first_penalty_day) == (True, date(2026, 6, 25))
    assert found.steps[1] == (
        "Dat was voordat de beslistermijn voorbij was. Laat een jurist beoordelen of de brief geldig is."
    )


@given(st.dates(date(2022, 1, 1), date(2028, 9, 1)), st.integers(-30, 90))
def test_the_amount_is_the_sum_of_its_days(notice: date, days_after: int) -> None:
    announced = late_penalty(notice).first_penalty_day + timedelta(days=days_after)
    found = late_penalty(notice, decision_announced=announced)
    daily = [2300] * 14 + [3500] * 14 + [4500] * 14
    assert found.days == max(0, min(42, days_after))
    assert found.amount_cents == sum(daily[: found.days]) <= found.max_amount_cents
    assert (found.penalty_decision_by is None) == (found.days == 0)


@pytest.mark.parametrize(("days", "cents"), [(0, 0), (14, 322_00), (15, 357_00), (28, 812_00), (42, 1442_00)])
def test_the_tariff_rises_after_fourteen_days_and_again_after_fourteen(days: int, cents: int) -> None:
    assert penalty_cents(days, NOW) == cents


def test_the_tariff_follows_its_date() -> None:
    assert [tariff(day) for day in (date(2009, 10, 1), date(2018, 12, 31), date(2019, 1, 1))] == [
        (2000, 3000, 4000),
        (2000, 3000, 4000),
        NOW,
    ]
    with pytest.raises(TariffMissing) as refusal:
        tariff(date(2009, 9, 30))
    assert refusal.value.code == "tariff-missing"


def test_a_notice_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarExhausted):
        late_penalty(date(2028, 12, 20))
