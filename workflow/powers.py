"""Roles are given by two people: one proposes, another confirms. One suffices to end a role, and to find that it is still needed.

They are entries of the register `roles`; the installation itself enters the first ones.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet

from workflow.errors import Obstacle
from workflow.models import RoleGrant
from workflow.roles import LABELS, NOT_GRANTED
from workflow.scheme import Guard

if TYPE_CHECKING:
    from workflow.registers import RegisterFacts

REGISTER = "roles"
QUARTER = timedelta(days=92)
"""So long after its beginning, or its last review, a role is looked at again."""

GRANTED = tuple(role for role in LABELS if role not in NOT_GRANTED)
"""The roles that a person can be given."""


def in_force(day: date) -> QuerySet[RoleGrant]:
    """The roles that people have on a day."""
    valid = Q(valid_through=None) | Q(valid_through__gte=day)
    return RoleGrant.objects.filter(RoleGrant.CONFIRMED, valid, valid_from__lte=day)


def waiting() -> QuerySet[RoleGrant]:
    """What was proposed and waits for another person."""
    return RoleGrant.objects.exclude(RoleGrant.CONFIRMED).exclude(valid_through__lt=F("valid_from"))


def to_review(grant: RoleGrant, day: date) -> bool:
    """Whether nobody looked at a role for a quarter."""
    return (grant.reviewed_on or grant.valid_from) <= day - QUARTER


class TwoPersons(Guard):
    """A person enters a role as a proposal only, confirms what another proposed, ends a role earlier, or reviews it."""

    NEEDS_PAYLOAD = True

    def check(self, facts: RegisterFacts) -> Obstacle | None:  # type: ignore[override]
        """The first entry that is none of these."""
        person, entries = facts.actor.person, facts.payload
        if entries.code != REGISTER or person is None:
            return None
        for row in entries.new:
            if row.role not in GRANTED or (row.valid_through and row.valid_through < row.valid_from):
                return Obstacle("role-malformed", "Kies een rol die iemand kan krijgen, en een einde na het begin.")
            if row.proposed_by != person or row.confirmed_by or row.reviewed_on:
                sentence = "Een rol gaat in zodra een collega haar bevestigt. Stel haar eerst voor."
                return Obstacle("role-needs-two", sentence, "Gemeentewet 212")
        found = (_revised(facts.standing(row), values, person, facts.today) for row, values in entries.revised)
        return next((one for one in found if one), None)


def _revised(row: Any, values: Mapping[str, Any], person: uuid.UUID, today: date) -> Obstacle | None:
    if values.keys() == {"confirmed_by"}:
        return _confirmed(row, values["confirmed_by"], person)
    if values.keys() == {"valid_through"}:
        until = values["valid_through"]
        if until is not None and (row.valid_through is None or until < row.valid_through):
            return None
        return Obstacle(
            "role-not-longer", "Een rol kan eerder stoppen. Langer is een nieuw voorstel.", "Gemeentewet 212"
        )
    if values == {"reviewed_on": today}:
        return None
    return Obstacle("role-stays", "Van een rol verandert alleen het einde. Voor iets anders stelt u een nieuwe voor.")


def _confirmed(row: Any, by: uuid.UUID, person: uuid.UUID) -> Obstacle | None:
    if row.proposed_by is None or row.confirmed_by is not None:
        return Obstacle("nothing-proposed", "Deze rol wacht niet op een bevestiging.")
    if by == person != row.proposed_by:
        return None
    return Obstacle("own-proposal", "U stelde deze rol zelf voor. Vraag een collega.", "Gemeentewet 212")
