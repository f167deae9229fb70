"""The fit check: a question per page, an outcome that says why, and nothing kept of who asked."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest

from grants.schemes.dorpshuis_onderhoud import DORPSHUIS_ONDERHOUD
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from tests import world
from tests.grants.portal.office import Visitor, text
from tests.world import World
from workflow import clock

pytestmark = pytest.mark.django_db

PATH = "/subsidies/dorpshuis-onderhoud/past-het/"
ANYWAY = '<a href="/subsidies/dorpshuis-onderhoud/#aanvragen">'
HEAD = re.compile(r"<h1[^>]*>(?:<svg.*?</svg> )?(.*?)</h1>")


@pytest.fixture
def town() -> World:
    return world.found(DORPSHUIS_ONDERHOUD, rule="B")


def seen(town: World, **answers: str) -> str:
    return text(Visitor(town, None).get(PATH, **answers))


def answers(*said: str) -> dict[str, str]:
    return {f"v{n}": one for n, one in enumerate(said, 1)}


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ({}, 1),
        (answers("ja"), 2),
        (answers("nee", "ja"), 3),
        (answers("ja", "misschien", "ja"), 2),
        ({"v2": "ja", "v4": "nee"}, 1),
    ],
    ids=["none", "one", "two", "no answer", "a gap"],
)
def test_the_first_question_that_was_not_answered_is_asked(town: World, said: dict[str, str], number: int) -> None:
    page = seen(town, **said)
    assert HEAD.findall(page) == [DORPSHUIS_ONDERHOUD.fit_check[number - 1].question]
    assert f"<title>Vraag {number} van 4: " in page
    assert [f'name="v{number}" value="{one}"' in page for one in ("ja", "nee")] == [True, True]
    assert ANYWAY in page


def test_the_answers_go_along_to_the_next_page_and_back_to_the_one_before(town: World) -> None:
    page = seen(town, **answers("ja", "nee"))
    assert re.findall(r'<input type="hidden" name="(v\d)" value="(\w+)">', page) == [("v1", "ja"), ("v2", "nee")]
    assert f'href="{PATH}?v1=ja"' in page


def test_only_yes_probably_fits_and_says_what_one_needs(town: World) -> None:
    page = seen(town, **answers("ja", "ja", "ja", "ja"))
    assert HEAD.findall(page) == ["Het past waarschijnlijk"]
    assert [one.name for one in DORPSHUIS_ONDERHOUD.documents if one.name.replace("'", "&#x27;") not in page] == []
    assert ANYWAY in page


def test_every_no_is_told_with_its_reason_and_with_what_else_there_is(town: World) -> None:
    with clock.at(town.now):
        town.scheme, town.version = INNOVATIE_ATELIER, world.publish(INNOVATIE_ATELIER)
    town.round = uuid4()
    world.open_round(town, 100_00)
    page = seen(town, **answers("nee", "ja", "nee", "ja"))
    assert HEAD.findall(page) == ["Het past niet, omdat …"]
    told = re.findall(r'<ul class="reasons" lang="nl">(.*?)</ul>', page)[0]
    assert [one.if_no in told for one in DORPSHUIS_ONDERHOUD.fit_check] == [True, False, True, False]
    assert re.findall(r'<ul class="instead"><li><a href="([^"]*)"', page) == ["/subsidies/innovatie-atelier/"]
    assert [one for one in (ANYWAY, 'href="tel:0500000000"') if one not in page] == []


def test_a_subsidy_in_which_nobody_can_apply_now_is_not_pointed_to(town: World) -> None:
    with clock.at(town.now):
        world.publish(INNOVATIE_ATELIER)
    assert "/subsidies/innovatie-atelier/" not in seen(town, **answers("nee", "ja", "ja", "ja"))


def test_nothing_is_kept_of_who_asks(town: World) -> None:
    visitor = Visitor(town, None)
    found: list[Any] = [visitor.get(PATH, **answers(*["nee"] * n)) for n in range(5)]
    assert [dict(one.cookies) for one in found] == [{}] * 5
    assert [visitor.post(PATH, **answers("ja")).status_code] == [405]
