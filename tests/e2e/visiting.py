"""Ways to visit the screens in a browser: signing in, and looking at a page for what is in somebody's way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import pytest
from _pytest.mark import ParameterSet
from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client
from playwright.sync_api import Browser, Page

from partners.models import Account
from tests.e2e.conftest import PASSWORD, TownTime
from tests.grants.portal.office import enter

HEIGHT = 900

ON_A_PHONE, WITHOUT_SCRIPTS, ON_A_DESK = (390, True), (390, False), (1280, True)


def ways(*always: tuple[int, bool]) -> list[ParameterSet]:
    """How a walk is made: how wide, and with scripts or without. What is not asked for always is for `make prove`.

    The day of the office goes by the same screens for every scheme on a desk, and once without scripts.
    """
    return [
        pytest.param(*way, marks=() if way in always else pytest.mark.proof)
        for way in (ON_A_PHONE, WITHOUT_SCRIPTS, ON_A_DESK)
    ]


@dataclass(frozen=True)
class Screen:
    """A screen to look at a page on: how wide in pixels, in which colours, and the rules that are asked there (none: all)."""

    width: int
    colours: Literal["light", "dark"] = "light"
    rules: Sequence[str] = ()


SIZES = ("target-size", "scrollable-region-focusable")
COLOURS = ("color-contrast", "link-in-text-block")

SCREENS = (Screen(1280), Screen(390, rules=(*SIZES, *COLOURS)), Screen(320, rules=SIZES), Screen(1280, "dark", COLOURS))
"""A desk, a telephone, a page enlarged four times, and a desk at night. What a page says is the same on all of them, so that the others
are asked only what sizes and colours can change.
"""

EVERYTHING = (Screen(1280), Screen(390), Screen(320), Screen(1280, "dark"), Screen(390, "dark"))
"""The same, asked everything: it takes twice as long, and is for `make prove`."""


@contextmanager
def visit(browser: Browser, served: str, *, width: int = 1280, scripts: bool = True) -> Iterator[Page]:
    """A page of a visitor; at the end nothing was said in the console."""
    context = browser.new_context(
        base_url=served,
        viewport={"width": width, "height": HEIGHT},
        java_script_enabled=scripts,
        locale="nl-NL",
    )
    page = context.new_page()
    page.set_default_timeout(60_000)  # The first page of a run waits until all that serves it was read.
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    said = [one for one in said if "404" not in one]  # A page that is not there is looked at as well.
    assert said == [], said


def sign_in(page: Page, role: str) -> None:
    page.goto("/inloggen/")
    page.get_by_label("Inlognaam").fill(role)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def come_in(page: Page, role: str) -> None:
    """Begin where somebody begins who just signed in; that signing in works is tested by itself, and in one walk."""
    client = Client()
    enter(client, Account.objects.get(username=role), TownTime.now)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": "localhost", "path": "/"}]
    )
    page.goto("/")


def leave(page: Page) -> None:
    """Sign out of a page on which nothing sticks out."""
    assert fits(page)
    page.get_by_role("button", name="Uitloggen").click()


def told(page: Page) -> str:
    """What the page says was done."""
    return page.get_by_role("status").first.inner_text().replace("\N{NO-BREAK SPACE}", " ")


def fits(page: Page) -> bool:
    """Whether nothing sticks out of the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


OPEN = "document.querySelectorAll('details:not([open])').forEach(one => { one.open = true; one.dataset.looked = '' })"
CLOSE = (
    "document.querySelectorAll('details[data-looked]').forEach(one => { one.open = false; delete one.dataset.looked })"
)
LOOK = "async asked => (await axe.run(document, asked)).violations.map(one => `${one.id}: ${one.nodes[0].html}`)"


def barriers(page: Page, screens: Sequence[Screen] = SCREENS) -> list[tuple[str, str, list[str]]]:
    """The address of this page with what is in the way of whom, on every screen, with all details open; nothing where nothing is."""
    found, size = [], page.viewport_size
    page.evaluate(OPEN)
    page.evaluate(AXE_SCRIPT)
    for screen in screens:
        page.emulate_media(color_scheme=screen.colours)
        page.set_viewport_size({"width": screen.width, "height": HEIGHT})
        asked = {"resultTypes": ["violations"], **({"runOnly": screen.rules} if screen.rules else {})}
        if wrong := [*page.evaluate(LOOK, asked), *([] if fits(page) else ["sticks out"])]:
            found.append((page.url, f"{screen.width}, {screen.colours}", wrong))
    page.evaluate(CLOSE)  # An open menu would lie over what the walk presses next.
    page.emulate_media(color_scheme="light")
    if size:
        page.set_viewport_size(size)
    return found
