"""The door: what an act of many changes is, in which order it is judged and stored, and whom it tells."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from grants import payloads
from grants.models import Application, Decision
from tests import world
from tests.invariants.tables import everything
from tests.world import World
from workflow import clock, door
from workflow.errors import Refusal, refuse
from workflow.facts import Change, Facts, Outcome, Payload
from workflow.models import Event, Register, Stream
from workflow.registry import MACHINES, Desk, Loading, Rules, register

pytestmark = pytest.mark.django_db


def act(town: World, who: str, *changes: Change) -> Outcome:
    with clock.at(town.now):
        return door.act(changes, actor=town.actor(who), key=world.key())


def intake_of(*cases: Application) -> list[Change]:
    return [Change("application", "intake", case.pk) for case in cases]


def test_an_act_of_one_change_has_no_stream_of_its_own() -> None:
    town = world.found()
    outcome = act(town, "intake_clerk", *intake_of(town.file()))
    assert [taken.change.action for taken in outcome.taken] == ["intake", "assess"]
    assert not Stream.objects.filter(kind="act").exists()


def test_an_act_of_more_is_recorded_itself_and_is_the_cause_of_each_of_its_changes() -> None:
    town = world.found()
    cases = [town.file(), town.file()]
    outcome = act(town, "intake_clerk", *intake_of(*cases))
    recorded = Event.objects.get(machine="act")
    assert (recorded.stream.reference, recorded.action, recorded.subject) == ("ACT-2026-0001", "intake", outcome.act)
    causes = dict(Event.objects.filter(action="intake", machine="application").values_list("subject", "cause"))
    assert causes == {case.pk: recorded.pk for case in cases}


def test_consequences_come_after_all_that_was_asked_for_and_name_what_caused_them() -> None:
    town = world.found()
    cases = [town.file(), town.file()]
    outcome = act(town, "intake_clerk", *intake_of(*cases))
    assert [(taken.change.action, taken.change.subject) for taken in outcome.taken] == [
        ("intake", cases[0].pk), ("intake", cases[1].pk), ("assess", cases[0].pk), ("assess", cases[1].pk),
    ]  # fmt: skip


def test_one_change_that_may_not_be_taken_takes_the_whole_act_with_it() -> None:
    town = world.found()
    ready, again = town.file(), town.assessed()
    before = everything()
    with pytest.raises(Refusal) as refused:
        act(town, "intake_clerk", *intake_of(ready, again))
    assert (refused.value.kind, refused.value.subject) == ("wrong-state", again.pk)
    assert refused.value.detail == {"state": "assessed", "sources": ["submitted"]}
    assert everything() == before


def test_the_same_step_twice_on_one_subject_in_one_act_is_refused_like_the_second_of_two_acts() -> None:
    town = world.found()
    case = town.file()
    decision = town.draft(town.assessed())
    sign = Change("decision", "sign", decision)
    with pytest.raises(Refusal) as refused:
        act(town, "mandate_holder", sign, sign)
    assert refused.value.code == "wrong-state"
    assert Decision.objects.get(pk=decision).state == Decision.DRAFTED
    assert case.state == Application.SUBMITTED


def test_a_later_change_of_an_act_sees_what_an_earlier_one_did() -> None:
    town = world.found()
    case = town.assessed()
    decision = uuid.uuid4()
    draft = payloads.Draft(case.pk, "refusal", 1_000_00, ground="refused_ceiling")
    changes = [
        Change("decision", "draft_decision", decision, draft, case.stream_id),
        Change("decision", "annul", decision),
    ]
    outcome = act(town, "policy_officer", *changes)
    assert [(taken.state_before, taken.state_after) for taken in outcome.taken] == [
        ("", "drafted"),
        ("drafted", "annulled"),
    ]
    assert Decision.objects.get().state == "annulled"


def test_an_act_ends_with_its_own_commit_and_not_with_that_of_somebody_else() -> None:
    """Inside another transaction the caller would think that something was done which can still be undone."""
    if not connection.in_atomic_block:  # pragma: no cover - the mark of this module opens one.
        pytest.fail("this test runs inside the transaction of the test itself")
    town = world.found()
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        act(town, "intake_clerk", *intake_of(town.file()))


def test_a_refusal_is_logged_with_its_code_and_no_personal_data(caplog: pytest.LogCaptureFixture) -> None:
    town = world.found()
    case = town.file()
    with caplog.at_level(logging.INFO, logger="aanjager.refusals"), pytest.raises(Refusal):
        act(town, "assessor", *intake_of(case))
    assert caplog.messages == [f"refused intake to {town.people['assessor']}: not-permitted"]


def test_the_sentence_of_a_refusal_names_who_may() -> None:
    town = world.found()
    with pytest.raises(Refusal) as refused:
        act(town, "assessor", *intake_of(town.file()))
    assert (refused.value.sentence, refused.value.article) == ("Dit mag alleen: medewerker aanvragen.", "")
    assert str(refused.value) == "not-permitted: Dit mag alleen: medewerker aanvragen."


def test_who_asks_what_and_when_stands_in_the_event() -> None:
    town = world.found()
    town.wait(days=2, hours=3)
    act(town, "intake_clerk", *intake_of(town.file()))
    event = Event.objects.get(action="intake")
    assert (event.person, event.system, event.role, event.at) == (
        town.people["intake_clerk"],
        "",
        "intake_clerk",
        town.now,
    )


# --- What the apps above tell the engine ----------------------------------------------------------------------------


def test_a_machine_cannot_be_given_guards_for_a_step_that_it_does_not_declare() -> None:
    before = dict(MACHINES)
    with pytest.raises(AssertionError, match=r"register declares no \['verbrand'\]"):
        register(Rules(Register, payloads={"verbrand": Payload}))
    assert before == MACHINES


def test_a_row_lies_on_the_desk_once() -> None:
    town = world.found()
    case = town.file()
    desk = Desk()
    first = desk.fetch(Application, [case.pk])[case.pk]
    first.title = "Veranderd"
    again = desk.fetch(Application, [case.pk, uuid.uuid4(), None])
    assert again == {case.pk: first}
    assert again[case.pk].title == "Veranderd"


def test_a_row_that_is_read_along_is_the_one_that_lay_on_the_desk() -> None:
    town = world.found()
    decision = town.draft(town.assessed())
    desk = Desk()
    case = Application.objects.get()
    case.title = "Veranderd"
    desk.lay(case)
    found = desk.fetch(Decision, [decision], ("application__round",))[decision]
    assert found.application is case
    assert desk.fetch(type(case.round), [case.round_id])[case.round_id] is case.round


def test_a_consequence_on_a_dossier_that_was_not_locked_is_a_mistake_of_the_programmer() -> None:
    town = world.found()
    case = town.file()
    rules = MACHINES["application"]

    def load(loading: Loading) -> Mapping[uuid.UUID, Facts]:
        for row in loading.rows.values():
            row.stream_id = uuid.uuid4()
        return rules.load(loading)

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(
            MACHINES,
            "application",
            Rules(rules.model, load, rules.payloads, rules.guards, rules.effects, rules.spans, rules.along),
        )
        with pytest.raises(AssertionError, match="its stream was not locked when the act began"):
            act(town, "intake_clerk", *intake_of(case))
    assert Application.objects.get(pk=case.pk).state == "submitted"


def test_a_refusal_must_be_of_a_kind_that_has_its_place() -> None:
    with pytest.raises(AssertionError, match="anders"):
        refuse("anders", "anders", "Anders.")


def test_who_looks_what_can_be_done_holds_up_nobody() -> None:
    town = world.found()
    case = town.file()
    with CaptureQueriesContext(connection) as seen, clock.at(town.now):
        door.explain("application", case.pk, actor=town.actor("intake_clerk"))
    asked = [one["sql"] for one in seen.captured_queries]
    assert asked
    assert [sql for sql in asked if not sql.lstrip("(").startswith("SELECT") or "FOR UPDATE" in sql] == []
