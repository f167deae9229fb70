"""What systems are told of: an address, kinds of events, and the secret with which they know that it is us."""

import uuid
from typing import ClassVar

from django.db import models

from partners.models.system import System


class Subscription(models.Model):
    """One address of a system to which events are sent, by their kinds: `application.file`, or `decision.*` for all of a machine.

    `kinds` has a space between two. `secret` is sealed: it signs each event, so that it has to be read again.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"url", "kinds", "secret"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="subscriptions")
    url = models.CharField(max_length=500)
    kinds = models.CharField(max_length=1000)
    secret = models.CharField(max_length=300)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.url

    def wants(self, machine: str, action: str) -> bool:
        """Whether a step of a machine is of a kind that is asked for."""
        return not {f"{machine}.{action}", f"{machine}.*"}.isdisjoint(self.kinds.split())
