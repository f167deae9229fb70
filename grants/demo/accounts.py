"""The logins of the demo: one for every colleague, all with one invented password, on the machine of a developer only."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from grants.demo import data
from grants.demo.stage import id_of
from partners.models import Account
from workflow import roles

PASSWORD = "kijk maar rond"  # noqa: S105 - invented, printed by the demo, and of no use on an installed system.
KINDS = ("development", "test")
"""The kinds of installation that have these logins: elsewhere a password that everybody knows opens a door."""


def username(key: str) -> str:
    """The login of a person of the data: what stands before the @ of their address."""
    [email] = [who["email"] for who in data.organisation()["person"] if who["key"] == key]
    return str(email).split("@")[0]


def open_all() -> None:
    """Give every colleague a login, once."""
    if settings.KIND in KINDS:
        people = data.organisation()["person"]
        Account.objects.create_many({username(one["key"]): id_of("person", one["key"]) for one in people}, PASSWORD)


def told() -> Iterator[str]:
    """How to look: the command, the password, and one login for each role."""
    if settings.KIND not in KINDS:
        yield "  Deze installatie heeft geen logins van de demo."
        return
    yield "  Typ make serve, en ga naar http://127.0.0.1:8000/vijf-minuten/"
    yield f"  Wachtwoord voor iedereen: {PASSWORD}"
    seen: set[str] = set()
    for who in data.organisation()["person"]:
        if who["role"] not in seen:
            seen.add(who["role"])
            yield f"    {roles.LABELS[who['role']]:<22} {username(who['key'])}"
