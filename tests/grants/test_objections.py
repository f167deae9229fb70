"""Objections: received whenever they come, in time or not by the law, handled by another than who decided, and closed once."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from documents.letters import from_json
from documents.models import Letter
from grants import anew, payloads
from grants.desk import Desk
from grants.models import Application, Decision, Objection
from grants.portal.applicant.following import own_case
from grants.portal.desk import todo
from partners.models import Person
from tests import world
from tests.grants.portal.applicant.at_home import looked_at
from tests.grants.portal.office import Visitor, colleague, step_path, text
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.law.terms import objection_term
from workflow.models import Deadline
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HEARD = "Op 12 januari vertelde u het ons aan de telefoon."
SCAN = {"scan_name": "brief.pdf", "scan_sha256": "0" * 64}


def decided() -> tuple[World, Application, Decision]:
    """A case of which the decision was announced, on the day of its town."""
    town = world.found()
    case = town.assessed(100_00)
    town.wait(days=5)
    decision = town.decide(case)
    return town, Application.objects.get(pk=case.pk), Decision.objects.get(pk=decision.pk)


def applicant(town: World, case: Application) -> Actor:
    return Actor(person=town.applicants[case.pk])


def clerk(town: World, case: Application) -> Actor:
    """The post room, for who objects on paper."""
    return Actor(person=town.people["intake_clerk"], on_behalf_of=town.applicants[case.pk])


def objects(town: World, case: Application, who: Actor | str, decision: Decision, **said: Any) -> Objection:
    given = payloads.Objecting(case.pk, decision.pk, **said)
    town.take(who, "objection", "object_to_decision", new := uuid.uuid4(), given, stream=case.stream_id)
    return Objection.objects.get(pk=new)


def refused(*given: Any, **more: Any) -> str:
    with pytest.raises(Refusal) as told:
        objects(*given, **more)
    return told.value.obstacles[0].code


def last_day_of(decision: Decision) -> date:
    term = Deadline.objects.get(subject=decision.pk, kind="objection_term")
    day: date = term.legal_deadline
    return day


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)


def test_an_objection_by_the_portal_is_received_now_and_starts_the_term_to_decide_on_it() -> None:
    town, case, decision = decided()
    town.now = at(last_day_of(decision), 23)
    one = objects(town, case, applicant(town, case), decision, grounds="De tent telde niet mee.")
    assert (one.state, one.channel, one.received_at, one.last_day, one.in_time) == (
        "received", "portal", town.now, last_day_of(decision), True,
    )  # fmt: skip
    term = Deadline.objects.get(subject=one.pk)
    assert (term.kind, term.legal_deadline, term.article) == ("objection_decision_term", one.decide_by, "Awb 7:10")
    assert verify().differences == []


def test_one_that_comes_a_day_late_is_received_with_its_reason_and_is_not_in_time() -> None:
    town, case, decision = decided()
    town.now = at(last_day_of(decision) + timedelta(days=1), 0)
    one = objects(town, case, applicant(town, case), decision, late_because="Ik lag in het ziekenhuis.")
    assert (one.in_time, one.late_because) == (False, "Ik lag in het ziekenhuis.")


@pytest.mark.parametrize(
    ("posted", "came", "in_time"),
    [(0, 6, True), (0, 8, False), (1, 6, False), (None, 1, False), (None, 0, True)],
)
def test_a_letter_is_in_time_when_it_was_posted_in_time_and_came_within_a_week(
    posted: int | None, came: int, in_time: bool
) -> None:
    town, case, decision = decided()
    last = last_day_of(decision)
    town.now = at(last + timedelta(days=12))
    one = objects(
        town, case, clerk(town, case), decision, channel="paper", received_at=at(last + timedelta(days=came)),
        receipt_reason="De post lag nog in de bak.", posted_on=None if posted is None else last + timedelta(days=posted), **SCAN,
    )  # fmt: skip
    assert (one.in_time, one.received_at) == (in_time, at(last + timedelta(days=came)))


def test_what_cannot_be_is_refused_by_name() -> None:
    town, case, decision = decided()
    mine = applicant(town, case)
    draft = Decision.objects.get(pk=town.draft(town.assessed(100_00)))
    assert refused(town, case, mine, draft) == "not-announced"
    assert refused(town, case, mine, decision, posted_on=date(2026, 1, 1)) == "posted-without-post"
    early = {"channel": "paper", "receipt_reason": "Later ingevoerd.", **SCAN}
    town.now += timedelta(days=3)
    before = town.now - timedelta(days=4)
    assert refused(town, case, clerk(town, case), decision, received_at=before, **early) == "objection-before-decision"
    later = town.now.date() + timedelta(days=1)
    assert refused(town, case, clerk(town, case), decision, posted_on=later, **early) == "posted-impossible"
    objects(town, case, mine, decision)
    assert refused(town, case, mine, decision) == "objection-open"


def test_it_is_taken_up_decided_once_and_the_date_goes_from_the_dossier() -> None:
    town, case, decision = decided()
    one = objects(town, case, applicant(town, case), decision, grounds="De tent telde niet mee.")
    jurist = town.hire("objection_handler")
    town.take(jurist, "objection", "handle_objection", one.pk)
    assert Objection.objects.get(pk=one.pk).handler == jurist.person
    words = "Wij beslissen op uw bezwaar uiterlijk"
    assert words in [day.words for day in looked_at(town, case).days]
    for outcome, reason, code in (("nothing", "x", "outcome-unknown"), ("founded", " ", "outcome-unexplained")):
        with pytest.raises(Refusal) as told:
            town.take(
                jurist,
                "objection",
                "decide_objection",
                one.pk,
                payloads.ObjectionOutcome(outcome, reason, "Wij belden."),
            )
        assert told.value.obstacles[0].code == code
    town.take(
        jurist,
        "objection",
        "decide_objection",
        one.pk,
        payloads.ObjectionOutcome("founded", "De tent telt mee.", HEARD),
    )
    one = Objection.objects.get(pk=one.pk)
    assert (one.state, one.outcome, one.reason, one.decided_on) == (
        "decided", "founded", "De tent telt mee.", town.now.date(),
    )  # fmt: skip
    assert words not in [day.words for day in looked_at(town, case).days]
    assert isinstance(looked_at(town, case), own_case.OwnCase)


def letter_of(kind: str) -> Any:
    row = Letter.objects.get(kind=kind)
    return from_json(kind, row.facts)


@pytest.mark.parametrize(
    ("days", "said", "told"),
    [
        (0, {"grounds": "De tent telde niet mee."}, (False, False, None)),
        (0, {}, (False, False, date.max)),
        (1, {"grounds": "De tent telde niet mee."}, (True, False, None)),
        (1, {"grounds": "De tent telde niet mee.", "late_because": "Ik was ziek."}, (True, True, None)),
    ],
)
def test_the_receipt_says_in_a_letter_whether_it_came_in_time_and_what_is_missing(
    days: int, said: dict[str, str], told: tuple[bool, bool, date | None]
) -> None:
    town, case, decision = decided()
    town.now = at(last_day_of(decision) + timedelta(days=days))
    one = objects(town, case, applicant(town, case), decision, **said)
    letter = letter_of("objection_receipt")
    assert (letter.received_at, letter.last_day, letter.decide_by) == (one.received_at, one.last_day, one.decide_by)
    assert letter.decided_on == decision.announced_on
    asked = one.received_at.astimezone(AMSTERDAM).date() + timedelta(weeks=2) if told[2] else None
    assert (letter.is_late, letter.late_explained, letter.grounds_by) == (*told[:2], asked)
    assert verify().differences == []


def test_what_was_decided_goes_in_a_letter_by_who_handled_it_with_the_way_to_the_court() -> None:
    town, case, decision = decided()
    one = objects(town, case, applicant(town, case), decision, grounds="De tent telde niet mee.")
    jurist = town.hire("objection_handler")
    town.take(jurist, "objection", "handle_objection", one.pk)
    unheard = payloads.ObjectionOutcome("founded", "De tent telt mee.", " ")
    with pytest.raises(Refusal) as told:
        town.take(jurist, "objection", "decide_objection", one.pk, unheard)
    assert [each.code for each in told.value.obstacles] == ["outcome-unheard"]
    outcome = payloads.ObjectionOutcome("partly", "De tent telt mee. De loterij niet.", HEARD)
    town.take(jurist, "objection", "decide_objection", one.pk, outcome)
    assert jurist.person
    letter, today = letter_of("objection_decision"), town.now.astimezone(AMSTERDAM).date()
    assert (letter.outcome, letter.reason, letter.hearing) == ("partly", "De tent telt mee. De loterij niet.", HEARD)
    assert letter.signer == Person.objects.get(pk=jurist.person).name
    assert letter.appeal.until == objection_term(today).deadline
    assert letter.title == "U krijgt voor een deel gelijk"
    assert verify().differences == []


def test_who_decided_on_the_application_does_not_handle_the_objection() -> None:
    town, case, decision = decided()
    one = objects(town, case, applicant(town, case), decision)
    assert decision.signed_by
    both = town.hire("objection_handler", "intake_clerk")
    signer = Actor(person=decision.signed_by)
    with pytest.raises(Refusal) as told:
        town.take(signer, "objection", "handle_objection", one.pk)
    assert told.value.obstacles[0].code == "not-permitted"
    town.take(both, "objection", "handle_objection", one.pk)


def test_at_home_one_reads_whom_to_call_and_until_when_objects_and_takes_it_back() -> None:
    town, case, decision = decided()
    visitor, reference = Visitor(town, case.contact_id), case.stream.reference
    page = text(visitor.get(f"/mijn/{reference}/besluit/"))
    path = f"/mijn/{reference}/stap/objection/object_to_decision/nieuw/"
    assert ["Bel eerst even." in page, f'href="{path}"' in page] == [True, True]
    form = text(visitor.get(path))
    assert ["Hoe kwam het binnen" in form, "stempel" in form] == [False, False]
    assert re.search(rf'<input type="radio" name="decision" value="{decision.pk}"[^>]* checked', form)
    typed = {"application": str(case.pk), "decision": str(decision.pk), "grounds": "Zeearend-grond"}
    checked = text(visitor.post(path, fase="controleren", **typed))
    assert "Een jurist die niet over uw aanvraag besloot, kijkt opnieuw." in checked
    assert visitor.post(path, fase="bevestigen", sleutel=str(uuid.uuid4()), **typed).status_code == 302
    one = Objection.objects.get()
    assert (one.grounds, one.in_time) == ("Zeearend-grond", True)
    page = text(visitor.get(f"/mijn/{reference}/besluit/"))
    assert ["Uw bezwaar kwam binnen op" in page, "Dat is op tijd." in page] == [True, True]
    back = f"/mijn/{reference}/stap/objection/withdraw_objection/{one.pk}/"
    assert visitor.post(back, fase="bevestigen").status_code == 302
    assert Objection.objects.get().state == "withdrawn"


def test_the_post_room_enters_one_from_paper_and_the_jurist_finds_it_on_the_list() -> None:
    town, case, decision = decided()
    jurist = Visitor(town, town.hire("objection_handler").person)
    path = step_path(case.stream.reference, "objection", "object_to_decision", "nieuw")
    assert "stempel" in text(colleague(town, "intake_clerk").get(path))
    one = objects(town, case, clerk(town, case), decision, grounds="Zeearend-papier", channel="paper", **SCAN)
    take_up = f"/dossier/{case.stream.reference}/stap/objection/handle_objection/{one.pk}/"
    listed = text(jurist.get("/werk/vragen/"))
    assert ["Zeearend-papier" in listed, take_up in listed] == [True, True]
    assert "Zeearend-papier" not in text(colleague(town, "policy_officer").get("/werk/vragen/"))
    assert jurist.post(take_up, fase="bevestigen").status_code == 302
    assert "Bezwaar dat u behandelt" in text(jurist.get("/werk/vragen/"))


def test_nobody_is_offered_an_objection_before_there_is_a_decision() -> None:
    town = world.found()
    case = town.file()
    home = text(Visitor(town, case.contact_id).get(f"/mijn/{case.stream.reference}/"))
    office = text(colleague(town, "intake_clerk").get(f"/dossier/{case.stream.reference}/"))
    assert ["/objection/" in page for page in (home, office)] == [False, False]


def right(town: World, case: Application, decision: Decision, outcome: str = "founded") -> Objection:
    """An objection that was decided on."""
    one = objects(town, case, applicant(town, case), decision, grounds="De tent telde niet mee.")
    jurist = town.hire("objection_handler")
    town.take(jurist, "objection", "handle_objection", one.pk)
    said = payloads.ObjectionOutcome(outcome, "De tent telt mee.", HEARD)
    town.take(jurist, "objection", "decide_objection", one.pk, said)
    return Objection.objects.get(pk=one.pk)


def asked_of(town: World, role: str) -> list[tuple[str, date, str]]:
    """What is open for a colleague: what it is, its legal date, and where it is done."""
    page = colleague(town, role).get("/werk/vragen/").content.decode()
    with clock.at(town.now):
        rows = todo.look(Desk(town.actor(role), role, (role,))).rows
        owed = {one.pk for one in Objection.objects.all() if anew.owes(one, Decision.objects.filter(stream=one.stream))}
    assert set(anew.owing().values_list("pk", flat=True)) == owed
    assert [step_path(one.reference, one.machine, one.action, one.subject) in page for one in rows] == [True] * len(
        rows
    )
    return [(one.what, one.by, one.subject) for one in rows]


def told_when(town: World, case: Application) -> list[date]:
    """By when an applicant reads that a new decision comes."""
    return [day.last_day for day in looked_at(town, case).days if day.words == "Wij nemen een nieuw besluit uiterlijk"]


@pytest.mark.parametrize("outcome", ["founded", "partly"])
def test_who_was_right_is_owed_a_new_decision_by_the_same_legal_date_until_it_lies_ready(outcome: str) -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    decision = town.decide(case, 800_00, reason="De tent telde niet mee.")
    case = Application.objects.get(pk=case.pk)
    one = right(town, case, decision, outcome)
    assert asked_of(town, "policy_officer") == [("nieuw besluit", one.decide_by, "nieuw")]
    assert [asked_of(town, role) for role in ("intake_clerk", "mandate_holder")] == [[], []]
    assert told_when(town, case) == [one.decide_by]
    made = town.draft(case, 900_00, "amendment", reason="De tent telt mee.")
    assert asked_of(town, "policy_officer") == []
    town.take("policy_officer", "decision", "annul", made, payloads.Why("Het bedrag klopte niet."))
    assert [what for what, *_ in asked_of(town, "policy_officer")] == ["nieuw besluit"]
    town.decide(case, 950_00, "amendment", reason="De tent telt mee.")
    assert (asked_of(town, "policy_officer"), told_when(town, case)) == ([], [])
    assert verify().differences == []


@pytest.mark.parametrize("outcome", ["unfounded", "inadmissible"])
def test_an_objection_that_was_not_right_asks_for_no_new_decision(outcome: str) -> None:
    town, case, decision = decided()
    right(town, case, decision, outcome)
    assert asked_of(town, "policy_officer") == []


@pytest.mark.parametrize(("outcome", "may"), [("founded", True), ("partly", True), ("unfounded", False)])
def test_a_refusal_is_followed_by_an_award_without_a_reserve_list_only_where_the_objection_was_right(
    outcome: str, may: bool
) -> None:
    town = world.found()
    case = town.assessed(100_00)
    refusal = town.decide(
        case,
        case.requested_cents,
        "refusal",
        ground="4:35(1)a",
        hearing_exempt="own_data",
        reason="De tent telde niet mee.",
    )
    right(town, case, refusal, outcome)
    if may:
        award = town.decide(Application.objects.get(pk=case.pk), 100_00)
        assert (Application.objects.get(pk=case.pk).state, award.amount_cents) == ("awarded", 100_00)
        assert asked_of(town, "policy_officer") == []
        assert verify().differences == []
        return
    with pytest.raises(Refusal) as told:
        town.draft(Application.objects.get(pk=case.pk), 100_00)
    assert told.value.code == "not-on-reserve-list"
