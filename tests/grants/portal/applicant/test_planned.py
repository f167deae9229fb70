"""What somebody was going to do stands beside the report and the account of what they did."""

from __future__ import annotations

import dataclasses

import pytest

from grants.models import Application, Report
from grants.portal.applicant.following.planned import about_plan, planned
from grants.schemes import ALL
from tests import world
from tests.grants.portal.office import Visitor, text
from tests.toy import BUURTFEEST
from tests.world import World
from workflow.form import Asked
from workflow.questions import Integer, LongText

TOLD = dataclasses.replace(
    BUURTFEEST,
    code="planfeest",
    prefix="PF",
    questions=(
        *BUURTFEEST.questions,
        LongText(id="plan_wat", part="plan", label="Wat gaat u doen?", help="", max_chars=400),
        Integer(
            id="deelnemers",
            part="plan",
            label="Hoeveel mensen doen mee?",
            help="",
            personal=False,
            minimum=1,
            maximum=99,
        ),
    ),
)

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


def granted() -> tuple[World, Application]:
    town = world.found(TOLD)
    case = town.file(1_000_00, plan_wat="Wij zetten zeventig tafels neer.", deelnemers=30)
    town.take("intake_clerk", "application", "intake", case.pk)
    case = Application.objects.get(pk=case.pk)
    town.decide(case)
    return town, Application.objects.get(pk=case.pk)


def test_a_report_and_an_account_show_what_was_planned_with_its_numbers_and_nothing_of_money_or_who() -> None:
    town, case = granted()
    assert planned(case) == [
        ("Hoe heet uw feest?", ["Feest in de straat"]),
        ("Wat gaat u doen?", ["Wij zetten zeventig tafels neer."]),
        ("Hoeveel mensen doen mee?", ["30"]),
    ]
    visitor, report = Visitor(town, case.contact_id), Report.objects.get(application=case)
    for machine, action, subject in (("report", "report", report.pk), ("application", "account", case.pk)):
        page = text(visitor.get(f"/mijn/{case.stream.reference}/stap/{machine}/{action}/{subject}/"))
        assert ["Dit was uw plan" in page, "Wij zetten zeventig tafels neer." in page] == [True, True]


def test_every_scheme_has_questions_about_the_plan_and_none_of_them_asks_who_one_is() -> None:
    for scheme in ALL:
        found = about_plan([one for one in scheme.questions if isinstance(one, Asked)])
        assert found, scheme.code
        assert {one.part for one in found} & {"wie", "geld", "bijlagen", "klaar"} == set(), scheme.code
