"""An office to test the screens of: a town, logins for its people, and a browser without a screen for each of them."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client

from partners.models import Account
from tests.world import World
from workflow import clock


class Visitor:
    """Somebody at the screens of a town: signed in as a person, or nobody (None)."""

    def __init__(self, town: World, person: uuid.UUID | None) -> None:
        self.town, self.client = town, Client()
        if person:
            account, _ = Account.objects.get_or_create(username=str(person), defaults={"person_id": person})
            self.client.force_login(account)

    def get(self, path: str, **data: Any) -> Any:
        with clock.at(self.town.now):
            return self.client.get(path, data)

    def post(self, path: str, **data: Any) -> Any:
        with clock.at(self.town.now):
            return self.client.post(path, data)


def colleague(town: World, role: str) -> Visitor:
    """The person who has a role."""
    return Visitor(town, town.people[role])


def text(response: HttpResponse) -> str:
    """What a page says, on one line."""
    return " ".join(response.content.decode().split())


def step_path(reference: str, machine: str, action: str, subject: uuid.UUID | str) -> str:
    """The address of the page of a step."""
    return f"/dossier/{reference}/stap/{machine}/{action}/{subject}/"
