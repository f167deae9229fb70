"""The desk of roles: who has which, what waits for a second person, and what nobody looked at for a quarter."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from grants import asked_once
from partners.models import Person
from workflow import clock, door, powers
from workflow.canonical import digest
from workflow.errors import refuse
from workflow.facts import Actor, Change
from workflow.models import RoleGrant
from workflow.registers import Entries, register_id
from workflow.roles import LABELS


@dataclass(frozen=True, slots=True)
class Held:
    """A role as a person reads it; `by` is who proposed it, "" when the installation did."""

    grant: RoleGrant
    name: str
    role: str
    by: str
    to_review: bool


def waiting() -> list[Held]:
    """What was proposed and waits for another person."""
    return _held(powers.waiting())


def in_force() -> list[Held]:
    """The roles of today, by name."""
    return _held(powers.in_force(clock.today()))


def _held(grants: Any) -> list[Held]:
    rows, today = list(grants), clock.today()
    names = dict(
        Person.objects.filter(pk__in={one for row in rows for one in (row.person, row.proposed_by)}).values_list(
            "pk", "name"
        )
    )
    found = (
        Held(
            row,
            names.get(row.person, ""),
            LABELS[row.role],
            names.get(row.proposed_by, ""),
            powers.to_review(row, today),
        )
        for row in rows
    )
    return sorted(found, key=lambda one: (one.name.casefold(), one.role, one.grant.valid_from))


def propose(person: uuid.UUID, role: str, first: date, last: date | None, actor: Actor) -> RoleGrant:
    """Propose a role for somebody; the same words again are the same proposal."""
    words = digest([person, role, first, last, actor.person])
    grant = RoleGrant(
        id=uuid.uuid5(person, words),
        person=person,
        role=role,
        valid_from=first,
        valid_through=last,
        proposed_by=actor.person,
    )
    if not Person.objects.filter(pk=person).exists():
        raise refuse("unknown-subject", "unknown-person", "Deze persoon kennen wij niet.")
    _take(Entries(powers.REGISTER, (grant,)), actor, born=True)
    return grant


def confirm(grant: uuid.UUID, actor: Actor) -> None:
    """Confirm what another person proposed: from its first day on it is in force."""
    _revise(grant, {"confirmed_by": actor.person}, actor)


def end(grant: uuid.UUID, last: date, actor: Actor) -> None:
    """Let a role end earlier, or take back a proposal: with a last day before its first."""
    _revise(grant, {"valid_through": last}, actor)


def review(grant: uuid.UUID, actor: Actor) -> None:
    """Find that a role is still needed."""
    _revise(grant, {"reviewed_on": clock.today()}, actor)


def _revise(grant: uuid.UUID, values: Mapping[str, Any], actor: Actor) -> None:
    row = RoleGrant.objects.filter(pk=grant).first()
    if row is None:
        raise refuse("unknown-subject", "unknown-role", "Deze rol kennen wij niet.")
    _take(Entries(powers.REGISTER, (), ((row, values),)), actor)


def _take(entries: Entries, actor: Actor, *, born: bool = False) -> None:
    change = Change("register", "record", register_id(powers.REGISTER), entries)
    door.act([change], actor=actor, key=asked_once.key_of([change], born=born))
