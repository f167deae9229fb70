"""The desk of who asks what is kept about them (AVG 15): finding the person, looking at what there is, and fetching it on record."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from grants import personal_file, sight
from grants.desk import Desk
from grants.models import Application
from grants.personal_file import Part
from partners.models import Person
from workflow import door
from workflow.errors import refuse
from workflow.facts import Change
from workflow.registers import PRIVACY, Disclosure, register_id

MOST, LEAST_WORDS = 20, 3
"""So many people are shown at most, and so many characters are looked for at least."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept about a person, by table."""

    person: Person
    parts: Sequence[Part]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(len(one.rows) for one in self.parts)


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody who may be meant, with of how many dossiers they are the contact."""

    person: Person
    cases: int


def found(words: str) -> Sequence[Meant]:
    """The people who are meant: by name, address of e-mail, or the reference of a dossier of theirs. Two queries."""
    words = words.strip()
    if len(words) < LEAST_WORDS:
        return ()
    named = Application.objects.filter(stream__reference__iexact=words).values("contact")
    meant = Person.objects.filter(Q(name__icontains=words) | Q(email__iexact=words) | Q(pk__in=named))
    people = list(meant.order_by("name", "pk")[:MOST])
    cases = Application.objects.filter(contact__in=people).values_list("contact").annotate(Count("pk")).order_by()
    many = dict(cases)
    return [Meant(one, many.get(one.pk, 0)) for one in people]


def look(person: uuid.UUID, desk: Desk) -> Kept | None:
    """What is kept about a person; None when there is nobody.

    Raises:
        Refusal: `interest-in-file` where who looks has an interest in a dossier of that person (Awb 2:4).
    """
    row = Person.objects.filter(pk=person).first()
    if row is None:
        return None
    if Application.objects.filter(contact=person, stream__in=sight.closed_to(desk)).exists():
        sentence = "U hebt een belang in een dossier van deze persoon. Vraag een collega."
        raise refuse("guard", "interest-in-file", sentence, "Awb 2:4")
    return Kept(row, personal_file.about(row))


def fetch(person: uuid.UUID, desk: Desk) -> Kept | None:
    """The same, on record: each time is an event of its own. Raises `Refusal`."""
    kept = look(person, desk)
    if kept:
        change = Change("register", "disclose", register_id(PRIVACY), Disclosure(person))
        door.act([change], actor=desk.actor, key=f"disclose/{uuid.uuid4()}")
    return kept
