"""Tries to sign in that did not succeed, counted for a quarter of an hour."""

import uuid
from typing import ClassVar

from django.db import models


class FailedTry(models.Model):
    """One try, under the keyed hash of the name or the address that it was for.

    What is typed as a name may be a password by mistake, so that the text itself is never kept.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"of"})
    PLAIN: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    of = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.of
