"""The account beside the budget of the applicant: line by line, explained where it deviates, whole or not at all."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from documents.letters.settlement import AccountReceipt
from documents.models import Letter
from grants import payloads
from grants.accounting import DeviationRule, Line
from grants.guards import DeviationsExplained
from grants.models import AccountExplanation, AccountLine, Application, FinalAccount, Receipt, Report
from grants.portal.payload_form import form_for
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.invariants.mutants import swapped
from tests.invariants.tables import everything
from tests.world import World
from workflow.clock import day_of
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.verify import verify

BUDGET = {
    "costs": [{"what": "Tent", "amount_cents": 2_000_00}, {"what": "Muziek", "amount_cents": 400_00}],
    "income": [
        {"kind": "subsidie", "what": "Gemeente", "amount_cents": 1_000_00},
        {"kind": "eigen_geld", "what": "Wij", "amount_cents": 1_400_00},
    ],
}


@pytest.fixture
def town() -> World:
    return world.found(FEAST)


def running(town: World) -> Application:
    """A case that was awarded and waits for its account."""
    case = feasts.filed(town, begroting=BUDGET)
    town.decide(case)
    return case


def hand_in(town: World, case: Application, total: int, *costs: int, **more: Any) -> None:
    given_ = payloads.Account(total, "Het was mooi.", costs, more.pop("income", (1_000_00, 1_000_00)), **more)
    town.take(feasts.applicant(town, case), "application", "account", case.pk, given_)


def refused(town: World, case: Application, total: int, *costs: int, **more: Any) -> str:
    """The refusal of an account, with its sentence; nothing at all was written."""
    before = everything()
    with pytest.raises(Refusal) as refusal:
        hand_in(town, case, total, *costs, **more)
    assert everything() == before
    return str(refusal.value)


@pytest.mark.django_db
def test_the_account_stands_line_by_line_beside_the_budget_that_was_sent(town: World) -> None:
    case = running(town)
    said = {"costs/1": "De band kwam niet.", "income/1": "Wij hielden over."}
    hand_in(town, case, 2_250_00, 2_250_00, 0, explained=said, all_done=False)
    account = FinalAccount.objects.get(application=case)
    assert (account.actual_cents, account.all_done) == (2_250_00, False)
    rows = AccountLine.objects.order_by("side", "number")
    columns = ("side", "number", "label", "budgeted_cents", "actual_cents", "difference_cents", "deviates")
    assert list(rows.values_list(*columns)) == [
        ("costs", 0, "Tent", 2_000_00, 2_250_00, 250_00, False),
        ("costs", 1, "Muziek", 400_00, 0, -400_00, True),
        ("income", 0, "Gemeente", 1_000_00, 1_000_00, 0, False),
        ("income", 1, "Wij", 1_400_00, 1_000_00, -400_00, True),
    ]
    texts = AccountExplanation.objects.order_by("line__side").values_list("line__side", "line__number", "text")
    assert list(texts) == [("costs", 1, "De band kwam niet."), ("income", 1, "Wij hielden over.")]
    assert feasts.last(AccountReceipt).received[2] == "Uw kosten en inkomsten, regel voor regel"


@pytest.mark.django_db
def test_a_deviation_without_its_explanation_is_refused_with_the_sum(town: World) -> None:
    case = running(town)
    assert refused(town, case, 2_000_00, 2_000_00, 0) == (
        "explanation-missing: Leg het verschil uit bij ‘Muziek’: begroot €\u00a0400,00, werkelijk €\u00a00,00."
    )
    assert "explanation-missing" in refused(town, case, 2_000_00, 2_000_00, 0, explained={"costs/1": "  "})


@pytest.mark.django_db
def test_the_form_reads_the_budget_once_and_folds_away_what_is_not_explained(
    town: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = Application.objects.select_related("round").get(pk=running(town).pk)
    with django_assert_num_queries(1):
        form = form_for(payloads.Account, case)
    drawn = str(form(QueryDict("explained.costs/1=De band kwam niet.")))
    assert re.findall(r"<details class=\"folded\"( open)?><summary>Leg uit: (\w+)", drawn) == [
        ("", "Tent"),
        (" open", "Muziek"),
        ("", "Gemeente"),
        ("", "Wij"),
    ]


@pytest.mark.django_db
def test_an_account_that_does_not_add_up_or_does_not_fit_the_budget_is_refused_with_the_sum(town: World) -> None:
    case = running(town)
    assert refused(town, case, 2_400_01, 2_000_00, 400_00) == (
        "account-does-not-add-up: Uw kosten zijn samen €\u00a02.400,00, maar u noemt €\u00a02.400,01."
    )
    assert refused(town, case, 2_400_00, 2_400_00) == (
        "account-lines-do-not-fit: Uw begroting heeft 2 regels met kosten, uw verantwoording 1."
    )
    assert "account-lines-do-not-fit" in refused(town, case, 2_400_00, 2_000_00, 400_00, income=())


@pytest.mark.django_db
def test_an_account_of_one_amount_still_works_and_a_withdrawn_case_takes_none(town: World) -> None:
    case = running(town)
    town.take(feasts.applicant(town, case), "application", "account", case.pk, payloads.Account(2_400_00, "Mooi."))
    assert FinalAccount.objects.get().lines.count() == 0
    other = feasts.filed(town, begroting=BUDGET)
    town.take(feasts.applicant(town, other), "application", "withdraw", other.pk, payloads.Withdrawal("Het lukt niet."))
    assert refused(town, other, 2_400_00, 2_000_00, 400_00) == (
        "wrong-state: Deze stap kan niet in de stand ‘ingetrokken’."
    )


@pytest.mark.django_db
def test_the_rule_of_the_round_says_what_must_be_explained() -> None:
    town = world.found(FEAST, deviation_share={"fraction": "1/10"}, deviation_floor_cents=10_00)
    case = running(town)
    assert "‘Tent’" in refused(town, case, 2_650_00, 2_250_00, 400_00)


@pytest.mark.django_db
def test_without_the_guard_a_deviation_passes_unexplained(town: World) -> None:
    """The mutant."""
    case = running(town)
    with swapped(DeviationsExplained, "check", lambda *_: None):
        hand_in(town, case, 2_000_00, 2_000_00, 0)
    assert AccountLine.objects.filter(deviates=True, explanation=None).count() == 2


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_line_is_explained_above_a_quarter_and_above_250_euros(budgeted: int, actual: int) -> None:
    asks = DeviationRule().asks(Line("costs", 0, "Tent", budgeted, actual))
    assert asks == (abs(actual - budgeted) > 250_00 and 4 * abs(actual - budgeted) > budgeted)


@pytest.mark.parametrize(("actual", "asks"), [(1_250_00, False), (1_250_01, True), (750_00, False), (749_99, True)])
def test_exactly_the_share_needs_no_explanation(actual: int, asks: bool) -> None:
    assert DeviationRule(Fraction(1, 4), 0).asks(Line("costs", 0, "Tent", 1_000_00, actual)) is asks


# --- By post ---------------------------------------------------------------------------------------------------------

SCAN = {"scan_name": "verslag.pdf", "scan_sha256": "ab" * 32}


def by_post(town: World, case: Application, **arrival: Any) -> None:
    """A clerk enters an account that came on paper."""
    clerk = Actor(person=town.people["intake_clerk"], on_behalf_of=town.applicants[case.pk])
    account = payloads.Account(1_000_00, "Het was mooi.", **{"channel": "paper", **SCAN, **arrival})
    town.take(clerk, "application", "account", case.pk, account)


@pytest.mark.django_db
def test_an_account_that_came_by_post_is_received_on_the_day_of_its_stamp() -> None:
    town = world.found(FEAST)
    case = feasts.filed(town, begroting=feasts.budget(1_000_00, 1_000_00))
    town.decide(case)
    town.wait(days=60)
    stamp = town.now - timedelta(days=3)
    by_post(town, case, received_at=stamp, receipt_reason="Het lag bij de post.")

    account, report = FinalAccount.objects.get(), Report.objects.get(kind="eindverslag")
    assert (account.received_on, report.submitted_on, report.state) == (day_of(stamp), day_of(stamp), "submitted")
    row = Receipt.objects.get(about="account")
    assert (row.channel, row.received_at, row.entered_at, row.scan_name) == ("paper", stamp, town.now, "verslag.pdf")
    told = json.loads(Letter.objects.get(kind="account_receipt").facts)
    assert told["received_at"] == stamp.isoformat()
    assert Application.objects.get(pk=case.pk).receipt_by is None
    assert verify().differences == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arrival", "code"),
    [
        ({"channel": "portal", "scan_name": "", "scan_sha256": ""}, "channel-missing"),
        ({"scan_name": "", "scan_sha256": ""}, "scan-missing"),
        ({"received_at": datetime(2026, 1, 6, 9, tzinfo=UTC)}, "receipt-reason-missing"),
        ({"received_at": datetime(2026, 1, 1, 9, tzinfo=UTC)}, "receipt-too-early"),
        ({"received_at": datetime(2027, 1, 1, 9, tzinfo=UTC)}, "receipt-in-future"),
    ],
)
def test_an_account_by_post_without_what_shows_its_receipt_is_refused(arrival: dict[str, Any], code: str) -> None:
    town = world.found(FEAST)
    case = feasts.filed(town, begroting=feasts.budget(1_000_00, 1_000_00))
    town.decide(case)
    town.wait(days=60)
    with pytest.raises(Refusal) as refusal:
        by_post(town, case, **arrival)
    assert refusal.value.code == code
    assert not FinalAccount.objects.exists()


@pytest.mark.django_db
def test_a_recipient_says_nothing_of_when_the_account_came() -> None:
    town = world.found(FEAST)
    case = feasts.filed(town, begroting=feasts.budget(1_000_00, 1_000_00))
    town.decide(case)
    account = payloads.Account(1_000_00, "Mooi.", received_at=town.now - timedelta(minutes=1))
    with pytest.raises(Refusal, match="receipt-not-yours"):
        town.take(feasts.applicant(town, case), "application", "account", case.pk, account)
