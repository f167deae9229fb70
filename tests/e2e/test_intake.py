"""The day of an intake clerk in a browser: paper is typed, what lacks is asked for, comes in and is complete; what came twice is merged."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from grants.models import Application, Receipt
from grants.schemes import ALL
from tests import world
from tests.e2e.conftest import TownTime, with_logins
from tests.e2e.visiting import barriers, come_in, fits, visit
from tests.grants.portal.intake.paper import twice
from tests.world import World
from workflow.models import Deadline, Event
from workflow.scheme import Scheme
from workflow.verify import verify

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(600)]

TITLES = {
    "innovatie-atelier": "Hoe heet uw idee?",
    "ondernemers-challenge": "Hoe heet uw idee?",
    "dorpshuis-onderhoud": "Hoe heet het dorpshuis?",
}
"""The question that names the plan, by scheme."""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """The scan of a letter."""
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"%PDF-1.7 een brief")
    return path


def town_with(scheme: Scheme) -> World:
    """A town with a round of a scheme of the demo."""
    return with_logins(world.found(scheme))


def enter_the_applicant(page: Page) -> None:
    page.get_by_role("link", name="Postkamer").click()
    page.get_by_role("link", name="Leg een aanvraag vast").click()
    page.get_by_label("Wie vraagt aan?").fill("Buren van de kade")
    page.get_by_role("button", name="Zoek").click()
    assert page.get_by_role("heading", name="Wij kennen niemand die zo heet").is_visible()
    page.get_by_role("link", name="Leg een nieuwe aanvrager vast").click()
    page.get_by_label("Wat voor aanvrager is het?").select_option("stichting")
    for label, said in (
        ("Straat", "Proefkade"), ("Huisnummer", "2"), ("Postcode", "9711xx"), ("Plaats", "Groningen"),
        ("Wie tekent?", "Ada Kade"), ("Rekeningnummer (IBAN)", "NL73 VBLD 0910 0000 02"), ("KvK-nummer", "12345678"),
    ):  # fmt: skip
        page.get_by_label(label).fill(said)
    page.get_by_role("button", name="Ga verder met de aanvraag").click()


def type_the_paper(page: Page, scheme: Scheme, scan: Path) -> None:
    page.get_by_label("papier").check()
    page.locator("#id_scan_name").set_input_files(scan)
    page.get_by_label(TITLES[scheme.code]).fill("Soep aan de kade")
    page.get_by_label("Is alles naar waarheid ingevuld?").check()
    page.get_by_role("button", name="Ga verder").first.click()
    assert page.get_by_role("heading", name="Dit ontbreekt nog").is_visible()
    page.get_by_role("button", name="Leg de aanvraag vast").dblclick()
    page.get_by_role("button", name="Vraag om aanvulling").wait_for()


def ask_for_what_lacks(page: Page) -> None:
    page.get_by_role("button", name="Vraag om aanvulling").click()
    assert page.get_by_role("heading", name="Stuurt u dit vandaag?").is_visible()
    assert page.get_by_role("heading", name="Uw aanvraag is nog niet compleet").is_visible()
    page.get_by_role("button", name="Verstuur de brief").dblclick()
    page.get_by_role("status").wait_for()


def take_the_completion(page: Page) -> None:
    page.goto("/postkamer/?toon=aanvrager")
    page.get_by_role("link", name="Soep aan de kade").click()
    page.get_by_role("link", name="Leg de aanvulling vast").click()
    page.get_by_label("balie").check()
    page.get_by_role("button", name="Ga verder").first.click()
    page.get_by_role("button", name="Vul de aanvraag aan").click()
    page.goto("/postkamer/")
    assert page.get_by_text("Aanvulling binnen").is_visible()
    page.get_by_role("link", name="Begin met de eerste").click()
    for _ in range(2):
        page.get_by_role("button", name="Compleet").click()
    assert "is compleet." in page.get_by_role("status").inner_text()


@pytest.mark.parametrize(
    ("code", "width", "scripts"),
    [
        ("innovatie-atelier", 390, True),
        pytest.param("ondernemers-challenge", 1280, True, marks=pytest.mark.proof),
        ("dorpshuis-onderhoud", 1280, False),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("clock_of_town")
def test_a_letter_goes_from_the_post_to_complete_without_an_id_or_a_command(
    browser: Browser, served: str, letter: Path, code: str, width: int, *, scripts: bool
) -> None:
    scheme = next(one for one in ALL if one.code == code)
    town_with(scheme)
    with visit(browser, served, width=width, scripts=scripts) as page:
        come_in(page, "intake_clerk")
        enter_the_applicant(page)
        type_the_paper(page, scheme, letter)
        assert fits(page)
        ask_for_what_lacks(page)
        TownTime.now += timedelta(days=7)
        come_in(page, "intake_clerk")  # A week later nobody is signed in any more.
        take_the_completion(page)
    case = Application.objects.get()
    steps = ["file", "request_completion", "complete", "intake"]
    told = Event.objects.filter(stream=case.stream_id, machine="application", action__in=steps).order_by("seq")
    assert [(one.action, one.role) for one in told] == [(action, "intake_clerk") for action in steps]
    assert list(Receipt.objects.order_by("number").values_list("about", "channel")) == [
        ("file", "paper"), ("complete", "counter"),
    ]  # fmt: skip
    terms = Deadline.objects.filter(stream=case.stream_id, kind="decision_term").order_by("revision")
    days = [one.legal_deadline for one in terms]
    assert [(day - days[0]).days for day in days] == MOVED[code]
    assert verify().differences == []


MOVED = {"innovatie-atelier": [0, 21, 7], "ondernemers-challenge": [0, 0, 0], "dorpshuis-onderhoud": [0, 0, 0]}
"""By how many days the term to decide moved: as if all came on the last day, then by the seven days that it took.

