"""The annual report: what was aimed at, what was counted or typed in with its source, and a dash where nothing was measured."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import Indicator, IndicatorValue, PolicyField
from grants import payloads
from grants.payment_plan import at_once
from grants.portal.policy import reporting
from grants.portal.policy.reporting import Done
from tests import world
from tests.grants.letters import feasts
from tests.grants.portal.office import Visitor, colleague, text
from tests.world import INSTALLATION, World, key
from workflow import clock
from workflow.errors import Refusal
from workflow.registers import INDICATORS, Entries, record, register_id

pytestmark = pytest.mark.django_db

HERE = "/jaarverslag/2026/"
MOST_QUERIES = 15


def measured(number: int = 1) -> World:
    """A town that counts its feasts and, elsewhere, how heavy care is."""
    town = world.found()
    field = PolicyField.objects.get()
    rows = [
        Indicator(
            code=f"feesten-{n}", policy_field=field, name=f"Aantal feesten {n}", unit="aantal", direction="increase",
            source="eigen administratie", scheme="buurtfeest",
        ) for n in range(number)
    ]  # fmt: skip
    care = Indicator(
        code="zorg", policy_field=field, name="% mantelzorgers", unit="procent", direction="decrease", interval_years=2, source="peiling"
    )  # fmt: skip
    with clock.at(town.now):
        record("budget", *rows, care, actor=INSTALLATION, key=key())
    return town


def values(year: int = 2026) -> list[tuple[str, str, str, str]]:
    [field] = reporting.report(year).fields
    return [(one.indicator.code, one.target, one.realised, one.before) for one in field.measured]


def typed(town: World, code: str, **said: str) -> Any:
    return colleague(town, "policy_officer").post(f"{HERE}{code}/", **said)


def test_what_is_counted_comes_from_the_decisions_and_what_is_not_measured_is_a_dash() -> None:
    town = measured()
    assert values() == [("feesten-0", "–", "–", "–"), ("zorg", "–", "–", "–")]
    town.decide(town.assessed(600_00))
    town.file(100_00)
    assert values() == [("feesten-0", "–", "1", "–"), ("zorg", "–", "–", "–")]
    assert values(2027) == [("feesten-0", "–", "–", "1"), ("zorg", "–", "–", "–")]


def test_what_was_done_is_told_by_scheme_with_what_was_granted_and_paid() -> None:
    town = measured()
    decision = town.decide(town.assessed(600_00))
    town.pay(decision)
    [field] = reporting.report(2026).fields
    [done] = field.done
    assert (done.code, done.ideas, done.plans, done.grants, done.granted_cents) == ("buurtfeest", 0, 1, 1, 600_00)
    assert done == Done("buurtfeest", "Buurtfeest", 0, 1, 1, 600_00, done.paid_cents)
    assert done.paid_cents == 480_00
    assert "Buurtfeest: wij kregen 1 aanvragen." in field.text


def test_a_prize_is_granted_as_well_as_paid() -> None:
    town = measured()
    feasts.open_with_prizes(town)
    case = town.assessed(600_00)
    town.decide(case)
    marks = {"place": 1, "jury_grade": 88, "votes": 9, "most_votes": 9, "finalists": 3}
    more: Any = {"parts": at_once(town.book, 500_00), "reason": "Voor een tweede tent.", "details": marks}
    prize = town.decide(case, 500_00, "prize", **more)
    town.pay(prize)
    [done] = reporting.report(2026).fields[0].done
    assert (done.grants, done.granted_cents, done.paid_cents) == (1, 1_100_00, 500_00)


def test_what_the_bank_never_paid_is_not_paid_and_is_paid_once_when_it_is_booked_anew() -> None:
    town = measured()
    payment = town.pay(town.decide(town.assessed(600_00)))
    town.take("finance_checker", "payment", "undo_settlement", payment, payloads.Mistake("Het was een ander bedrag."))
    assert reporting.report(2026).fields[0].done[0].paid_cents == 0
    town.settle(payment)
    assert reporting.report(2026).fields[0].done[0].paid_cents == 480_00


def test_a_policy_officer_types_a_value_with_its_source_and_the_last_one_stands() -> None:
    town = measured()
    assert typed(town, "zorg", soort="target", waarde="Afname", bron="begroting 2026").status_code == 302
    typed(town, "zorg", soort="realised", waarde="14", bron="peiling 2026")
    typed(town, "zorg", soort="realised", waarde="13", bron="peiling 2026, verbeterd")
    assert values()[1] == ("zorg", "Afname", "13", "–")
    assert IndicatorValue.objects.count() == 3
    page = text(colleague(town, "auditor").get(HERE))
    assert "peiling 2026, verbeterd" in page
    assert "Leg een cijfer vast" not in page


@pytest.mark.parametrize(
    "said", [{"waarde": "", "bron": "x"}, {"waarde": "3", "bron": ""}, {"waarde": "3", "bron": "x", "soort": "y"}]
)
def test_a_value_without_words_source_or_kind_is_asked_for_again(said: dict[str, str]) -> None:
    town = measured()
    assert typed(town, "zorg", **{"soort": "realised", **said}).status_code == 200
    assert IndicatorValue.objects.count() == 0


@pytest.mark.parametrize(("word", "source", "code"), [(" ", "x", "value-empty"), ("3", " ", "value-without-source")])
def test_the_door_wants_a_value_and_its_source(word: str, source: str, code: str) -> None:
    town = measured()
    row = IndicatorValue(indicator=Indicator.objects.first(), year=2026, kind="realised", text=word, source=source)
    with pytest.raises(Refusal) as refused:
        town.take("policy_officer", "register", "measure", register_id(INDICATORS), Entries(INDICATORS, (row,)))
    assert refused.value.obstacles[0].code == code


def test_the_csv_has_every_figure_and_no_formula() -> None:
    town = measured()
    typed(town, "zorg", soort="realised", waarde="=1+1", bron="peiling")
    lines = colleague(town, "policy_officer").get(f"{HERE}cijfers.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == ";".join(reporting.HEADS)
    assert "4.1.1;% mantelzorgers;procent;Afname;–;'=1+1;–;peiling" in lines
    assert "4.1.1;Buurtfeest: verleend;cents;;;0;;Aanjager" in lines


def test_a_year_or_an_indicator_that_is_none_is_not_there() -> None:
    town = measured()
    officer = colleague(town, "policy_officer")
    assert [officer.get(f"/jaarverslag/{year}/").status_code for year in (1999, 2027, 2028)] == [404, 200, 404]
    assert officer.get(f"{HERE}niets/").status_code == 404


def test_more_indicators_and_cases_ask_the_database_as_often() -> None:
    town = measured(1)
    town.decide(town.assessed(100_00))
    visitor = colleague(town, "policy_officer")
    visitor.get(HERE)
    few = counted(visitor)
    field = PolicyField.objects.get()
    more = [
        Indicator(code=f"m-{n}", policy_field=field, name="M", unit="x", direction="increase", source="x") for n in "ab"
    ]
    with clock.at(town.now):
        record("budget", *more, actor=INSTALLATION, key=key())
    for _ in range(2):
        town.decide(town.assessed(100_00))
    assert counted(visitor) == few <= MOST_QUERIES


def counted(visitor: Visitor) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(HERE).status_code == 200
    return len(seen.captured_queries)
