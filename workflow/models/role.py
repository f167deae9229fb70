"""Who may act in which role, from when until when: an entry of a register, made through the door like any other change."""

import uuid
from typing import ClassVar

from django.db import models


class RoleGrant(models.Model):
    """A role of a person, by the person's pseudonymous id; two accounts of one person share it."""

    PLAIN: ClassVar[frozenset[str]] = frozenset({"role"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.UUIDField(db_index=True)
    role = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_through = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.person} {self.role}"
