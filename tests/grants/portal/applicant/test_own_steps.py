"""What an applicant does: complete, withdraw, report and account, each with what follows before it is sent."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from grants import payloads
from grants.models import Application, Receipt, Report, Version
from grants.portal.applicant.following import doing
from tests import world
from tests.grants.portal.applicant.at_home import ASKING, ask_for, looked_at, of
from tests.grants.portal.office import Visitor, text
from workflow import clock
from workflow.facts import Actor

pytestmark = pytest.mark.django_db


def path(case: Application, action: str, subject: object = None, machine: str = "application") -> str:
    """The address of a step."""
    return reverse("own-step", args=[case.stream.reference, machine, action, subject or case.pk])


BUDGET = {
    "answers.begroting": (
        '{"costs":[{"what":"Tent","amount_cents":10000}],'
        '"income":[{"kind":"subsidie","what":"Gemeente","amount_cents":10000}]}'
    )
}


def test_a_completion_shows_what_is_asked_and_the_date_before_and_the_same_date_when_it_is_checked() -> None:
    town = world.found(ASKING)
    case = town.file(100_00)
    ask_for(town, case, "idee_titel")
    town.wait(days=7)
    visitor = Visitor(town, case.contact_id)
    first = text(visitor.get(path(case, "complete")))
    assert "Wij zien niet wat het kost." in first
    assert "Stuur dit uiterlijk op maandag 26 januari 2026." in first
    assert "Stuurt u dit vandaag? Dan besluiten wij uiterlijk op maandag 9 maart 2026." in first
    assert 'value="Feest in de straat"' in first
    second = text(visitor.post(path(case, "complete"), **{"answers.idee_titel": "Straatfeest", "fase": "controleren"}))
    assert "Wij besluiten uiterlijk maandag 9 maart 2026." in second
    assert Version.objects.filter(application=case).count() == 1


def test_one_key_completes_once_and_leads_back_to_the_page() -> None:
    town = world.found()
    case = town.file(100_00)
    ask_for(town, case, "idee_titel")
    visitor = Visitor(town, case.contact_id)
    sent = {"answers.idee_titel": "Straatfeest", "fase": "bevestigen", "sleutel": str(uuid.uuid4())}
    answers = [visitor.post(path(case, "complete"), **sent) for _ in range(2)]
    assert [(one.status_code, one.url) for one in answers] == [(302, f"/mijn/{case.stream.reference}/")] * 2
    case = Application.objects.get(pk=case.pk)
    assert (case.state, Version.objects.filter(application=case).count()) == ("submitted", 2)


def test_who_applies_does_not_say_when_or_how_something_came_in() -> None:
    town = world.found()
    case = town.file(100_00)
    visitor = Visitor(town, case.contact_id)
    asked = doing.find(case, of(town, case), "application", "withdraw", str(case.pk), "")
    assert list(doing.form_of(asked).base_fields) == ["reason"]
    forged = {
        "received_at": "2025-12-01T09:00",
        "channel": "paper",
        "receipt_reason": "Lag er al.",
        "fase": "bevestigen",
    }
    assert visitor.post(path(case, "withdraw"), **forged).status_code == 302
    assert Receipt.objects.filter(application=case, about="withdraw").count() == 0
    case = Application.objects.get(pk=case.pk)
    assert case.state == "withdrawn"


def test_withdrawing_says_first_what_follows() -> None:
    town = world.found()
    case = town.file(100_00)
    page = text(Visitor(town, case.contact_id).post(path(case, "withdraw"), fase="controleren"))
    assert "Wij stoppen met uw aanvraag." in page
    assert "U kunt dit niet terugdraaien." in page
    case = Application.objects.get(pk=case.pk)
    assert case.state == "submitted"


def test_a_step_that_is_closed_says_so_and_not_why() -> None:
    town = world.found()
    case = town.assessed(100_00)
    town.decide(case)
    page = Visitor(town, case.contact_id).get(path(case, "withdraw"))
    assert page.status_code == 200
    assert "Dit kan nu niet. Misschien deed u het al." in text(page)
    refused = Visitor(town, case.contact_id).post(path(case, "withdraw"), fase="bevestigen")
    assert "Dit kan nu niet. Misschien deed u het al." in text(refused)


def test_the_steps_of_colleagues_and_those_of_filing_are_not_there() -> None:
    town = world.found()
    case = town.file(100_00)
    visitor = Visitor(town, case.contact_id)
    for action in ("intake", "file", "draft", "nonsense"):
        assert visitor.get(path(case, action)).status_code == 404
    assert visitor.get(path(case, "sign", machine="decision")).status_code == 404
    assert visitor.get(path(case, "withdraw", "no-uuid")).status_code == 404


def test_the_report_that_comes_with_the_account_leads_to_the_account_and_both_can_be_taken() -> None:
    town = world.found()
    case = town.assessed(100_00)
    town.decide(case)
    page = looked_at(town, case)
    assert page.first
    assert page.first.step == "application.account"
    report = Report.objects.get(application=case)
    visitor = Visitor(town, case.contact_id)
    sent = {"text": "Het was mooi.", "fase": "bevestigen"}
    assert visitor.post(path(case, "report", report.pk, "report"), **sent).status_code == 302
    report = Report.objects.get(pk=report.pk)
    assert (report.state, report.text) == ("submitted", "Het was mooi.")
    answers = text(visitor.get(f"/mijn/{case.stream.reference}/antwoorden/"))
    assert "Het was mooi." in answers


def test_an_account_that_does_not_add_up_is_told_so_and_one_that_does_is_received() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    town.decide(case)
    visitor = Visitor(town, case.contact_id)
    sent = {"actual_cents": "900,00", "text": "Mooi.", "costs.0": "950,00", "income.0": "1.000,00", "all_done": "on"}
    wrong = text(visitor.post(path(case, "account"), fase="controleren", **sent))
    assert "Uw kosten zijn samen" in wrong
    right = visitor.post(path(case, "account"), fase="bevestigen", **{**sent, "costs.0": "900,00"})
    assert right.status_code == 302
    case = Application.objects.get(pk=case.pk)
    assert case.state == "account_submitted"


def test_a_member_of_the_organisation_takes_the_same_steps() -> None:
    town = world.found()
    case = town.file(100_00)
    with clock.at(town.now):
        found = of(town, case).find(case.stream.reference)
    assert found.pk == case.pk
    town.take(Actor(person=case.contact_id), "application", "withdraw", case.pk, payloads.Withdrawal())
    assert looked_at(town, case).turn.who == "niemand"
