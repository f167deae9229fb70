"""Who may act in which role, from when until when: an entry of a register, made through the door like any other change."""

import uuid
from typing import ClassVar

from django.db import models


class RoleGrant(models.Model):
    """A role of a person, by the person's pseudonymous id; two accounts of one person share it.

    What a person proposed (`proposed_by`) is in force once another confirmed it (`confirmed_by`); what the installation entered is in
    force at once. `reviewed_on` is the last day on which somebody found that the role is still needed.
    """

    PLAIN: ClassVar[frozenset[str]] = frozenset({"role"})
    CONFIRMED: ClassVar[models.Q] = models.Q(proposed_by=None) | models.Q(confirmed_by__isnull=False)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.UUIDField(db_index=True)
    role = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_through = models.DateField(null=True)
    proposed_by = models.UUIDField(null=True)
    confirmed_by = models.UUIDField(null=True)
    reviewed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | models.Q(proposed_by__isnull=False) & ~models.Q(confirmed_by=models.F("proposed_by")),
                name="role_confirmed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.role}"
