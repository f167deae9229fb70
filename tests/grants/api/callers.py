"""Who calls the API in tests: a colleague with a session, or a system with a token."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.test import Client

from partners import systems
from partners.models import Person, System
from tests.grants.portal.office import Visitor
from tests.world import World, key
from workflow import clock

API = "/api/v1"


class Caller(Visitor):
    """Somebody who asks by the session of the screens, or nobody (None)."""

    def ask(self, path: str, **query: Any) -> Any:
        """What is answered at an address of the API."""
        return self.get(f"{API}{path}", **query)

    def send(self, path: str, body: object, **headers: str) -> Any:
        """What is answered to JSON."""
        self._comes_back()
        with clock.at(self.town.now):
            return self.client.post(f"{API}{path}", body, content_type="application/json", headers=headers)


class SystemCaller:
    """A system that shows a token."""

    def __init__(self, town: World, token: str) -> None:
        self.town, self.client = town, Client(headers={"Authorization": f"Bearer {token}"})

    def ask(self, path: str, **query: Any) -> Any:
        """What is answered at an address of the API."""
        with clock.at(self.town.now):
            return self.client.get(f"{API}{path}", query)

    def send(self, path: str, body: object, **headers: str) -> Any:
        """What is answered to JSON."""
        with clock.at(self.town.now):
            return self.client.post(f"{API}{path}", body, content_type="application/json", headers=headers)


def system(town: World, person: uuid.UUID, *scopes: str) -> tuple[System, str]:
    """A system that stands for a person of the town, and its secret."""
    return systems.add(f"Systeem {key()}", Person.objects.get(pk=person), scopes)


def token_of(town: World, found: System, secret: str, **form: str) -> Any:
    """What the address of tokens answers."""
    said = {"grant_type": "client_credentials", "client_id": found.client_id, "client_secret": secret, **form}
    with clock.at(town.now):
        return Client().post(
            f"{API}/token", "&".join(f"{name}={value}" for name, value in said.items()), content_type=FORM
        )


FORM = "application/x-www-form-urlencoded"


def calling(town: World, role: str | Sequence[str], *scopes: str) -> SystemCaller:
    """A system of its own with a role or more, and a token that is good for these scopes."""
    person = town.hire(*([role] if isinstance(role, str) else role)).person
    assert person
    found, secret = system(town, person, *scopes)
    return SystemCaller(town, token_of(town, found, secret).json()["access_token"])
