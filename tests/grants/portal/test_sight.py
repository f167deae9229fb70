"""Which dossiers a colleague sees: an interest closes one, and judging or advising opens no others than those of one's rounds."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import timedelta
from typing import Any

import pytest

from grants import payloads
from grants.models import Application
from partners.models import Membership
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.grants.test_colleagues import join
from tests.grants.test_ranking import contest
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.models import RoleGrant
from workflow.registers import record
from workflow.scheme import Step

pytestmark = pytest.mark.django_db

TITLE = "Zeearend-7"


def entered(town: World, row: Any, register: str) -> None:
    """Enter a row in a register as the installation does."""
    with clock.at(town.now):
        record(register, row, actor=world.INSTALLATION, key=world.key())


def employed(town: World, person: uuid.UUID, role: str) -> Visitor:
    """Somebody whom the town knows already, now with a role at the office."""
    entered(town, RoleGrant(person=person, role=role, valid_from=clock.day_of(town.now)), "roles")
    return Visitor(town, person)


def seen(visitor: Visitor, case: Application) -> tuple[int, bool, bool]:
    """What the page of a dossier answers, and whether its title stands in the queue and is found by a search."""
    page = visitor.get(f"/dossier/{case.stream.reference}/").status_code
    lists = (text(visitor.get("/werk/", wie="alles")), text(visitor.get("/werk/", zoek=case.stream.reference)))
    return (page, *(TITLE in one for one in lists))


NOT_THERE, THERE = (404, False, False), (200, True, True)


def test_a_colleague_does_not_see_a_dossier_in_which_they_are_the_applicant_or_act_for_it() -> None:
    town = world.found()
    case = town.file(idee_titel=TITLE)
    applicant, member, other = town.applicants[case.pk], town.hire("policy_officer"), town.hire("policy_officer")
    assert member.person
    assert case.organisation_id
    since = clock.day_of(town.now)
    entered(
        town,
        Membership(person_id=member.person, organisation_id=case.organisation_id, role="member", valid_from=since),
        "partners",
    )
    Membership.objects.filter(person=applicant).update(valid_from=since + timedelta(days=1))  # Still the contact.
    assert seen(employed(town, applicant, "policy_officer"), case) == NOT_THERE
    assert seen(Visitor(town, member.person), case) == NOT_THERE
    assert seen(Visitor(town, other.person), case) == THERE
    assert f">{case.round.title}" in text(Visitor(town, member.person).get("/rondes/"))


def test_a_declared_interest_closes_the_dossier_for_who_declared_it_and_for_nobody_else() -> None:
    town = contest()
    case = town.file(idee_titel=TITLE)
    town.take("intake_clerk", "application", "intake", case.pk)
    juror = colleague(town, "juror")
    assert seen(juror, case) == THERE
    interest = payloads.Interest(case.pk, "Mijn zus.")
    town.take("juror", "assessment", "declare_interest", uuid.uuid4(), interest, stream=case.stream_id)
    step = f"/dossier/{case.stream.reference}/stap/assessment/score/nieuw/"
    assert (seen(juror, case), juror.get(step).status_code) == (NOT_THERE, 404)
    assert seen(colleague(town, "assessor"), case) == THERE


def test_an_interest_closes_what_was_said_and_asked_about_a_dossier_and_every_step_of_the_desk_in_it() -> None:
    town = world.found()
    case = town.file(idee_titel=TITLE)
    officer, today = town.people["policy_officer"], clock.day_of(town.now)
    note, question = uuid.uuid4(), uuid.uuid4()
    asked = payloads.Help(case.pk, officer, today, f"Vraag over {TITLE}")
    call = payloads.Contact(case.pk, today, "phone", "Ada", "Ze belde.", f"Belofte over {TITLE}", today)
    handed = payloads.Handing(case.pk, "policy_officer", officer)
    town.take("adviser", "help_request", "ask_help", question, asked, stream=case.stream_id)
    town.take("policy_officer", "contact_note", "note_contact", note, call, stream=case.stream_id)
    town.take("adviser", "handling", "assign", (handling := uuid.uuid4()), handed, stream=case.stream_id)
    steps = [
        f"/dossier/{case.stream.reference}/stap/{step}/"
        for step in (
            f"help_request/answer_help/{question}", f"contact_note/keep_promise/{note}", f"handling/assign/{handling}",
            "help_request/ask_help/nieuw", "contact_note/note_contact/nieuw", "handling/assign/nieuw",
        )
    ]  # fmt: skip

    def open_to_officer() -> tuple[list[int], int, int]:
        visitor = colleague(town, "policy_officer")
        own, todo = text(visitor.get("/werk/", wie="ik")), text(visitor.get("/werk/vragen/"))
        return [visitor.get(path).status_code for path in steps], own.count(TITLE), todo.count(f"over {TITLE}")

    codes, _, open_ = open_to_officer()
    assert (codes, open_) == ([200] * len(steps), 2)
    join(town, case, officer)
    assert open_to_officer() == ([404] * len(steps), 0, 0)


def test_who_only_judges_sees_the_rounds_that_they_judge_and_whoever_has_more_roles_sees_more() -> None:
    town = world.found()
    case = town.file(idee_titel=TITLE)
    person = town.people["juror"]
    assert seen(Visitor(town, person), case) == NOT_THERE
    assert seen(employed(town, person, "policy_officer"), case) == THERE


def test_who_only_advises_sees_the_rounds_that_begin_with_an_idea() -> None:
    town = world.found()
    case = town.file(idee_titel=TITLE)
    assert seen(colleague(town, "adviser"), case) == NOT_THERE
    steps = {**BUURTFEEST.steps, "register_idea": Step()}
    with clock.at(town.now):
        town.version = world.publish(dataclasses.replace(BUURTFEEST, version="2026.2", steps=steps))
    second = world.another_round(town, 1_000_00)
    assert seen(colleague(town, "adviser"), second.file(idee_titel=TITLE)) == THERE


def test_a_draft_is_there_for_the_post_room_only() -> None:
    town = world.found()
    person, _, _ = world.new_party(town.now)
    case = uuid.uuid4()
    clerk = Actor(person=town.people["intake_clerk"], on_behalf_of=person.pk)
    town.take(clerk, "application", "draft", case, payloads.Start(town.round, person.pk))
    draft = Application.objects.select_related("stream").get(pk=case)
    path = f"/dossier/{draft.stream.reference}/"
    assert [colleague(town, role).get(path).status_code for role in ("intake_clerk", "policy_officer")] == [200, 404]
