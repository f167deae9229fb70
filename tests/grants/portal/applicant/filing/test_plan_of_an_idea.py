"""From an idea to its plan: one button on the page of the idea opens the form, in the same dossier and with what was said."""

from __future__ import annotations

import html
import uuid

import pytest

from grants import drafts, payloads
from grants.models import Application
from tests import world
from tests.grants.letters import feasts
from tests.grants.portal.office import Visitor, text
from tests.world import World
from workflow.facts import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

BUTTON = "Maak uw plan"


def advised(how: str) -> tuple[World, Application, Visitor]:
    """An idea that a colleague looked at, and its maker at home."""
    town = world.found(feasts.FEAST)
    idea = feasts.idea(town)
    if how:
        town.take("adviser", "application", how, idea, payloads.Advice("Het brengt buren samen."))
    case = Application.objects.select_related("stream").get(pk=idea)
    return town, case, Visitor(town, case.contact_id)


@pytest.mark.parametrize("how", ["invite", "advise_idea"])
def test_an_idea_leads_to_the_form_of_its_plan_with_what_it_said_once(how: str) -> None:
    _, case, visitor = advised(how)
    reference = case.stream.reference
    page = text(visitor.get(f"/mijn/{reference}/"))
    assert [BUTTON in page, f'action="/mijn/{reference}/plan/"' in page] == [True, True]
    for _ in range(2):
        answer = visitor.post(f"/mijn/{reference}/plan/", sleutel=str(uuid.UUID(int=7)))
        assert answer["Location"] == f"/mijn/{reference}/"
    assert Application.objects.get().state == Application.DRAFT
    assert visitor.get(f"/mijn/{reference}/")["Location"] == f"/mijn/{reference}/invullen/"
    kept = {id_: (drafts.typed(row), row.number) for id_, row in drafts.newest(case).items()}
    assert kept == {"idee_titel": (case.title, 1)}
    assert case.title in html.unescape(text(visitor.get(f"/mijn/{reference}/invullen/plan/")))


def test_an_idea_that_nobody_looked_at_and_one_that_was_withdrawn_have_no_form() -> None:
    town, case, visitor = advised("")
    page, path = f"/mijn/{case.stream.reference}/", f"/mijn/{case.stream.reference}/plan/"
    assert (BUTTON in text(visitor.get(page)), visitor.post(path).status_code) == (False, 302)
    town.take("adviser", "application", "invite", case.pk, payloads.Advice("Kom maar op."))
    town.take(Actor(person=case.contact_id), "application", "withdraw", case.pk, payloads.Withdrawal())
    assert (BUTTON in text(visitor.get(page)), visitor.post(path).status_code) == (False, 302)
    assert list(Application.objects.values_list("state", flat=True)) == ["withdrawn"]
