"""A sample that is kept, the verdicts on it, and what they say of all that it was drawn from."""

from __future__ import annotations

import dataclasses
import io
import json
import uuid
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import auditing
from grants.models import AuditSample, AuditVerdict
from grants.portal.auditing import keeping
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Change
from workflow.models import Event
from workflow.registers import AUDIT, Entries, register_id
from workflow.verify import verify

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
ASKED = {"regeling": "", "soort": "", "van": "", "tot": "", "bedrag": "", "aantal": "2", "getal": "42"}


def town_with(*amounts: int) -> World:
    town = world.found()
    for cents in amounts:
        town.decide(town.assessed(cents))
    return town


def keep(town: World, **asked: str) -> str:
    """Keep a sample, and its address."""
    query = "&".join(f"{name}={value}" for name, value in {**ASKED, "wijze": "euro", **asked}.items())
    answer = colleague(town, "auditor").post(f"/controle/steekproef/bewaren/?{query}")
    assert answer.status_code == 302
    return str(answer.url)


def judge(town: World, address: str, place: int, word: str, cents: str = "", why: str = "") -> Any:
    return colleague(town, "auditor").post(f"{address}{place}/", oordeel=word, bedrag=cents, reden=why)


def shown(town: World, address: str) -> Any:
    return colleague(town, "auditor").get(address).context["kept"]


def test_a_sample_is_kept_once_and_stays_as_it_was_drawn() -> None:
    town = town_with(600_00, 400_00)
    address = keep(town)
    assert keep(town) == address
    kept = shown(town, address)
    assert (kept.row.population, kept.row.total_cents, kept.is_same_today) == (2, 1_000_00, True)
    before = [one.unit.reference for one in kept.lines]
    town.decide(town.assessed(300_00))
    kept = shown(town, address)
    assert ([one.unit.reference for one in kept.lines], kept.is_same_today) == (before, False)
    assert AuditSample.objects.count() == 1


def test_kept_samples_stand_on_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    town = town_with(600_00)
    addresses = {keep(town, getal=number) for number in ("1", "2", "3")}
    monkeypatch.setattr(keeping, "PER_PAGE", 2)
    pages = [text(colleague(town, "auditor").get("/controle/steekproef/", pagina=number)) for number in "12"]
    assert [sum(address in page for address in addresses) for page in pages] == [2, 1]
    assert {one for one in addresses if any(one in page for page in pages)} == addresses


def test_an_auditor_judges_one_after_another_and_reads_what_it_comes_to() -> None:
    town = town_with(600_00, 400_00)
    address = keep(town)
    by_amount = {one.drawn.item.amount_cents: one.drawn.place for one in shown(town, address).lines}
    small, large = by_amount[400_00], by_amount[600_00]
    answer = judge(town, address, small, "error", "100", "De offerte ontbreekt.")
    assert answer.url == f"{address}{large}/"
    assert shown(town, address).summary.projected_error_cents is None
    assert judge(town, address, large, "right").url == address
    summary = shown(town, address).summary
    # Two hits in € 1.000: each stands for € 500. A quarter of the € 400 is wrong, so that a quarter of € 500 is.
    assert dataclasses.asdict(summary) == {
        "given": 2, "wanted": 2, "right": 1, "errors": 1, "error_cents": 100_00, "projected_error_cents": 125_00,
        "uncertain": 0, "uncertain_cents": 0, "projected_uncertain_cents": 0,
    }  # fmt: skip
    page = text(colleague(town, "auditor").get(address))
    assert "<strong>€ 125,00</strong> <small>(12,5%)</small>" in page
    assert "De offerte ontbreekt." in page


def test_by_item_the_mean_error_stands_for_every_dossier() -> None:
    town = town_with(600_00, 400_00, 200_00, 100_00)
    address = keep(town, wijze="aselect")
    judge(town, address, 1, "uncertain", "10", "Het bewijs komt nog.")
    judge(town, address, 2, "right")
    summary = shown(town, address).summary
    assert (summary.projected_error_cents, summary.projected_uncertain_cents) == (0, 20_00)


def test_a_better_verdict_stands_and_the_first_one_stays_on_record() -> None:
    town = town_with(600_00)
    address = keep(town, aantal="1")
    judge(town, address, 1, "error", "60", "Fout gerekend.")
    assert "Fout gerekend." in text(colleague(town, "auditor").get(f"{address}1/"))
    judge(town, address, 1, "right", why="Toch goed gerekend.")
    assert shown(town, address).summary.error_cents == 0
    assert list(AuditVerdict.objects.order_by("number").values_list("number", "word")) == [(1, "error"), (2, "right")]


