"""After the work: the final amount, what is paid or claimed, and what the recipient said first."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from documents.letters.parts import Advance, Hearing, HearingPoint, Obligation, PaymentPlan, Repayment
from documents.letters.recovery import Recovery
from documents.letters.settlement import (
    AccountReceipt,
    ByMethod,
    Determination,
    LowerDetermination,
    LowerGround,
    Reminder,
)
from documents.letters.tables import CalculationRow, PaymentRow, RowKind
from grants import payloads
from grants.effects.letters import Write
from grants.effects.terms import Owe
from grants.models import Application
from grants.models.decision import Part
from tests import world
from tests.grants.letters import feasts, test_compose
from tests.grants.letters.feasts import FEAST
from workflow import clock
from workflow.errors import Refusal
from workflow.scheme import Step

pytestmark = pytest.mark.django_db

PAID = Advance(paid_on=date(2026, 1, 5), amount_cents=800_00)


def test_as_granted_the_advance_is_netted_and_the_rest_is_paid() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 1_100_00)
    town.decide(case, 1_000_00, "determination", parts=(Part(town.book, "balance", None, 200_00),))
    letter = feasts.last(Determination)
    assert (letter.granted_on, letter.granted_cents, letter.determined_cents) == (date(2026, 1, 5), 1_000_00, 1_000_00)
    assert (letter.advances, letter.by_method, letter.reported_on) == ((PAID,), None, date(2026, 3, 6))
    assert letter.payments
    assert letter.payments.rows == (PaymentRow(what="Laatste deel", amount_cents=200_00, due_on=date(2026, 4, 17)),)
    assert letter.keep_evidence_until == date(2034, 1, 5)


def test_a_decision_that_names_no_parts_still_promises_the_balance() -> None:
    town = world.found(FEAST)
    town.decide(feasts.accounted(town, 1_000_00, 1_000_00), 1_000_00, "determination", parts=())
    payments = feasts.last(Determination).payments
    assert payments
    assert payments.total_cents == 200_00


def test_lower_costs_by_the_method_of_the_award_need_no_ground() -> None:
    town = world.found(FEAST, share={"fraction": "3/5"}, regime="method")
    case = feasts.filed(town, begroting=feasts.budget(1_000_00, 600_00))
    town.decide(case)
    town.take(feasts.applicant(town, case), "application", "account", case.pk, payloads.Account(900_01))
    town.take("policy_officer", "report", "accept_report", uuid.uuid5(case.pk, "report/eindverslag"))
    town.decide(Application.objects.get(pk=case.pk), 540_01, "determination", parts=(), reason="De tent was goedkoper.")
    letter = feasts.last(Determination)
    assert letter.by_method == ByMethod(
        percent=60, actual_costs_cents=900_01, released_cents=59_99, reason="De tent was goedkoper."
    )
    assert letter.determined_cents == 540_01
    assert letter.rules[0].articles.endswith("4:46, eerste lid, en 4:44")


def test_less_than_granted_without_method_or_ground_is_not_drafted() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 900_00)
    with pytest.raises(Refusal, match="ground-missing"):
        town.decide(case, 900_00, "determination", parts=())


def test_a_lower_determination_names_ground_hearing_and_what_goes_on() -> None:
    town = world.found(replace(FEAST, obligations=feasts.OBLIGATIONS))
    test_compose.lower(town)
    letter = feasts.last(LowerDetermination)
    assert (letter.ground, letter.granted_cents, letter.determined_cents) == (
        LowerGround.NOT_PERFORMED,
        1_000_00,
        700_00,
    )
    assert letter.calculation.rows == (
        CalculationRow(label="Toegekende subsidie", amount_cents=1_000_00),
        CalculationRow(label="Uw werkelijke kosten", amount_cents=700_00, kind=RowKind.CAP),
    )
    assert letter.hearing == Hearing(asked_on=date(2026, 3, 6), until=date(2026, 3, 20))
    assert (letter.advances, letter.payments, letter.repayment) == ((PAID,), None, None)
    assert letter.obligations == (
        Obligation(text="Houd de straat tien jaar open.", basis="Awb 4:38", due_on=date(2036, 1, 5), lasts=True),
    )


def test_the_view_that_was_given_is_answered() -> None:
    town = world.found(FEAST, funding_share={"fraction": "1/2"})
    case = feasts.accounted(town, 1_000_00, 1_400_00, costs=2_000_00)
    intention = payloads.Intention(700_00, date(2026, 3, 20), ("U gaf minder uit.",), "Er was geen tent.", ground="b")
    town.take("policy_officer", "application", "ask_view", case.pk, intention)
    asked = clock.day_of(town.now)
    answered = {"view_received": (asked + timedelta(days=2)).isoformat()}
    town.wait(days=3)
    town.decide(
        case,
        700_00,
        "lower_determination",
        ground="b",
        reason="Er was geen tent.",
        view="U wilt dit niet.",
        details=answered,
    )
    letter = feasts.last(LowerDetermination)
    assert letter.hearing == Hearing(
        asked_on=asked,
        until=date(2026, 3, 20),
        answered_on=asked + timedelta(days=2),
        points=(HearingPoint(subject="Uw reactie", answer="U wilt dit niet."),),
    )
    assert letter.calculation.rows[1] == CalculationRow(
        label="Daarvan 50%", amount_cents=700_00, kind=RowKind.SHARE, percent=50
    )


def test_nobody_gets_less_who_was_not_asked_first() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    with pytest.raises(Refusal, match="not-heard") as refused:
        town.decide(
            case, 700_00, "lower_determination", parts=(), ground="a", reason="Er was geen tent.", view="Niets gehoord."
        )
    assert refused.value.article == "Awb 4:12, tweede lid"


def test_a_claim_is_what_was_paid_too_much_and_shows_how_to_pay_it() -> None:
    town = world.found(FEAST)
    test_compose.recovery(town)
    letter = feasts.last(Recovery)
    assert letter.repayment == Repayment(
        amount_cents=100_00, pay_by=date(2026, 5, 7), iban="NL78VBLD0910000009", account_name="Gemeente Voorbeeldstad",
        payment_reference="BF-2026-0001", plan=PaymentPlan(months=12, monthly_cents=8_34),
    )  # fmt: skip
    assert (letter.advances, letter.determined_cents) == ((PAID,), 700_00)


def test_who_accounts_reads_until_when_we_decide() -> None:
    town = world.found(FEAST, execution_through="2026-03-01")
    feasts.accounted(town, 1_000_00, 900_00)
    letter = feasts.last(AccountReceipt)
    assert (letter.received, letter.decide_by) == (
        ("Uw verslag", "Uw werkelijke kosten: €\u00a0900,00"),
        date(2026, 5, 31),
    )


def test_who_is_late_gets_a_last_term() -> None:
    steps = {
        "award": Step(effects=(Owe("eindverslag", "accounts_due"),)),
        "monitor": Step(effects=(Write("reminder"),)),
    }
    town = world.found(replace(FEAST, steps={**FEAST.steps, **steps}), accounts_due="2026-01-30")
    award = town.decide(town.assessed())
    town.wait(days=28)
    town.pay(award)
    letter = feasts.last(Reminder)
    assert (letter.was_due_on, letter.until) == (date(2026, 1, 30), date(2026, 2, 16))
    assert (letter.granted_cents, letter.paid_cents) == (1_000_00, 800_00)  # What this very act paid counts.
