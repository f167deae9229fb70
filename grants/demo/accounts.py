"""The logins of the demo, of every colleague and of some who apply: one invented password, on the machine of a developer only."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from grants.demo import data
from grants.demo.stage import id_of
from partners.models import Account, Person
from workflow import roles

PASSWORD = "kijk maar rond"  # noqa: S105 - invented, printed by the demo, and of no use on an installed system.
KINDS = ("development", "test")
"""The kinds of installation that have these logins: elsewhere a password that everybody knows opens a door."""

APPLICANTS = {"buurtlunch": "VANDAAG02", "speelstraat": "VANDAAG11", "dorpshuis": "DH01", "ondernemer": "P01"}
"""The logins of some who apply, by their keys in the data: one who has to complete, one with an award, and one of each other scheme."""


def username(key: str) -> str:
    """The login of a person of the data: what stands before the @ of their address."""
    [email] = [who["email"] for who in data.organisation()["person"] if who["key"] == key]
    return str(email).split("@")[0]


def open_all() -> None:
    """Give every colleague a login, once."""
    if settings.KIND in KINDS:
        people = data.organisation()["person"]
        Account.objects.create_many({username(one["key"]): id_of("person", one["key"]) for one in people}, PASSWORD)


def open_applicants() -> None:
    """Give some of who apply a login, once, where they are known."""
    if settings.KIND in KINDS:
        wanted = {name: id_of("person", key) for name, key in APPLICANTS.items()}
        known = set(Person.objects.filter(pk__in=wanted.values()).values_list("pk", flat=True))
        Account.objects.create_many({name: one for name, one in wanted.items() if one in known}, PASSWORD)


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
    for name in APPLICANTS:
        yield f"    {roles.LABELS[roles.APPLICANT]:<22} {name}"
