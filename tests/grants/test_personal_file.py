"""Who asks what is kept about them gets all of it, from every table there is, and nothing that is about somebody else."""

from __future__ import annotations

import json
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import UUIDField
from django.test.utils import CaptureQueriesContext

from grants import payloads, personal_file
from grants.models import Application
from grants.trail_words import TABLES
from partners.models import Person
from tests import world
from tests.world import World
from workflow import clock
from workflow.personal import personal_columns
from workflow.registers import erase

OURS = [one for one in apps.get_models() if one._meta.app_label in personal_file.OURS]


def test_every_table_is_reached_from_a_person_or_left_out_with_its_reason() -> None:
    reached = {one._meta.db_table for one in personal_file.looked_in() if personal_file.ways(one)}
    assert reached | personal_file.LEFT_OUT.keys() == {one._meta.db_table for one in OURS}
    assert reached & personal_file.LEFT_OUT.keys() == set()
    assert reached <= TABLES.keys()
    assert all(len(reason) > 8 for reason in personal_file.LEFT_OUT.values())


def test_every_column_with_an_id_is_that_of_a_person_or_known_to_be_of_something_else() -> None:
    loose = {
        part.name
        for model in OURS
        for part in model._meta.concrete_fields
        if isinstance(part, UUIDField) and not part.primary_key and not part.remote_field
    }
    assert loose == personal_file.BY_ID | personal_file.NO_PERSON
    assert set() == personal_file.BY_ID & personal_file.NO_PERSON


def test_a_table_with_personal_columns_is_left_out_only_where_nobody_can_be_found_in_it() -> None:
    left = {one._meta.db_table for one in OURS if personal_columns(one)} & personal_file.LEFT_OUT.keys()
    assert left == {"partners_failedtry", "partners_passwordlink", "grants_searchtext", "grants_experience"}


def contact_of(case: Application) -> Person:
    return Person.objects.get(pk=case.contact_id)


def told(person: Person) -> dict[str, list[dict[str, Any]]]:
    return {one.table: [dict(row) for row in one.rows] for one in personal_file.about(person)}


def two_applicants() -> tuple[World, Application, Application]:
    town = world.found()
    mine, other = (town.file(idee_titel=title) for title in ("Kanariefeest", "Zeearendfeest"))
    for case, why in ((mine, "Kanariereden"), (other, "Zeearendreden")):
        asked = payloads.Standstill("applicant", date(2026, 3, 2), why)
        town.take("intake_clerk", "application", "suspend", case.pk, asked)
    return town, mine, other


@pytest.mark.django_db
def test_an_applicant_is_told_what_stands_in_the_own_dossier_and_nothing_of_another() -> None:
    _, mine, other = two_applicants()
    found = told(contact_of(mine))
    assert set(found) == {
        "workflow_stream", "workflow_event", "workflow_deadline", "partners_person", "partners_organisation", "partners_bankaccount",
        "partners_membership", "documents_letter", "grants_application", "grants_suspension", "grants_version",
        "grants_personalanswer",
    }  # fmt: skip
    text = json.dumps(found, ensure_ascii=False)
    assert [word in text for word in ("Kanariefeest", "Kanariereden", "ada@buren.example", "NL03VBLD0910000001")] == [
        True
    ] * 4
    assert [word in text for word in ("Zeearend", str(other.pk), str(other.contact_id), str(other.stream_id))] == [
        False
    ] * 4
    assert [row["id"] for row in found["grants_application"]] == [str(mine.pk)]
    assert len(found["partners_membership"]) == 1


@pytest.mark.django_db
def test_a_colleague_is_told_what_they_did_and_not_what_is_in_the_dossiers_of_others() -> None:
    town, mine, _ = two_applicants()
    clerk = Person.objects.get(pk=town.people["intake_clerk"])
    found = told(clerk)
    assert set(found) == {"workflow_event", "workflow_rolegrant", "partners_person"}
    assert {row["person"] for row in found["workflow_event"]} == {str(clerk.pk)}
    assert {row["data"] for row in found["workflow_event"]} == {"niet getoond"}
    assert "Kanarie" not in json.dumps(found)
    of_applicant = told(contact_of(mine))["workflow_event"]
    assert {row["person"] for row in of_applicant if row["action"] == "suspend"} == {personal_file.OTHER}


@pytest.mark.django_db
def test_what_was_erased_is_kept_no_more() -> None:
    town, mine, _ = two_applicants()
    person = contact_of(mine)
    with clock.at(town.now):
        erase(person, ground="AVG 17", actor=town.actor("administrator"), key=world.key())
    assert "ada@buren.example" not in json.dumps(told(person)["partners_person"])


@pytest.mark.django_db
def test_somebody_with_many_dossiers_costs_no_more_questions_than_somebody_with_one() -> None:
    town = world.found()
    person = contact_of(town.file())

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            personal_file.about(person)
        return len(seen.captured_queries)

    few = asked()
    for case in (town.file(), town.file()):
        Application.objects.filter(pk=case.pk).update(contact=person)
    assert len(told(person)["grants_application"]) == 3
    assert asked() == few <= len(OURS) + 5


@pytest.mark.django_db
def test_the_command_writes_a_file_that_only_its_owner_reads_and_overwrites_none(tmp_path: Path) -> None:
    _, mine, _ = two_applicants()
    file, text = tmp_path / "inzage.json", tmp_path / "inzage.txt"
    call_command("person", export=str(mine.contact_id), out=str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    said = json.loads(file.read_text("utf-8"))
    assert said["person"] == str(mine.contact_id)
    assert {one["table"] for one in said["tables"]} == set(told(contact_of(mine)))
    with pytest.raises(CommandError, match="niet schrijven"):
        call_command("person", export=str(mine.contact_id), out=str(file))
    call_command("person", export=str(mine.contact_id), out=str(text), text=True)
    assert "  titel: Kanariefeest\n" in text.read_text("utf-8")
    with pytest.raises(CommandError, match="Wij kennen geen persoon"):
        call_command("person", export="niemand", out=str(tmp_path / "x"))