A term that runs from the close of the round has not begun, so that nothing of it stands still.
"""


@pytest.mark.usefixtures("clock_of_town")
def test_no_page_that_follows_a_button_in_the_post_room_has_a_barrier(
    browser: Browser, served: str, town: World
) -> None:
    first = town.file(begroting=None)
    town.file()
    found: list[tuple[str, str, list[str]]] = []
    with visit(browser, served) as page:
        come_in(page, "intake_clerk")
        for path in ("/postkamer/dubbel/", "/postkamer/dubbel/BF-2026-0001/BF-2026-0002/"):
            page.goto(path)
            found += barriers(page)
        page.goto("/postkamer/nieuw/aanvrager/?ronde=BF-jaar")
        page.get_by_role("button", name="Ga verder met de aanvraag").click()
        found += barriers(page)
        page.goto(f"/postkamer/nieuw/BF-jaar/{first.organisation_id}/{first.contact_id}/")
        page.get_by_role("button", name="Ga verder").first.click()
        found += barriers(page)
        page.get_by_label("balie").check()
        page.get_by_label("Is alles waar?").check()
        page.get_by_role("button", name="Ga verder").first.click()
        found += barriers(page)
        page.goto("/postkamer/BF-2026-0001/controle/")
        page.get_by_role("button", name="Vraag om aanvulling").click()
        found += barriers(page)
    assert found == []


@pytest.mark.usefixtures("clock_of_town")
def test_what_came_twice_is_merged_and_the_trail_says_where_it_went(browser: Browser, served: str, town: World) -> None:
    first, second = twice(town)
    TownTime.now = town.now
    with visit(browser, served) as page:
        come_in(page, "intake_clerk")
        page.get_by_role("link", name="Postkamer").click()
        page.get_by_role("link", name="Dubbele aanvragen").click()
        page.get_by_role("link", name="Vergelijk").click()
        page.get_by_role("button", name="Voeg samen").dblclick()
        page.get_by_text("Wij zien geen dubbele aanvragen.").wait_for()
        page.goto("/dossier/BF-2026-0001/")
        assert page.get_by_text("Ga verder na het samenvoegen").first.is_visible()
    assert Application.objects.get(pk=second.pk).merged_into_id == first.pk
    assert verify().differences == []
