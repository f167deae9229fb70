"""`manage.py applicant`: a clerk enters somebody new, and files on their behalf with what the command printed."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from grants.models import Application
from partners.models import Organisation
from tests import world
from tests.invariants.tables import everything
from tests.world import World
from workflow import clock
from workflow.verify import verify

pytestmark = pytest.mark.django_db

WHO = {
    "name": "Buren van de kade", "form": "informal_group", "street": "Proefkade", "number": "2", "postcode": "9711 XX",
    "place": "Groningen", "contact": "Ada Voorbeeld", "email": "ada@kade.example", "iban": "NL73 VBLD 0910 0000 02",
}  # fmt: skip


def run(town: World, command: str, *said: str) -> str:
    out = io.StringIO()
    with clock.at(town.now):
        call_command(command, *said, stdout=out, stderr=out)
    return out.getvalue()


def options(**other: str) -> list[str]:
    return [word for name, value in {**WHO, **other}.items() for word in (f"--{name}", value)]


def test_a_letter_of_somebody_unknown_is_entered_and_filed_from_the_command_line_alone() -> None:
    town = world.found()
    clerk = ("--as", str(town.people["intake_clerk"]))
    found: dict[str, Any] = json.loads(run(town, "applicant", *clerk, "--round", "BF-jaar", *options()))
    filing = {"answers": world.answers_for(100_00), "channel": "counter", **found}
    said = ("application.file", "nieuw", *clerk, "--for", found["contact"], "--data", json.dumps(filing))
    run(town, "step", *said)
    case = Application.objects.get()
    assert (str(case.organisation_id), str(case.contact_id)) == (found["organisation"], found["contact"])
    assert (case.organisation and case.organisation.name, case.state) == ("Buren van de kade", "submitted")
    again = run(town, "applicant", *clerk, *options())
    assert again.startswith("Deze aanvrager legde u al vast.")
    assert Organisation.objects.filter(name="Buren van de kade").count() == 1
    assert verify().differences == []


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"iban": "NL00VBLD0910000002"}, "iban-invalid"),
        ({"kvk": "12"}, "kvk-invalid"),
        ({"postcode": "x"}, "postcode-invalid"),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_nothing_is_entered(other: dict[str, str], code: str) -> None:
    town = world.found()
    before = everything()
    with pytest.raises(CommandError, match=code):
        run(town, "applicant", "--as", str(town.people["intake_clerk"]), *options(**other))
    assert everything() == before


def test_an_unknown_round_and_somebody_who_may_not_are_told_so() -> None:
    town = world.found()
    clerk = str(town.people["intake_clerk"])
    with pytest.raises(CommandError, match="geen ronde ‘XX’"):
        run(town, "applicant", "--as", clerk, "--round", "XX", *options())
    with pytest.raises(CommandError, match="Deze rechtsvorm kennen wij niet"):
        run(town, "applicant", "--as", clerk, *options(form="club"))
    with pytest.raises(CommandError, match="not-permitted"):
        run(town, "applicant", "--as", str(town.people["auditor"]), *options())
