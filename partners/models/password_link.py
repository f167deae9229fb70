"""Links with which somebody chooses a password: sent to an address, good once, and kept for a day."""

import uuid
from typing import ClassVar

from django.db import models


class PasswordLink(models.Model):
    """One link that was asked for an address of e-mail, whether or not somebody is known by it.

    The link itself follows from the id and a key that stands in no database, so that who copies this table has no link. `following` is
    the page that somebody was going to.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"email", "following"})
    PLAIN: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.CharField(max_length=150, db_index=True)
    following = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)
