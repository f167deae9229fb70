"""Practising: every page says so, and none does where the work is real."""

from __future__ import annotations

from typing import Any

import pytest

from tests import world
from tests.grants.portal.office import Visitor, colleague, text

pytestmark = pytest.mark.django_db

BANNER = "<strong>Oefenomgeving.</strong>"


@pytest.mark.parametrize("training", [True, False])
def test_every_page_says_whether_people_practise_here(settings: Any, *, training: bool) -> None:
    settings.TRAINING = training
    town = world.found()
    clerk = colleague(town, "intake_clerk")
    pages = [Visitor(town, None).get("/inloggen/"), *(clerk.get(path) for path in ("/werk/", "/rondes/", "/niets/"))]
    assert [BANNER in text(page) for page in pages] == [training] * 4
