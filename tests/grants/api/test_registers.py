"""What stands in registers is read by the API as on the screens, and every mark that is read is one that a step takes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from budgets import checker
from grants.api.urls import urlpatterns
from grants.desk import OFFICE
from grants.models import LetterText
from tests import world
from tests.grants.api.callers import Caller, calling
from tests.grants.api.test_who_reads_what import address, decided
from tests.world import World
from workflow import clock
from workflow.models import RoleGrant
from workflow.registers import KEPT_IN, record

pytestmark = pytest.mark.django_db

READ = "registers:read"
READ_AT = {
    "RoleGrant": "role-list", "LetterText": "text-list", "AuditSample": "sample-list", "AuditVerdict": "verdict-list",
    "BudgetLine": "budget-line-list", "LedgerAccount": "budget-line-list", "Indicator": "indicator-list",
    "IndicatorValue": "indicator-list", "SchemeVersion": "scheme-list",
    **dict.fromkeys(("Person", "Organisation", "Membership"), "party-list"),
}  # fmt: skip
"""Where the rows of each model of a register are read."""

ON_NO_SCREEN = {
    "Area", "AreaTeam", "BankAccount", "LegalProfile", "Mandate", "PolicyField", "Programme", "SubProgramme", "Transfer",
}  # fmt: skip
"""What no screen has a list of: it is named where it is used, an account by its last four signs."""

MARKED = {
    **dict.fromkeys(
        ("application", "decision", "deadline", "payment", "document", "letter", "receipt", "assessment", "answer"), "step-list"
    ),
    "round": "round-step-list", "absence": "absence-step-list", "order": "order-step-list",
    "indicator": "indicators", "role": "roles", "text": "texts", "sample": "audit", "verdict": "audit",
}  # fmt: skip
"""Where the steps are taken in which each resource changes: by the name of the address, or the code of a register."""

NEVER_CHANGES, CHANGES_BY_OTHERS = {"scheme"}, {"budget-line"}


def test_every_model_of_a_register_is_read_somewhere_or_on_no_screen_either() -> None:
    names = {one.name for one in urlpatterns if isinstance(one, URLPattern)}
    assert set(READ_AT.values()) <= names
    assert {model.__name__ for model in KEPT_IN} == READ_AT.keys() | ON_NO_SCREEN
    assert READ_AT.keys() & ON_NO_SCREEN == set()


def test_the_mark_of_whatever_is_read_is_the_one_that_its_steps_ask_for() -> None:
    there = decided()
    everybody = there.town.hire(*sorted(OFFICE)).person
    reader = Caller(there.town, everybody)
    single = {
        one.name
        for one in urlpatterns
        if isinstance(one, URLPattern) and one.name and (one.name.endswith("-detail") or one.name == "answer-list")
    }
    assert {one.rpartition("-")[0] for one in single} == MARKED.keys() | NEVER_CHANGES | CHANGES_BY_OTHERS
    read, taken = {}, {}
    for name in single:
        what = name.rpartition("-")[0]
        answer = reader.get(address(name, there))
        assert answer.status_code == 200, name
        read[what] = answer.headers.get("ETag")
        where = MARKED.get(what)
        if where:
            steps = address(where, there) if where.endswith("step-list") else f"/api/v1/registers/{where}/steps"
            taken[what] = reader.get(steps).headers["ETag"]
    assert read == {**taken, **dict.fromkeys(NEVER_CHANGES | CHANGES_BY_OTHERS)}


def test_who_writes_with_a_mark_of_before_somebody_else_wrote_is_refused() -> None:
    town = world.found()
    officer = calling(town, "policy_officer", READ, "steps:take")
    wordings(town, 1)
    read = officer.ask(f"/texts/{LetterText.objects.get().pk}")
    wordings(town, 2)
    body = {"machine": "register", "action": "word", "data": {"new": []}}
    answer = officer.send("/registers/texts/steps", body, idempotency_key="a-1", if_match=read.headers["ETag"])
    assert (answer.status_code, answer.json()["obstacles"][0]["code"]) == (412, "changed-meanwhile")


def wordings(town: World, number: int, many: int = 1) -> None:
    """So many wordings more of a text, from this number on."""
    rows = [
        LetterText(
            scheme="innovatie-atelier", name="acknowledgement", number=number + more, text=f"Kom langs ({number + more}).",
            proposed_by=town.people["policy_officer"], proposed_on=clock.day_of(town.now),
        )
        for more in range(many)
    ]  # fmt: skip
    with clock.at(town.now):
        record("texts", *rows, actor=world.INSTALLATION, key=world.key())


def test_the_wordings_of_a_text_are_read_as_they_were_entered_in_as_many_queries_for_three_as_for_one() -> None:
    town = world.found()
    reader = calling(town, "mandate_holder", READ)
    wordings(town, 1)
    [one] = results(reader.ask("/texts", scheme="innovatie-atelier"))
    row = LetterText.objects.get()
    assert one == {
        "id": str(row.pk), "scheme": "innovatie-atelier", "name": "acknowledgement", "number": 1, "text": "Kom langs (1).",
        "proposed_by": str(row.proposed_by), "proposed_on": "2026-01-05", "decided_by": None, "decided_on": None, "released": None,
    }  # fmt: skip
    few = asked(reader)
    wordings(town, 2, 2)
    assert (len(results(reader.ask("/texts"))), asked(reader)) == (3, few)
    assert results(reader.ask("/texts", scheme="buurtfeest")) == []


def asked(reader: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        reader.ask("/texts")
    return len(seen)


def results(answer: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_the_post_room_reads_who_acts_for_an_applicant_and_no_more_than_on_its_screen() -> None:
    town = world.found()
    case = town.file()
    clerk = calling(town, "intake_clerk", READ)
    assert case.organisation
    [found] = results(clerk.ask("/parties", application=case.stream.reference))
    assert (found["person"], found["name"], found["organisation"]["id"]) == (
        str(case.contact_id), case.contact.name, str(case.organisation_id),
    )  # fmt: skip
    assert found.keys() == {"organisation", "person", "name", "role"}
    assert found["organisation"].keys() == {"id", "name", "legal_form", "kvk", "place"}
    assert results(clerk.ask("/parties", application="BF-2026-9999")) == []
    assert [clerk.ask("/parties", **query).status_code for query in ({}, {"search": "Ada"})] == [400, 400]


def test_roles_of_today_and_what_waits_are_read_and_what_ended_is_not() -> None:
    town = world.found()
    boss = calling(town, "administrator", READ)
    person = town.people["juror"]
    held = {one["person"]: one for one in results(boss.ask("/roles", role="juror"))}
    assert held[str(person)] | {"id": "", "reviewed_on": None} == {
        "id": "", "person": str(person), "name": held[str(person)]["name"], "role": "juror", "valid_from": held[str(person)]["valid_from"],
        "valid_through": None, "proposed_by": None, "confirmed_by": None, "reviewed_on": None,
    }  # fmt: skip
    assert held[str(person)]["name"]
    row = RoleGrant.objects.get(person=person)
    with clock.at(town.now):
        yesterday = {"valid_through": clock.today() - timedelta(days=1)}
        record("roles", revised=[(row, yesterday)], actor=world.INSTALLATION, key=world.key())
    assert str(person) not in {one["person"] for one in results(boss.ask("/roles", role="juror"))}


def test_the_money_of_a_line_is_what_the_second_path_counts_from_its_entries() -> None:
    town = world.found()
    town.pay(town.decide(town.assessed()))
    reader = calling(town, "budget_holder", "money:read")
    pots = ("authorised", "available", "reserved", "committed", "advanced", "paid", "recoverable")
    read = {(one["code"], one["year"]): [one[pot] for pot in pots] for one in results(reader.ask("/lines-of-budgets"))}
    counted = {
        (one.code, one.year): [f"{getattr(one, pot) // 100}.{getattr(one, pot) % 100:02}" for pot in pots]
        for one in checker.report()
        if one.authorised
    }
    assert read == counted
    assert any(one[5] != "0.00" or one[4] != "0.00" for one in read.values())
