"""The statement of the bank laid beside the records: what fits is booked once, and every other line says what to do."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets import bank_statement, checker
from budgets.models import Payment, Transfer
from grants import due_list, payloads, reconciliation
from grants.models import Application, Decision
from tests import world
from tests.budgets.statements import entry, statement
from tests.grants.payers import awards, ordered, today
from tests.world import World
from workflow import clock
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_storage")]

Counts = tuple[int, int, int, int, int]


def laid(town: World, *entries: str) -> reconciliation.Beside:
    """What a statement with these entries says now."""
    with clock.at(town.now):
        return reconciliation.beside(bank_statement.read(statement(*entries)).movements)


def counts(found: reconciliation.Beside) -> Counts:
    """Paid, come back, repaid, on record, and what does not fit."""
    return (len(found.settled), len(found.returned), len(found.received), len(found.done), len(found.unfit))


def book(town: World, *entries: str) -> Sequence[uuid.UUID]:
    with clock.at(town.now):
        run = reconciliation.book(laid(town, *entries), town.actor("finance_maker"))
    assert run.aside == ()
    return run.done


def paid(town: World, payment: uuid.UUID, **more: object) -> str:
    row = Payment.objects.get(pk=payment)
    return entry(row.amount_cents, today(town), f"B{row.pk.hex[:6]}", end_to_end=row.pk.hex, **more)  # type: ignore[arg-type]


def back(town: World, payment: uuid.UUID, reason: str = "AC04") -> str:
    row = Payment.objects.get(pk=payment)
    return entry(
        row.amount_cents, today(town), f"R{row.pk.hex[:6]}", incoming=True, end_to_end=row.pk.hex, reason=reason
    )


def test_a_statement_settles_and_returns_and_coming_again_it_changes_nothing() -> None:
    town = world.found()
    _, (one, other) = ordered(town)
    lines = (paid(town, one), paid(town, other), back(town, other))
    assert counts(laid(town, *lines)) == (1, 1, 0, 1, 0)
    assert set(book(town, *lines)) == {one, other}
    assert dict(Payment.objects.values_list("pk", "state")) == {one: "settled", other: "returned"}
    assert counts(laid(town, *lines)) == (0, 0, 0, 3, 0)
    assert book(town, *lines) == ()
    assert Transfer.objects.filter(payment__isnull=False).count() == 1
    assert [line.number for line in due_list.due(today(town)) if line.open] == [0]
    assert verify().differences == []


def test_a_registration_that_was_taken_back_is_booked_anew_by_the_same_statement() -> None:
    town = world.found()
    _, (one, _) = ordered(town)
    line = paid(town, one)
    book(town, line)
    town.take("finance_checker", "payment", "undo_settlement", one, payloads.Mistake("Dit was een andere."))
    assert book(town, line) == (one,)
    assert Payment.objects.get(pk=one).state == "settled"
    assert verify().differences == []


def test_every_line_that_does_not_fit_says_what_to_do_and_holds_up_no_other() -> None:
    town = world.found()
    _, (one, other) = ordered(town)
    name = other.hex
    wrong = {
        entry(880_01, today(town), "W1", end_to_end=name): "Wij betaalden € 880,00, de bank boekte € 880,01. Bel de bank over",
        entry(880_00, today(town), "W2", incoming=True, end_to_end=name): "De richting klopt niet. Bel de bank over",
        entry(880_00, today(town) - timedelta(days=1), "W3", end_to_end=name): "4 januari 2026 past niet bij de opdracht.",
        entry(880_00, today(town) + timedelta(days=1), "W4", end_to_end=name): "6 januari 2026 past niet bij de opdracht.",
        entry(12_00, today(town), "W5"): "Deze betaling komt niet uit Aanjager.",
        entry(12_00, today(town), "W6", incoming=True, text="bf 2026 0001"): "Is dit een terugbetaling?",
        entry(12_00, today(town), "W7", end_to_end=uuid.uuid4().hex): "Deze betaling komt niet uit Aanjager.",
    }  # fmt: skip
    found = laid(town, *wrong, paid(town, one))
    assert [
        one.todo.replace("\N{NO-BREAK SPACE}", " ")[: len(said)]
        for one, said in zip(found.unfit, wrong.values(), strict=True)
    ] == list(wrong.values())
    assert [fit.payment for fit in found.settled] == [one]
    assert book(town, *wrong, paid(town, one)) == (one,)
    assert Payment.objects.get(pk=other).state == "ordered"


def claimed(town: World) -> Decision:
    """What was paid on a subsidy that was withdrawn, claimed back: € 300 of it."""
    award = town.decide(town.assessed())
    town.pay(award)
    case = Application.objects.get(pk=award.application_id)
    town.decide(case, 500_00, "amendment", ground="4:48(1)a", reason="Minder gedaan.", hearing_exempt="own_data")
    return town.decide(Application.objects.get(pk=case.pk), 300_00, "recovery", ground="4:57(1)", reason="Te veel.")


def test_a_repayment_is_known_by_its_dossier_booked_once_and_the_claim_shows_what_is_open() -> None:
    town = world.found()
    claim = claimed(town)
    reference = claim.stream.reference
    [open_] = reconciliation.claims()
    assert (open_.reference, open_.amount_cents, open_.open_cents) == (reference, 300_00, 300_00)
    first = entry(100_00, today(town), "C1", incoming=True, text=f"Terugbetaling {reference.lower().replace('-', ' ')}")
    again = entry(100_00, today(town), "C2", incoming=True, text=reference)
    too_much = entry(200_00, today(town), "C3", incoming=True, text=reference)
    assert counts(laid(town, first, again, too_much)) == (0, 0, 2, 0, 1)
    assert len(book(town, first, again, too_much)) == 2
    assert counts(laid(town, first, again, too_much)) == (0, 0, 0, 2, 1)
    assert book(town, first, again, too_much) == ()
    assert [one.open_cents for one in reconciliation.claims()] == [100_00]
    last = entry(100_00, today(town), "C4", incoming=True, text=reference)
    book(town, last)
    assert reconciliation.claims() == []
    assert [one.open_cents for one in reconciliation.claims(settled=True)] == [0]
    assert (checker.differences(), verify().differences) == ([], [])


def test_laying_a_statement_beside_the_records_asks_as_often_for_one_line_as_for_many() -> None:
    town = world.found()
    _, payments = ordered(town, 5)
    asked = []
    for many in (payments[:1], payments[:3], payments):
        lines = [paid(town, one) for one in many]
        with CaptureQueriesContext(connection) as seen:
            laid(town, *lines)
        asked.append(len(seen))
    assert asked == [2, 2, 2]


def test_awards_alone_are_no_claims() -> None:
    town = world.found()
    awards(town)
    assert reconciliation.claims() == []
