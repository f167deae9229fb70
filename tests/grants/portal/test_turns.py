"""What waits for a colleague and is no case: it stands at the top of the queue until somebody did it, and with nobody else."""

from __future__ import annotations

import re
from datetime import date

import pytest

from grants import payloads, role_desk, text_desk
from grants.desk import Desk
from grants.portal.turns import Turn, turns
from tests import world
from tests.grants.portal.office import colleague, text
from tests.grants.test_ranking import AFTER, SEED, contest
from tests.world import World
from workflow import clock
from workflow.facts import Actor

pytestmark = pytest.mark.django_db

WORDS = "Uw plan {titel} past bij deze regeling. Daarom krijgt u € {bedrag}."


def waiting(town: World, *roles: str) -> list[list[Turn]]:
    """What waits for the person of each of these roles, beside the rounds."""
    return [of(town, town.actor(role), role) for role in roles]


def of(town: World, actor: Actor, role: str) -> list[Turn]:
    with clock.at(town.now):
        return list(turns((), Desk(actor, role, (role,))))


def test_a_round_waits_for_the_policy_officer_from_the_moment_that_something_can_be_done() -> None:
    town = contest()
    seen = []
    for when in (town.now, AFTER):
        town.now = when
        page = text(colleague(town, "policy_officer").get("/werk/"))
        seen.append(re.findall(r'<a href="/ronde/WS-jaar/">([^<]+)</a> <span class="muted">\(([^)]+)\)', page))
    town.take("policy_officer", "round", "close", town.round, payloads.Remainder())
    page = text(colleague(town, "policy_officer").get("/werk/"))
    assert seen == [[], [("Sluit de ronde: Buurtfeest (WS-jaar)", "kan sinds 31 december 2026")]]
    assert "Maak de rangorde als alles beoordeeld is: Buurtfeest (WS-jaar)" in page
    assert "<small>Maak de rangorde als alles beoordeeld is</small>" in text(colleague(town, "auditor").get("/rondes/"))
    assert "Wat verder op u wacht" not in text(colleague(town, "mandate_holder").get("/werk/"))
    town.take("policy_officer", "round", "rank", town.round, payloads.Seed(SEED))
    assert "Wat verder op u wacht" not in text(colleague(town, "policy_officer").get("/werk/"))


def test_a_text_waits_for_whoever_did_not_write_it_until_one_of_them_decides() -> None:
    town = world.found()
    with clock.at(town.now):
        row = text_desk.propose("innovatie-atelier", "verlening_direct", WORDS, town.actor("policy_officer"))
    told = Turn(
        "Bekijk een voorgestelde tekst",
        "Waarom iemand subsidie krijgt die meteen vaststaat (Innovatieatelier Sociaal Domein)",
        "/teksten/innovatie-atelier/verlening_direct/",
        date(2026, 1, 5),
    )
    assert waiting(town, "policy_officer", "mandate_holder", "finance_maker") == [[], [told], []]
    assert f'<a href="{told.path}">{told.what}: ' in text(colleague(town, "mandate_holder").get("/werk/"))
    with clock.at(town.now):
        text_desk.decide(row.pk, town.actor("mandate_holder"), released=True)
    assert waiting(town, "mandate_holder") == [[]]


def test_a_role_waits_for_an_administrator_who_neither_proposed_it_nor_gets_it() -> None:
    town = world.found()
    mine, other, hers = town.actor("administrator"), town.hire("administrator"), town.hire("administrator")
    assert hers.person
    with clock.at(town.now):
        role = role_desk.propose(hers.person, "juror", date(2026, 1, 6), None, mine)
    told = Turn("Bevestig een voorgestelde rol", "jurylid", "/mensen/", None)
    assert [of(town, one, "administrator") for one in (mine, other, hers)] == [[], [told], []]
    assert waiting(town, "policy_officer") == [[]]
    with clock.at(town.now):
        role_desk.confirm(role.pk, other)
    assert of(town, other, "administrator") == []
