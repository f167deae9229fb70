"""Mandates: who may sign what, up to which amount, from when until when (Awb 10:1-10:12)."""

import uuid
from typing import ClassVar

from django.db import models

from partners.models import Person


class Mandate(models.Model):
    """A mandate of one person for one kind of decision in one scheme ("*" for all), up to an amount in cents."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"kind", "scheme", "reference"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=24)
    scheme = models.CharField(max_length=60)
    maximum_cents = models.BigIntegerField()
    valid_from = models.DateField()
    valid_through = models.DateField(null=True)
    reference = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.reference
