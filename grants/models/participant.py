"""Participants: the organisations that apply together."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application
from partners.models import Organisation


class Participant(models.Model):
    """One of the organisations in a joint application. The lead is the `organisation` of the application; the others are partners."""

    class Role(models.TextChoices):
        LEAD = "lead", "penvoerder"
        PARTNER = "partner", "partner"

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"role"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="participants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["application", "organisation"], name="participant_once"),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(role="lead"), name="participant_with_one_lead"
            ),
            models.CheckConstraint(condition=models.Q(role__in=["lead", "partner"]), name="participant_role_known"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.role}"
