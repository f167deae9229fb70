"""The same call again under the same key gives the same answer and does nothing."""

from __future__ import annotations

import uuid

import pytest

from grants import payloads
from grants.models import Application, Decision
from tests import world
from tests.invariants import mutants
from tests.invariants.tables import everything
from tests.world import World
from workflow import clock, door
from workflow.errors import Obstacle, Refusal
from workflow.facts import Actor, Change, Outcome
from workflow.models import Command, Event
from workflow.registry import MACHINES

pytestmark = pytest.mark.django_db

REUSED = Obstacle("key-reused", "Deze sleutel is al gebruikt voor een andere aanroep.")


def refusing(town: World, case: Application, decision: uuid.UUID, ground: str = "refused_ceiling") -> Change:
    draft = payloads.Draft(case.pk, "refusal", 1_000_00, ground=ground)
    return Change("decision", "draft_decision", decision, draft, case.stream_id)


def act(town: World, *changes: Change, key: str = "sleutel", who: str = "policy_officer") -> Outcome:
    with clock.at(town.now):
        return door.act(changes, actor=town.actor(who), key=key)


def answers_to_the_same_call() -> list[tuple[bool, bool, bool]]:
    """Make one call three times; of each whether it was known, had the act of the first, and wrote nothing."""
    town = world.found()
    case, decision = town.assessed(), uuid.uuid4()
    first = act(town, refusing(town, case, decision))
    answers = []
    for _ in range(2):
        before = everything()
        try:
            again = act(town, refusing(town, case, decision))
        except Refusal:
            answers.append((False, False, everything() == before))
        else:
            answers.append((again.repeated, again.act == first.act, everything() == before))
    return [(first.repeated, True, Decision.objects.count() == 1), *answers]


def test_the_same_call_under_the_same_key_is_the_same_act_and_writes_nothing() -> None:
    assert answers_to_the_same_call() == [(False, True, True), (True, True, True), (True, True, True)]


def test_a_door_that_claims_no_keys_does_not_know_a_call_again() -> None:
    with mutants.forgetful_keys():
        assert answers_to_the_same_call() == [(False, True, True), (False, False, True), (False, False, True)]


def other_calls() -> list[str]:
    """Make other calls under a key that was used; what became of each."""
    town = world.found()
    case, decision = town.assessed(), uuid.uuid4()
    act(town, refusing(town, case, decision))
    asked = refusing(town, case, decision)
    return [
        _became(town, refusing(town, case, decision, "refused_late")),
        _became(town, refusing(town, case, uuid.uuid4())),
        _became(town, Change("decision", "annul", decision)),
        _became(town, asked, asked),
    ]


def _became(town: World, *changes: Change) -> str:
    before = everything()
    try:
        return "repeated" if act(town, *changes).repeated else "done"
    except Refusal as refusal:
        unchanged = everything() == before
        return refusal.code if unchanged and refusal.obstacles == (REUSED,) else str(refusal)


def test_another_call_under_the_same_key_is_refused_whatever_is_different() -> None:
    assert other_calls() == ["key-reused"] * 4


def test_a_door_that_forgets_what_a_key_stood_for_answers_for_another_call() -> None:
    with mutants.keys_without_their_call():
        assert other_calls() == ["repeated"] * 4


def test_what_differs_in_a_personal_field_alone_is_another_call() -> None:
    town = world.found()
    case, decision = town.assessed(), uuid.uuid4()
    texts = [
        payloads.Draft(case.pk, "refusal", 1_000_00, ground="refused_ceiling", reason=reason)
        for reason in ("Op.", "Te laat.")
    ]
    first, second = (Change("decision", "draft_decision", decision, draft, case.stream_id) for draft in texts)
    act(town, first)
    with pytest.raises(Refusal) as refused:
        act(town, second)
    assert refused.value.obstacles == (REUSED,)


def test_keys_of_two_callers_are_two_keys() -> None:
    town = world.found()
    one, other = town.assessed(), town.assessed()
    colleague = town.hire("policy_officer")
    act(town, refusing(town, one, uuid.uuid4()))
    with clock.at(town.now):
        outcome = door.act([refusing(town, other, uuid.uuid4())], actor=colleague, key="sleutel")
    assert not outcome.repeated
    assert Decision.objects.count() == 2


def test_a_refusal_is_not_kept_under_the_key() -> None:
    town = world.found()
    case, decision = town.assessed(), uuid.uuid4()
    with pytest.raises(Refusal):
        act(town, Change("decision", "annul", decision))
    assert not Command.objects.filter(key="sleutel").exists()
    assert not act(town, refusing(town, case, decision)).repeated


def test_a_preview_claims_no_key() -> None:
    town = world.found()
    case, decision = town.assessed(), uuid.uuid4()
    change = refusing(town, case, decision)
    with clock.at(town.now):
        door.act([change], actor=town.actor("policy_officer"), key="sleutel", write=False)
    assert not act(town, change).repeated


def test_keys_of_a_person_and_of_a_system_are_never_the_same() -> None:
    person = uuid.uuid4()
    assert Actor(person=person).caller == str(person)
    assert Actor(system="brievenmachine").caller == "brievenmachine"
    assert "letter" in MACHINES


def test_every_act_claims_one_key_and_names_itself_in_all_its_events() -> None:
    town = world.found()
    cases = [town.assessed(), town.assessed()]
    outcome = act(town, *[refusing(town, case, uuid.uuid4()) for case in cases])
    assert Command.objects.get(key="sleutel").act == outcome.act
    told = Event.objects.filter(act=outcome.act).order_by("machine").values_list("machine", "action")
    assert list(told) == [("act", "draft_decision"), ("decision", "draft_decision"), ("decision", "draft_decision")]
