"""The outbox: nothing leaves on a refusal, everything leaves after commit, at least once, and is done once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from config.celery import app
from documents.models import Letter, Rendered
from tests import world
from tests.invariants import mutants
from tests.invariants.racers import race
from tests.world import World
from workflow import clock, door, outbox
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import Event, Outbox

WORKER = Actor(system="proef")


@pytest.fixture
def broker() -> Iterator[None]:
    """A broker in memory, empty at the start."""
    before = {name: app.conf[name] for name in ("broker_url", "broker_transport_options")}
    app.conf.update(broker_url="memory://", broker_transport_options={})
    app._after_fork()  # type: ignore[attr-defined]
    published()
    yield
    published()
    app.conf.update(before)
    app._after_fork()  # type: ignore[attr-defined]


def published() -> list[tuple[str, list[Any]]]:
    """What lies at the broker: the task and its arguments; it is taken away."""
    found = []
    with app.connection_for_read() as link, link.SimpleQueue("celery") as queue:
        while queue.qsize():
            message = queue.get(block=False)
            found.append((message.headers["task"], message.payload[0]))
            message.ack()
    return found


@pytest.mark.django_db
def test_a_message_waits_in_the_transaction_of_its_act_and_names_the_letter_alone() -> None:
    case = world.found().file()
    letter = Letter.objects.get(stream=case.stream_id)
    message = Outbox.objects.get()
    assert (message.topic, json.loads(message.payload), message.attempts, message.done_at) == (
        "render-letter", {"reference": str(letter.pk)}, 0, None,
    )  # fmt: skip
    assert outbox.waiting() == 1


@pytest.mark.django_db
def test_nothing_leaves_when_the_act_is_refused() -> None:
    town = world.found(ceiling_cents=100_00)
    decision = town.draft(town.assessed(80_00))
    waiting = outbox.waiting()
    for step in ("announce", "sign"):
        with pytest.raises(Refusal):
            town.take("intake_clerk", "decision", step, decision)
    assert outbox.waiting() == waiting


@pytest.mark.django_db
def test_the_relay_publishes_each_message_once_while_its_lease_lasts(broker: None) -> None:
    case = world.found().file()
    letter, message = Letter.objects.get(stream=case.stream_id), Outbox.objects.get()
    with clock.at(world.START):
        assert outbox.relay() == 1
        assert published() == [("documents.tasks.render_letter", [str(message.pk), {"reference": str(letter.pk)}])]
        assert outbox.relay() == 0
    assert published() == []


@pytest.mark.django_db
def test_the_lease_of_a_relay_that_died_runs_out_and_another_takes_over(broker: None) -> None:
    world.found().file()
    with clock.at(world.START):
        assert outbox.relay() == 1
    with clock.at(world.START + outbox.LEASE):
        assert outbox.relay() == 0
    with clock.at(world.START + outbox.LEASE + timedelta(seconds=1)):
        assert outbox.relay() == 1
    assert len(published()) == 2
    assert Outbox.objects.get().attempts == 2


@pytest.mark.django_db
def test_without_a_lease_a_message_would_leave_with_every_round_of_the_relay(broker: None) -> None:
    world.found().file()
    with mutants.no_lease(), clock.at(world.START):
        assert [outbox.relay(), outbox.relay()] == [1, 1]


@pytest.mark.django_db
def test_a_message_that_was_done_does_not_leave_again(broker: None) -> None:
    world.found().file()
    outbox.done(str(Outbox.objects.get().pk))
    with clock.at(world.START + timedelta(days=1)):
        assert (outbox.relay(), outbox.waiting()) == (0, 0)


@pytest.mark.django_db
def test_a_message_that_failed_is_given_back_with_its_reason_and_waits_for_a_person_in_the_end(broker: None) -> None:
    world.found().file()
    message = Outbox.objects.get()
    for attempt in range(outbox.MAX_ATTEMPTS):
        with clock.at(world.START + timedelta(hours=attempt)):
            assert outbox.relay() == 1
            outbox.failed(str(message.pk), "x" * 1000)
    with clock.at(world.START + timedelta(days=1)):
        assert outbox.relay() == 0
    message = Outbox.objects.get()
    assert (message.attempts, len(message.last_error), message.done_at) == (outbox.MAX_ATTEMPTS, 400, None)
    assert outbox.waiting() == 1


def rendered_twice(town: World, key: str, other: str) -> int:
    """Let a consumer handle a message two times; how many times it took effect."""
    letter = Letter.objects.get()
    for each in (key, other):
        try:
            with clock.at(town.now):
                door.perform("letter", "render", letter.pk, Rendered("0" * 64, "proef"), actor=WORKER, key=each)
        except Refusal:
            continue
    return Event.objects.filter(machine="letter", action="render").count()


@pytest.mark.django_db
def test_a_consumer_that_uses_the_message_as_its_key_takes_effect_once() -> None:
    town = world.found()
    town.file()
    message = str(Outbox.objects.get().pk)
    assert rendered_twice(town, message, message) == 1


def test_the_id_of_a_message_follows_from_its_act_so_that_a_retry_cannot_make_a_second(committed: None) -> None:
    town = world.found()
    decision = town.draft(town.assessed())
    town.take("mandate_holder", "decision", "sign", decision)
    before = set(Outbox.objects.values_list("pk", flat=True))

    def announce() -> bool:
        with clock.at(town.now):
            return door.perform(
                "decision", "announce", decision, actor=town.actor("policy_officer"), key="een"
            ).repeated

    assert sorted(map(bool, race(announce, announce))) == [False, True]
    assert len(set(Outbox.objects.values_list("pk", flat=True)) - before) == 1


@pytest.mark.postgres
def test_a_relay_passes_over_what_another_relay_is_claiming(committed: None, broker: None) -> None:
    world.found().file()
    claimed, go_on = threading.Event(), threading.Event()

    def hold() -> int:
        with transaction.atomic():
            held = list(Outbox.objects.select_for_update())
            claimed.set()
            assert go_on.wait(timeout=20)
        return len(held)

    def relay() -> int:
        assert claimed.wait(timeout=20)
        with clock.at(world.START):
            sent = outbox.relay()
        go_on.set()
        return sent

    assert race(hold, relay) == [1, 0]
    assert published() == []


def test_two_relays_at_the_same_moment_publish_every_message_once(committed: None, broker: None) -> None:
    town = world.found()
    for _ in range(4):
        town.file()

    def relay() -> int:
        with clock.at(world.START):
            return outbox.relay()

    sent = race(relay, relay, relay)
    assert sum(each for each in sent if isinstance(each, int)) == 4
    ids = [arguments[0] for _, arguments in published()]
    assert sorted(ids) == sorted(str(pk) for pk in Outbox.objects.values_list("pk", flat=True))
    assert connection.vendor
