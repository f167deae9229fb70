"""A town for each of the three schemes: a round of it is open, and one applicant has filed all that it asks."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from grants.demo import answers, atelier, challenge, halls
from grants.models import Application
from grants.payloads import Filing
from grants.schemes.dorpshuis_onderhoud import DORPSHUIS_ONDERHOUD
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from grants.schemes.ondernemers_challenge import ONDERNEMERS_CHALLENGE
from partners.models import Area, AreaTeam
from tests import world
from tests.e2e.conftest import with_logins
from tests.grants.payers import years_ahead
from tests.world import INSTALLATION, World, key
from workflow import clock
from workflow.facts import Actor
from workflow.registers import record
from workflow.scheme import Scheme

SEED = "42"
CLOSES = datetime(2026, 1, 30, 16, tzinfo=UTC)


@dataclass(frozen=True)
class Played:
    """A scheme with the round that is opened of it, and what an applicant answers."""

    scheme: Scheme
    rule: str
    told: Callable[[], tuple[Mapping[str, Any], str]]


def _atelier() -> tuple[Mapping[str, Any], str]:
    told = next(row for row in atelier.told()["initiative"] if row["key"] == "IA01")
    return answers.atelier(told), told["area"]


def _challenge() -> tuple[Mapping[str, Any], str]:
    plan = next(iter(challenge.plans().values()))
    idea = next(one for one in challenge.told()["idea"] if one["id"] == plan["idea"])
    return answers.challenge(plan, idea, date(2026, 9, 30)), plan["area"]


def _hall() -> tuple[Mapping[str, Any], str]:
    told, _ = next(halls.filed("b"))
    return answers.hall(told, "b"), told["village"]


PLAYED = {
    one.scheme.code: one
    for one in (
        Played(INNOVATIE_ATELIER, "tranche", _atelier),
        Played(ONDERNEMERS_CHALLENGE, "tender", _challenge),
        Played(DORPSHUIS_ONDERHOUD, "B", _hall),
    )
}


def office_of(code: str) -> World:
    """A town with a login for every role, and one more for a second assessor and a second juror ("assessor-2", "juror-2")."""
    played = PLAYED[code]
    town = world.found(
        played.scheme,
        rule=played.rule,
        closes_at=CLOSES,
        draw_seed_commitment=hashlib.sha256(SEED.encode()).hexdigest(),
    )
    years_ahead(town, 3)
    for role in ("assessor", "juror"):
        second = town.hire(role).person
        assert second
        town.people[f"{role}-2"] = second
    return with_logins(town)


def filed(town: World) -> Application:
    """The application of somebody who sent all that the scheme asks."""
    given, place = PLAYED[town.scheme.code].told()
    person, organisation, account = world.new_party(town.now)
    team = AreaTeam(code="GT-1", name="Gebiedsteam (voorbeeld)", lead_id=town.people["administrator"])
    area = Area(kind="dorp", name=place, team=team)
    with clock.at(town.now):
        record("partners", team, area, actor=INSTALLATION, key=key())
    case = uuid.uuid4()
    town.applicants[case] = person.pk
    filing = Filing(given, organisation.pk, person.pk, account.pk, area.pk, town.round)
    town.take(Actor(person=person.pk), "application", "file", case, filing)
    return Application.objects.get(pk=case)
