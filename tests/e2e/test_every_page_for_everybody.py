"""Every page of the demo, with all details open: no barrier and nothing sticking out on any screen, and not a word in the console.

And none of them asks the database too often, with all that the demo put on it.

The pages are those of the tour, which has a row for every address: a new page is looked at by being there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import pytest
from playwright.sync_api import Browser

from grants.demo import measuring, tour, whole
from grants.demo.stage import Stage
from grants.demo.tour import Stop
from tests.e2e.conftest import TownTime
from tests.e2e.visiting import EVERYTHING, SCREENS, Screen, barriers, visit
from workflow import clock

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(900)]


@pytest.fixture
def demo(served: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a server at which the whole demo was played, with something to see on every page."""
    monkeypatch.setattr(TownTime, "now", tour.NOW)
    stage = Stage()
    whole.play(stage)
    with clock.at(tour.NOW):
        tour.set_out()
    return served


def seen(
    browser: Browser, served: str, role: str, stops: list[Stop], screens: Sequence[Screen]
) -> Iterator[tuple[str, str, list[str]]]:
    """What is in the way on the pages of one role, in one window of the browser."""
    with clock.at(tour.NOW):
        client = tour.enter(role)
        asked = [(stop.path, measuring.asks(client, stop)[0]) for stop in stops]
    yield from ((path, role, [f"{many} queries"]) for path, many in asked if many > measuring.MOST_QUERIES)
    session = client.cookies.get("sessionid")
    with visit(browser, served) as page:
        if session:
            page.context.add_cookies([{"name": "sessionid", "value": session.value, "url": served}])
        for stop in stops:
            answer = page.goto(stop.path)
            assert answer
            assert (answer.status, page.url) == (200, f"{served}{stop.path}")
            yield from barriers(page, screens)


def test_the_tour_goes_by_every_address() -> None:
    assert sorted(tour.addresses()) == sorted({*tour.SEEN, *tour.NO_PAGE})


@pytest.mark.parametrize("screens", [SCREENS, pytest.param(EVERYTHING, marks=pytest.mark.proof)])
def test_no_page_has_a_barrier_on_any_screen_asks_too_much_or_says_a_word_in_the_console(
    browser: Browser, demo: str, screens: Sequence[Screen]
) -> None:
    stops = sorted(tour.stops(), key=lambda stop: stop.role)
    by_role = [(role, list(group)) for role, group in groupby(stops, key=lambda stop: stop.role)]
    found = [one for role, mine in by_role for one in seen(browser, demo, role, mine, screens)]
    assert found == []
