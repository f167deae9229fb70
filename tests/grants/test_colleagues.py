"""Who handles a case: given and taken over through the door, with duties kept apart; and who is asked for help."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from itertools import permutations

import pytest

from grants import payloads
from grants.colleagues import Colleagues
from grants.models import Application, Handling, HelpRequest
from grants.models.handling import DUTIES
from partners.models import Membership
from tests import world
from tests.invariants.tale import STRAATFEEST
from tests.world import World
from workflow import clock, door, roles
from workflow.errors import Obstacle, Refusal
from workflow.facts import Actor, Change
from workflow.models import Event
from workflow.registers import record

database = pytest.mark.django_db
APART = "Gemeentewet 212; Awb 2:4"
NAMES = {role: f"Medewerker {role} (voorbeeld)" for role in world.ROLES}


def give(
    town: World, case: Application, duty: str, person: uuid.UUID | None, handling: uuid.UUID | None = None
) -> uuid.UUID:
    """Let the policy officer give a duty in a case to a person."""
    assert person
    subject, given = handling or uuid.uuid4(), payloads.Handing(case.pk, duty, person)
    where = {} if handling else {"stream": case.stream_id}
    town.take("policy_officer", "handling", "assign", subject, given, **where)
    return subject


def refused(act: object, *args: object) -> Obstacle:
    """What stands in the way."""
    with pytest.raises(Refusal) as no:
        act(*args)  # type: ignore[operator]
    return no.value.obstacles[0]


def join(town: World, case: Application, person: uuid.UUID | None) -> None:
    """Let a person become a member of the organisation that applied."""
    assert person
    assert case.organisation_id
    with clock.at(town.now):
        joined = Membership(
            person_id=person, organisation_id=case.organisation_id, role="member", valid_from=clock.day_of(town.now)
        )
        record("partners", joined, actor=world.INSTALLATION, key=world.key())


@database
def test_a_case_is_given_handed_over_and_let_go_and_the_trail_tells_each_of_it() -> None:
    town = world.found(STRAATFEEST)
    case, other = town.file(), town.hire("assessor").person
    handling = give(town, case, "assessor", town.people["assessor"])
    give(town, case, "assessor", other, handling)
    town.take("policy_officer", "handling", "release", handling)
    events = Event.objects.filter(stream=case.stream_id, machine="handling").order_by("seq")
    told = list(events.values_list("action", "role", "state_after"))
    assert told == [
        ("assign", "colleague", "assigned"),
        ("assign", "colleague", "assigned"),
        ("release", "colleague", "released"),
    ]
    row = Handling.objects.get()
    assert (row.application_id, row.duty, row.handler, row.state) == (case.pk, "assessor", other, "released")


@database
def test_giving_a_case_is_no_duty_so_that_whoever_did_it_may_still_do_any() -> None:
    town = world.found(STRAATFEEST)
    case, both = town.file(), town.hire("intake_clerk", "assessor")
    given = payloads.Handing(case.pk, "assessor", town.people["assessor"])
    town.take(both, "handling", "assign", uuid.uuid4(), given, stream=case.stream_id)
    scores = payloads.Scoring(case.pk, {"samen": 4})
    town.take("intake_clerk", "application", "intake", case.pk)
    town.take(both, "assessment", "score", uuid.uuid4(), scores, stream=case.stream_id)
    assert Event.objects.filter(stream=case.stream_id, machine="assessment").get().role == "assessor"


@database
def test_a_step_in_a_case_of_a_colleague_is_open_to_whoever_may_take_it() -> None:
    town = world.found(STRAATFEEST)
    case = town.file()
    give(town, case, "intake_clerk", town.hire("intake_clerk").person)
    town.take("intake_clerk", "application", "intake", case.pk)
    assert Application.objects.get(pk=case.pk).complete_on is not None


@database
def test_who_has_no_such_role_today_is_refused_with_the_names_of_who_can() -> None:
    town = world.found(STRAATFEEST)
    case = town.file()
    assert refused(give, town, case, "assessor", town.people["policy_officer"]) == Obstacle(
        "handler-without-role",
        f"{NAMES['policy_officer']} werkt vandaag niet als beoordelaar. Dit kan wel: {NAMES['assessor']}.",
    )
    assert refused(give, town, case, "objection_handler", town.people["policy_officer"]) == Obstacle(
        "handler-without-role",
        f"{NAMES['policy_officer']} werkt vandaag niet als jurist bezwaar. Er is nu niemand anders die dit kan.",
    )
    assert refused(give, town, case, "assessor", uuid.UUID(int=7)) == Obstacle(
        "handler-without-role",
        f"Deze persoon werkt vandaag niet als beoordelaar. Dit kan wel: {NAMES['assessor']}.",
    )
    assert list(Handling.objects.all()) == []


@database
def test_who_did_another_duty_in_the_case_is_refused_though_they_have_the_role() -> None:
    town = world.found(STRAATFEEST)
    case, both = town.file(), town.hire("intake_clerk", "assessor")
    town.take(both, "application", "intake", case.pk)
    assert refused(give, town, case, "assessor", both.person) == Obstacle(
        "handler-separated",
        "Nieuwe medewerker (voorbeeld) is in dit dossier al medewerker aanvragen. "
        f"Dat gaat niet samen met beoordelaar. Dit kan wel: {NAMES['assessor']}.",
        APART,
        {"role": "assessor", "earlier": "intake_clerk"},
    )
    give(town, town.file(), "assessor", both.person)


@database
def test_nobody_is_given_two_duties_that_do_not_go_together_before_either_is_done() -> None:
    town = world.found(STRAATFEEST)
    case, both = town.file(), town.hire("intake_clerk", "assessor")
    handling = give(town, case, "intake_clerk", both.person)
    assert refused(give, town, case, "assessor", both.person).code == "handler-separated"
    town.take("policy_officer", "handling", "release", handling)
    give(town, case, "assessor", both.person)


@database
def test_two_duties_that_do_not_go_together_are_not_given_in_one_act_either() -> None:
    town = world.found(STRAATFEEST)
    case, both = town.file(), town.hire("intake_clerk", "assessor").person
    assert both
    changes = [
        Change("handling", "assign", uuid.uuid4(), payloads.Handing(case.pk, duty, both), case.stream_id)
        for duty in ("intake_clerk", "assessor")
    ]
    with clock.at(town.now):
        assert refused(lambda: _act(town, changes)).code == "handler-separated"
    assert list(Handling.objects.all()) == []


def _act(town: World, changes: list[Change]) -> None:
    door.act(changes, actor=town.actor("policy_officer"), key=world.key())


@database
def test_who_declared_an_interest_and_who_acts_for_the_applicant_are_refused() -> None:
    town = world.found(STRAATFEEST)
    case, member = town.file(), town.hire("assessor").person
    town.take("intake_clerk", "application", "intake", case.pk)
    interest = payloads.Interest(case.pk, "Het is mijn zus.")
    town.take("assessor", "assessment", "declare_interest", uuid.uuid4(), interest, stream=case.stream_id)
    join(town, case, member)
    assert refused(give, town, case, "assessor", town.people["assessor"]) == Obstacle(
        "handler-interested",
        f"{NAMES['assessor']} meldde een belang in deze zaak. Er is nu niemand anders die dit kan.",
        "Awb 2:4",
    )
    assert refused(give, town, case, "assessor", member) == Obstacle(
        "handler-is-applicant",
        "Nieuwe medewerker (voorbeeld) hoort bij de aanvrager. Er is nu niemand anders die dit kan.",
        APART,
    )


@database
def test_a_duty_is_handled_in_one_place_and_stays_the_duty_it_is() -> None:
    town = world.found(STRAATFEEST)
    case = town.file()
    handling = give(town, case, "assessor", town.people["assessor"])
    elsewhere = Obstacle("handling-elsewhere", "Hiervoor is al eens een behandelaar gekozen. Geef de zaak dáár over.")
    assert refused(give, town, case, "assessor", town.people["assessor"]) == elsewhere
    assert refused(give, town, case, "intake_clerk", town.people["intake_clerk"], handling) == elsewhere
    assert refused(give, town, case, "juror", town.people["juror"]).code == "duty-unknown"


@database
def test_a_handling_never_moves_to_another_case_whatever_the_payload_names() -> None:
    town = world.found(STRAATFEEST)
    case, other = town.file(), town.file()
    handling = give(town, case, "assessor", town.people["assessor"])
    give(town, other, "assessor", town.people["assessor"], handling)
    assert Handling.objects.get().application_id == case.pk


def test_no_two_duties_that_clash_are_ever_given_to_one_person_in_one_case() -> None:
    me = uuid.UUID(int=1)
    for done, duty in permutations(DUTIES, 2):
        have = {me: frozenset({done, duty})}
        given = Handling(duty=done, handler=me, state=Handling.ASSIGNED)
        for known in (
            Colleagues({me: "Ik"}, have, {me: frozenset({done})}, (), frozenset(), frozenset()),
            Colleagues({me: "Ik"}, have, {}, (given,), frozenset(), frozenset()),
        ):
            assert (known.bar(me, duty) is None) is not roles.clash(done, duty), (done, duty)


# --- Help -----------------------------------------------------------------------------------------------------------


def ask(town: World, case: Application, helper: uuid.UUID, by: timedelta = timedelta(days=2)) -> uuid.UUID:
    """Let the assessor ask a question about a case."""
    question, day = uuid.uuid4(), clock.day_of(town.now) + by
    asked = payloads.Help(case.pk, helper, day, "Telt eigen werk mee?")
    town.take("assessor", "help_request", "ask_help", question, asked, stream=case.stream_id)
    return question


@database
def test_a_question_goes_to_a_colleague_by_a_day_and_is_answered() -> None:
    town = world.found(STRAATFEEST)
    case = town.file()
    question = ask(town, case, town.people["adviser"])
    town.take("adviser", "help_request", "answer_help", question, payloads.Answer("Ja, voor 15 euro per uur."))
    row = HelpRequest.objects.get()
    assert (row.state, row.asked_by, row.helper, row.until, row.question, row.answer) == (
        "answered", town.people["assessor"], town.people["adviser"], date(2026, 1, 7),
        "Telt eigen werk mee?", "Ja, voor 15 euro per uur.",
    )  # fmt: skip


@database
def test_help_is_not_asked_of_oneself_nor_of_who_looks_on_nor_by_a_day_that_was() -> None:
    town = world.found(STRAATFEEST)
    case = town.file()
    assert refused(ask, town, case, town.people["assessor"]).code == "help-from-oneself"
    assert refused(ask, town, case, town.people["adviser"], timedelta(days=-1)).code == "help-too-late"
    assert refused(ask, town, case, town.people["auditor"]).code == "handler-without-role"
    assert refused(ask, town, case, town.applicants[case.pk]).code == "handler-without-role"
    assert list(HelpRequest.objects.all()) == []


@database
@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_looks_on_takes_no_part_in_the_work(role: str) -> None:
    town = world.found(STRAATFEEST)
    case = town.file()
    note = payloads.Contact(case.pk, clock.day_of(town.now), "phone", "Ada", "Ze belde.")
    with pytest.raises(Refusal, match="not-permitted: Dit mag alleen: medewerker."):
        town.take(role, "contact_note", "note_contact", uuid.uuid4(), note, stream=case.stream_id)


@database
def test_who_took_part_in_the_work_of_a_case_does_not_audit_it() -> None:
    assert roles.clash("colleague", "auditor")
    assert {role for role in roles.LABELS if roles.clash("colleague", role)} == {
        "applicant", "auditor", "administrator",
    }  # fmt: skip


@database
def test_an_applicant_does_not_write_in_the_own_dossier_though_they_work_here() -> None:
    town = world.found(STRAATFEEST)
    case = town.file()
    member = town.hire("finance_maker").person
    join(town, case, member)
    note = payloads.Contact(case.pk, clock.day_of(town.now), "phone", "Ada", "Ze belde.")
    with pytest.raises(Refusal, match="separation: U hoort bij de aanvrager"):
        town.take(Actor(person=member), "contact_note", "note_contact", uuid.uuid4(), note, stream=case.stream_id)
