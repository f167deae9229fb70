"""The tale of a scheme that was added as one file."""

import pytest

from grants import payloads
from grants.models import Application, Report
from tests import world
from workflow.facts import Actor
from workflow.models import Event
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def test_a_fourth_scheme_is_one_file_and_runs_from_filing_to_its_final_account() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    award = town.decide(case)
    town.pay(award)
    applicant = Actor(person=town.applicants[case.pk])
    town.wait(days=60)
    town.take(applicant, "application", "account", case.pk, payloads.Account(900_00, "Het was een mooi feest."))
    town.take("policy_officer", "report", "accept_report", Report.objects.get().pk)
    town.decide(case, 1_000_00, "determination", parts=())
    states = (
        Event.objects.filter(machine="application", subject=case.pk)
        .order_by("seq")
        .values_list("state_after", flat=True)
    )
    assert list(states) == [
        "submitted",
        "submitted",
        "assessed",
        "awarded",
        "monitored",
        "account_submitted",
        "accounted",
    ]
    assert verify().differences == []
    assert Application.objects.get(pk=case.pk).determined_cents == 1_000_00
