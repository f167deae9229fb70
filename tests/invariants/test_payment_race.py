"""Two people press pay at once, an order is made twice, its file is asked twice, a status file comes twice: one payment, nothing lost."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError

from budgets import order_store
from budgets.models import Payment, PaymentOrder, Transfer
from grants import guards, payloads, payment_runs
from grants.models import Decision
from tests import world
from tests.invariants import mutants
from tests.invariants.racers import codes, race
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.passing import Run
from workflow.verify import verify

pytestmark = pytest.mark.usefixtures("committed", "private_storage")

ROUNDS = 4


def proposing(town: World, award: Decision, who: Actor) -> Callable[[], Any]:
    proposal = payloads.Proposal(award.pk, 0, clock.day_of(town.now))
    return lambda: town.take(who, "payment", "propose_payment", uuid.uuid4(), proposal, stream=award.stream_id)


def ordering(town: World, *payments: uuid.UUID) -> Callable[[], uuid.UUID]:
    return lambda: town.order(*payments)


def status_of(town: World, order: PaymentOrder) -> bytes:
    lines = [
        {
            "payment": str(one.pk),
            "amount_cents": one.amount_cents,
            "day": f"{clock.day_of(town.now)}",
            "outcome": "settled",
        }
        for one in order.payments.all()
    ]
    return json.dumps({"order": order.stream.reference, "sha256": order.sha256, "lines": lines}).encode()


# --- Two people press pay -------------------------------------------------------------------------------------------


def test_of_two_people_who_press_pay_at_once_one_pays() -> None:
    town = world.found()
    other = town.hire("finance_maker")
    for _ in range(ROUNDS):
        award = town.decide(town.assessed())
        pressed = race(proposing(town, award, town.actor("finance_maker")), proposing(town, award, other))
        assert codes(pressed) == ["done", "paid-already"]
        assert Payment.objects.filter(decision=award.pk).count() == 1
    assert verify().differences == []


def test_of_two_runs_at_once_every_payment_is_in_one() -> None:
    town = world.found()
    for _ in range(3):
        town.decide(town.assessed())
    both = [town.actor("finance_maker"), town.hire("finance_maker")]

    def running(who: Actor) -> Callable[[], Run]:
        def run() -> Run:
            with clock.at(town.now):
                return payment_runs.propose(who)[0]

        return run

    runs = [run for run in race(*map(running, both)) if isinstance(run, Run)]
    assert sorted(len(run.done) for run in runs) == [0, 3]
    assert Payment.objects.count() == 3
    assert verify().differences == []


def pressed_without(mutant: Callable[[], Any]) -> int:
    """How often the database alone stood between two people and two payments."""
    town = world.found()
    other = town.hire("finance_maker")
    met = 0
    with mutant():
        for _ in range(ROUNDS):
            award = town.decide(town.assessed())
            try:
                race(proposing(town, award, town.actor("finance_maker")), proposing(town, award, other))
            except IntegrityError:
                met += 1
            assert Payment.objects.filter(decision=award.pk).count() <= 1
    return met


def test_without_the_condition_only_the_database_keeps_it_at_one_payment() -> None:
    assert pressed_without(lambda: mutants.swapped(guards.Owed, "check", lambda *_: None)) == ROUNDS


@contextmanager
def unlocked() -> Iterator[None]:
    """Nobody waits for a row, and everyone takes their time between looking and writing: long enough for another to look."""
    right = guards.Owed.check

    def dawdling(self: guards.Owed, facts: Any) -> Any:
        found = right(self, facts)
        time.sleep(0.05)
        return found

    with mutants.no_row_locks(), mutants.swapped(guards.Owed, "check", dawdling):
        yield


@pytest.mark.postgres
def test_without_the_lock_on_the_dossier_only_the_database_keeps_it_at_one_payment() -> None:
    assert pressed_without(unlocked) > 0


# --- An order is made twice -----------------------------------------------------------------------------------------


def test_of_two_orders_over_the_same_payments_at_once_one_is_made() -> None:
    town = world.found()
    for number in range(1, ROUNDS + 1):
        payments = [town.approved(town.decide(town.assessed())) for _ in range(2)]
        assert codes(race(ordering(town, *payments), ordering(town, *reversed(payments)))) == [
            "done",
            "payment-not-approved",
        ]
        assert PaymentOrder.objects.count() == number
    assert verify().differences == []


def test_of_two_orders_that_share_one_payment_one_is_made_and_the_rest_waits() -> None:
    town = world.found()
    one, shared, other = (town.approved(town.decide(town.assessed())) for _ in range(3))
    assert codes(race(ordering(town, one, shared), ordering(town, shared, other))) == ["done", "payment-not-approved"]
    assert sorted(Payment.objects.values_list("state", flat=True)) == ["approved", "ordered", "ordered"]
    assert verify().differences == []


@pytest.mark.postgres
def test_without_the_lock_on_the_dossiers_two_orders_meet_in_the_trail() -> None:
    town = world.found()
    met = 0
    with mutants.no_row_locks():
        for _ in range(ROUNDS):
            payment = town.approved(town.decide(town.assessed()))
            try:
                race(ordering(town, payment), ordering(town, payment))
            except IntegrityError:
                met += 1
    assert met > 0


def test_the_file_of_an_order_that_is_asked_four_times_at_once_is_kept_once() -> None:
    town = world.found()
    order = PaymentOrder.objects.get(pk=town.order(town.approved(town.decide(town.assessed()))))
    files = race(*[lambda: order_store.file_of(PaymentOrder.objects.get(pk=order.pk))] * 4)
    assert len({bytes(one) for one in files if isinstance(one, bytes)}) == 1
    assert len([one for one in files if isinstance(one, bytes)]) == 4
    assert default_storage.listdir("orders")[1] == [f"{order.pk}.xml"]


# --- A status file comes twice --------------------------------------------------------------------------------------


def test_a_status_file_that_two_people_process_at_once_is_booked_once() -> None:
    town = world.found()
    both = [town.actor("finance_maker"), town.hire("finance_maker")]
    for _ in range(ROUNDS):
        payments = [town.approved(town.decide(town.assessed())) for _ in range(3)]
        content = status_of(town, PaymentOrder.objects.get(pk=town.order(*payments)))

        def processing(who: Actor, content: bytes = content) -> Callable[[], int]:
            def process() -> int:
                with clock.at(town.now):
                    return len(payment_runs.process(content, who).done)

            return process

        assert sorted(race(*map(processing, both)), key=str) in ([0, 3], [0, 0])
        assert Transfer.objects.filter(payment__in=payments).count() == 3
    assert verify().differences == []


def test_a_settlement_that_is_registered_twice_at_once_is_booked_once() -> None:
    town = world.found()
    for _ in range(ROUNDS):
        payment = town.approved(town.decide(town.assessed()))
        town.order(payment)
        assert codes(race(*[lambda payment=payment: town.settle(payment)] * 2)) == ["done", "wrong-state"]
        assert Transfer.objects.filter(payment=payment).count() == 1
    assert verify().differences == []
