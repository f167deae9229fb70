"""An office to test the screens of: a town, logins for its people, and a browser without a screen for each of them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client

from grants import signed_in
from grants.portal import sessions
from partners.models import Account
from tests.world import World
from workflow import clock


def enter(client: Client, account: Account, at: datetime) -> None:
    """Sign somebody in at a moment, with all that is asked."""
    client.force_login(account)
    session, moment = client.session, int(at.timestamp())
    session.update(dict.fromkeys((sessions.BEGAN, sessions.SEEN, signed_in.PROVED), moment) | {signed_in.STRONG: True})
    session.save()


class Visitor:
    """Somebody at the screens of a town: signed in as a person, or nobody (None)."""

    def __init__(self, town: World, person: uuid.UUID | None) -> None:
        self.town, self.client, self.seen = town, Client(), town.now
        self.account: Account | None = None
        if person:
            account, _ = Account.objects.get_or_create(username=str(person), defaults={"person_id": person})
            self.account = account
            enter(self.client, account, town.now)

    def _comes_back(self) -> None:
        """Sign in again after time went by, as a person would; not who signed out."""
        if self.account and self.town.now > self.seen and sessions.SEEN in self.client.session:
            enter(self.client, self.account, self.town.now)
        self.seen = self.town.now

    def get(self, path: str, **data: Any) -> Any:
        self._comes_back()
        with clock.at(self.town.now):
            return self.client.get(path, data)

    def post(self, path: str, **data: Any) -> Any:
        self._comes_back()
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
