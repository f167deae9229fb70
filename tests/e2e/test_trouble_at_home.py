"""All that can go wrong for somebody at home on a telephone: they keep their work, and read what to do."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from grants import payloads
from grants.models import Application, Version
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from tests import world
from tests.documents import good_files
from tests.e2e.conftest import TownTime
from tests.e2e.test_filing_at_home import attach_and_send, come_home, plan_and_money, press, say_who_and_what
from tests.e2e.visiting import fits, visit
from tests.world import World
from workflow.verify import verify

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.timeout(600),
    pytest.mark.proof,
    pytest.mark.usefixtures("private_storage", "clock_of_town"),
]

PASSWORD = "een wachtwoord van thuis"
TEN_THOUSAND_WORDS = "woord " * 9_999 + "slot"
LONGER_THAN_ANYTHING = "woord " * 20_000


def come_back(page: Page) -> None:
    """Sign in again by hand, on the page to which one was sent."""
    page.get_by_label("Inlognaam").fill("thuis")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def wording(page: Page, reference: str) -> str:
    page.goto(f"/mijn/{reference}/invullen/plan/")
    return page.get_by_label("Wat gaat u doen?").input_value()


@pytest.fixture
def town() -> World:
    return world.found(INNOVATIE_ATELIER)


def test_somebody_to_whom_everything_happens_loses_no_word_and_files_once(
    browser: Browser, served: str, town: World, tmp_path: Path
) -> None:
    good, wrong = tmp_path / "afschrift.pdf", tmp_path / "afschrift.docx"
    good.write_bytes(good_files.pdf())
    wrong.write_bytes(good_files.docx())
    with visit(browser, served, width=390) as page:
        come_home(page, PASSWORD)
        say_who_and_what(page)
        reference = Application.objects.select_related("stream").get().stream.reference

        too_long(page, reference)
        signed_out(page, reference)
        left_and_came_back(page, reference)

        page.goto(f"/mijn/{reference}/invullen/plan/")
        page.get_by_label("Wat gaat u doen?").fill("")
        plan_and_money(page)
        page.locator("#bestand-bijlage_bank").set_input_files(wrong)
        page.locator("#stuk-bijlage_bank").get_by_role("button", name="Stuur dit bestand").click()
        assert "pdf, jpg, png" in page.locator(".messages, [role=alert], [role=status]").first.inner_text().lower()
        attach_and_send(page, good)
        page.go_back()
        page.goto(page.url)
        assert page.get_by_role("heading", name="Wij hebben uw aanvraag").is_visible()
    assert (Application.objects.count(), Version.objects.count()) == (1, 1)
    assert verify().differences == []


def too_long(page: Page, reference: str) -> None:
    """Ten thousand words are kept and are too many; more than anything stays on the page, and what was kept stands."""
    page.goto(f"/mijn/{reference}/invullen/plan/")
    page.get_by_label("Wat gaat u doen?").fill(TEN_THOUSAND_WORDS)
    press(page, "Verder")
    assert page.get_by_role("alert").get_by_text("U schreef er 59.998").first.is_visible()
    assert fits(page)
    assert wording(page, reference) == TEN_THOUSAND_WORDS
    page.get_by_label("Wat gaat u doen?").fill(LONGER_THAN_ANYTHING)
    press(page, "Verder")
    assert page.get_by_role("heading", name="Dit is te lang om te bewaren").is_visible()
    assert page.get_by_label("Wat gaat u doen?").input_value() == LONGER_THAN_ANYTHING
    assert wording(page, reference) == TEN_THOUSAND_WORDS


def signed_out(page: Page, reference: str) -> None:
    """Who typed for longer than a session lasts signs in, and what they typed is there."""
    page.goto(f"/mijn/{reference}/invullen/plan/")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("Wat gaat u doen?").fill("Wij koken soep.")
        page.get_by_label("Waarom is dit nodig?").focus()
    TownTime.now += timedelta(hours=13)
    page.get_by_label("Wat gaat u doen?").fill("Wij koken soep, elke maand.")
    page.get_by_role("button", name="Verder", exact=True).click()
    page.wait_for_url("**/inloggen/**")
    come_back(page)
    page.get_by_role("heading", name="U was uitgelogd").wait_for()
    page.get_by_role("button", name="Ga verder").click()
    page.wait_for_url("**/invullen/geld/")
    assert wording(page, reference) == "Wij koken soep, elke maand."


def left_and_came_back(page: Page, reference: str) -> None:
    """What was typed and left without a press on a button is there, also by way of the back button."""
    page.goto(f"/mijn/{reference}/invullen/plan/")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("Wat gaat u doen?").fill("Soep, en brood erbij.")
        page.get_by_label("Waarom is dit nodig?").focus()
    page.goto(f"/mijn/{reference}/invullen/")
    page.go_back()
    page.reload()
    assert page.get_by_label("Wat gaat u doen?").input_value() == "Soep, en brood erbij."


def called_off(town: World, code: str) -> None:
    """A round that was prepared, told of, and will not open."""
    plan = payloads.RoundPlan(
        code=code, title="Later dit jaar", scheme_version=town.version.pk, rule=town.scheme.rounds[0].code, prefix="IAL-2026",
        opens_at=world.START + timedelta(days=30), closes_at=world.CLOSES, ceiling_cents=1_000_00, book=town.book,
    )  # fmt: skip
    round_ = uuid.uuid4()
    town.take("policy_officer", "round", "prepare", round_, plan)
    town.take("policy_officer", "round", "withdraw_plan", round_, payloads.PlanWithdrawal("Er is geen geld voor."))


def test_a_round_that_was_called_off_is_said_in_plain_words_with_a_way_on(
    browser: Browser, served: str, town: World
) -> None:
    with visit(browser, served, width=390) as page:
        come_home(page)
        called_off(town, "IA-later")
        answer = page.goto("/mijn/nieuw/IA-later/")
        assert answer
        assert answer.status == 404
        assert page.get_by_text("Wat u eerder bewaarde of indiende, staat bij uw aanvragen.").is_visible()
        assert fits(page)
        page.get_by_role("link", name="Bekijk alle subsidies").click()
        assert page.get_by_role("link", name=town.scheme.title).first.is_visible()
