"""Systems that come to the API, and the tokens that they were given."""

import uuid
from typing import ClassVar

from django.db import models

from partners.models.person import Person


class System(models.Model):
    """One system of the municipality or of a supplier, with the secret that it asks for tokens with (as a hash).

    It stands for a person of its own in the register, so that its roles are given by two people, what it does stands in the trail,
    and its duties are kept apart like anybody's. `scopes` is the most that a token of it can be good for, with a space between two.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"name", "secret", "scopes"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="system")
    secret = models.CharField(max_length=64)
    scopes = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    is_authenticated: ClassVar[bool] = True

    def __str__(self) -> str:
        return self.name

    @property
    def client_id(self) -> str:
        """The id by which it asks for a token."""
        return str(self.id)


class SystemToken(models.Model):
    """One token of a system: good for some scopes, until a moment. The token itself is never kept, only its hash."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"digest", "scopes"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=200)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)
