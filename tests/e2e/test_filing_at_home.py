"""Somebody at home files an application on a telephone, from the first page to the receipt, which says what the trail says."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from documents.models import Upload
from grants import saying
from grants.models import Application, DraftAnswer, Version
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from partners.models import Account
from tests import world
from tests.documents import good_files
from tests.e2e.conftest import TownTime
from tests.e2e.visiting import WITHOUT_SCRIPTS, fits, visit, ways
from tests.grants.portal.office import enter
from workflow.models import Deadline, Event
from workflow.verify import verify

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(600)]


def press(page: Page, name: str) -> None:
    """Press a button, on a page on which nothing sticks out."""
    assert fits(page)
    page.get_by_role("button", name=name, exact=True).click()


def come_home(page: Page, password: str | None = None) -> None:
    """Sign in as somebody new at home; with a password they can do so again by hand."""
    person, _, _ = world.new_party(TownTime.now)
    client = Client()
    enter(client, Account.objects.create_account("thuis", password, person=person), TownTime.now)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}])


def say_who_and_what(page: Page) -> None:
    page.goto("/mijn/nieuw/IA-tranche/")
    press(page, "Begin met de aanvraag")
    page.get_by_role("link", name="Uw organisatie").click()
    page.get_by_label("Buren van de straat").check()
    press(page, "Verder")
    page.get_by_label("Hoe heet uw idee?").fill("Soep op straat")
    page.get_by_label("Wat is uw idee in één zin?").fill("Elke maand een pan soep.")
    press(page, "Verder")
    page.get_by_label("Een groep bewoners").check()
    page.get_by_label("Hoe heet uw groep of organisatie?").fill("Buren van de straat")
    press(page, "Verder")


def plan_and_money(page: Page) -> None:
    page.get_by_label("Wat gaat u doen?").fill("Wij koken elke maand een pan soep.")
    page.get_by_label("Hoeveel mensen doen mee?").fill("heel veel")
    press(page, "Verder")
    assert page.get_by_role("alert").get_by_text("Vul een heel getal in.").is_visible()
    press(page, "Verder")  # It was said once, and stands in nobody's way.
    for name, said in (
        ("costs.0.what", "Soep"), ("costs.0.amount", "1.200"), ("income.0.what", "Gemeente"), ("income.0.amount", "1.200"),
    ):  # fmt: skip
        page.locator(f'[name="begroting.{name}"]').fill(said)
    page.locator('[name="begroting.income.0.kind"]').select_option("subsidie")
    press(page, "Regels erbij")
    assert page.get_by_text("Sluitend").is_visible()
    press(page, "Verder")


def attach_and_send(page: Page, file: Path) -> None:
    page.locator("#bestand-bijlage_bank").set_input_files(file)
    page.locator("#stuk-bijlage_bank").get_by_role("button", name="Stuur dit bestand").click()
    page.locator("#stuk-bijlage_steun").get_by_role("button", name="Ik stuur dit later").click()
    press(page, "Verder")
    assert page.get_by_role("heading", name="Dit ontbreekt nog – u kunt toch indienen").is_visible()
    page.get_by_label("Is alles naar waarheid ingevuld?").check()
    assert fits(page)
    page.get_by_role("button", name="Dien aanvraag in").dblclick()
    page.get_by_role("heading", name="Wij hebben uw aanvraag").wait_for()


@pytest.mark.parametrize(("width", "scripts"), ways(WITHOUT_SCRIPTS))
@pytest.mark.usefixtures("clock_of_town")
def test_an_application_is_filed_on_a_telephone_and_the_receipt_says_what_the_trail_says(
    browser: Browser, served: str, tmp_path: Path, width: int, *, scripts: bool
) -> None:
    world.found(INNOVATIE_ATELIER)
    file = tmp_path / "afschrift.pdf"
    file.write_bytes(good_files.pdf())
    with visit(browser, served, width=width, scripts=scripts) as page:
        come_home(page)
        say_who_and_what(page)
        plan_and_money(page)
        attach_and_send(page, file)
        receipt = page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
        page.go_back()
        page.goto(page.url)
        assert page.get_by_role("heading", name="Wij hebben uw aanvraag").is_visible()
    case = Application.objects.select_related("stream").get()
    filed = Event.objects.get(stream=case.stream_id, machine="application", action="file")
    term = Deadline.objects.get(stream=case.stream_id, kind="decision_term")
    assert case.received_at == filed.at
    told = [case.stream.reference, saying.moment(filed.at), saying.weekday(term.legal_deadline)]
    assert [one for one in told if one not in receipt] == []
    assert (case.title, case.requested_cents) == ("Soep op straat", 1_200_00)
    assert [Version.objects.count(), DraftAnswer.objects.count(), Upload.objects.count()] == [1, 0, 1]
    assert verify().differences == []
