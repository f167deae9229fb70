"""Ways to visit the screens in a browser: signing in, and looking at a page for what is in somebody's way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import PASSWORD


@contextmanager
def visit(
    browser: Browser, served: str, *, width: int = 1280, dark: bool = False, scripts: bool = True
) -> Iterator[Page]:
    """A page of a visitor; at the end nothing was said in the console."""
    context = browser.new_context(
        base_url=served,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        locale="nl-NL",
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert [one for one in said if "404" not in one] == []  # A page that is not there is looked at as well.


def sign_in(page: Page, role: str) -> None:
    page.goto("/")
    page.get_by_label("Inlognaam").fill(role)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def fits(page: Page) -> bool:
    """Whether nothing sticks out of the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def barriers(page: Page) -> list[tuple[str, list[str]]]:
    """The address of this page with what is in the way on it, seen with all details open; nothing where nothing is."""
    closed = page.query_selector_all("details:not([open])")
    for one in closed:
        one.evaluate("one => { one.open = true }")
    wrong = [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]]
    wrong += [] if fits(page) else ["sticks out"]
    for one in closed:  # An open menu would lie over what the walk presses next.
        one.evaluate("one => { one.open = false }")
    return [(page.url, wrong)] if wrong else []
