"""What is in somebody's way on one screen alone is seen there: a page with a fault of each kind, and one without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.visiting import barriers

PAGE = """<!doctype html><html lang="nl"><head><title>Proef</title><meta name="viewport" content="width=device-width">
<style>{}</style></head><body><main><h1>Proef</h1><p class="said">Dit leest u.</p>
<p><button class="one" type="button">Een</button><button class="two" type="button">Twee</button></p></main></body></html>"""


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1280, "height": 900})


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        ("button { padding: 1rem; margin: 1rem; }", []),
        (
            "button { padding: 1rem; } @media (prefers-color-scheme: dark) { .said { color: #222; background: #111; } }",
            [("1280, dark", "color-contrast")],
        ),
        (
            "button { padding: 1rem; } @media (max-width: 350px) { button { all: unset; inline-size: 9px; block-size: 9px } }",
            [("320, light", "target-size")],
        ),
        (
            "button { padding: 1rem; } @media (max-width: 350px) { main { inline-size: 500px; } }",
            [("320, light", "sticks out")],
        ),
        (
            "button { padding: 1rem; } @media (max-width: 400px) { .said { color: #ccc; background: #fff; } }",
            [("390, light", "color-contrast")],
        ),
    ],
    ids=["none", "contrast in the dark", "too small at 320", "sticks out at 320", "contrast at 390"],
)
def test_a_fault_on_one_screen_is_seen_on_that_screen(page: Page, style: str, seen: list[tuple[str, str]]) -> None:
    page.set_content(PAGE.format(style))
    found = [(screen, one.split(":")[0]) for _, screen, wrong in barriers(page) for one in wrong]
    page.close()
    assert found == seen
