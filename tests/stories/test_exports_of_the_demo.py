"""What is published of the whole demo is what independent validators accept, each of which refuses the same with one thing wrong in it.

The schema of 360Giving is a text of others, which this repository does not hold: where `STANDARDS_360` names a folder with both of its
files, the grants are judged by it too. What it requires is judged always.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import os
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from common_grants_sdk.schemas.pydantic import OpportunityBase
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from grants.open_data import files
from tests.grants.open_data.test_open_data import REQUIRED, faults, judged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end")]

AWARDS, ROUNDS = 62, 7
"""Of the demo: 31 plans and 3 prizes of the Challenge, what halls and the atelier were granted; and the rounds that were announced."""

FOLDER = os.environ.get("STANDARDS_360", "")
ADDRESS = "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/{}/schema/360-giving-schema.json"


def written(name: str) -> bytes:
    file = io.BytesIO()
    files.write(name, file)
    return file.getvalue()


def package() -> Any:
    return json.loads(written("360giving.json"))


def test_the_register_of_the_demo_is_a_table_by_its_schema_and_one_wrong_cell_is_found(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(written("register.csv"))
    with file.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert (len(rows), judged(file)) == (AWARDS, [])
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows([*rows[:-1], {**rows[-1], "verleend": "1.000,00"}])
    assert judged(file) == ["type-error"]


def test_the_workbook_of_the_demo_has_a_row_for_every_row_of_the_table() -> None:
    with ZipFile(io.BytesIO(written("register.xlsx"))) as parts:
        assert parts.read("xl/worksheets/sheet1.xml").count(b"<row ") == AWARDS + 1


def test_every_round_of_the_demo_is_an_opportunity_by_the_kit_of_commongrants() -> None:
    rounds = json.loads(written("commongrants.json"))
    assert [str(OpportunityBase.model_validate(one).id) for one in rounds] == [one["id"] for one in rounds]
    assert len(rounds) == ROUNDS
    for wrong in ({"status": {"value": "half open"}}, {"keyDates": "morgen"}, {"title": None}):
        with pytest.raises(ValidationError):
            OpportunityBase.model_validate({**rounds[0], **wrong})


def test_every_grant_of_the_demo_has_what_360giving_requires() -> None:
    grants = package()["grants"]
    assert (len(grants), [fault for one in grants for fault in faults(one)]) == (AWARDS, [])
    assert len({one["id"] for one in grants}) == AWARDS
    for name in sorted(REQUIRED):
        assert faults({key: said for key, said in grants[0].items() if key != name}) == [name]
        assert faults({**grants[0], name: type(grants[0][name])()}) == ([name] if name != "amountAwarded" else [])


@pytest.mark.skipif(not FOLDER, reason="STANDARDS_360 names no folder with the two schemas of 360Giving")
def test_the_grants_of_the_demo_are_right_by_the_schema_of_360giving_itself() -> None:
    validator, found = by_360giving(Path(FOLDER)), package()
    assert [one.message for one in validator.iter_errors(found)] == []
    assert len(found["grants"]) == AWARDS
    for name, said in (
        ("amountAwarded", "veel"),
        ("awardDate", 7),
        ("fundingOrganization", []),
        ("recipientOrganization", [{}]),
    ):
        broken = copy.deepcopy(found)
        broken["grants"][-1][name] = said
        assert list(validator.iter_errors(broken)), name


def by_360giving(folder: Path) -> Draft202012Validator:
    """The validator of a package. The files name an address of the dialect that no library knows, and each other by two versions."""
    whole, one = (
        {**json.loads((folder / name).read_text("utf-8")), "$schema": Draft202012Validator.META_SCHEMA["$id"]}
        for name in ("360-giving-package-schema.json", "360-giving-schema.json")
    )
    grant = Resource.from_contents(one, DRAFT202012)
    known = Registry().with_resources((ADDRESS.format(version), grant) for version in ("1.4.2", "1.4.3"))
    return Draft202012Validator(whole, registry=known, format_checker=MOMENTS)


def is_a_moment(said: object) -> bool:
    """Whether a text says the time of the day as well; the schema tells days and moments apart by it."""
    return not isinstance(said, str) or "T" in said


MOMENTS = FormatChecker(())
MOMENTS.checks("date-time")(is_a_moment)
