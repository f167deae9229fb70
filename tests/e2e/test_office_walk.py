"""An office at work in a browser: without a screen too small, without JavaScript, without a barrier, without a word in the console."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Response

from grants.models import Application, Decision
from tests.e2e.visiting import WITHOUT_SCRIPTS, barriers, sign_in, visit, ways
from tests.world import World

# One engine is enough: what a browser shows does not depend on it, and the doors behind the screens are tested on both.
pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(180)]

FIRST_VIEW = 75 * 1024


@pytest.mark.parametrize(("width", "scripts"), ways(WITHOUT_SCRIPTS))
def test_a_decision_goes_from_application_to_announcement_through_three_pairs_of_hands(
    browser: Browser, served: str, town: World, width: int, *, scripts: bool
) -> None:
    town.file(1_000_00)
    with visit(browser, served, width=width, scripts=scripts) as page:
        sign_in(page, "intake_clerk")
        page.get_by_role("link", name="Feest in de straat").click()
        page.get_by_role("link", name="Controleer of alles er is").first.click()
        for _ in range(2):  # First a look at what follows.
            page.get_by_role("button", name="Compleet").click()
        assert page.get_by_role("status").inner_text() == "BF-2026-0001 is compleet."
        page.get_by_role("button", name="Uitloggen").click()

        sign_in(page, "policy_officer")
        page.get_by_role("link", name="Begin met de eerste").click()
        page.get_by_role("link", name="Maak een ontwerpbesluit").first.click()
        page.get_by_role("button", name="Ga verder").click()
        assert "Fout:" in page.title()
        page.get_by_label("verlening", exact=True).check()
        page.get_by_label("Bedrag").fill("800")
        page.get_by_label("Uitleg voor de brief").fill("Een kleinere tent is genoeg.")
        page.get_by_role("button", name="Ga verder").click()
        assert page.get_by_role("row", name="Reserveren").inner_text().split() == [
            "Reserveren", "begrotingspost", "4.1.1-TEST", "van", "2026", "€", "800,00",
        ]  # fmt: skip
        page.get_by_role("button", name="Maak een ontwerpbesluit").click()
        page.get_by_role("button", name="Uitloggen").click()

        for role, step in (("mandate_holder", "Onderteken"), ("policy_officer", "Maak bekend")):
            sign_in(page, role)
            page.get_by_role("link", name="Begin met de eerste").click()
            page.get_by_role("main").get_by_role("link", name=step).first.click()
            page.get_by_role("button", name=step).click()
            page.get_by_role("button", name="Uitloggen").click()
    assert Decision.objects.get().state == Decision.ANNOUNCED
    case = Application.objects.get()
    assert (case.state, case.granted_cents) == ("awarded", 800_00)


def test_the_summary_of_mistakes_takes_the_focus_and_leads_to_each_field(
    browser: Browser, served: str, town: World
) -> None:
    town.assessed()
    with visit(browser, served) as page:
        page.goto("/inloggen/")
        page.get_by_role("button", name="Log in").click()
        page.locator(".summary:focus").wait_for()
        page.get_by_role("link", name="Vul uw wachtwoord in.").click()
        assert page.evaluate("document.activeElement.name") == "password"


def test_a_page_with_mistakes_and_one_of_what_would_follow_have_no_barrier(
    browser: Browser, served: str, town: World
) -> None:
    case = town.assessed()
    with visit(browser, served) as page:
        page.goto("/inloggen/")
        page.get_by_role("button", name="Log in").click()
        found = barriers(page)
        sign_in(page, "policy_officer")
        page.goto("/bestaat-niet/")
        found += barriers(page)
        page.goto("/dossier/BF-2026-0001/stap/decision/draft_decision/nieuw/")
        page.get_by_role("button", name="Ga verder").click()
        found += barriers(page)
        page.get_by_label("verlening", exact=True).check()
        page.get_by_role("button", name="Ga verder").click()
        found += barriers(page)
    assert (found, case.state) == ([], "assessed")


def on_the_wire(response: Response) -> int:
    """How many bytes an answer is: what is the same for everybody travels compressed, what is personal does not (BREACH)."""
    body = response.body()
    return len(gzip.compress(body)) if "/static/" in response.url or response.url.endswith(".svg") else len(body)


def test_a_first_view_is_light(browser: Browser, served: str, town: World) -> None:
    for _ in range(3):
        town.file()
    sizes: list[int] = []
    with visit(browser, served) as page:
        sign_in(page, "intake_clerk")
    with visit(browser, served) as page:
        page.on("response", lambda response: sizes.append(on_the_wire(response)) if response.ok else None)
        sign_in(page, "intake_clerk")
        page.wait_for_load_state("networkidle")
    assert sum(sizes) <= FIRST_VIEW, sizes


def test_the_queue_changes_with_a_choice_and_without_a_click(browser: Browser, served: str, town: World) -> None:
    town.assessed()
    with visit(browser, served) as page:
        sign_in(page, "intake_clerk")
        page.wait_for_load_state("networkidle")
        page.get_by_label("Van wie").select_option("alles")
        page.get_by_role("link", name="Feest in de straat").wait_for()
        assert "wie=alles" in page.url
