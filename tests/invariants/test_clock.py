"""A clock that jumps breaks neither chain nor replay: order is that of numbers, never that of time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from itertools import cycle

import pytest

from grants import payloads
from grants.models import Report
from tests import world
from tests.invariants import mutants
from tests.world import World
from workflow import clock
from workflow.errors import Obstacle, Refusal
from workflow.facts import Actor
from workflow.models import Event
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def jump(town: World, jumps: Iterator[int]) -> None:
    """Let the clock jump some days, back or forward."""
    town.wait(days=next(jumps))


def a_tale_under_a_jumping_clock() -> World:
    """From filing to determination, three days back before every second step."""
    town = world.found()
    town.wait(days=30)
    jumps = cycle((-3, 4))
    case = town.file()
    jump(town, jumps)
    town.take("intake_clerk", "application", "intake", case.pk)
    jump(town, jumps)
    decision = town.draft(type(case).objects.get(pk=case.pk))
    for who, action in (("mandate_holder", "sign"), ("policy_officer", "announce")):
        jump(town, jumps)
        town.take(who, "decision", action, decision)
    payment = uuid.uuid4()
    proposal = payloads.Proposal(decision, 0, clock.day_of(town.now))
    town.take("finance_maker", "payment", "propose_payment", payment, proposal, stream=case.stream_id)
    jump(town, jumps)
    town.take("finance_checker", "payment", "approve_payment", payment)
    jump(town, jumps)
    town.order(payment)
    town.settle(payment)
    jump(town, jumps)
    town.take(
        Actor(person=town.applicants[case.pk]), "application", "account", case.pk, payloads.Account(900_00, "Mooi.")
    )
    jump(town, jumps)
    town.take("policy_officer", "report", "accept_report", Report.objects.get().pk)
    town.decide(type(case).objects.get(pk=case.pk), 1_000_00, "determination", parts=())
    return town


def test_a_clock_that_jumps_back_three_days_between_steps_breaks_neither_chain_nor_replay() -> None:
    a_tale_under_a_jumping_clock()
    moments = list(Event.objects.filter(machine="application").order_by("seq").values_list("at", flat=True))
    assert moments != sorted(moments)
    assert verify().differences == []


def test_a_replay_in_order_of_time_would_be_misled() -> None:
    a_tale_under_a_jumping_clock()
    with mutants.replay_in_order_of_time():
        assert verify().replay_differences != []


def test_a_payment_cannot_be_settled_on_a_day_before_its_order() -> None:
    town = world.found()
    town.wait(days=30)
    award = town.decide(town.assessed())
    payment = town.approved(award)
    town.order(payment)
    town.wait(days=-3)
    with pytest.raises(Refusal) as refused:
        town.settle(payment)
    sentence = "Een betaling kan niet eerder verwerkt zijn dan de opdracht aan de bank."
    assert refused.value.obstacles == (Obstacle("before-its-order", sentence, "Awb 4:89, derde lid"),)
