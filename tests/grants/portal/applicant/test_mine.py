"""The own applications: who signs in at home sees theirs, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from grants import signed_in
from grants.models import Application
from tests import world
from tests.grants.portal.office import Visitor

pytestmark = pytest.mark.django_db


def test_an_applicant_sees_the_own_applications_and_none_of_somebody_else() -> None:
    town = world.found()
    mine, theirs = town.file(100_00, idee_titel="Mijn feest"), town.file(100_00, idee_titel="Hun feest")
    page = Visitor(town, mine.contact_id).get("/mijn/").content.decode()
    assert [title in page for title in ("Mijn feest", "Hun feest")] == [True, False]
    assert Application.objects.count() == 2
    assert theirs.stream.reference not in page


def test_who_signs_in_goes_to_the_own_applications_and_a_colleague_to_the_work() -> None:
    town = world.found()
    mine = town.file(100_00)
    assert Visitor(town, mine.contact_id).get("/").url == "/mijn/"
    assert Visitor(town, town.people["intake_clerk"]).get("/").url == "/werk/"


def test_with_a_password_alone_an_applicant_first_sets_a_second_factor(settings: Any) -> None:
    town = world.found()
    visitor = Visitor(town, town.file(100_00).contact_id)
    session = visitor.client.session
    session[signed_in.STRONG] = False
    session.save()
    settings.SECOND_FACTOR = True
    assert visitor.get("/mijn/").url == "/mijn-account/"
    settings.SECOND_FACTOR = False
    assert visitor.get("/mijn/").status_code == 200
