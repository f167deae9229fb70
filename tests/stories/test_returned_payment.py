"""A payment that came back, to an account that was closed, until it was paid; and a claim that was paid back in parts."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta

import pytest

from budgets import checker, ledger
from budgets.models import Payment, PaymentOrder, Transfer
from documents.letters import from_json
from documents.letters.paying import AccountChange
from documents.models import Letter
from grants import due_list, payloads, payment_runs
from grants.models import Application, Decision
from grants.models.decision import Part
from partners.models import BankAccount
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.grants.letters.test_claims import LESS
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def today(town: World) -> date:
    return clock.day_of(town.now)


def refused(call: object) -> str:
    assert callable(call)
    with pytest.raises(Refusal) as refusal:
        call()
    return refusal.value.code


def bank_says(town: World, payment: uuid.UUID, outcome: str, **more: str) -> tuple[int, int, int]:
    """The bank sends a status file about one payment, twice; what came of the first."""
    row = Payment.objects.select_related("order__stream").get(pk=payment)
    assert row.order is not None
    line = {
        "payment": str(payment),
        "amount_cents": row.amount_cents,
        "day": today(town).isoformat(),
        "outcome": outcome,
        **more,
    }
    file = {"order": row.order.stream.reference, "sha256": row.order.sha256, "lines": [line]}
    with clock.at(town.now):
        first, second = (payment_runs.process(json.dumps(file).encode(), town.actor("finance_maker")) for _ in "12")
    assert (len(second.settle), len(second.bring_back), len(second.done)) == (0, 0, 1)
    return len(first.settle), len(first.bring_back), len(first.done)


def pots(award: Decision) -> dict[str, int]:
    held = ledger.positions([award.stream_id])[award.stream_id][award.payable[0].book]
    return {pot: cents for pot, cents in held.items() if cents}


def test_a_payment_comes_back_the_account_is_changed_by_four_eyes_and_it_is_paid_after_all() -> None:
    town = world.found(FEAST)
    case = town.assessed()
    award = town.decide(case)

    # The advance is settled on 8 January, and the bank sends it back a week later: the account was closed.
    payment = town.approved(award)
    town.order(payment)
    town.wait(days=3)
    assert bank_says(town, payment, "settled") == (1, 0, 0)
    assert pots(award) == {"committed": 200_00, "advanced": 800_00}
    town.wait(days=7)
    assert bank_says(town, payment, "returned", reason="AC04") == (0, 1, 0)
    assert pots(award) == {"committed": 1_000_00}
    back = Payment.objects.get(pk=payment)
    assert (back.state, back.reason, back.returned_on) == ("returned", "AC04", date(2026, 1, 15))
    assert [line.number for line in due_list.due(today(town)) if line.open] == [0]

    told = Letter.objects.get(kind="payment_returned")
    assert json.loads(told.facts)["why"] == "De rekening is opgeheven."

    # Someone proposes it anew before the account is looked at; the proposal is overtaken by the change of account.
    too_early = town.propose(award)
    before = case.bank_account
    change = town.change_account(case)
    case = Application.objects.get(pk=case.pk)
    new = case.bank_account
    assert before
    assert new
    old = BankAccount.objects.get(pk=before.pk)
    assert (old.replaced_on, new.replaced_on, case.account_changed_on) == (today(town), None, today(town))
    assert refused(lambda: town.take("finance_checker", "payment", "approve_payment", too_early)) == "account-changed"

    read_at_the_old_address(town, case, change)

    # Proposed anew, approved, ordered and paid on the new account.
    town.take("finance_maker", "payment", "cancel_payment", too_early)
    second = town.approved(award)
    order = PaymentOrder.objects.get(pk=town.order(second))
    assert Payment.objects.get(pk=second).bank_account_id == new.pk
    town.wait(days=1)
    assert bank_says(town, second, "settled") == (1, 0, 0)
    assert pots(award) == {"committed": 200_00, "advanced": 800_00}
    assert sorted(Payment.objects.values_list("state", flat=True)) == ["cancelled", "returned", "settled"]
    assert (order.number, order.total_cents) == (1, 800_00)
    assert [letter.kind for letter in Letter.objects.filter(kind="advance_paid")] == ["advance_paid"] * 2
    assert (checker.differences(), verify().differences) == ([], [])


def read_at_the_old_address(town: World, case: Application, change: uuid.UUID) -> None:
    """The recipient reads at the address that was known which account it is now; the account itself stands nowhere in the trail."""
    letter = Letter.objects.get(kind="account_change")
    said = from_json(letter.kind, letter.facts)
    assert isinstance(said, AccountChange)
    assert (said.old_last4, said.new_last4, said.asked_on) == ("0001", "0002", today(town))
    assert letter.stream_id == case.stream_id
    assert "NL73" not in letter.stream.events.get(subject=change, action="ask_account_change").data


def test_a_claim_is_paid_back_in_three_parts_and_never_too_much() -> None:
    town = world.found(FEAST)
    claim = claimed(town)
    book = Transfer.objects.filter(kind="reclaim").get().debit.book
    assert pots_of(claim, book)["recoverable"] == 300_00

    def receive(cents: int, day: date | None = None) -> uuid.UUID:
        receipt = uuid.uuid4()
        payload = payloads.Receipt(claim.pk, cents, day or today(town))
        town.take("finance_maker", "payment", "receive_payment", receipt, payload, stream=claim.stream_id)
        return receipt

    town.wait(days=20)
    first = receive(100_00, today(town) - timedelta(days=2))  # It came on Saturday, and is booked on the day it came.
    assert Payment.objects.get(pk=first).settled_on == today(town) - timedelta(days=2)
    town.wait(days=30)
    mistaken = receive(150_00)
    with pytest.raises(Refusal) as refusal:
        receive(50_01)
    assert (refusal.value.code, refusal.value.detail) == (
        "receipt-too-high",
        {"left_cents": 50_00, "amount_cents": 50_01, "over_cents": 1},
    )
    assert refused(lambda: receive(10_00, today(town) + timedelta(days=1))) == "value-date-ahead"
    assert (
        refused(lambda: receive(0))
        == refused(lambda: receive(-5))
        == refused(lambda: receive(2**63))
        == "amount-invalid"
    )

    # The second part was somebody else's money: another person takes it back, with an entry of its own.
    undo = payloads.Mistake("Dit was de huur van de buren.")
    assert refused(lambda: town.take("finance_maker", "payment", "undo_receipt", mistaken, undo)) == "not-permitted"
    assert (
        refused(lambda: town.take("finance_checker", "payment", "undo_settlement", mistaken, undo)) == "other-direction"
    )
    town.take("finance_checker", "payment", "undo_receipt", mistaken, undo)
    assert pots_of(claim, book)["recoverable"] == 200_00
    receive(200_00)
    assert pots_of(claim, book)["recoverable"] == 0
    assert refused(lambda: receive(1)) == "receipt-too-high"
    assert sorted(Payment.objects.filter(decision=claim.pk).values_list("number", "amount_cents", "state")) == [
        (0, 100_00, "settled"),
        (1, 150_00, "cancelled"),
        (2, 200_00, "settled"),
    ]
    assert (checker.differences(), verify().differences) == ([], [])


def pots_of(decision: Decision, book: str) -> dict[str, int]:
    return ledger.positions([decision.stream_id])[decision.stream_id][book]


def claimed(town: World) -> Decision:
    """An award of 1,000 euros of which 800 was paid, determined at 500: 300 is claimed back."""
    case = feasts.accounted(town, 1_000_00, 500_00)
    reasons = payloads.Intention(
        500_00,
        today(town) + timedelta(days=14),
        ("Het kostte minder.",),
        "Het feest was kleiner.",
        ground="4:46(2)a",
    )
    town.take("policy_officer", "application", "ask_view", case.pk, reasons)
    town.wait(days=15)
    lower = {"ground": "4:46(2)a", "reason": "Het feest was kleiner.", "view": "Wij zijn het eens."}
    town.decide(case, 500_00, "lower_determination", parts=(), **lower)
    return town.decide(Application.objects.get(pk=case.pk), 300_00, "recovery", ground="4:57(1)", reason="Te veel.")


def test_what_comes_back_after_the_determination_is_refused_with_the_sum_and_nothing_changes() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 1_000_00)
    payment = Payment.objects.get(stream=case.stream_id)
    town.decide(case, 1_000_00, "determination", parts=())
    with pytest.raises(Refusal) as refusal:
        town.take("finance_maker", "payment", "return_payment", payment.pk, payloads.Returned(today(town), "AC04"))
    assert refusal.value.code == "pot-exceeded"
    assert {name: refusal.value.detail[name] for name in ("available_cents", "asked_cents", "short_cents")} == {
        "available_cents": 0,
        "asked_cents": 800_00,
        "short_cents": 800_00,
    }
    assert Payment.objects.get(pk=payment.pk).state == "settled"


def test_an_advance_that_comes_back_after_an_amendment_is_paid_once_more_and_no_further() -> None:
    town = world.found(FEAST)
    case = town.assessed()
    award = town.decide(case)
    payment = town.pay(award)
    assert refused(lambda: town.propose(award)) == "paid-already"
    town.wait(days=3)
    parts = (Part(town.book, "advance", None, 100_00),)
    amendment = town.decide(Application.objects.get(pk=case.pk), 900_00, "amendment", parts=parts, **LESS)
    assert pots(award) == {"committed": 100_00, "advanced": 800_00}

    # What the amendment replaced is paid no more, until the bank says that it never arrived.
    assert [line.decision for line in due_list.due(today(town))] == [amendment.pk]
    back = payloads.Returned(today(town), "AC04")
    town.take("finance_maker", "payment", "return_payment", payment, back)
    assert pots(award) == {"committed": 900_00}
    assert [(line.decision, line.amount_cents) for line in due_list.due(today(town))] == [
        (award.pk, 800_00),
        (amendment.pk, 100_00),
    ]

    town.propose(amendment)
    second = town.propose(award)
    assert due_list.due(today(town)) == []
    assert refused(lambda: town.propose(award)) == "paid-already"
    town.take("finance_checker", "payment", "approve_payment", second)
    town.order(second)
    town.settle(second)
    assert pots(award) == {"committed": 100_00, "advanced": 800_00}
    assert (checker.differences(), verify().differences) == ([], [])


@pytest.mark.parametrize("before", [(), (950_00,)], ids=["the first", "a later one"])
def test_what_came_back_before_an_amendment_is_in_the_amendment(before: tuple[int, ...]) -> None:
    town = world.found(FEAST)
    case = town.assessed()
    award = town.decide(case)
    back = payloads.Returned(today(town), "AC04")
    payment = town.pay(award)
    for cents in before:
        town.decide(Application.objects.get(pk=case.pk), cents, "amendment", **LESS)
    town.take("finance_maker", "payment", "return_payment", payment, back)
    parts = (Part(town.book, "advance", None, 900_00),)
    amendment = town.decide(Application.objects.get(pk=case.pk), 900_00, "amendment", parts=parts, **LESS)
    assert {line.decision for line in due_list.due(today(town))} == {amendment.pk}
    assert refused(lambda: town.propose(award)) == "amended-since"
    town.propose(amendment)
    assert refused(lambda: town.propose(award)) == "amended-since"
