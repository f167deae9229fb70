"""Paper at the desk of an intake clerk: what is typed of it, what a page sends along unseen, and a case that lacks something."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from grants import payloads
from grants.effects.letters import Write
from grants.models import Application
from partners.models import BankAccount, Organisation, Person
from tests import world
from tests.grants.portal.office import Visitor
from tests.toy import BUURTFEEST
from tests.world import World
from workflow.facts import Actor
from workflow.scheme import Step

KEY = "7f0e3a52-4f60-4a07-9a86-0c1f7f6c1f11"
OTHER_KEY = "0b5f3a52-4f60-4a07-9a86-0c1f7f6c1f22"
MOST_QUERIES = 15
WITH_LETTER = replace(
    BUURTFEEST, steps={**BUURTFEEST.steps, "request_completion": Step(effects=(Write("completion_request"),))}
)
"""The scheme of the street party, with a letter that asks for what is missing, as every scheme of the demo has."""

PDF = b"%PDF-1.7 een brief"


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("brief.pdf", PDF, "application/pdf")


def typed(**other: Any) -> dict[str, Any]:
    """A whole paper application for a street party, as a clerk types it."""
    return {
        "channel": "paper", "scan_name": scan(), "answers.idee_titel": "Soep aan de kade", "answers.adres.0.street": "Proefkade",
        "answers.adres.0.number": "2", "answers.adres.0.postcode": "9711xx", "answers.adres.0.place": "Groningen",
        "answers.begroting.costs.0.what": "Soep", "answers.begroting.costs.0.amount": "1.250,50",
        "answers.begroting.income.0.kind": "subsidie", "answers.begroting.income.0.what": "Gemeente",
        "answers.begroting.income.0.amount": "1250,50", "answers.verklaring": "on", **other,
    }  # fmt: skip


def party(town: World) -> tuple[Organisation, Person]:
    person, organisation, _ = world.new_party(town.now)
    return organisation, person


def path_for(organisation: Organisation, person: Person) -> str:
    return f"/postkamer/nieuw/BF-jaar/{organisation.pk}/{person.pk}/"


def unseen(page: Any) -> dict[str, str]:
    """What the hidden fields of a page send along."""
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def missing_one(town: World) -> Application:
    """A case of which the budget is not there."""
    case = town.file(begroting=None)
    return Application.objects.select_related("stream").get(pk=case.pk)


def ask(town: World, clerk: Visitor, phase: str, **other: Any) -> Any:
    said = {"stap": "request_completion", "missing": "begroting", "until": "2026-01-19", "sleutel": KEY, **other}
    return clerk.post("/postkamer/BF-2026-0001/controle/", fase=phase, **said)


def twice(town: World) -> tuple[Application, Application]:
    """The same application of one applicant, an hour apart."""
    first = town.file()
    town.wait(hours=1)
    account = BankAccount.objects.get(organisation=first.organisation_id)
    assert first.organisation_id
    again = payloads.Filing(
        {**world.answers_for(1_000_00), "idee_titel": "Feest in de  Straat"},
        first.organisation_id, first.contact_id, account.pk, round=town.round,
    )  # fmt: skip
    second = uuid.uuid4()
    town.take(Actor(person=first.contact_id), "application", "file", second, again)
    return first, Application.objects.get(pk=second)
