"""`manage.py verify`: what it counts, what it says, and how it ends."""

import io
import json

import pytest
from django.core.management import call_command

from tests import world
from tests.invariants.tables import all_rights, run
from workflow.models import Event, RoleGrant, Stream
from workflow.verify import PARTS, Findings, verify

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> tuple[int, str]:
    """What the command prints and with which status it ends."""
    out = io.StringIO()
    try:
        call_command("verify", *arguments, stdout=out, stderr=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_every_part_is_looked_at_in_order() -> None:
    heard: list[str] = []
    verify(heard.append)
    assert tuple(heard) == PARTS == ("chains", "guards", "conservation", "replay")


def test_differences_are_all_that_is_wrong_in_the_order_in_which_it_was_looked_for() -> None:
    found = Findings(broken=["a"], guards_missing=["b"], conservation_differences=["c"], replay_differences=["d"])
    assert found.differences == ["a", "b", "c", "d"]
    assert Findings().differences == []


def test_the_command_prints_its_findings_as_json_and_ends_well_when_all_is_well() -> None:
    world.found().file()
    status, printed = told("--json")
    assert (status, json.loads(printed)) == (
        0,
        {
            "events": Event.objects.count(), "chains": Stream.objects.count(), "broken": [], "guards_missing": [],
            "conservation_differences": [], "replay_differences": [],
        },
    )  # fmt: skip


def test_the_command_ends_with_status_1_and_names_the_place_of_a_difference() -> None:
    town = world.found()
    grant = RoleGrant.objects.get(person=town.people["auditor"])
    with all_rights(RoleGrant):
        run("UPDATE workflow_rolegrant SET role = 'mandate_holder' WHERE role = 'auditor'")
        status, printed = told("--json")
        place = f"workflow_rolegrant {grant.pk} kolom role"
        assert status == 1
        assert json.loads(printed)["replay_differences"] == [
            f"{place}: is 'mandate_holder', volgens de gebeurtenissen 'auditor'"
        ]
        status, printed = told()
        assert status == 1
        assert place in printed


def test_verifying_writes_nothing() -> None:
    town = world.found()
    before = list(Event.objects.order_by("pk").values_list("hash", flat=True))
    assert verify() == verify()
    assert list(Event.objects.order_by("pk").values_list("hash", flat=True)) == before
    assert town.round
