"""Payments from due to settled: the list, the order and its file, what the bank says, and what is taken back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets import ledger, order_file, order_store, payment_checker
from budgets.models import Payment, PaymentOrder, Transfer
from grants import due_list, guards, payloads, payment_runs
from grants.models import Decision, LegalProfile
from grants.models.decision import Part
from partners.models import BankAccount
from tests import world
from tests.grants.payers import awards, line_of, ordered, process, refused, status_of, today, under, years_ahead
from tests.invariants.mutants import swapped
from tests.world import World
from workflow import clock, door
from workflow.canonical import canonical
from workflow.facts import NOTHING, Change, Payload
from workflow.models import Event
from workflow.registers import record
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_storage")]


# --- The order ------------------------------------------------------------------------------------------------------


def test_an_order_is_made_once_over_many_payments_with_totals_journal_and_hash() -> None:
    town = world.found()
    order, payments = ordered(town)
    assert (order.number, order.total_cents, order.stream.reference) == (2, 1_680_00, "BO-2026-0001")
    assert json.loads(order.lines) == [{"amount_cents": 1_680_00, "book": town.book}]
    assert json.loads(order.journal) == [
        {
            "amount_cents": 1_680_00,
            "book": town.book,
            "credit": "betalingen-onderweg",
            "debit": "voorschotten-subsidie",
        }
    ]
    rows = Payment.objects.filter(pk__in=payments)
    assert {(one.state, one.ordered_on, one.order_id) for one in rows} == {("ordered", today(town), order.pk)}
    event = Event.objects.get(machine="payment_order")
    assert {one.cause for one in Event.objects.filter(action="order_payment")} == {event.pk}
    assert verify().differences == []


def test_a_payment_that_went_to_the_bank_goes_into_no_second_order() -> None:
    town = world.found()
    _, payments = ordered(town)
    code, detail = refused(lambda: town.order(*payments))
    assert (code, detail) == ("payment-not-approved", {"payment": str(payments[0])})
    assert PaymentOrder.objects.count() == 1


@pytest.mark.parametrize(
    ("payments", "code"), [((), "order-empty"), (("x", "x"), "payment-twice"), (("x",), "unknown-subject")]
)
def test_an_order_over_nothing_over_one_twice_or_over_the_unknown_is_refused(
    payments: tuple[str, ...], code: str
) -> None:
    town = world.found()
    ids = {name: uuid.uuid4() for name in payments}
    assert refused(lambda: town.order(*(ids[name] for name in payments)))[0] == code


@pytest.mark.parametrize(
    ("told", "code"),
    [({"iban": ""}, "no-payer"), ({"account_name": ""}, "no-payer"), ({"iban": "NL00VBLD0910000009"}, "iban-invalid")],
)
def test_without_a_right_account_of_its_own_the_municipality_orders_nothing(told: dict[str, str], code: str) -> None:
    town = world.found()
    payment = town.approved(town.decide(town.assessed()))
    without = {**json.loads(world.PROFILE), **told}
    profile = LegalProfile(municipality="Voorbeeldstad", valid_from=today(town), body=canonical(without))
    with clock.at(town.now):
        record("law", profile, actor=world.INSTALLATION, key=world.key())
    assert refused(lambda: town.order(payment))[0] == code
    assert not PaymentOrder.objects.exists()


def test_a_payment_above_the_amount_of_the_rule_waits_for_a_third_person() -> None:
    town = world.found()
    under(town, third_above_cents=500_00)
    payment = town.approved(town.decide(town.assessed()))
    assert refused(lambda: town.order(payment)) == ("third-signature-missing", {"above_cents": 500_00})
    town.take("finance_third", "payment", "approve_payment_third", payment)
    town.order(payment)
    assert Payment.objects.get(pk=payment).state == "ordered"


def costs_of_a_run_of(town: World, count: int) -> dict[str, int]:
    """How many statements each step of paying takes, as an act over so many."""
    lines, day = {uuid.uuid4(): award for award in awards(town, count)}, today(town)
    proposed = [
        Change("payment", "propose_payment", one, payloads.Proposal(award.pk, 0, day), award.stream_id)
        for one, award in lines.items()
    ]

    def cost(role: str, changes: Sequence[Change]) -> int:
        with CaptureQueriesContext(connection) as seen, clock.at(town.now):
            door.act(changes, actor=town.actor(role), key=world.key())
        return len(seen)

    def each(action: str, payload: Payload = NOTHING) -> list[Change]:
        return [Change("payment", action, one, payload) for one in lines]

    order = Change("payment_order", "make_order", uuid.uuid4(), payloads.Order(tuple(lines)))
    return {
        "propose": cost("finance_maker", proposed),
        "approve": cost("finance_checker", each("approve_payment")),
        "order": cost("finance_maker", [order]),
        "settle": cost("finance_maker", each("settle_payment", payloads.Credited(day))),
        "undo": cost("finance_checker", each("undo_settlement", payloads.Mistake("Niet deze."))),
        "return": cost("finance_maker", each("return_payment", payloads.Returned(day, "AC04"))),
    }


def test_every_step_of_paying_costs_as_many_queries_for_twenty_payments_as_for_two() -> None:
    town = world.found()
    few, many = (costs_of_a_run_of(town, count) for count in (2, 20))
    assert few == many
    assert max(few.values()) <= 24, few


@pytest.mark.parametrize("how", ["proposed twice", "cancelled and proposed"])
def test_a_part_is_not_proposed_twice_in_one_act_and_may_be_after_it_was_taken_back(how: str) -> None:
    town = world.found()
    award = awards(town, 1)[0]
    proposal = payloads.Proposal(award.pk, 0, today(town))
    again = Change("payment", "propose_payment", uuid.uuid4(), proposal, award.stream_id)
    if how == "proposed twice":
        asked = [again, Change("payment", "propose_payment", uuid.uuid4(), proposal, award.stream_id)]
    else:
        asked = [Change("payment", "cancel_payment", town.propose(award)), again]
    with clock.at(town.now):
        if how == "proposed twice":
            act = partial(door.act, asked, actor=town.actor("finance_maker"), key="both")
            assert refused(act)[0] == "paid-already"
        else:
            door.act(asked, actor=town.actor("finance_maker"), key="both")
    assert Payment.objects.filter(state="proposed").count() == (0 if how == "proposed twice" else 1)


# --- Its file -------------------------------------------------------------------------------------------------------


def test_the_file_is_the_bytes_of_its_hash_every_time_it_is_asked() -> None:
    town = world.found()
    order, payments = ordered(town)
    first = order_store.file_of(order)
    assert order_file.fingerprint(first) == order.sha256
    assert all(f"<EndToEndId>{payment.hex}</EndToEndId>".encode() in first for payment in payments)
    assert order_store.file_of(order) == first
    assert default_storage.listdir("orders") == ([], [f"{order.pk}.xml"])


def test_an_account_that_was_erased_is_still_named_in_the_file_that_was_kept_and_a_lost_file_says_so() -> None:
    town = world.found()
    order, _ = ordered(town)
    kept = order_store.file_of(order)
    BankAccount.objects.update(iban="", holder="")
    assert order_store.file_of(order) == kept
    default_storage.delete(order_store.name_of(order))
    assert refused(lambda: order_store.file_of(order))[0] == "order-file-lost"


def test_where_people_practise_there_is_no_file_for_the_bank(settings: Any) -> None:
    order, _ = ordered(world.found())
    settings.TRAINING = True
    assert refused(lambda: order_store.file_of(order))[0] == "training-pays-nothing"


def test_a_file_that_was_cut_off_is_made_again() -> None:
    town = world.found()
    order, _ = ordered(town)
    whole = order_store.file_of(order)
    with default_storage.open(order_store.name_of(order), "wb") as kept:
        kept.write(whole[:40])
    assert order_store.file_of(order) == whole
    assert default_storage.listdir("orders")[1] == [f"{order.pk}.xml"]


def test_whoever_fetches_the_file_is_on_record_the_first_time_and_every_time_after_that() -> None:
    town = world.found()
    order, _ = ordered(town)
    maker, other = town.actor("finance_maker"), town.hire("finance_maker")
    with clock.at(town.now):
        files = [payment_runs.fetch(payment_runs.order_of("BO-2026-0001"), who) for who in (maker, other, maker)]
    assert set(files) == {order_store.file_of(order)}
    events = Event.objects.filter(machine="payment_order").order_by("seq").values_list("action", "person")
    assert list(events) == [
        ("make_order", maker.person), ("fetch_file", maker.person),
        ("fetch_file_again", other.person), ("fetch_file_again", maker.person),
    ]  # fmt: skip
    assert PaymentOrder.objects.get().state == "fetched"
    assert verify().differences == []


def test_who_does_not_pay_does_not_get_the_file_and_a_lost_file_is_not_on_record_as_fetched() -> None:
    town = world.found()
    order, _ = ordered(town)
    with clock.at(town.now):
        assert refused(lambda: payment_runs.fetch(order, town.actor("finance_checker")))[0] == "not-permitted"
        default_storage.delete(order_store.name_of(order))
        BankAccount.objects.update(iban="", holder="")
        assert refused(lambda: payment_runs.fetch(order, town.actor("finance_maker")))[0] == "order-file-lost"
    assert PaymentOrder.objects.get().state == "made"


# --- What the bank says ---------------------------------------------------------------------------------------------


def test_a_status_file_settles_and_returns_and_coming_again_or_late_it_changes_nothing() -> None:
    town = world.found()
    order, (one, other) = ordered(town)
    whole = status_of(order, line_of(one, today(town)), line_of(other, today(town), "returned", reason="AC04"))
    part = status_of(order, line_of(one, today(town)))
    assert [process(town, content) for content in (part, whole, whole, part)] == [
        (1, 0, 0),
        (1 - 1, 1, 1),
        (0, 0, 2),
        (0, 0, 1),
    ]
    assert dict(Payment.objects.values_list("pk", "state")) == {one: "settled", other: "returned"}
    assert Transfer.objects.filter(payment__isnull=False).count() == 1
    assert verify().differences == []


def test_what_was_settled_and_came_back_later_is_booked_and_undone_and_due_again() -> None:
    town = world.found()
    award = town.decide(town.assessed())
    payment = town.pay(award)
    order = PaymentOrder.objects.get()
    content = status_of(order, line_of(payment, today(town), "returned", reason="MD06"))
    assert [process(town, content), process(town, content)] == [(0, 1, 0), (0, 0, 1)]
    entry, undone = Transfer.objects.filter(payment=payment).order_by("corrects_id")
    entry, undone = (entry, undone) if entry.corrects_id is None else (undone, entry)
    assert (undone.corrects_id, undone.debit_id, undone.credit_id) == (entry.pk, entry.credit_id, entry.debit_id)
    assert [line.number for line in due_list.due(today(town))] == [0, 1]
    assert verify().differences == []


def test_what_was_settled_and_came_back_in_one_file_only_came_back() -> None:
    town = world.found()
    order, (one, _) = ordered(town)
    day = today(town)
    content = status_of(order, line_of(one, day), line_of(one, day, "returned", reason="MD06"))
    assert [process(town, content), process(town, content)] == [(0, 1, 1), (0, 0, 2)]
    assert (Payment.objects.get(pk=one).state, Transfer.objects.filter(payment=one).count()) == ("returned", 0)


def test_a_line_that_does_not_fit_keeps_the_whole_file_out() -> None:
    town = world.found()
    order, (one, other) = ordered(town)
    elsewhere, (third,) = ordered(town, 1)
    good, day = line_of(one, today(town)), today(town)
    wrong: dict[str, dict[str, Any]] = {
        "other-order": line_of(third, day),
        "status-amount-differs": line_of(other, day) | {"amount_cents": 880_01},
        "status-file-malformed": line_of(other, day) | {"amount_cents": 880_00.5},
        "value-date-ahead": line_of(other, day + timedelta(days=1)),
        "before-its-order": line_of(other, day - timedelta(days=1)),
        "status-contradicts": line_of(one, day) | {"day": "2026-01-04"},
        "reason-invalid": line_of(other, day, "returned", reason="weg"),
    }
    for code, line in wrong.items():
        assert refused(partial(process, town, status_of(order, good, line)))[0] == code
    assert refused(lambda: process(town, status_of(order, line_of(other, day) | {"amount_cents": 880_01})))[1] == {
        "ours_cents": 880_00, "theirs_cents": 880_01,
    }  # fmt: skip
    assert refused(lambda: process(town, status_of(elsewhere, good)))[0] == "other-order"
    tampered = status_of(order, good).replace(order.sha256.encode(), b"0" * 64)
    assert refused(lambda: process(town, tampered))[0] == "other-order"
    never = status_of(order, good).replace(order.stream.reference.encode(), b"BO-1999-0001")
    assert refused(lambda: process(town, never))[0] == "unknown-order"
    assert set(Payment.objects.values_list("state", flat=True)) == {"ordered"}


# --- Taken back -----------------------------------------------------------------------------------------------------


def test_a_wrong_registration_is_undone_by_another_person_and_can_be_made_again() -> None:
    town = world.found()
    award = town.decide(town.assessed())
    payment = town.pay(award)
    undo = payloads.Mistake("Dit was de betaling van de buren.")
    assert (
        refused(lambda: town.take("finance_maker", "payment", "undo_settlement", payment, undo))[0] == "not-permitted"
    )
    town.take("finance_checker", "payment", "undo_settlement", payment, undo)
    row = Payment.objects.get(pk=payment)
    assert (row.state, row.settled_on) == ("ordered", None)
    assert held(award) == {"committed": 1_000_00, "advanced": 0}
    town.settle(payment)
    assert held(award) == {"committed": 200_00, "advanced": 800_00}
    assert sorted(Transfer.objects.filter(payment=payment).values_list("attempt", flat=True)) == [1, 1, 2]
    assert verify().differences == []


def test_money_of_the_budget_of_a_later_year_waits_for_that_year() -> None:
    town = world.found()
    years_ahead(town, 1)
    later = town.book.replace(":2026", ":2027")
    parts = (Part(town.book, "advance", None, 400_00), Part(later, "advance", date(2027, 1, 1), 600_00))
    award = town.decide(town.assessed(1_000_00), parts=parts)
    assert [(one.amount_cents, one.open) for one in due_list.due(today(town))] == [(400_00, True), (600_00, False)]
    town.now = datetime(2026, 12, 31, 12, tzinfo=UTC)
    assert refused(lambda: town.propose(award, 1))[0] == "line-of-a-later-year"
    town.wait(days=1)
    assert [one.open for one in due_list.due(today(town))] == [True, True]
    assert Payment.objects.get(pk=town.propose(award, 1)).amount_cents == 600_00


def held(award: Decision) -> dict[str, int]:
    book = award.payable[0].book
    pots = ledger.positions([award.stream_id])[award.stream_id][book]
    return {pot: pots.get(pot, 0) for pot in ("committed", "advanced")}


def test_a_return_that_forgets_its_entry_is_noticed() -> None:
    town = world.found()
    award = town.decide(town.assessed())
    payment = town.pay(award)
    with (
        swapped(guards.Paid, "check", lambda *_: None),
        swapped(payloads.Returned, "obstacles", lambda _: ()),
        swapped(type(_undo()), "products", lambda *_: ()),
    ):
        town.take("finance_maker", "payment", "return_payment", payment, payloads.Returned(today(town), "AC04"))
    assert payment_checker.sentences() == [
        f"payment {award.stream.reference} {payment}: hoort 0 geboekt te zijn, is 80000"
    ]
    assert held(award) == {"committed": 200_00, "advanced": 800_00}  # What the next payment then runs into:
    assert refused(lambda: town.propose(award))[0] == "more-than-committed"


def _undo() -> Any:
    from grants.effects.paying import UndoEntries

    return UndoEntries()


def test_settling_and_returning_in_one_act_is_refused_rather_than_booked_by_half() -> None:
    town = world.found()
    _, (payment,) = ordered(town, 1)
    day = today(town)
    asked = [
        Change("payment", "settle_payment", payment, payloads.Credited(day)),
        Change("payment", "return_payment", payment, payloads.Returned(day, "AC04")),
    ]
    with clock.at(town.now):
        code, _ = refused(lambda: door.act(asked, actor=town.actor("finance_maker"), key="both"))
    assert (code, Payment.objects.get().state) == ("nothing-booked", "ordered")
