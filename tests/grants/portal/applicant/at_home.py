"""Somebody at home, for tests of what an applicant sees."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import date

from django.urls import reverse

from grants import payloads
from grants.effects.letters import Write
from grants.models import Application
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.following import own_case
from tests import world
from tests.grants.portal.office import Visitor
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.scheme import Step

ASKING = dataclasses.replace(
    BUURTFEEST,
    code="vraagfeest",
    prefix="VF",
    steps={**BUURTFEEST.steps, "request_completion": Step(effects=(Write("completion_request"),))},
)
"""The toy scheme with a letter in which one asks for what is missing."""

PLACES = ("own-case", "own-thread", "own-answers", "own-decision", "own-agenda")


def of(town: World, case: Application) -> Applicant:
    """The applicant of a case."""
    return Applicant(Actor(person=case.contact_id), "Ada Voorbeeld")


def looked_at(town: World, case: Application) -> own_case.OwnCase:
    """The page of a case as its applicant sees it now."""
    applicant = of(town, case)
    with clock.at(town.now):
        return own_case.look(applicant.find(case.stream.reference), applicant)


def ask_for(town: World, case: Application, *missing: str, until: date = date(2026, 1, 26)) -> None:
    """Ask to complete a case."""
    asked = payloads.CompletionRequest(missing, until, why={missing[0]: "Wij zien niet wat het kost."})
    town.take("intake_clerk", "application", "request_completion", case.pk, asked)


def again(town: World, case: Application, cents: int = 100_00) -> Application:
    """Another application by the same applicant."""
    assert case.organisation_id
    filing = payloads.Filing(
        world.answers_for(cents), case.organisation_id, case.contact_id, case.bank_account_id, round=town.round
    )
    town.take(Actor(person=case.contact_id), "application", "file", new := uuid.uuid4(), filing)
    return Application.objects.get(pk=new)


def pages(town: World, case: Application) -> dict[str, str]:
    """All that the applicant of a case can read of it, by address."""
    visitor, reference = Visitor(town, case.contact_id), case.stream.reference
    page = looked_at(town, case)
    addresses = ["/mijn/", *(reverse(name, args=[reference]) for name in PLACES)]
    addresses += [one.address for one in (page.first, *page.others, page.withdraw) if one]
    return {one: visitor.get(one).content.decode() for one in addresses}
