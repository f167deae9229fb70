"""The screen of roles: an administrator proposes, another confirms, one ends, and everybody is looked at each quarter."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Account
from tests import world
from tests.grants.portal.office import Visitor, colleague, enter, text
from tests.world import World
from workflow import powers
from workflow.models import RoleGrant

pytestmark = pytest.mark.django_db


def two(town: World) -> tuple[Visitor, Visitor]:
    """Two administrators at their screens."""
    return colleague(town, "administrator"), Visitor(town, town.hire("administrator").person)


def proposed(town: World, visitor: Visitor, **more: str) -> RoleGrant:
    """A role that was proposed on screen for somebody who had a role before."""
    asked = {"person": str(town.people["adviser"]), "role": "assessor", "first": "2026-01-05", "last": "", **more}
    answer = visitor.post("/mensen/", doe="propose", **asked)
    assert (answer.status_code, answer.url) == (302, "/mensen/")
    return RoleGrant.objects.get(person=town.people["adviser"], role="assessor")


def test_a_role_is_proposed_on_one_screen_and_confirmed_on_another() -> None:
    town = world.found()
    one, other = two(town)
    grant = proposed(town, one)
    assert "U stelde dit voor. Een collega bevestigt." in text(one.get("/mensen/"))
    refused = text(one.post("/mensen/", doe="confirm", rol=str(grant.pk)))
    assert "U stelde deze rol zelf voor. Vraag een collega." in refused
    assert "Bevestig<span" in text(other.get("/mensen/"))
    assert other.post("/mensen/", doe="confirm", rol=str(grant.pk)).status_code == 302
    again = text(other.post("/mensen/", doe="confirm", rol=str(grant.pk)))
    assert "Deze rol wacht niet op een bevestiging." in again
    assert grant in powers.in_force(grant.valid_from)


def test_what_was_filled_in_wrongly_is_kept_with_what_to_do() -> None:
    town = world.found()
    one, _ = two(town)
    page = text(
        one.post("/mensen/", doe="propose", person=str(town.people["adviser"]), role="", first="31-31-2026", last="")
    )
    assert 'href="#id_role">Kies een rol.' in page
    assert 'href="#id_first">Deze dag kunnen wij niet lezen.' in page
    assert re.search(rf'<option value="{town.people["adviser"]}" selected>', page)
    assert not powers.waiting().exists()


def test_a_role_is_ended_on_screen_and_a_day_that_is_missing_is_asked_for_in_its_own_row() -> None:
    town = world.found()
    one, _ = two(town)
    grant = RoleGrant.objects.get(person=town.people["assessor"])
    page = text(one.post("/mensen/", doe="end", rol=str(grant.pk), last=""))
    assert f'href="#na-{grant.pk}-last">Vul in na welke dag de rol stopt.' in page
    assert f'id="na-{grant.pk}-last"' in page
    assert one.post("/mensen/", doe="end", rol=str(grant.pk), last="2026-01-05").status_code == 302
    assert RoleGrant.objects.get(pk=grant.pk).valid_through == grant.valid_from.replace(day=5)


def test_a_role_that_nobody_looked_at_for_a_quarter_is_on_the_list_until_somebody_does() -> None:
    town = world.found()
    one, _ = two(town)
    assert "Kijk of dit nog klopt" not in text(one.get("/mensen/"))
    town.wait(days=powers.QUARTER.days)
    enter(one.client, Account.objects.get(username=str(town.people["administrator"])), town.now)
    assert 'Nog nodig<span class="hidden">: beoordelaar van Medewerker assessor' in text(one.get("/mensen/"))
    grant = RoleGrant.objects.get(person=town.people["assessor"])
    assert one.post("/mensen/", doe="review", rol=str(grant.pk)).status_code == 302
    assert 'Nog nodig<span class="hidden">: beoordelaar van Medewerker assessor' not in text(one.get("/mensen/"))


def test_an_act_that_is_not_known_changes_nothing() -> None:
    town = world.found()
    one, _ = two(town)
    assert one.post("/mensen/", doe="alles", rol="geen-id").status_code == 200
    assert one.post("/mensen/").status_code == 200
    assert "Deze rol kennen wij niet." in text(one.post("/mensen/", doe="confirm", rol="geen-id"))


def test_the_list_takes_as_many_queries_for_few_roles_as_for_many() -> None:
    town = world.found()
    one, _ = two(town)
    one.get("/mensen/")
    counts = []
    for number in (0, 3, 30):
        for _ in range(number):
            town.hire("assessor")
        with CaptureQueriesContext(connection) as seen:
            one.get("/mensen/")
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2] <= 15
