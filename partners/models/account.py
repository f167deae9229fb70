"""Accounts: the logins of persons."""

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from partners.models.person import Person


class AccountManager(BaseUserManager["Account"]):
    """Makes and finds accounts. A login is no fact of a dossier: it is made here and not through the door."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        """Accounts with their persons: every page says who is signed in."""
        return super().get_queryset().select_related("person")

    def create_account(self, username: str, password: str | None, *, person: Person) -> "Account":
        """Make a login for a person; without a password it exists but nobody can sign in with it."""
        account = self.model(username=normalised(username), person=person)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_many(self, persons: Mapping[str, uuid.UUID], password: str) -> None:
        """Make the logins that are not there yet, by name, all with one password that is hashed once: for a demonstration."""
        there = self.filter(username__in=persons).values_list("username", flat=True)
        missing = {name: person for name, person in persons.items() if name not in set(there)}
        hashed = make_password(password) if missing else ""
        self.bulk_create(
            self.model(id=uuid.uuid5(person, name), username=normalised(name), person_id=person, password=hashed)
            for name, person in missing.items()
        )

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Find the account that a person means by the name typed at the login, whatever its capitals."""
        return super().get_by_natural_key(normalised(username or ""))


class Account(AbstractBaseUser):
    """One login of one person.

    A person may have several; duties are separated over persons, so that a second login gains nothing.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"username", "password"})
    PLAIN: ClassVar[frozenset[str]] = frozenset()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=150, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    is_active = models.BooleanField(default=True)

    objects = AccountManager()

    def __str__(self) -> str:
        return self.username

    def choose_password(self, password: str) -> None:
        """Take another password; sessions that began with the older one end."""
        self.set_password(password)
        self.save(update_fields=["password"])


def normalised(username: str) -> str:
    """The one spelling of a username: NFKC, small letters, no space around it."""
    return Account.normalize_username(username).strip().casefold()
