"""`manage.py roles`: the list, and the two people that it takes to give a role."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from grants import role_desk
from partners.models import Person
from tests import world
from tests.world import World
from workflow import clock, powers
from workflow.errors import Refusal
from workflow.models import Event

pytestmark = pytest.mark.django_db


def said(town: World, *words: str) -> str:
    out = io.StringIO()
    with clock.at(town.now):
        call_command("roles", *words, stdout=out)
    return out.getvalue()


def admin(town: World) -> str:
    return str(town.hire("administrator").person)


def test_a_role_is_proposed_by_one_confirmed_by_another_and_ended() -> None:
    town = world.found()
    one, other, who = admin(town), admin(town), town.hire().person
    assert who
    Person.objects.filter(pk=who).update(name="Ada Voorbeeld")
    asked = ("--propose", str(who), "beoordelaar", "--from", "6-1-2026", "--through", "2026-06-30", "--as", one)
    grant = re.findall(r"Voorgesteld: (\S+)\.", said(town, *asked))[0]
    assert re.findall(r"Voorgesteld: (\S+)\.", said(town, *asked)) == [grant]
    assert said(town).splitlines()[0] == (
        f"wacht   Ada Voorbeeld: beoordelaar, voorgesteld door Nieuwe medewerker (voorbeeld). {grant}"
    )
    with pytest.raises(CommandError, match="own-proposal"):
        said(town, "--confirm", grant, "--as", one)
    assert said(town, "--confirm", grant, "--as", other) == "Bevestigd.\n"
    assert "Ada Voorbeeld" not in said(town)  # It begins tomorrow.
    town.wait(days=1)
    assert f"geldt   Ada Voorbeeld: beoordelaar tot en met 30 juni 2026. {grant}" in said(town).splitlines()
    assert said(town, "--end", grant, "6-1-2026", "--as", other) == "Deze rol stopt na 6 januari 2026.\n"
    town.wait(days=1)
    assert "Ada Voorbeeld" not in said(town)
    actions = Event.objects.filter(machine="register", person__isnull=False).count()
    assert actions == 3


def test_what_nobody_looked_at_for_a_quarter_says_so_until_somebody_did() -> None:
    town = world.found()
    town.wait(days=powers.QUARTER.days)
    lines = [line for line in said(town).splitlines() if "Medewerker assessor" in line]
    assert [" Kijk of dit nog klopt." in line for line in lines] == [True]
    said(town, "--review", lines[0].split()[-1], "--as", admin(town))
    lines = [line for line in said(town).splitlines() if "Medewerker assessor" in line]
    assert [" Kijk of dit nog klopt." in line for line in lines] == [False]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--confirm", "8e3a5f3e-0000-4000-8000-000000000000"), "unknown-role"),
        (("--confirm", "nietsvandatal"), "unknown-role"),
        (("--propose", "PERSON", "koning"), "role-malformed"),
        (("--propose", "PERSON", "beoordelaar", "--from", "morgen"), "answer-not-a-date"),
    ],
)
def test_what_is_mistyped_is_refused_with_its_code(words: tuple[str, ...], code: str) -> None:
    town = world.found()
    named = str(town.hire().person)
    with pytest.raises(CommandError, match=code):
        said(town, *(named if word == "PERSON" else word for word in words), "--as", admin(town))


def test_nobody_is_given_a_role_whom_we_do_not_know() -> None:
    town = world.found()
    with clock.at(town.now), pytest.raises(Refusal, match="unknown-person"):
        role_desk.propose(uuid.UUID(int=7), "assessor", clock.today(), None, town.actor("administrator"))
