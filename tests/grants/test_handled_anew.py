"""What was set aside is handled after all where an objection was right, at its own place and by the day of the law (Awb 7:10, 7:11)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from documents.letters import from_json
from documents.letters.objecting import ObjectionDecision
from documents.models import Letter
from grants import payloads
from grants.models import Application, Decision, Objection
from tests import world
from tests.grants.letters.feasts import FEAST
from tests.grants.portal.office import colleague, step_path, text
from tests.grants.test_objections import applicant, asked_of, objects, right, told_when
from tests.invariants.tables import everything
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Payload
from workflow.models import Deadline
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


def again(case: Application) -> Application:
    return Application.objects.get(pk=case.pk)


def ask_in_vain(town: World, case: Application, days: int) -> None:
    """Ask to complete within so many days, and hear nothing."""
    until = clock.day_of(town.now) + timedelta(days=days)
    asked = payloads.CompletionRequest(("bijlage_bank",), until)
    town.take("intake_clerk", "application", "request_completion", case.pk, asked)
    town.wait(days=16)


def set_aside() -> tuple[World, Application, Decision]:
    """An application that was asked to complete, did not, and was set aside."""
    town = world.found(FEAST)
    case = town.file()
    ask_in_vain(town, case, days=14)
    decision = town.decide(again(case), 1_000_00, "set_aside", ground="incomplete")
    town.wait(days=3)
    return town, again(case), decision


def term(case: Application) -> Deadline:
    found = Deadline.objects.filter(subject=case.pk, kind="decision_term").order_by("-revision").first()
    assert found
    return found


def refused(town: World, who: str, action: str, case: Application, *given: Payload) -> str:
    before = everything()
    with pytest.raises(Refusal) as told:
        town.take(who, "application", action, case.pk, *given)
    assert everything() == before
    return told.value.obstacles[0].code


def test_what_was_set_aside_wrongly_is_handled_and_decided_on_at_its_own_place() -> None:
    town, case, decision = set_aside()
    one = right(town, case, decision)
    path = step_path(case.stream.reference, "application", "handle_anew", case.pk)
    assert asked_of(town, "policy_officer") == [("alsnog behandelen", one.decide_by, str(case.pk))]
    assert told_when(town, case) == [one.decide_by]
    assert path in text(colleague(town, "policy_officer").get(f"/dossier/{case.stream.reference}/"))
    town.wait(days=1)
    town.take("policy_officer", "application", "handle_anew", case.pk)
    row, now = again(case), term(case)
    assert (row.state, row.received_at, row.complete_on, row.completion_until, row.awaited) == (
        *("submitted", case.received_at, None, None, "{}"),
    )
    assert (now.legal_deadline, now.article, now.starts_on) == (
        *(one.decide_by, "Awb 7:10; 7:11, tweede lid", clock.day_of(town.now)),
    )
    assert asked_of(town, "policy_officer") == [("nieuw besluit", one.decide_by, "nieuw")]
    town.take("intake_clerk", "application", "intake", case.pk)
    assert case.received_at
    assert again(case).complete_on == clock.day_of(case.received_at)
    award = town.decide(again(case), 900_00, reason="Een deel kan.")
    assert (again(case).state, award.amount_cents, asked_of(town, "policy_officer")) == ("awarded", 900_00, [])
    assert verify().differences == []


def test_the_letter_says_that_the_application_is_handled_after_all() -> None:
    town, case, decision = set_aside()
    right(town, case, decision)
    said = from_json("objection_decision", Letter.objects.get(kind="objection_decision").facts)
    assert isinstance(said, ObjectionDecision)
    assert (said.handled_after_all, said.summary[1].rest) == (
        *(True, "behandelen uw aanvraag alsnog. U krijgt daarover een brief."),
    )


@pytest.mark.parametrize("outcome", ["unfounded", "inadmissible", ""])
def test_what_was_set_aside_stays_so_where_no_objection_was_right(outcome: str) -> None:
    town, case, decision = set_aside()
    if outcome:
        right(town, case, decision, outcome)
    else:
        objects(town, case, applicant(town, case), decision, grounds="Ik stuurde alles.")
    assert refused(town, "policy_officer", "handle_anew", case) == "set-aside-stands"


def handled() -> tuple[World, Application, Objection]:
    town, case, decision = set_aside()
    one = right(town, case, decision)
    town.take("policy_officer", "application", "handle_anew", case.pk)
    return town, again(case), one


def test_the_day_by_the_objection_stays_whatever_is_asked_meanwhile() -> None:
    town, case, one = handled()
    later, why = clock.day_of(town.now) + timedelta(days=10), "Wij zoeken het uit."
    assert (
        refused(town, "policy_officer", "suspend", case, payloads.Standstill("consent", later, why))
        == "term-of-objection"
    )
    assert refused(town, "policy_officer", "extend_term", case, payloads.Extension(2, why)) == "term-of-objection"
    town.take(
        "intake_clerk",
        "application",
        "request_completion",
        case.pk,
        payloads.CompletionRequest(("bijlage_bank",), later),
    )
    assert (term(case).revision, term(case).legal_deadline) == (4, one.decide_by)
    town.take(applicant(town, case), "application", "complete", case.pk, payloads.Completion({}))
    assert (term(case).revision, term(case).legal_deadline, term(case).suspended_days) == (5, one.decide_by, 0)
    assert verify().differences == []


def test_it_is_set_aside_no_second_time() -> None:
    town, case, _ = handled()
    ask_in_vain(town, case, days=11)
    with pytest.raises(Refusal) as told:
        town.draft(again(case), 1_000_00, "set_aside", ground="incomplete")
    assert told.value.obstacles[0].code == "decided-already"


def test_an_objection_about_being_set_aside_is_none_about_the_refusal_that_followed() -> None:
    town, case, _ = handled()
    why = {"ground": "4:35(1)a", "hearing_exempt": "own_data", "reason": "Het mag niet."}
    town.take("intake_clerk", "application", "intake", case.pk)
    town.decide(again(case), 1_000_00, "refusal", **why)
    with pytest.raises(Refusal) as told:
        town.draft(again(case), 1_000_00)
    assert told.value.code == "not-on-reserve-list"


def announced_in_time(case: Application) -> date:
    found = Decision.objects.filter(application=case).order_by("-announced_on").first()
    assert found
    assert found.announced_on
    return found.announced_on


@pytest.mark.parametrize(("kind", "owed"), [("amendment", []), ("rectification", ["nieuw besluit"])])
def test_what_was_announced_while_the_objection_was_open_is_the_new_decision_where_it_can_be(
    kind: str, owed: list[str]
) -> None:
    town = world.found(FEAST)
    case = town.assessed(1_000_00)
    decision = town.decide(case, 800_00, reason="De tent telde niet mee.")
    one = objects(town, case, applicant(town, case), decision, grounds="De tent telde niet mee.")
    jurist = town.hire("objection_handler")
    town.take(jurist, "objection", "handle_objection", one.pk)
    town.wait(days=2)
    given = {"amendment": (900_00, {}), "rectification": (800_00, {"details": {"rectifies": str(decision.pk)}})}
    cents, more = given[kind]
    town.decide(again(case), cents, kind, reason="De tent telt mee.", **more)
    town.wait(days=1)
    said = payloads.ObjectionOutcome("founded", "De tent telt mee.", "Wij belden.")
    town.take(jurist, "objection", "decide_objection", one.pk, said)
    assert announced_in_time(case) < clock.day_of(town.now)
    assert [what for what, *_ in asked_of(town, "policy_officer")] == owed
