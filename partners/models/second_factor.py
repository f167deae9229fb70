"""Second factors: what an account can show beside its password."""

import uuid
from typing import ClassVar

from django.db import models

from partners.models.account import Account


class SecondFactor(models.Model):
    """One thing that proves who signs in: a code app, a passkey, or a recovery code for when both are gone.

    The secret is, by kind: the sealed key of the app, the public key of the passkey, the hash of the recovery code.
    """

    class Kind(models.TextChoices):
        """What it is."""

        APP = "app", "code-app"
        PASSKEY = "passkey", "passkey"
        RECOVERY = "recovery", "herstelcode"

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"label", "secret"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"kind"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(max_length=60)
    secret = models.TextField()
    last_step = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.label