def test_a_verdict_stands_in_the_trail_under_the_name_of_who_gave_it_and_not_its_reason() -> None:
    town = town_with(600_00)
    judge(town, keep(town, aantal="1"), 1, "error", "60", "Mevrouw Bakker rekende verkeerd.")
    given = Event.objects.filter(machine="register", action="audit").order_by("seq").last()
    assert given
    assert (given.person, given.role) == (town.people["auditor"], "auditor")
    assert "Bakker" not in str(vars(given))
    assert verify().differences == []


@pytest.mark.parametrize(
    ("word", "cents", "why", "code"),
    [
        ("error", "60", " ", "verdict-without-reason"),
        ("error", "", "Waarom.", "error-without-amount"),
        ("error", "600,01", "Waarom.", "error-beyond-amount"),
        ("right", "1", "", "error-where-all-is-right"),
    ],
)
def test_a_verdict_that_does_not_hold_together_is_refused_with_what_was_typed_still_there(
    word: str, cents: str, why: str, code: str
) -> None:
    town = town_with(600_00)
    address = keep(town, aantal="1")
    answer = judge(town, address, 1, word, cents, why)
    assert [one.code for one in answer.context["refused"].obstacles] == [code]
    assert f'value="{cents}"' in text(answer) or not cents
    assert AuditVerdict.objects.count() == 0


def entered(town: World, who: str, code: str, *rows: Any) -> str:
    """The code with which the door refuses rows, or "" ."""
    change = Change("register", "audit", register_id(code), Entries(code, rows))
    try:
        with clock.at(town.now):
            town.take(who, change.machine, change.action, change.subject, change.payload)
    except Refusal as refusal:
        return refusal.obstacles[0].code
    return ""


def test_nobody_judges_for_another_or_what_was_not_drawn_or_in_another_register() -> None:
    town = town_with(600_00)
    keep(town, aantal="1")
    sample = AuditSample.objects.get()
    mine = {"sample": sample, "number": 1, "word": "right", "given_on": town.now.date()}
    item = sample.drawn[0]["key"]
    other, auditor = uuid.uuid4(), town.people["auditor"]
    long = "x" * (auditing.LONGEST_REASON + 1)
    assert [
        entered(town, "auditor", AUDIT, AuditVerdict(**mine, item=item, given_by=other)),
        entered(town, "auditor", AUDIT, AuditVerdict(**mine, item="x", given_by=auditor)),
        entered(town, "auditor", AUDIT, AuditVerdict(**mine, item=item, given_by=auditor, reason=long)),
        entered(town, "auditor", "partners"),
        entered(town, "policy_officer", AUDIT),
        entered(town, "auditor", AUDIT, AuditVerdict(**mine, item=item, given_by=auditor)),
    ] == ["verdict-of-another", "item-not-drawn", "verdict-reason-too-long", "not-own-register", "not-permitted", ""]


def test_the_archive_holds_the_verdicts_with_what_they_come_to() -> None:
    town = town_with(600_00)
    address = keep(town, aantal="1")
    judge(town, address, 1, "error", "60", "=Fout")
    answer = colleague(town, "auditor").get(f"{address}steekproef.zip")
    with ZipFile(io.BytesIO(answer.content)) as zip_:
        told = json.loads(zip_.read("oordelen.json"))
        manifest = json.loads(zip_.read("manifest.json"))
    assert told["samen"]["projected_error_cents"] == 60_00
    [given] = told["oordelen"]
    assert (given["kenmerk"], given["oordeel"], given["bedrag_cents"], given["reden"]) == (
        "BF-2026-0001", "fout", 60_00, "=Fout",
    )  # fmt: skip
    assert "oordelen.json" in manifest["bestanden"]


def test_what_was_not_drawn_and_what_was_not_asked_is_not_there() -> None:
    town = town_with(600_00)
    address = keep(town, aantal="1")
    auditor = colleague(town, "auditor")
    assert auditor.get(f"{address}2/").status_code == 404
    assert auditor.post("/controle/steekproef/bewaren/?aantal=x").url == "/controle/steekproef/?aantal=x"
    assert AuditSample.objects.count() == 1


def test_more_things_and_verdicts_ask_the_database_as_often() -> None:
    town = town_with(600_00)
    few = counted(town, keep(town, aantal="1"), 1)
    for cents in (500_00, 400_00):
        town.decide(town.assessed(cents))
    assert counted(town, keep(town, aantal="3"), 3) == few
    assert max(few) <= MOST_QUERIES


def counted(town: World, address: str, number: int) -> list[int]:
    for place in range(1, number + 1):
        judge(town, address, place, "error", "1", "Fout.")
    visitor = colleague(town, "auditor")
    visitor.get("/controle/")
    return [asked_of_the_database(visitor, path) for path in (address, f"{address}1/", "/controle/steekproef/")]


def asked_of_the_database(visitor: Visitor, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(path).status_code == 200
    return len(seen.captured_queries)
