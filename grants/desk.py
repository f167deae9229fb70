"""Who is at work, at whatever door of the house: a person with the roles of today; which roles there are at the office at all."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.utils.translation import gettext

from workflow import clock, registry, roles
from workflow.facts import Actor
from workflow.roles import Standing

OFFICE = frozenset(roles.LABELS) - roles.NOT_GRANTED
"""The roles of people who work for the municipality: they see every dossier, and each takes only the steps of the own role."""

WORK = OFFICE - roles.LOOK_ON
"""The roles of those who take part in the work; each of them is a colleague as well."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One colleague at work: who they are for the door, their name, and their roles of today in a fixed order."""

    actor: Actor
    name: str
    roles: tuple[str, ...]
    rows: registry.Desk = field(default_factory=registry.Desk, compare=False, repr=False)
    """What lies open before them: what one part of a page read, and the next part need not read again."""
    standing: Standing | None = None

    @property
    def role_words(self) -> str:
        """The roles as a person reads them."""
        return ", ".join(gettext(roles.LABELS[role]) for role in self.roles)

    @property
    def at_work(self) -> frozenset[str]:
        """The roles in which they may take steps: those that were given, and that of a colleague for who takes part in the work."""
        return roles.at_work(self.roles)


def desk_of(person: uuid.UUID, name: str, known: Standing | None = None) -> Desk | None:
    """The desk of a person, of whom the standing may be known; None for who has no role at the office today."""
    actor = Actor(person=person)
    standing = known or roles.standing(actor, (), clock.today())
    ordered = tuple(role for role in roles.LABELS if role in OFFICE & standing.have)
    return Desk(actor, name, ordered, standing=standing) if ordered else None
