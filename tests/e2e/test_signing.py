"""Decisions on their way out, in a browser: signed one by one and together, for the college, announced, sent, and sent again."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.storage import default_storage
from playwright.sync_api import Browser, Page

from documents.models import Letter
from documents.tasks import file_of, render_letter
from grants.models import Decision, Mandate
from tests import world
from tests.e2e.visiting import ON_A_PHONE, barriers, come_in, visit, ways
from tests.world import World
from workflow import clock
from workflow.models import Event, Outbox
from workflow.registers import record
from workflow.verify import verify

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(300)]

TABS = 60


def reached_by_key(page: Page, name: str) -> None:
    """Press a button without a mouse: tab to it, as somebody does who has none."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    raise AssertionError(f"no key leads to {name}")


def prepared(town: World) -> uuid.UUID:
    """Three small drafts that the mandate reaches, and a large one that no mandate does."""
    with clock.at(town.now):
        ends = [(one, {"maximum_cents": 1_500_00}) for one in Mandate.objects.all()]
        record("law", revised=ends, actor=world.INSTALLATION, key=world.key())
    for _ in range(3):
        town.draft(town.assessed())
    return town.draft(town.assessed(2_000_00), reason="Het feest is voor de hele wijk.")


@contextmanager
def seen(browser: Browser, served: str, width: int, *, scripts: bool) -> Iterator[tuple[Page, list[object]]]:
    """A page, and what was in somebody's way on those that were looked at; axe itself needs JavaScript."""
    found: list[object] = []
    with visit(browser, served, width=width, scripts=scripts) as page:
        yield page, found
    assert found == []


def look(page: Page, found: list[object], *, scripts: bool) -> None:
    if scripts:
        found += barriers(page)


@pytest.mark.parametrize(("width", "scripts"), ways(ON_A_PHONE))
def test_decisions_are_signed_announced_sent_and_sent_again_and_papers_and_trail_agree(
    browser: Browser, served: str, town: World, width: int, *, scripts: bool
) -> None:
    large = prepared(town)
    with seen(browser, served, width, scripts=scripts) as (page, found):
        _sign_the_small_ones(page, found, scripts=scripts)
        _ask_the_college(page, found, large, scripts=scripts)
        come_in(page, "mandate_holder")
        page.goto(f"/tekenen/{large}/")
        assert "Besluit van het college van 5 januari 2026, nummer B-2026-0012" in page.locator("main").inner_text()
        assert "dat dit besluit zelf nam" in page.locator(".paper").inner_text()
        page.get_by_role("button", name="Onderteken dit besluit").click()
        page.get_by_role("button", name="Uitloggen").click()
        _announce(page, found, scripts=scripts)
        _printed(town)
        _bring_back(page, found, scripts=scripts)
    assert set(Decision.objects.values_list("state", flat=True)) == {"announced"}
    assert set(Decision.objects.values_list("announced_on", flat=True)) == {clock.day_of(town.now)}
    signed = Event.objects.filter(machine="decision", action="sign").values_list("subject", flat=True)
    assert sorted(signed) == sorted(Decision.objects.values_list("pk", flat=True))  # Each once.
    assert verify().differences == []


def test_the_keys_of_the_queue_go_through_what_waits_for_a_signature(
    browser: Browser, served: str, town: World
) -> None:
    prepared(town)
    with visit(browser, served) as page:
        come_in(page, "mandate_holder")
        page.goto("/tekenen/")
        page.get_by_text("Toetsen: j volgend besluit").wait_for()  # From then on the keys are listened to.
        links = page.locator("[data-keys] tbody th > a")
        went = []
        for key in ("j", "j", "x", "k", "j", "j", "j", "k"):
            page.keyboard.press(key)
            went.append(links.evaluate_all("all => all.indexOf(document.activeElement)"))
        assert went == [0, 1, 1, 0, 1, 2, 3, 2]  # The fourth goes to the college.
        assert page.locator("input[name=besluit]").evaluate_all("all => all.map(one => one.checked)") == [
            False, True, False,
        ]  # fmt: skip
        page.get_by_role("button", name="Bekijk alles").click()
        assert page.get_by_role("heading", level=1).inner_text() == "3 besluiten ondertekenen"
        page.get_by_text("Toetsen: j volgend besluit").wait_for()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tekenen/*-*/")


