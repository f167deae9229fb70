"""What holds for every page for everybody: no cookie, kept for a minute at most, few questions, and the same for one row and for three."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from grants.demo.measuring import MOST_QUERIES
from grants.models import LegalProfile
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.grants.portal.test_every_page_is_light import faults, warm
from tests.world import World
from workflow import clock

pytestmark = pytest.mark.django_db

CHECK = "/subsidies/innovatie-atelier/past-het/"
ALL_NO = "?" + "&".join(f"v{n}=nee" for n in range(1, 6))
PAGES = (
    "/subsidies/", "/subsidies/?doel=buurt", "/subsidies/innovatie-atelier/", CHECK, CHECK + ALL_NO, CHECK + ALL_NO.replace("nee", "ja"),
    "/subsidieregister/", "/open-data/", "/toegankelijkheid/", "/privacy/",
)  # fmt: skip


@pytest.fixture
def town() -> World:
    return world.found(INNOVATIE_ATELIER)


def test_no_page_sets_a_cookie_and_each_may_be_kept_for_a_minute_in_each_language(town: World) -> None:
    visitor = Visitor(town, None)
    found: list[Any] = [visitor.get(path) for path in PAGES]
    assert [one.status_code for one in found] == [200] * len(PAGES)
    assert [dict(one.cookies) for one in found] == [{}] * len(PAGES)
    assert {one.headers["Cache-Control"] for one in found} == {"public, max-age=60"}
    assert {one.headers["Vary"] for one in found} == {"Accept-Language, Cookie"}


def test_with_the_name_of_a_colleague_around_it_a_page_is_kept_nowhere(town: World) -> None:
    page = colleague(town, "intake_clerk").get("/subsidies/")
    assert "Medewerker intake_clerk" in page.content.decode()
    assert page.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_language_is_chosen_without_a_token_and_remembered_by_its_own_cookie_alone(town: World) -> None:
    client = Client(enforce_csrf_checks=True)
    with clock.at(town.now):
        chosen = client.post("/taal/", {"language": "en", "next": "/privacy/"})
        page = client.get("/privacy/")
    translation.deactivate()
    assert (chosen.headers["Location"], list(chosen.cookies)) == ("/privacy/", ["taal"])
    assert ("Which data do we use" in page.content.decode(), dict(page.cookies)) == (True, {})


def asked(town: World) -> dict[str, tuple[int, list[str]]]:
    """The questions that each page asks, and what is too much about it."""
    found = {}
    for path in PAGES:
        visitor = Visitor(town, None)
        with CaptureQueriesContext(connection) as seen:
            response = visitor.get(path)
        found[path] = (len(seen.captured_queries), list(faults(response, len(seen.captured_queries))))
    return found


def test_a_page_asks_as_much_with_one_scheme_round_and_award_as_with_three() -> None:
    town = world.found(ceiling_cents=10_000_00)
    with clock.at(town.now):
        world.publish(INNOVATIE_ATELIER)
    town.decide(town.assessed(100_00))
    warm()
    few = asked(town)
    world.another_round(town, 100_00)
    for _ in range(2):
        town.decide(town.assessed(100_00))
    assert asked(town) == few
    assert [path for path, (queries, wrong) in few.items() if wrong or queries > MOST_QUERIES] == []
    assert max(queries for queries, _ in few.values()) == 6


def test_every_page_has_one_head_a_title_of_its_own_and_the_way_to_the_others(town: World) -> None:
    titles = set()
    for path in PAGES:
        page = text(Visitor(town, None).get(path))
        assert len(re.findall("<h1", page)) == 1, path
        titles |= set(re.findall("<title>(.*?)</title>", page))
        links = {f'href="{one}"' for one in ("/subsidies/", "/inloggen/", "/toegankelijkheid/", "/privacy/")}
        assert [one for one in links if one not in page] == [], path
    assert len(titles) == len(PAGES) - 1  # The catalogue is one page, whatever of it is shown.


@pytest.mark.parametrize("path", PAGES[2:])
def test_a_page_that_has_no_sender_yet_says_the_rest(path: str) -> None:
    town = world.found(INNOVATIE_ATELIER)
    town.now = world.START.replace(year=2025)  # Before the first legal profile.
    assert LegalProfile.on(clock.day_of(town.now)) is None
    assert Visitor(town, None).get(path).status_code == 200


def test_no_page_finds_what_no_text_of_ours_can_have(town: World) -> None:
    assert Visitor(town, None).get("/subsidies/?doel=a%00").status_code == 404
