"""Payments from due to settled: the list, the order and its file, what the bank says, and what is taken back."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets import checker, ledger, order_file, order_store
from budgets.models import Payment, PaymentOrder, Transfer
from grants import due_list, guards, payloads, payment_runs
from grants.models import Decision, LegalProfile
from partners.models import BankAccount
from tests import world
from tests.invariants.mutants import swapped
from tests.world import World
from workflow import clock, door
from workflow.canonical import canonical
from workflow.errors import Refusal
from workflow.facts import Change
from workflow.models import Event
from workflow.registers import record
from workflow.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, settings: Any) -> None:
    """A private storage that is gone afterwards."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


def refused(call: Any) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as refusal:
        call()
    return refusal.value.code, refusal.value.detail


def under(town: World, **rule: Any) -> None:
    """From today on the municipality has this payment rule."""
    body = canonical({**json.loads(world.PROFILE), "payment_rule": rule})
    profile = LegalProfile(municipality="Voorbeeldstad", valid_from=today(town), body=body)
    with clock.at(town.now):
        record("law", profile, actor=world.INSTALLATION, key=world.key())


def awards(town: World, count: int = 2) -> list[Decision]:
    return [town.decide(town.assessed(1_000_00 + number * 100_00)) for number in range(count)]


def ordered(town: World, count: int = 2) -> tuple[PaymentOrder, list[uuid.UUID]]:
    payments = [town.approved(award) for award in awards(town, count)]
    return PaymentOrder.objects.get(pk=town.order(*payments)), payments


def status_of(order: PaymentOrder, *lines: dict[str, Any]) -> bytes:
    """The file of the bank about an order."""
    return json.dumps({"order": order.stream.reference, "sha256": order.sha256, "lines": lines}).encode()


def line_of(payment: uuid.UUID, day: date, outcome: str = "settled", **more: Any) -> dict[str, Any]:
    cents = Payment.objects.get(pk=payment).amount_cents
    return {"payment": str(payment), "amount_cents": cents, "day": day.isoformat(), "outcome": outcome, **more}


def process(town: World, content: bytes) -> tuple[int, int, int]:
    with clock.at(town.now):
        plan = payment_runs.process(content, town.actor("finance_maker"))
    return len(plan.settle), len(plan.bring_back), len(plan.done)


def today(town: World) -> date:
    return clock.day_of(town.now)


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


def test_a_payment_above_the_amount_of_the_rule_waits_for_a_third_person() -> None:
    town = world.found()
    under(town, third_above_cents=500_00)
    payment = town.approved(town.decide(town.assessed()))
    assert refused(lambda: town.order(payment)) == ("third-signature-missing", {"above_cents": 500_00})
    town.take("finance_third", "payment", "approve_payment_third", payment)
    town.order(payment)
    assert Payment.objects.get(pk=payment).state == "ordered"


def test_an_order_of_many_costs_as_many_queries_as_an_order_of_few() -> None:
    town = world.found()
    found = []
    for count in (2, 7):
        payments = [town.approved(award) for award in awards(town, count)]
        with CaptureQueriesContext(connection) as seen:
            town.order(*payments)
        found.append(len(seen))
    assert found[0] == found[1]


# --- Its file -------------------------------------------------------------------------------------------------------


def test_the_file_is_the_bytes_of_its_hash_every_time_it_is_asked() -> None:
    town = world.found()
    order, payments = ordered(town)
    first = order_store.file_of(order)
    assert order_file.fingerprint(first) == order.sha256
    said = json.loads(first)
    assert {one["id"] for one in said["payments"]} == {payment.hex for payment in payments}
    assert (said["order"], said["number"], said["total_cents"]) == ("BO-2026-0001", 2, 1_680_00)
    assert said["payer"] == {"iban": "NL03VBLD0910000001", "name": "Gemeente Voorbeeldstad"}
    assert order_store.file_of(order) == first
    assert default_storage.listdir("orders") == ([], [f"{order.pk}.json"])


def test_an_account_that_was_erased_is_still_named_in_the_file_that_was_kept_and_a_lost_file_says_so() -> None:
    town = world.found()
    order, _ = ordered(town)
    kept = order_store.file_of(order)
    BankAccount.objects.update(iban="", holder="")
    assert order_store.file_of(order) == kept
    default_storage.delete(order_store.name_of(order))
    assert refused(lambda: order_store.file_of(order))[0] == "order-file-lost"


