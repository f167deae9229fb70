"""Roles are given by two people, ended by one, and looked at again every quarter."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import world
from tests.invariants.tables import everything
from tests.world import World
from workflow import clock, powers
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import RoleGrant
from workflow.registers import record
from workflow.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> World:
    return world.found()


def enter(
    town: World, who: Actor, *new: RoleGrant, revised: tuple[tuple[RoleGrant, Mapping[str, Any]], ...] = ()
) -> None:
    with clock.at(town.now):
        record("roles", *new, revised=revised, actor=who, key=world.key())


def refused(
    town: World, who: Actor, *new: RoleGrant, revised: tuple[tuple[RoleGrant, Mapping[str, Any]], ...] = ()
) -> str:
    before = everything()
    with pytest.raises(Refusal) as refusal:
        enter(town, who, *new, revised=revised)
    assert everything() == before
    return refusal.value.code


def proposal(town: World, who: Actor, **more: Any) -> RoleGrant:
    """The role of assessor for a new colleague, from today."""
    values = {
        "person": town.hire().person,
        "role": "assessor",
        "valid_from": clock.day_of(town.now),
        "proposed_by": who.person,
    }
    return RoleGrant(**{**values, **more})


def roles_of(town: World, grant: RoleGrant) -> list[str]:
    return list(powers.in_force(clock.day_of(town.now)).filter(person=grant.person).values_list("role", flat=True))


def test_a_role_is_in_force_once_another_administrator_confirmed_it(town: World) -> None:
    one, other = town.actor("administrator"), town.hire("administrator")
    grant = proposal(town, one)
    enter(town, one, grant)
    assert (roles_of(town, grant), list(powers.waiting())) == ([], [grant])
    case = town.file()
    with pytest.raises(Refusal, match="not-permitted"):
        town.take(Actor(person=grant.person), "application", "intake", case.pk)

    assert refused(town, one, revised=((grant, {"confirmed_by": one.person}),)) == "own-proposal"
    assert refused(town, one, revised=((grant, {"confirmed_by": other.person}),)) == "own-proposal"
    assert (
        refused(town, Actor(person=grant.person), revised=((grant, {"confirmed_by": grant.person}),)) == "not-permitted"
    )
    enter(town, other, revised=((grant, {"confirmed_by": other.person}),))
    assert (roles_of(town, grant), list(powers.waiting())) == (["assessor"], [])
    assert refused(town, one, revised=((grant, {"confirmed_by": one.person}),)) == "nothing-proposed"
    assert verify().differences == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"proposed_by": None}, "role-needs-two"),
        ({"proposed_by": uuid.UUID(int=1)}, "role-needs-two"),
        ({"confirmed_by": uuid.UUID(int=2)}, "role-needs-two"),
        ({"reviewed_on": date(2026, 1, 5)}, "role-needs-two"),
        ({"role": "applicant"}, "role-malformed"),
        ({"role": "system"}, "role-malformed"),
        ({"role": "koning"}, "role-malformed"),
        ({"valid_through": date(2026, 1, 4)}, "role-malformed"),
    ],
)
def test_one_person_alone_gives_no_role(town: World, more: dict[str, Any], code: str) -> None:
    one = town.actor("administrator")
    assert refused(town, one, proposal(town, one, **more)) == code


def test_nobody_proposes_or_confirms_a_role_of_their_own(town: World) -> None:
    one, other = town.actor("administrator"), town.hire("administrator")
    assert refused(town, one, proposal(town, one, person=one.person)) == "own-power"
    mine = proposal(town, one, person=other.person)
    enter(town, one, mine)
    assert refused(town, other, revised=((mine, {"confirmed_by": other.person}),)) == "own-power"


def test_one_person_ends_a_role_earlier_and_never_later(town: World) -> None:
    one = town.actor("administrator")
    grant = RoleGrant.objects.get(person=town.people["assessor"])
    today = clock.day_of(town.now)
    enter(town, one, revised=((grant, {"valid_through": today}),))
    assert roles_of(town, grant) == ["assessor"]
    assert refused(town, one, revised=((grant, {"valid_through": today + timedelta(days=1)}),)) == "role-not-longer"
    assert refused(town, one, revised=((grant, {"valid_through": today}),)) == "role-not-longer"
    assert refused(town, one, revised=((grant, {"valid_through": None}),)) == "role-not-longer"
    assert refused(town, one, revised=((grant, {"role": "mandate_holder"}),)) == "role-stays"
    assert refused(town, one, revised=((grant, {"valid_from": today, "valid_through": today}),)) == "role-stays"
    town.wait(days=1)
    assert roles_of(town, grant) == []


def test_a_role_is_looked_at_again_after_a_quarter(town: World) -> None:
    one = town.actor("administrator")
    grant = RoleGrant.objects.get(person=town.people["assessor"])
    last = date(2026, 1, 1) + powers.QUARTER
    assert not powers.to_review(grant, last - timedelta(days=1))
    assert powers.to_review(grant, last)
    town.wait(days=(last - clock.day_of(town.now)).days)
    assert refused(town, one, revised=((grant, {"reviewed_on": last - timedelta(days=1)}),)) == "role-stays"
    enter(town, one, revised=((grant, {"reviewed_on": last}),))
    grant.refresh_from_db()
    assert not powers.to_review(grant, last)
    assert powers.to_review(grant, last + powers.QUARTER)


def test_the_database_keeps_no_role_that_one_person_gave(town: World) -> None:
    one = uuid.UUID(int=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            person=one, role="auditor", valid_from=date(2026, 1, 1), proposed_by=one, confirmed_by=one
        )
