"""What is published is what independent validators accept, holds no person, and is the same by address and by command."""

from __future__ import annotations

import csv
import io
import json
import uuid
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from common_grants_sdk.schemas.pydantic import OpportunityBase
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from frictionless import Resource, Schema
from pydantic import ValidationError

from grants.models import Application, Decision, Round, SchemeVersion
from grants.open_data import awards, common_grants, files, giving360, table
from grants.open_data.publisher import publisher
from partners.models import Organisation, Person
from tests import world
from tests.grants.portal.office import Visitor
from tests.invariants.tale import Tale
from workflow import clock

pytestmark = pytest.mark.django_db

REQUIRED = {"id", "title", "description", "currency", "amountAwarded", "awardDate", "fundingOrganization"}
"""What a grant of 360Giving 1.4 has, beside one of two recipients."""


def text_of(name: str) -> str:
    return b"".join(files.pieces(name)).decode()


def lines() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of("register.csv"), newline="")))


def judged(path: Path) -> list[str]:
    """What frictionless finds wrong with a register, by the schema that is published with it."""
    report = Resource(
        path=path.name, basepath=str(path.parent), schema=Schema.from_descriptor(table.schema())
    ).validate()
    return [str(error.type) for task in report.tasks for error in task.errors]


def test_an_independent_validator_accepts_the_register_by_its_own_schema(told: Tale, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(b"".join(files.pieces("register.csv")))
    assert len(lines()) == awards.giving().count() > 0
    assert judged(file) == []


@pytest.mark.parametrize(
    ("column", "said", "error"),
    [("verleend", "veel", "type-error"), ("datum", "gisteren", "type-error"), ("id", "", "constraint-error")],
)
def test_the_validator_does_not_accept_everything(
    told: Tale, tmp_path: Path, column: str, said: str, error: str
) -> None:
    rows = lines()
    file = tmp_path / "register.csv"
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows([{**rows[0], column: said}])
    assert error in judged(file)


def test_each_amount_stands_in_its_own_column_to_the_cent() -> None:
    town = world.found()
    case = town.assessed(1_000_50)
    town.pay(town.decide(case))
    [row] = lines()
    amounts = {name: row[name] for name in ("gevraagd", "verleend", "vastgesteld", "betaald")}
    decision = Decision.objects.get()
    assert decision.amount_cents == 1_000_50
    assert amounts == {"gevraagd": "1000.50", "verleend": "1000.50", "vastgesteld": "", "betaald": "800.40"}
    assert row["id"] == str(decision.pk)


@pytest.mark.parametrize("sign", table.DANGEROUS)
def test_no_cell_is_a_formula(sign: str) -> None:
    town = world.found()
    case = town.assessed()
    Organisation.objects.filter(applications=case).update(legal_form="stichting", name=f"{sign}1+1")
    town.decide(case)
    assert [row["ontvanger"] for row in lines()] == [f"'{sign}1+1"]
    book = io.BytesIO()
    files.write("register.xlsx", book)
    with ZipFile(book) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", sorted(files.FILES))
def test_no_file_has_a_word_of_a_person(name: str) -> None:
    town = world.found()
    case = town.assessed()
    Person.objects.filter(pk=case.contact_id).update(name="Zeearend-1", email="Zeearend-2", phone="Zeearend-3")
    Organisation.objects.filter(applications=case).update(name="Zeearend-4", street="Zeearend-5", kvk="12345678")
    Application.objects.filter(pk=case.pk).update(title="Zeearend-6")
    town.decide(Application.objects.get(pk=case.pk), reason="Zeearend-7")
    file = io.BytesIO()
    files.write(name, file)
    content = file.getvalue()
    if name.endswith("xlsx"):
        with ZipFile(file) as parts:
            content = b"".join(parts.read(one) for one in parts.namelist())
    assert content
    assert [one for one in (b"Zeearend", b"12345678") if one in content] == []


def faults(grant: dict[str, Any]) -> list[str]:
    """What a grant lacks of what 360Giving 1.4 requires."""
    recipients = [one for one in ("recipientOrganization", "recipientIndividual") if one in grant]
    parties = [
        *grant.get("fundingOrganization", ()),
        *grant.get("recipientOrganization", ()),
        *filter(None, [grant.get("recipientIndividual")]),
    ]
    there = {name for name, said in grant.items() if said not in ("", [], None)}
    wrong = sorted(REQUIRED - there) + ([] if len(recipients) == 1 else ["recipient"])
    return wrong + [f"party {one}" for one in parties if not one.get("id") or not one.get("name")]


def test_every_grant_has_what_360giving_requires_and_a_recipient_of_one_kind(told: Tale) -> None:
    package = json.loads(text_of("360giving.json"))
    assert [fault for one in package["grants"] for fault in faults(one)] == []
    assert len({one["id"] for one in package["grants"]}) == len(package["grants"]) == awards.giving().count()
    assert (package["version"], package["publisher"]["name"]) == ("1.4", publisher().name)
    assert faults({**package["grants"][0], "recipientOrganization": [], "recipientIndividual": {"id": "x"}}) != []


def test_a_legal_person_is_an_organisation_by_its_number_and_anybody_else_an_individual_by_the_decision() -> None:
    town = world.found()
    named, unnamed = town.assessed(), town.assessed()
    Organisation.objects.filter(applications=named).update(
        legal_form="stichting", name="Stichting Feest", kvk="12345678"
    )
    for one in (named, unnamed):
        town.decide(one)
    found = {row.recipient: giving360.grant(row, publisher()) for row in awards.every()}
    assert found["Stichting Feest"]["recipientOrganization"] == [{"id": "NL-KVK-12345678", "name": "Stichting Feest"}]
    [other] = [one for name, one in found.items() if name != "Stichting Feest"]
    assert other["recipientIndividual"]["id"] == f"360G-voorbeeld-ind-{Decision.objects.get(application=unnamed).pk}"


def test_the_kit_of_commongrants_reads_every_round_and_refuses_one_without_a_status(told: Tale) -> None:
    rounds = json.loads(text_of("commongrants.json"))
    assert [str(OpportunityBase.model_validate(one).id) for one in rounds] == [one["id"] for one in rounds]
    assert {one["id"] for one in rounds} == {str(one.pk) for one in common_grants.announced()}
    with pytest.raises(ValidationError):
        OpportunityBase.model_validate({name: said for name, said in rounds[0].items() if name != "status"})


def test_the_protocol_answers_in_pages_and_says_what_it_does_not_have() -> None:
    town = world.found()
    visitor, round_ = Visitor(town, None), Round.objects.get()
    listed = visitor.get("/common-grants/opportunities", pageSize="1").json()
    assert (listed["paginationInfo"], [one["id"] for one in listed["items"]]) == (
        {"page": 1, "pageSize": 1, "totalItems": 1, "totalPages": 1}, [str(round_.pk)],
    )  # fmt: skip
    one = visitor.get(f"/common-grants/opportunities/{round_.pk}")
    assert (one.json()["data"], one.headers["Access-Control-Allow-Origin"]) == (listed["items"][0], "*")
    assert one.json()["data"]["status"] == {"value": "open"}
    codes = [visitor.get("/common-grants/opportunities", **{name: said}).status_code for name, said in (
        ("page", "0"), ("page", "x"), ("pageSize", "101"), ("page", "9" * 99),
    )]  # fmt: skip
    assert codes == [400] * 4
    assert visitor.get(f"/common-grants/opportunities/{uuid.uuid4()}").status_code == 404


def test_the_status_of_a_round_follows_its_window() -> None:
    town = world.found()
    round_ = Round.objects.get()
    moments = (round_.opens_at.replace(year=2025), town.now, round_.closes_at, round_.closes_at.replace(year=2028))
    assert [common_grants.status(round_, one) for one in moments] == ["forecasted", "open", "open", "closed"]


def test_a_scheme_stands_at_an_address_that_stays_word_for_word() -> None:
    town = world.found()
    row = SchemeVersion.objects.get()
    found = Visitor(town, None).get(f"/open-data/regelingen/{row.code}/{row.version}.json").json()
    assert (found["definition"], found["fingerprint"]) == (json.loads(row.body), row.fingerprint)
    assert Visitor(town, None).get(f"/open-data/regelingen/{row.code}/9.json").status_code == 404


@pytest.mark.parametrize("name", sorted(files.FILES))
def test_the_address_and_the_command_give_the_same_file(name: str, tmp_path: Path) -> None:
    town = world.found()
    town.decide(town.assessed())
    with clock.at(town.now):
        call_command("export", name, out=str(tmp_path / name))
        answer = Visitor(town, None).get(f"/open-data/{name}")
    sent, written = b"".join(answer.streaming_content), (tmp_path / name).read_bytes()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    if name.endswith("xlsx"):  # A workbook says when it was made.
        sent, written = (ZipFile(io.BytesIO(one)).read("xl/worksheets/sheet1.xml") for one in (sent, written))
    assert sent == written
    assert Visitor(town, None).get("/open-data/wachtwoorden.txt").status_code == 404


def test_a_file_asks_as_much_for_three_rows_as_for_one() -> None:
    town = world.found()

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            text_of("register.csv")
        return len(seen)

    town.decide(town.assessed())
    text_of("register.csv")
    one = asked()
    for _ in range(2):
        town.decide(town.assessed())
    assert asked() == one


def test_a_table_leaves_in_pieces_of_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    town = world.found()
    for _ in range(3):
        town.decide(town.assessed())
    whole = list(table.as_csv())
    monkeypatch.setattr(table, "LINES", 1)
    lines = list(table.as_csv())
    assert (len(whole), len(lines), b"".join(lines)) == (2, 4, b"".join(whole))
    assert all(line.endswith(b"\n") for line in lines)


def test_a_text_with_every_sign_that_has_a_meaning_in_a_table_is_read_back_as_it_was() -> None:
    town, said = world.found(), 'Stichting "Feest", en \n meer; 100% \\.'
    case = town.assessed()
    Organisation.objects.filter(applications=case).update(legal_form="stichting", name=said)
    town.decide(case)
    assert [row["ontvanger"] for row in lines()] == [said]
