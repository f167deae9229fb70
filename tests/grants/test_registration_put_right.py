"""What was registered wrongly is put right by another person, and another party takes over with four eyes; nothing is overwritten."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

import pytest

from documents.models import Letter
from grants import payloads
from grants.models import Application, Inspection, PartyChange, Report
from partners.models import Organisation
from tests import world
from tests.world import World
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import Event
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def refused(call: Any, *said: Any, **more: Any) -> str:
    with pytest.raises(Refusal) as found:
        call(*said, **more)
    return found.value.code


def test_findings_are_put_right_by_another_person_and_the_first_ones_stay_in_the_trail() -> None:
    town = world.found()
    case = town.file()
    visit = uuid.uuid4()
    found = payloads.Findings(case.pk, date(2026, 1, 5), 2, 1, 0, 0, 12)
    town.take("inspector", "inspection", "inspect", visit, found, stream=case.stream_id)
    better = payloads.BetterFindings(case.pk, date(2026, 1, 5), 5, 1, 0, 0, 12, reason="De cijfers waren omgewisseld.")
    assert refused(town.take, "inspector", "inspection", "correct_findings", visit, better) == "own-registration"
    silent = payloads.BetterFindings(case.pk, date(2026, 1, 5), 5, 1, 0, 0, 12)
    assert refused(town.take, "policy_officer", "inspection", "correct_findings", visit, silent) == "reason-needed"
    town.take("policy_officer", "inspection", "correct_findings", visit, better)
    row = Inspection.objects.get(pk=visit)
    assert (row.condition, row.inspector) == (5, town.people["inspector"])
    written = [
        json.loads(one.data)["rows"][0][2].get("condition")
        for one in Event.objects.filter(subject=visit).order_by("seq")
    ]
    assert written == [2, 5]
    town.take("intake_clerk", "application", "intake", case.pk)
    assert (
        refused(town.take, town.hire("inspector"), "inspection", "correct_findings", visit, better) == "decided-on-it"
    )
    assert verify().differences == []


def test_a_report_that_was_accepted_by_mistake_is_looked_at_anew_by_another_person() -> None:
    town = world.found()
    case = town.assessed()
    town.pay(town.decide(case))
    applicant = Actor(person=town.applicants[case.pk])
    town.take(applicant, "application", "account", case.pk, payloads.Account(1_000_00, "Klaar."))
    report = Report.objects.get().pk
    town.take("policy_officer", "report", "accept_report", report)
    why = payloads.Because("De bijlage hoort bij een ander plan.")
    assert refused(town.take, "policy_officer", "report", "reopen_report", report, why) == "own-registration"
    other = town.hire("policy_officer")
    town.take(other, "report", "reopen_report", report, why)
    assert Report.objects.get().state == "submitted"
    draft = refused(town.draft, Application.objects.get(pk=case.pk), 1_000_00, "determination", parts=())
    assert draft == "report-not-accepted"
    assert verify().differences == []


def test_an_application_that_was_found_complete_by_mistake_loses_its_place_until_it_is() -> None:
    from tests.grants.test_ranking import contest

    town = contest()
    case = town.file()
    town.take("intake_clerk", "application", "intake", case.pk)
    why = payloads.Because("De begroting bleek een leeg bestand.")
    assert refused(town.take, "intake_clerk", "application", "find_incomplete", case.pk, why) == "own-registration"
    town.take(town.hire("intake_clerk"), "application", "find_incomplete", case.pk, why)
    assert Application.objects.get(pk=case.pk).complete_on is None
    again = refused(town.take, town.hire("intake_clerk"), "application", "find_incomplete", case.pk, why)
    assert again == "not-found-complete"
    assert verify().differences == []


def test_a_draft_is_taken_back_with_a_reason_and_leaves_money_and_terms_as_they_were() -> None:
    town = world.found()
    case = town.assessed()
    draft = town.draft(case)
    town.take("policy_officer", "decision", "annul", draft, payloads.Why("Het bedrag klopte niet."))
    assert case.decisions.get().annulled_because == "Het bedrag klopte niet."
    assert town.decide(Application.objects.get(pk=case.pk)).state == "announced"
    assert verify().differences == []


# --- Another party -----------------------------------------------------------------------------------------------


def ask(town: World, case: Application, kind: str, **more: Any) -> uuid.UUID:
    change = uuid.uuid4()
    asked = payloads.NewParty(case.pk, kind, evidence="Een besluit van het bestuur.", **more)
    town.take(
        Actor(person=town.applicants[case.pk]), "party_change", "ask_party_change", change, asked, stream=case.stream_id
    )
    return change


def test_a_legal_successor_takes_over_with_four_eyes_and_both_hear_of_it() -> None:
    town = world.found()
    case = town.assessed()
    town.decide(case)
    person, successor, account = world.new_party(town.now)
    change = ask(town, case, "successor", contact=person.pk, organisation=successor.pk)
    assert Application.objects.get(pk=case.pk).organisation_id == case.organisation_id
    town.take("policy_officer", "party_change", "approve_party_change", change)
    now = Application.objects.get(pk=case.pk)
    assert (now.organisation_id, now.contact_id, now.bank_account_id) == (successor.pk, person.pk, None)
    letters = [json.loads(one.facts)["head"] for one in Letter.objects.filter(kind="party_change").order_by("pk")]
    assert len(letters) == 2
    assert account.pk != case.bank_account_id
    town.applicants[case.pk] = person.pk
    assert refused(ask, town, now, "successor", contact=person.pk, organisation=successor.pk) == "same-party"
    assert verify().differences == []


def test_another_address_is_entered_in_the_register_and_the_old_one_stays_provable() -> None:
    town = world.found()
    case = town.assessed()
    change = ask(town, case, "details", details={"street": "Proefkade", "number": "2"})
    town.take("policy_officer", "party_change", "approve_party_change", change)
    assert case.organisation_id is not None
    moved = Organisation.objects.get(pk=case.organisation_id)
    assert (moved.street, moved.number, moved.name) == ("Proefkade", "2", "Buren van de straat")
    assert verify().differences == []


def test_who_entered_a_change_does_not_put_it_in_force() -> None:
    town = world.found()
    case = town.assessed()
    both = town.hire("intake_clerk", "policy_officer")
    clerk = Actor(person=both.person, on_behalf_of=town.applicants[case.pk])
    change = uuid.uuid4()
    moved = payloads.NewParty(case.pk, "details", details={"street": "Proefkade"}, evidence="Een brief.")
    town.take(clerk, "party_change", "ask_party_change", change, moved, stream=case.stream_id)
    assert refused(town.take, both, "party_change", "approve_party_change", change) in ("own-change", "separation")
    town.take("policy_officer", "party_change", "refuse_party_change", change)
    assert PartyChange.objects.get().state == "refused"


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "nothing that changes": ({"kind": "contact"}, "party-incomplete"),
    "a contact of nobody": ({"kind": "contact", "contact": uuid.UUID(int=1)}, "not-a-member"),
    "a name that is too long": ({"kind": "details", "details": {"name": "x" * 201}}, "details-invalid"),
    "another kind": ({"kind": "gift", "details": {"name": "x"}}, "party-incomplete"),
    "no evidence": ({"kind": "details", "details": {"name": "x"}, "evidence": " "}, "proof-of-change-missing"),
}


@pytest.mark.parametrize("case_", WRONG)
def test_a_change_that_does_not_fit_is_refused(case_: str) -> None:
    town = world.found()
    case = town.assessed()
    more, code = WRONG[case_]
    asked = payloads.NewParty(case.pk, **{"evidence": "Een brief.", **more})
    applicant = Actor(person=town.applicants[case.pk])
    found = refused(
        town.take, applicant, "party_change", "ask_party_change", uuid.uuid4(), asked, stream=case.stream_id
    )
    assert (found, PartyChange.objects.count()) == (code, 0)


def test_one_change_waits_at_a_time() -> None:
    town = world.found()
    case = town.assessed()
    ask(town, case, "details", details={"name": "Buren van de hoek"})
    assert refused(ask, town, case, "details", details={"name": "Buren van het plein"}) == "change-waits"
