"""Claimed idempotency keys: the same call again gives the same answer, another call under the key is refused."""

from typing import ClassVar

from django.db import models


class Command(models.Model):
    """One key, claimed once by one caller for one call, with the act that carried it out. Never pruned: payments rest on it."""

    PLAIN: ClassVar[frozenset[str]] = frozenset({"caller", "key", "fingerprint"})

    caller = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    act = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["caller", "key"], name="command_key_claimed_once"),)

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
