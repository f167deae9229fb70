"""A second person sends a proposal back with a reason: who made it proposes it again or takes it back, and the money stays right."""

from __future__ import annotations

import uuid
from functools import partial

import pytest

from budgets import checker, ledger, payment_checker
from budgets.models import Payment, Transfer
from grants import due_list, payloads, payment_runs
from tests import world
from tests.grants.payers import awards, refused, today, under
from tests.world import World
from workflow import clock
from workflow.models import Event
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_storage")]

WHY = payloads.Doubt("Het rekeningnummer staat niet op het afschrift.")


def send_back(town: World, payment: uuid.UUID, role: str = "finance_checker") -> Payment:
    town.take(role, "payment", "send_back_payment", payment, WHY)
    return Payment.objects.get(pk=payment)


def everything_adds_up() -> bool:
    return (checker.differences(), payment_checker.sentences(), verify().differences) == ([], [], [])


def test_what_is_sent_back_keeps_its_reason_is_not_due_and_moves_no_money() -> None:
    town = world.found()
    [award] = awards(town, 1)
    payment = send_back(town, town.propose(award))
    assert (payment.state, payment.doubt) == ("sent_back", WHY.reason)
    assert [line.number for line in due_list.due(today(town))] == [1]
    assert refused(lambda: town.propose(award))[0] == "paid-already"
    assert Transfer.objects.filter(payment__isnull=False).count() == 0
    [event] = Event.objects.filter(action="send_back_payment").values()
    assert WHY.reason not in str(event)
    assert everything_adds_up()


def test_proposed_again_it_is_approved_anew_by_the_same_run_and_paid_once() -> None:
    town = world.found()
    [award] = awards(town, 1)
    payment = town.propose(award)
    maker, other = town.actor("finance_maker"), town.actor("finance_checker")
    with clock.at(town.now):
        assert payment_runs.approve(other, [payment]).done == (payment,)
        assert payment_runs.send_back(other, WHY.reason, [payment]).done == (payment,)
        assert payment_runs.again(maker, [payment]).done == (payment,)
        assert payment_runs.send_back(other, WHY.reason, [payment]).done == (payment,)
        assert payment_runs.again(maker, [payment]).done == (payment,)
        assert payment_runs.approve(other, [payment]).done == (payment,)
    assert Payment.objects.get().state == "approved"
    town.order(payment)
    town.settle(payment)
    held = ledger.positions([award.stream_id])[award.stream_id][town.book]
    assert {pot: cents for pot, cents in held.items() if cents} == {"advanced": 800_00, "committed": 200_00}
    assert everything_adds_up()


def test_a_third_signature_does_not_outlive_the_proposal_that_it_was_set_under() -> None:
    town = world.found()
    under(town, third_above_cents=500_00)
    [award] = awards(town, 1)
    payment = town.approved(award)
    town.take("finance_third", "payment", "approve_payment_third", payment)
    assert send_back(town, payment, "finance_third").third_approved is False
    town.take("finance_maker", "payment", "propose_payment_again", payment)
    town.take("finance_checker", "payment", "approve_payment", payment)
    assert refused(lambda: town.order(payment))[0] == "third-signature-missing"


def test_duties_stay_apart_who_proposed_does_not_send_back_and_who_sent_back_does_not_propose() -> None:
    town = world.found()
    both = town.hire("finance_maker", "finance_checker")
    [award] = awards(town, 1)
    proposal = payloads.Proposal(award.pk, 0, today(town))
    mine = uuid.uuid4()
    town.take(both, "payment", "propose_payment", mine, proposal, stream=award.stream_id)
    assert refused(lambda: town.take(both, "payment", "send_back_payment", mine, WHY))[0] == "separation"
    send_back(town, mine)
    assert refused(lambda: town.take("finance_checker", "payment", "propose_payment_again", mine))[0] == "not-permitted"
    [other] = awards(town, 1)
    theirs = town.propose(other)
    town.take(both, "payment", "send_back_payment", theirs, WHY)
    assert refused(lambda: town.take(both, "payment", "propose_payment_again", theirs))[0] == "separation"


def test_an_account_that_changed_is_not_proposed_again_but_taken_back_and_then_due() -> None:
    town = world.found()
    [award] = awards(town, 1)
    payment = town.propose(award)
    send_back(town, payment)
    town.change_account(award.application)
    again = partial(town.take, "finance_maker", "payment", "propose_payment_again", payment)
    assert refused(again)[0] == "account-changed"
    town.take("finance_maker", "payment", "cancel_payment", payment)
    assert [line.number for line in due_list.due(today(town))] == [0, 1]
    assert everything_adds_up()