def _sign_the_small_ones(page: Page, found: list[object], *, scripts: bool) -> None:
    """One by the keyboard alone, with the letter beside it; a second click says that it was done; the others together."""
    come_in(page, "mandate_holder")
    page.goto("/tekenen/")
    look(page, found, scripts=scripts)
    page.get_by_role("main").get_by_role("link", name="Feest in de straat").first.click()
    first = page.url
    assert "U krijgt € 1.000,00 subsidie" in page.locator(".paper").inner_text().replace("\xa0", " ")
    look(page, found, scripts=scripts)
    reached_by_key(page, "Onderteken dit besluit")
    assert "Hier is het volgende besluit." in page.get_by_role("status").inner_text()
    assert page.url != first
    page.goto(first)
    assert "Dit besluit staat al op ‘ondertekend’." in page.get_by_role("status").inner_text()
    look(page, found, scripts=scripts)
    page.get_by_role("link", name="Terug naar de lijst").click()
    page.get_by_role("button", name="Bekijk alles").click()
    assert page.get_by_role("heading", level=1).inner_text() == "2 besluiten ondertekenen"
    look(page, found, scripts=scripts)
    reached_by_key(page, "Onderteken deze 2 besluiten")
    assert "Ondertekend: 2" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Uitloggen").click()


def _ask_the_college(page: Page, found: list[object], decision: uuid.UUID, *, scripts: bool) -> None:
    """The proposal on paper, and what the college decided on record."""
    come_in(page, "policy_officer")
    page.goto("/bekendmaken/")
    look(page, found, scripts=scripts)
    paper = page.context.request.get(f"/tekenen/{decision}/collegevoorstel/").body()
    assert paper[:5] == b"%PDF-"
    page.get_by_role("link", name="Leg het collegebesluit vast").click()
    page.get_by_role("button", name="Ga verder").click()
    assert "Fout:" in page.title()
    page.get_by_label("Nummer van het collegebesluit").fill("B-2026-0012")
    page.get_by_label("Dag waarop het college besloot").fill("2026-01-05")
    look(page, found, scripts=scripts)
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Leg vast dat het college besloot").click()
    page.get_by_role("button", name="Uitloggen").click()


def _announce(page: Page, found: list[object], *, scripts: bool) -> None:
    come_in(page, "policy_officer")
    page.goto("/bekendmaken/")
    page.get_by_role("button", name="Maak alles bekend").click()
    assert "Bekendgemaakt: 4 van 4." in page.get_by_role("status").inner_text()
    page.get_by_role("link", name="Brieven van vandaag").click()
    look(page, found, scripts=scripts)
    assert page.get_by_role("link", name="Zet recht").count() == 4
    page.get_by_role("button", name="Uitloggen").click()


def _printed(town: World) -> None:
    """What the worker does: every letter gets its file."""
    with clock.at(town.now):
        for message in Outbox.objects.filter(topic="render-letter", done_at=None):
            render_letter(str(message.pk), json.loads(message.payload))
    for letter in Letter.objects.all():
        assert default_storage.exists(file_of(letter.pk))


def _bring_back(page: Page, found: list[object], *, scripts: bool) -> None:
    """The post brings one letter back: a task, until it went out again."""
    letter = Letter.objects.filter(kind="award").order_by("pk")[0]
    reference = letter.stream.reference
    come_in(page, "intake_clerk")
    page.goto(f"/dossier/{reference}/stap/letter/return_post/{letter.pk}/")
    page.get_by_label("Dag waarop de brief terugkwam").fill("2026-01-05")
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Leg vast dat de brief terugkwam").click()
    page.goto("/postkamer/")
    page.get_by_role("link", name="Brieven: 1 kwam terug").click()
    look(page, found, scripts=scripts)
    page.get_by_role("link", name="Verstuur opnieuw").click()
    address = page.get_by_label("Adres op de envelop")
    assert address.input_value().splitlines()[0] == "Buren van de straat"
    address.fill("Buren van de straat\nProefkade 2\n9711 XX Voorbeeldstad")
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Verstuur de brief opnieuw").click()
    page.goto("/bekendmaken/brieven/")
    assert "Proefkade 2" in page.get_by_role("region", name="Per post").inner_text()
    look(page, found, scripts=scripts)
    page.get_by_role("button", name="Uitloggen").click()
    assert Letter.objects.get(pk=letter.pk).facts == letter.facts
