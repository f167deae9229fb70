"""The register of awards: what was announced and nothing before it, four amounts apart, and no person by how it is asked for."""

from __future__ import annotations

import re
import uuid
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import payloads
from grants.models import Application
from grants.open_data import awards
from grants.portal.public import register
from partners.models import BankAccount, Membership, Organisation, Person
from tests import world
from tests.grants.portal.office import Visitor, text
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.registers import record

pytestmark = pytest.mark.django_db

CANARY = "Zeearend"
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
MARKS = re.compile(r"<[^>]+>")


def rows(town: World, **asked: Any) -> list[list[str]]:
    """The rows of the register as a visitor reads them, cell by cell."""
    page = text(Visitor(town, None).get("/subsidieregister/", **asked)).replace("\N{NO-BREAK SPACE}", " ")
    bodies = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    found = [CELL.findall(row) for body in bodies for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)]
    return [[" ".join(MARKS.sub(" ", cell).split()) for cell in row] for row in found]


def by(town: World, legal_form: str, cents: int = 1_000_00) -> Application:
    """A complete application of somebody with a legal form, in whose every word the canary stands."""
    person = Person(name=f"{CANARY}-1", email=f"{CANARY}-2@voorbeeld.example", phone=f"{CANARY}-3")
    organisation = Organisation(
        name=f"{CANARY}-4", legal_form=legal_form, street=f"{CANARY}-5", number="1", postcode="9711 XX", place=CANARY
    )
    member = Membership(person=person, organisation=organisation, role="signer", valid_from=clock.day_of(town.now))
    account = BankAccount(organisation=organisation, iban="NL03VBLD0910000001", holder=f"{CANARY}-6")
    with clock.at(town.now):
        record("partners", person, organisation, member, account, actor=world.INSTALLATION, key=world.key())
    case, given = uuid.uuid4(), {**world.answers_for(cents), "idee_titel": f"{CANARY}-7"}
    filing = payloads.Filing(given, organisation.pk, person.pk, account.pk, round=town.round)
    town.take(Actor(person=person.pk), "application", "file", case, filing)
    town.take("intake_clerk", "application", "intake", case)
    return Application.objects.get(pk=case)


def test_an_award_is_told_once_it_is_announced_and_each_amount_in_its_own_column() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    decision = town.draft(case, 900_00, reason="Een deel kost minder.")
    assert rows(town) == []
    town.take("mandate_holder", "decision", "sign", decision)
    assert rows(town) == []
    town.take("policy_officer", "decision", "announce", decision)
    told = ["Een groep bewoners Buurtfeest", "5 januari 2026", "€ 1.000,00", "€ 900,00", "–"]
    assert rows(town) == [[*told, "€ 0,00"]]
    town.pay(case.decisions.get())
    assert rows(town) == [[*told, "€ 720,00"]]


def test_a_refusal_is_not_in_it() -> None:
    town = world.found()
    town.decide(town.assessed(), kind="refusal", ground="4:35(1)a", reason="Het mag niet.", hearing_exempt="own_data")
    assert rows(town) == []


@pytest.mark.parametrize("legal_form", sorted(awards.UNNAMED))
def test_of_who_may_be_a_human_being_no_word_is_read(legal_form: str) -> None:
    town = world.found()
    town.decide(by(town, legal_form), reason=f"{CANARY}-8")
    visitor = Visitor(town, None)
    with CaptureQueriesContext(connection) as asked:
        page = visitor.get("/subsidieregister/").content.decode()
    assert CANARY not in page
    assert awards.UNNAMED[legal_form] in page
    tables = {table for one in asked.captured_queries for table in re.findall(r'"(partners_\w+)"', one["sql"])}
    assert tables == {"partners_organisation"}


def test_what_leaves_the_database_has_no_word_of_who_may_be_a_human_being() -> None:
    town = world.found()
    town.decide(by(town, "natural_person"))
    town.decide(by(town, "stichting"))
    raw = list(map(str, awards.rows(awards.giving())))
    assert sorted(row.count(CANARY) for row in raw) == [0, 2]


@pytest.mark.parametrize("legal_form", sorted(awards.NAMED))
def test_a_legal_person_is_told_by_name_with_its_plan_and_nothing_of_its_people(legal_form: str) -> None:
    town = world.found()
    town.decide(by(town, legal_form), reason=f"{CANARY}-8")
    page = Visitor(town, None).get("/subsidieregister/").content.decode()
    assert sorted(re.findall(rf"{CANARY}-\d", page)) == [f"{CANARY}-4", f"{CANARY}-7"]


def test_every_legal_form_is_told_by_name_or_by_a_word() -> None:
    assert sorted([*awards.NAMED, *awards.UNNAMED]) == sorted(Organisation.LegalForm)


def test_one_chooses_a_year_and_a_scheme_and_what_is_not_there_is_not_asked() -> None:
    town = world.found()
    town.decide(town.assessed())
    counted = {
        asked: len(rows(town, **dict([asked])))
        for asked in (
            ("jaar", "2026"), ("jaar", "2025"), ("jaar", "x"), ("regeling", "buurtfeest"), ("regeling", "niets"), ("na", "x"),
        )
    }  # fmt: skip
    assert set(counted.values()) == {1}
    town.now = town.now.replace(year=2027)
    assert re.findall(r'<option value="(\d+)"', text(Visitor(town, None).get("/subsidieregister/"))) == ["2026"]


def test_pages_follow_each_other_without_a_gap_and_keep_what_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "PER_PAGE", 2)
    town = world.found()
    for cents in (100_00, 200_00, 300_00):
        town.decide(town.assessed(cents))
    town.wait(days=1)
    for cents in (400_00, 500_00):
        town.decide(town.assessed(cents))
    path, seen = "/subsidieregister/?jaar=2026", list[list[str]]()
    for _ in range(3):
        page = text(Visitor(town, None).get(path)).replace("\N{NO-BREAK SPACE}", " ")
        seen.append(re.findall(r'data-head="Gevraagd">€ (\d+),00', page))
        [*following] = re.findall(r'<nav class="pages".*?href="([^"]*)"', page)
        path = f"/subsidieregister/{following[0]}".replace("&amp;", "&") if following else ""
    assert [len(one) for one in seen] == [2, 2, 1]
    assert (sorted(seen[0]), sorted(chain(*seen))) == (["400", "500"], ["100", "200", "300", "400", "500"])
    assert path == ""
