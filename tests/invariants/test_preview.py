"""A preview is the same call without the writing; and what a person is told they can do is what they can do."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from budgets.models import Transfer
from documents.models import Letter
from grants import payloads
from tests import world
from tests.invariants import mutants
from tests.invariants.asking import good_payloads, subject_of
from tests.invariants.tables import everything
from tests.invariants.tale import Tale
from tests.world import World
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import NOTHING, Actor, Change, Outcome, Product, Put, Revise, Send, Set, Then
from workflow.models import Deadline
from workflow.registry import MACHINES
from workflow.trail import column_values

pytestmark = pytest.mark.django_db


def done(outcome: Outcome) -> list[Any]:
    """What an act does or would do, but for ids that are drawn anew: steps, states, references and everything written."""
    return [
        [
            taken.change.machine, taken.change.action, taken.change.subject, taken.reference, taken.state_before, taken.state_after,
            [_product(product) for product in taken.products],
        ]
        for taken in outcome.taken
    ]  # fmt: skip


def _product(product: Product) -> Any:
    drawn = {"id", "stream_id"}
    if isinstance(product, Put):
        return [
            type(product.row).__name__,
            {name: value for name, value in column_values(product.row).items() if name not in drawn},
        ]
    if isinstance(product, Set | Revise):
        return dict(product.values)
    if isinstance(product, Send):
        return [product.topic, product.reference]
    return [product.change.machine, product.change.action] if isinstance(product, Then) else product


def previewed_and_taken(town: World, who: str | Actor, change: Change) -> tuple[Outcome, Outcome, list[str]]:
    """The preview, the act right after it, and the tables that the preview wrote in."""
    actor = who if isinstance(who, Actor) else town.actor(who)
    before = everything()
    with clock.at(town.now):
        preview = door.act([change], actor=actor, key="voorbeeld", write=False)
        after = everything()
        taken = door.act([change], actor=actor, key="voorbeeld")
    return preview, taken, [table for table, rows in before.items() if after[table] != rows]


def an_announcement() -> tuple[World, str | Actor, Change]:
    town = world.found()
    decision = town.draft(town.assessed())
    town.take("mandate_holder", "decision", "sign", decision)
    return town, "policy_officer", Change("decision", "announce", decision)


def a_filing() -> tuple[World, str | Actor, Change]:
    town = world.found()
    person, organisation, account = world.new_party(town.now)
    filing = payloads.Filing(world.answers_for(100_00), organisation.pk, person.pk, account.pk, round=town.round)
    return town, Actor(person=person.pk), Change("application", "file", uuid.uuid4(), filing)


@pytest.mark.parametrize("situation", [an_announcement, a_filing])
def test_a_preview_tells_what_the_act_then_does_and_writes_nothing(situation: Any) -> None:
    preview, taken, written = previewed_and_taken(*situation())
    assert done(preview) == done(taken)
    assert written == []


def test_a_preview_of_an_announcement_shows_its_transfers_terms_and_letter() -> None:
    preview, _, _ = previewed_and_taken(*an_announcement())
    assert [(row.kind, row.amount_cents) for row in preview.rows(Transfer)] == [
        ("commit", 1_000_00),
        ("commit", 1_000_00),
    ]
    assert [(row.kind, row.legal_deadline.isoformat()) for row in preview.rows(Deadline)] == [
        ("objection_term", "2026-02-16"), ("payment_term", "2026-02-16"),
    ]  # fmt: skip
    letter = next(taken for taken in preview.taken if taken.change.machine == Letter.MACHINE)
    facts = next(
        product.values["facts"] for product in letter.products if isinstance(product, Set) and "facts" in product.values
    )
    assert "1000,00" in facts or "100000" in facts


def test_a_preview_that_is_committed_is_noticed() -> None:
    situation = a_filing()
    with mutants.previews_that_stay():
        assert previewed_and_taken(*situation)[2] == ["workflow_series"]


def test_a_refused_preview_writes_nothing_either() -> None:
    town = world.found()
    before = everything()
    with clock.at(town.now), pytest.raises(Refusal):
        door.act(
            [Change("round", "close", town.round, payloads.Remainder())],
            actor=town.actor("policy_officer"),
            key="x",
            write=False,
        )
    assert everything() == before


# --- What can be done -----------------------------------------------------------------------------------------------


def test_every_step_of_every_machine_is_listed_with_a_dutch_reason_when_it_is_not_open(told: Tale) -> None:
    before = everything()
    for machine, rules in MACHINES.items():
        for actor in (
            told.applicant,
            told.town.actor("policy_officer"),
            told.town.actor("intake_clerk"),
            Actor(system="proef"),
        ):
            with clock.at(told.town.now):
                options = door.explain(machine, subject_of(told, machine), actor=actor)
            assert [option.declared for option in options] == list(rules.model.declarations().values())
            for obstacle in (obstacle for option in options for obstacle in option.obstacles):
                assert re.fullmatch(r"[a-z]+(-[a-z]+)*", obstacle.code), obstacle
                assert re.match(r"[A-Z0-9‘€]", obstacle.sentence), obstacle
                assert obstacle.sentence.endswith("."), obstacle
                assert not re.search(r"\b(the|not|is required|state|cannot)\b", obstacle.sentence), obstacle
            assert [bool(option.role) for option in options] == [option.is_open for option in options]
    assert everything() == before


def open_and_possible(told: Tale, machine: str, actor: Actor) -> tuple[set[str], set[str]]:
    """What a person is told they can do, and what the door lets them do with a well-formed payload."""
    subject = subject_of(told, machine)
    given = good_payloads(told)
    possible = set()
    with clock.at(told.town.now):
        named = {declared.action for declared in door.available(machine, subject, actor=actor)}
        for action in MACHINES[machine].model.declarations():
            try:
                door.act(
                    [Change(machine, action, subject, given.get((machine, action), NOTHING))],
                    actor=actor,
                    key="",
                    write=False,
                )
            except Refusal:
                continue
            possible.add(action)
    return named, possible


PAPER = {"merge", "correct_receipt", "resume"}
"""Steps that are open, and that hang on what comes with them: on which duplicate, moment or suspension it is about."""


def test_what_is_told_to_be_open_is_what_can_be_done(told: Tale) -> None:
    case, town = told.ranked, told.town
    waiting = Tale(town, case, case, told.idea, case.decisions.get(), told.payment)
    other = Actor(person=town.applicants[case.pk])
    expected = {
        ("application", "applicant"): {"withdraw"}, ("application", "clerk"): {"notify_delay", "suspend"},
        ("decision", "officer"): {"annul", "record_resolution"},
        ("decision", "signer"): {"sign"}, ("decision", "applicant"): set(), ("round", "officer"): {"change_ceiling", "draw_sample"},
    }  # fmt: skip
    people = {
        "applicant": other,
        "clerk": town.hire("intake_clerk"),
        "officer": town.actor("policy_officer"),
        "signer": town.actor("mandate_holder"),
    }
    for (machine, who), steps in expected.items():
        told_open, possible = open_and_possible(waiting, machine, people[who])
        assert (told_open - PAPER, possible) == (steps, steps), (machine, who)


def test_a_subject_that_does_not_exist_is_not_explained() -> None:
    town = world.found()
    for machine in ("application", "decision", "round", "payment", "letter"):
        with pytest.raises(Refusal) as refused:
            door.explain(machine, uuid.uuid4(), actor=town.actor("policy_officer"))
        assert refused.value.kind == "unknown-subject"
