"""Memberships: who acts for an organisation."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models

from partners.models.organisation import Organisation
from partners.models.person import Person


class Membership(models.Model):
    """A person's part in an organisation, from a day through a day (None: no end is known).

    A signer binds the organisation, a contact corresponds for it, a member does neither; all three are "the applicant"
    where duties are separated, because each has an interest in the grant.
    """

    class Role(models.TextChoices):
        SIGNER = "signer", "tekenbevoegde"
        CONTACT = "contact", "contactpersoon"
        MEMBER = "member", "lid"

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"role"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    valid_from = models.DateField()
    valid_through = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(role__in=["signer", "contact", "member"]), name="membership_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_through=None) | models.Q(valid_through__gte=models.F("valid_from")),
                name="membership_ends_after_its_start",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role", "valid_from"], name="membership_once_per_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.organisation_id}"


def acting_for(persons: Iterable[uuid.UUID | None], day: date) -> models.QuerySet[Membership]:
    """The memberships of these persons that are valid on a day."""
    valid = models.Q(valid_from__lte=day) & (models.Q(valid_through=None) | models.Q(valid_through__gte=day))
    return Membership.objects.filter(valid, person__in=[person for person in persons if person])
