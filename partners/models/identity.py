"""Identities: by whom somebody is known elsewhere, for who signs in there."""

import uuid
from typing import ClassVar

from django.db import models

from partners.models.account import Account


class Identity(models.Model):
    """One account at a broker of DigiD or eHerkenning, that signs in to one of ours.

    What the broker calls a person is a pseudonym or a citizen service number. Only its keyed hash is kept: enough to know somebody
    again, and of no use to who copies the database (UAVG 46).
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"subject"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"issuer"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["issuer", "subject"], name="identity_of_one_account"),)

    def __str__(self) -> str:
        return self.issuer
