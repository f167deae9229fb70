"""Who stands at the keyboard, a person by id, by login, or by the key of the demo data; and the files that they name."""

from __future__ import annotations

import uuid
from contextlib import suppress
from pathlib import Path

from django.core.management.base import CommandError

from grants.demo.stage import id_of
from partners.models import Account, Person
from partners.models.account import normalised
from workflow.facts import Actor


def read_bytes(file: Path) -> bytes:
    """What a file holds. Raises `CommandError` when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise CommandError(f"Dit bestand kunnen wij niet lezen: {file}") from wrong


def actor_of(named: str) -> Actor:
    """The person that is meant. Raises `CommandError` for nobody we know."""
    candidates = [id_of("person", named)]
    with suppress(ValueError):
        candidates.append(uuid.UUID(named))
    candidates += Account.objects.filter(username=normalised(named)).values_list("person", flat=True)
    found = Person.objects.filter(pk__in=candidates).values_list("pk", flat=True).first()
    if found is None:
        raise CommandError(f"Wij kennen geen persoon ‘{named}’. Geef een login, of een id.")
    return Actor(person=found)


def acting(named: str, applicant: str | None) -> Actor:
    """The person that is meant, on behalf of an applicant where one is named."""
    actor = actor_of(named)
    return Actor(person=actor.person, on_behalf_of=actor_of(applicant).person) if applicant else actor
