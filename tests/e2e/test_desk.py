"""A bureau divides its work in a browser: it hands over cases, is away, notes a call and asks for help; with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from grants.models import Absence, ContactNote, Handling, HelpRequest
from tests.e2e.visiting import WITHOUT_SCRIPTS, come_in, fits, visit, ways
from tests.world import World

# One engine is enough: what a browser shows does not depend on it, and the doors behind the screens are tested on both.
pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(240)]

CLERK, CHECKER = "Medewerker intake_clerk (voorbeeld)", "Medewerker finance_checker (voorbeeld)"


def choose(page: Page, label: str, name: str) -> None:
    """Choose a colleague by name from a list that says their roles as well."""
    box = page.get_by_label(label, exact=True)
    options = box.locator("option").all_inner_texts()
    box.select_option(label=next(one for one in options if one.startswith(name)))


def said(page: Page) -> str:
    return page.get_by_role("status").inner_text().strip()


def hand_over_three(page: Page) -> None:
    come_in(page, "policy_officer")
    page.goto("/werk/?wie=alles")
    for number in range(1, 4):
        page.get_by_role("checkbox", name=f"Kies BF-2026-000{number}").check()
    choose(page, "Geef wat u aanvinkte aan", CLERK)
    page.get_by_role("button", name="Geef aan deze collega").click()
    assert said(page) == "Gegeven aan een collega: 3."


def say_who_is_away(page: Page) -> None:
    page.goto("/afwezig/")
    choose(page, "Wie is er niet?", CLERK)
    choose(page, "Wie neemt waar?", CHECKER)
    page.get_by_label("Eerste dag").fill("2026-01-05")
    page.get_by_label("Laatste dag").fill("2026-01-09")
    page.get_by_role("button", name="Meld deze afwezigheid").click()
    assert said(page) == "De afwezigheid is gemeld. De waarnemer ziet de zaken in die dagen."


def note_a_call(page: Page) -> None:
    page.get_by_role("link", name="Van mij").click()
    assert page.locator(".whose-own").count() == 3
    page.get_by_role("link", name="Feest in de straat").first.click()
    page.get_by_text("Noteer een gesprek", exact=True).click()
    page.get_by_label("telefoon", exact=True).check()
    page.get_by_label("Met wie?").fill("Ada")
    page.get_by_label("Wat is er gezegd?").fill("Zij vraagt of eigen werk meetelt.")
    page.get_by_label("Wat belooft u?").fill("Ik zoek het uit.")
    page.get_by_label("Op welke dag is dat klaar?").fill("2026-01-07")
    page.get_by_role("button", name="Noteer dit gesprek").click()
    assert said(page) == "Gedaan: Noteer een gesprek."


def ask_for_help(page: Page) -> None:
    page.get_by_role("link", name="Vraag een collega om hulp").click()
    page.get_by_role("radio", name="Medewerker policy_officer (voorbeeld)").check()
    page.get_by_label("Wanneer wilt u antwoord?").fill("2026-01-06")
    page.get_by_label("Wat wilt u weten?").fill("Telt eigen werk mee?")
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Vraag een collega om hulp").click()
    assert said(page) == "Gedaan: Vraag een collega om hulp."


def answer(page: Page) -> None:
    page.get_by_role("link", name="Beantwoord de vraag").click()
    assert "de vraag: Telt eigen werk mee?" in page.locator("main").inner_text()
    page.get_by_label("Uw antwoord").fill("Ja, voor 15 euro per uur.")
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Beantwoord de vraag").click()
    assert said(page) == "Gedaan: Beantwoord de vraag."


@pytest.mark.parametrize(("width", "scripts"), ways(WITHOUT_SCRIPTS))
def test_three_cases_are_handed_over_a_call_is_noted_help_is_asked_and_somebody_is_away(
    browser: Browser, served: str, town: World, width: int, *, scripts: bool
) -> None:
    for _ in range(3):
        town.file()
    with visit(browser, served, width=width, scripts=scripts) as page:
        hand_over_three(page)
        say_who_is_away(page)
        page.get_by_role("button", name="Uitloggen").click()
        come_in(page, "finance_checker")
        note_a_call(page)
        ask_for_help(page)
        page.get_by_role("button", name="Uitloggen").click()
        come_in(page, "policy_officer")
        answer(page)
        assert fits(page)
    assert set(Handling.objects.values_list("handler", flat=True)) == {town.people["intake_clerk"]}
    assert ContactNote.objects.get().author == town.people["finance_checker"]
    assert (HelpRequest.objects.get().answer, Absence.objects.count()) == ("Ja, voor 15 euro per uur.", 1)


def test_keys_go_through_the_queue_and_tick_and_open(browser: Browser, served: str, town: World) -> None:
    for _ in range(3):
        town.file()
    with visit(browser, served) as page:
        come_in(page, "intake_clerk")
        page.get_by_text("Toetsen: j volgende zaak").wait_for()
        for key in ("j", "j", "j", "k", "x"):
            page.keyboard.press(key)
        assert page.get_by_role("checkbox", name="Kies BF-2026-0002").is_checked()
        page.get_by_label("Zoek").focus()
        page.keyboard.type("jkx")
        assert page.get_by_label("Zoek").input_value() == "jkx"
        page.get_by_label("Zoek").fill("")
        page.keyboard.press("Tab")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/dossier/BF-2026-0001/*")
