"""What a clerk may enter about an applicant that is not known yet, so that paper can be received from anyone."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from partners.models import BankAccount, Membership, Organisation, Person
from workflow.errors import Obstacle

if TYPE_CHECKING:
    from django.db.models import Model


def new_party(rows: Sequence[Model], clerk: uuid.UUID | None) -> Obstacle | None:
    """What is wrong with rows that a clerk enters: they say who one new applicant is, and nothing of anyone who is known already.

    Who acts for an organisation that is known, and on which account it is paid, changes with evidence and four eyes, elsewhere.
    """
    new = {row.pk for row in rows if isinstance(row, Organisation)}
    for row in rows:
        if not isinstance(row, Person | Organisation | Membership | BankAccount):
            return Obstacle("not-part-of-an-applicant", "Dit legt alleen de beheerder vast.", "Gemeentewet 212")
        if isinstance(row, Membership | BankAccount) and row.organisation_id not in new:
            sentence = "U legt alleen een nieuwe aanvrager vast. Deze organisatie kennen wij al."
            return Obstacle("party-known-already", sentence, "Gemeentewet 212")
        if isinstance(row, Membership) and row.person_id == clerk:
            return Obstacle("own-party", "U hoort zelf bij deze aanvrager. Vraag een collega.", "Awb 2:4")
    return None
