"""Simultaneous accept and reject: exactly one wins, whatever the interleaving; the same key at the same moment is one act."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial

import pytest
from django.db import IntegrityError, connection

from grants import payloads
from grants.models import Application, Decision
from tests import world
from tests.invariants import mutants
from tests.invariants.racers import codes, race
from tests.invariants.tables import counts
from tests.invariants.tale import QUIET
from tests.world import World
from workflow import clock, door
from workflow.facts import Change, Outcome
from workflow.models import Command, Event
from workflow.verify import verify

pytestmark = pytest.mark.usefixtures("committed")

ROUNDS = 4


def signed(town: World, case: Application, kind: str, cents: int, **more: object) -> uuid.UUID:
    decision = town.draft(case, cents, kind, **more)
    town.take("mandate_holder", "decision", "sign", decision)
    return decision


def announcing(town: World, decision: uuid.UUID) -> Callable[[], Outcome]:
    return lambda: town.take("policy_officer", "decision", "announce", decision)


def test_of_an_award_and_a_refusal_announced_at_the_same_moment_exactly_one_takes_effect() -> None:
    town = world.found(QUIET)
    for _ in range(ROUNDS):
        case = town.assessed()
        award = signed(town, case, "award", 1_000_00)
        refusal = signed(
            town, case, "refusal", 1_000_00, ground="4:35(1)a", reason="Het mag niet.", hearing_exempt="own_data"
        )
        found = codes(race(announcing(town, award), announcing(town, refusal)))
        assert found.count("done") == 1
        assert set(found) <= {"done", "wrong-state", "rejected-already", "decision-overtaken"}
        states = dict(Decision.objects.filter(application=case).values_list("kind", "state"))
        outcome = "awarded" if states["award"] == "announced" else "rejected"
        assert sorted(states.values()) == ["announced", "signed"]
        assert Application.objects.get(pk=case.pk).state == outcome
    assert verify().differences == []


def test_of_announcing_and_annulling_at_the_same_moment_exactly_one_happens() -> None:
    town = world.found()
    for _ in range(ROUNDS):
        case = town.assessed()
        award = signed(town, case, "award", 1_000_00)
        annul = partial(town.take, "policy_officer", "decision", "annul", award)
        assert codes(race(announcing(town, award), annul)) == ["done", "wrong-state"]
    assert verify().differences == []


def test_of_eight_awards_at_the_same_moment_as_many_are_made_as_fit_under_the_ceiling() -> None:
    town = world.found(ceiling_cents=300_00)
    cases = [town.assessed(80_00) for _ in range(8)]
    drafting = [lambda case=case: town.draft(case) for case in cases]
    assert codes(race(*drafting)) == ["ceiling-exceeded"] * 5 + ["done"] * 3
    assert Decision.objects.count() == 3
    assert verify().differences == []


def test_two_references_given_out_at_the_same_moment_are_two_numbers() -> None:
    town = world.found()
    cases = race(*[town.file] * 4)
    numbers = sorted(case.stream.reference for case in cases if isinstance(case, Application))
    assert numbers == [f"BF-2026-{number:04d}" for number in (1, 2, 3, 4)]
    assert verify().differences == []


def same_call_twice(town: World) -> list[Outcome]:
    case = town.assessed()
    draft = payloads.Draft(case.pk, "refusal", 1_000_00, ground="refused_ceiling")
    change = Change("decision", "draft_decision", uuid.uuid4(), draft, case.stream_id)

    def call() -> Outcome:
        with clock.at(town.now):
            return door.act([change], actor=town.actor("policy_officer"), key="same")

    outcomes = race(call, call, call)
    return [outcome for outcome in outcomes if isinstance(outcome, Outcome)]


def test_the_same_call_three_times_at_the_same_moment_is_one_act() -> None:
    town = world.found()
    outcomes = same_call_twice(town)
    assert sorted(outcome.repeated for outcome in outcomes) == [False, True, True]
    assert len({outcome.act for outcome in outcomes}) == 1
    assert Decision.objects.count() == 1
    assert Command.objects.filter(key="same").count() == 1
    assert verify().differences == []


def test_refusals_at_the_same_moment_keep_no_key_and_write_nothing() -> None:
    town = world.found()
    case = town.assessed()
    before = counts()
    signing = partial(town.take, "mandate_holder", "decision", "sign", case.pk)
    assert codes(race(signing, signing)) == ["unknown-subject", "unknown-subject"]
    assert counts() == before


@pytest.mark.postgres
def test_without_the_lock_on_the_dossier_two_writers_meet_in_the_trail_and_only_its_numbering_saves_it() -> None:
    """SQLite has one writer at a time, so the row locks mean something on PostgreSQL alone."""
    town = world.found()
    met = 0
    with mutants.no_row_locks():
        for _ in range(ROUNDS):
            award = signed(town, town.assessed(), "award", 1_000_00)
            annul = partial(town.take, "policy_officer", "decision", "annul", award)
            try:
                codes(race(announcing(town, award), annul))
            except IntegrityError:
                met += 1
    assert met > 0


def test_without_claimed_keys_the_same_call_is_not_known_again() -> None:
    town = world.found()
    with mutants.forgetful_keys():
        outcomes = same_call_twice(town)
    assert [outcome.repeated for outcome in outcomes] == [False]


def test_a_reader_who_verifies_while_others_write_sees_no_difference() -> None:
    town = world.found()
    cases = [town.assessed() for _ in range(6)]

    def write() -> list[str]:
        for case in cases:
            town.decide(case)
        return []

    def read() -> list[str]:
        return [line for _ in range(4) for line in verify().differences]

    assert race(write, read) == [[], []]
    assert connection.vendor
    assert Event.objects.filter(action="announce").count() == 6