def test_a_file_that_was_cut_off_is_made_again() -> None:
    town = world.found()
    order, _ = ordered(town)
    whole = order_store.file_of(order)
    with default_storage.open(order_store.name_of(order), "wb") as kept:
        kept.write(whole[:40])
    assert order_store.file_of(order) == whole
    assert default_storage.listdir("orders")[1] == [f"{order.pk}.json"]


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
        assert refused(lambda line=line: process(town, status_of(order, good, line)))[0] == code
    assert refused(lambda: process(town, status_of(order, line_of(other, day) | {"amount_cents": 880_01})))[1] == {
        "ours_cents": 880_00, "theirs_cents": 880_01,
    }  # fmt: skip
    assert refused(lambda: process(town, status_of(elsewhere, good)))[0] == "other-order"
    tampered = status_of(order, good).replace(order.sha256.encode(), b"0" * 64)
    assert refused(lambda: process(town, tampered))[0] == "other-order"
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


# --- The due list ---------------------------------------------------------------------------------------------------


def test_the_due_list_names_what_is_due_with_what_was_noticed_of_it() -> None:
    town = world.found()
    award = town.decide(town.assessed())
    lines = due_list.due(today(town))
    assert [(line.number, line.amount_cents, line.due_on, line.checks) for line in lines] == [
        (0, 800_00, date(2026, 2, 16), ("account-not-verified",)),
        (1, 200_00, None, ("account-not-verified", "not-payable-yet")),
    ]
    assert due_list.due(today(town), date(2026, 2, 15)) == []
    town.propose(award)
    assert [line.number for line in due_list.due(today(town))] == [1]


def test_the_due_list_reads_as_many_queries_for_one_row_as_for_three_and_for_twelve() -> None:
    town = world.found()
    found = []
    for count in (1, 2, 9):
        awards(town, count)
        with CaptureQueriesContext(connection) as seen:
            due_list.due(today(town))
        found.append(len(seen))
    assert found == [3, 3, 3]


def test_a_payment_of_the_same_amount_to_the_same_account_is_noticed() -> None:
    town = world.found()
    one, other = awards(town, 1)[0], awards(town, 1)[0]
    case = other.application
    with clock.at(town.now):
        type(case).objects.filter(pk=case.pk).update(bank_account=one.application.bank_account)
    town.propose(one)
    line = next(line for line in due_list.due(today(town)) if line.decision == other.pk and line.number == 0)
    assert line.checks == ("account-not-verified", "probable-duplicate")


# --- By hand --------------------------------------------------------------------------------------------------------


def said(town: World, *words: str) -> str:
    out = StringIO()
    with clock.at(town.now):
        call_command(*words, stdout=out, stderr=out)
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " ")


def test_a_run_from_due_to_settled_by_the_command_line(tmp_path: Path) -> None:
    town = world.found()
    awards(town, 2)
    person = {role: ("--as", str(town.people[role])) for role in ("finance_maker", "finance_checker")}
    maker, checker_ = person["finance_maker"], person["finance_checker"]
    assert "4 delen, samen € 2.100,00." in said(town, "due")
    assert len(json.loads(said(town, "due", "--json"))) == 4
    assert said(town, "pay", "propose", *maker) == "2 betalingen voorgesteld, samen € 1.680,00.\n"
    assert "0 betalingen goedgekeurd" in said(town, "pay", "approve", *maker)
    assert said(town, "pay", "approve", *checker_) == "2 betalingen goedgekeurd, samen € 1.680,00.\n"
    assert said(town, "pay", "third", *maker).startswith("0 betalingen")
    assert "Opdracht BO-2026-0001: € 1.680,00" in said(town, "pay", "order", *maker)
    order = PaymentOrder.objects.get()
    assert json.loads(said(town, "pay", "file", "BO-2026-0001"))["total_cents"] == 1_680_00
    answer = tmp_path / "status.json"
    answer.write_bytes(status_of(order, *(line_of(one.pk, today(town)) for one in order.payments.all())))
    assert said(town, "pay", "status", str(answer), *maker) == "2 betaald, 0 teruggekomen, 0 al verwerkt.\n"
    assert said(town, "pay", "status", str(answer), *maker) == "0 betaald, 0 teruggekomen, 2 al verwerkt.\n"
    assert checker.differences() == []


def test_the_command_line_says_who_and_what_it_does_not_know(tmp_path: Path) -> None:
    town = world.found()
    nothing = tmp_path / "leeg.json"
    nothing.write_text("{}", encoding="utf-8")
    for words in (
        ("pay", "file", "BO-2026-0009"),
        ("pay", "approve", "--as", "niemand"),
        ("pay", "status", str(nothing), "--as", str(town.people["finance_maker"])),
    ):
        with pytest.raises(CommandError):
            said(town, *words)
