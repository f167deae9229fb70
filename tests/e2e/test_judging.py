"""Judging in a browser: by keyboard alone, without JavaScript, without a barrier at any width, and without a word in the console."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from grants.models import PANEL, Application, Assessment
from tests import world
from tests.e2e.conftest import with_logins
from tests.e2e.visiting import barriers, come_in, visit
from tests.grants.test_ranking import WEDSTRIJD, filed
from tests.world import World

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(240)]


@pytest.fixture
def contest(served: str) -> World:
    """A town with a contest, a ceiling for one plan and a login for every role."""
    return with_logins(world.found(WEDSTRIJD, ceiling_cents=100_00))


def waiting(town: World) -> Application:
    """A plan that waits for marks."""
    return filed(town, 100_00)


def tab_to(page: Page, selector: str) -> None:
    """Go on with Tab alone until the focus is there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way by keyboard to {selector}")


def test_marks_are_given_locked_and_ranked_by_keyboard_alone(browser: Browser, served: str, contest: World) -> None:
    case = waiting(contest)
    with visit(browser, served) as page:
        come_in(page, "juror")
        page.goto("/beoordelen/")
        tab_to(page, "main a.button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/belangen/**")
        tab_to(page, "main button[type=submit]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/beoordelen/")
        tab_to(page, "main a.button")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/beoordelen/{case.stream.reference}/")
        tab_to(page, "input[name='levels.samen']")
        page.keyboard.press("4")
        tab_to(page, "input[name='levels.nieuw']")
        page.keyboard.press("3")
        assert page.locator("#totaal").inner_text() == "72,00"
        tab_to(page, "textarea[name='reasons.nieuw']")
        page.keyboard.type("Dit kennen wij al, zie 1.")
        tab_to(page, "button[value=vast]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/vastzetten/")
        tab_to(page, "main button[type=submit]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/beoordelen/")
        page.goto("/ronde/WS-jaar/rangorde/")
        tab_to(page, "input[name=plafond]")
        page.keyboard.press("Control+a")
        page.keyboard.type("50")
        page.keyboard.press("Enter")
        page.wait_for_url("**plafond=50**")
        assert "0 van 1" in page.locator(".figures").inner_text()
    own = Assessment.objects.get()
    assert (own.state, own.levels) == ("locked", '{"nieuw":3,"samen":4}')


def test_control_and_enter_saves_and_goes_on(browser: Browser, served: str, contest: World) -> None:
    first, second = waiting(contest), waiting(contest)
    with visit(browser, served) as page:
        come_in(page, "juror")
        page.goto("/beoordelen/belangen/WS-jaar/")
        page.get_by_role("button", name="Bij de andere heb ik geen belang").click()
        page.goto(f"/beoordelen/{first.stream.reference}/")
        for code in ("samen", "nieuw"):
            tab_to(page, f"input[name='levels.{code}']")
            page.keyboard.press("3")
        page.keyboard.press("Control+Enter")
        page.wait_for_url(f"**/beoordelen/{second.stream.reference}/")
    assert Assessment.objects.get().application_id == first.pk


def test_without_javascript_assessors_judge_agree_and_see_the_ranking(
    browser: Browser, served: str, contest: World
) -> None:
    case = filed(contest, 100_00, {"samen": 5, "nieuw": 4})
    with visit(browser, served, width=390, scripts=False) as page:
        come_in(page, "assessor")
        page.goto("/beoordelen/belangen/WS-jaar/")
        page.get_by_role("button", name="Bij de andere heb ik geen belang").click()
        page.goto(f"/beoordelen/{case.stream.reference}/")
        page.locator("input[name='levels.samen'][value='2']").check()
        page.locator("input[name='levels.nieuw'][value='4']").check()
        page.get_by_role("button", name="Zet vast").click()
        page.get_by_role("main").get_by_role("button").click()
        page.goto(f"/beoordelen/{case.stream.reference}/overleg/")
        page.locator("input[name='levels.samen'][value='4']").check()
        page.locator("textarea[name='reasons.samen']").fill("Samen zagen wij meer.")
        page.get_by_role("button", name="Bekijk wat dit doet").click()
        assert "74,00 → 80,00" in page.get_by_role("main").inner_text()
        page.get_by_role("button", name="Leg het oordeel vast").click()
        page.goto("/ronde/WS-jaar/rangorde/")
        assert "80,00" in page.get_by_role("main").inner_text()
    assert Assessment.objects.get(assessor=PANEL).levels == '{"samen":4}'


def test_no_screen_of_who_talks_and_ranks_has_a_barrier(browser: Browser, served: str, contest: World) -> None:
    talked = filed(contest, 100_00, {"samen": 5, "nieuw": 4}, {"samen": 2, "nieuw": 4})
    filed(contest, 100_00, {"samen": 4, "nieuw": 4}, {"samen": 4, "nieuw": 4})
    filed(contest, 100_00, {"samen": 1, "nieuw": 2}, {"samen": 2, "nieuw": 4})
    found: list[tuple[str, str, list[str]]] = []
    with visit(browser, served) as page:
        come_in(page, "juror")
        for path in (
            f"/beoordelen/{talked.stream.reference}/overleg/",
            "/ronde/WS-jaar/rangorde/?plafond=300",
            "/ronde/WS-jaar/rangorde/?plafond=veel",
        ):
            page.goto(path)
            found += barriers(page)
        waiting(contest)
        page.goto("/ronde/WS-jaar/rangorde/")
        found += barriers(page)
    assert found == []
