"""The day of every role of the office, for each of the three schemes, from the post to the bank: paper, ledger and trail agree."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from defusedxml import ElementTree
from playwright.sync_api import Browser, Page

from budgets import checker, ledger
from budgets.models import Payment
from budgets.order_file import NAMESPACE
from documents.models import Letter
from documents.tasks import render_letter
from grants.models import Application, Decision
from tests.budgets.statements import entry, statement
from tests.e2e.conftest import TownTime
from tests.e2e.offices import CLOSES, PLAYED, SEED, filed, office_of
from tests.e2e.visiting import come_in, leave, told, visit
from tests.world import World
from workflow import clock
from workflow.models import Outbox
from workflow.verify import verify

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.timeout(300),
    pytest.mark.usefixtures("private_storage", "clock_of_town"),
]

JUDGES = {
    "innovatie-atelier": ("assessor", "assessor-2"),
    "ondernemers-challenge": ("juror", "juror-2"),
    "dorpshuis-onderhoud": ("inspector",),
}
FOUND = {
    "Dag van het bezoek": "2026-01-05", "Conditie (1 tot en met 6)": "5", "Gevaar (0 tot en met 3)": "2",
    "Stappen op het energielabel": "1", "Toegang (0 tot en met 2)": "1", "Uren open per week": "20",
}  # fmt: skip
"""What the inspector finds, by the label of the field."""

PAID = {"innovatie-atelier": 5_700_00, "ondernemers-challenge": 4_000_00, "dorpshuis-onderhoud": 17_700_00}
"""What is paid at once, in cents: all of it, an advance of four fifths, and the first of four instalments."""

GRANTED = {"innovatie-atelier": 5_700_00, "ondernemers-challenge": 5_000_00, "dorpshuis-onderhoud": 70_800_00}


def check(page: Page) -> None:
    """The intake clerk finds everything there."""
    come_in(page, "intake_clerk")
    page.get_by_role("link", name="Postkamer").click()
    page.get_by_role("link", name="Begin met de eerste").click()
    for _ in range(2):  # First a look at what follows.
        page.get_by_role("button", name="Compleet").click()
    assert "is compleet." in told(page)
    leave(page)


def judge(page: Page, role: str, case: Application) -> None:
    """Somebody without an interest reads the plan, and gives every criterion a four or says what stands there."""
    come_in(page, role)
    page.get_by_role("link", name="Beoordelen").click()
    page.get_by_role("link", name="Begin met de eerste").click()
    page.get_by_role("button", name="Bij de andere heb ik geen belang").click()
    page.get_by_role("link", name="Begin met de eerste").click()
    if role == "inspector":
        for label, found in FOUND.items():
            page.get_by_label(label).fill(found)
        page.get_by_role("button", name="Leg vast en ga verder").click()
        assert "is vastgelegd" in told(page)
    else:
        for level in page.locator("input[name^='levels.'][value='4']").all():
            level.check()
        page.get_by_role("button", name="Zet vast").click()
        page.get_by_role("main").get_by_role("button", name="Zet vast").click()
        assert case.title in told(page)
    leave(page)


def rank(page: Page, town: World) -> None:
    """The policy officer closes the round, and makes a draft for everybody by its rule."""
    come_in(page, "policy_officer")
    page.get_by_role("link", name="Rondes").click()
    page.get_by_role("main").get_by_role("link", name=town.scheme.title).click()
    page.get_by_role("main").get_by_role("link", name="Sluit de ronde").click()
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Sluit de ronde").click()
    page.get_by_role("link", name="Bekijk de rangorde").click()
    page.get_by_role("link", name="Maak de rangorde").click()
    page.get_by_label("Getal van de loting").fill(SEED)
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Maak de rangorde").click()
    assert "Maak de rangorde" in told(page)
    leave(page)


def draft(page: Page) -> None:
    """The policy officer drafts an award, where the first to be complete is the first to be decided on."""
    come_in(page, "policy_officer")
    page.get_by_role("link", name="Begin met de eerste").click()
    page.get_by_role("link", name="Maak een ontwerpbesluit").first.click()
    page.get_by_label("verlening", exact=True).check()
    page.get_by_label("Bedrag").fill("5700")
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Maak een ontwerpbesluit").click()
    assert "Maak een ontwerpbesluit" in told(page)
    leave(page)


def sign(page: Page) -> None:
    """The mandate holder reads what follows, and signs."""
    come_in(page, "mandate_holder")
    page.get_by_role("link", name="Ondertekenen").click()
    page.get_by_role("main").locator("th a").first.click()
    page.get_by_role("button", name="Onderteken dit besluit").click()
    assert "Ondertekend." in told(page)
    leave(page)


def announce(page: Page) -> None:
    """The policy officer announces, and the letter goes out."""
    come_in(page, "policy_officer")
    page.goto("/bekendmaken/")
    page.get_by_role("main").get_by_role("checkbox").check()
    page.get_by_role("button", name="Maak bekend wat u aanvinkte").click()
    assert "Bekendgemaakt: 1 van 1." in told(page)
    leave(page)


def pay(page: Page, files: Path) -> None:
    """Two people pay in two clicks, the bank gets one file and says that it paid."""
    for role, path, button in (
        ("finance_maker", "/financien/", "Stel voor wat u aanvinkte"),
        ("finance_checker", "/financien/goedkeuren/", "Keur goed wat u aanvinkte"),
    ):
        come_in(page, role)
        page.goto(path)
        page.get_by_role("link", name="Vink alles op deze pagina aan").click()
        page.get_by_role("button", name=button).click()
        leave(page)
    come_in(page, "finance_maker")
    page.goto("/financien/opdrachten/")
    page.get_by_role("button", name="Geef opdracht voor wat is aangevinkt").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Haal het bestand op").click()
    download.value.save_as(files / "order.xml")
    one = Payment.objects.get(state="ordered")
    line = entry(one.amount_cents, clock.day_of(TownTime.now), one.pk.hex[:9], end_to_end=one.pk.hex)
    (files / "statement.xml").write_bytes(statement(line))
    page.goto("/financien/afstemmen/")
    page.get_by_label("Bestand (camt.053)").set_input_files(files / "statement.xml")
    page.get_by_role("button", name="Lees het bestand").click()
    page.get_by_role("button", name="Boek wat past (1)").click()
    assert "Geboekt: 1" in told(page)
    leave(page)


def audit(page: Page, reference: str) -> None:
    """The auditor finds the signature, has everything checked, and draws the dossier."""
    come_in(page, "auditor")
    page.goto("/controle/?stap=decision.sign")
    assert reference in page.get_by_role("main").inner_text()
    page.goto("/controle/ketens/")
    page.get_by_role("button", name="Controleer alles nu").click()
    page.get_by_text("Alles klopt").wait_for()
    page.goto("/controle/steekproef/")
    page.get_by_label("Elke euro even veel kans").check()
    page.get_by_role("button", name="Trek de steekproef").click()
    assert reference in page.get_by_role("main").inner_text()
    leave(page)


def made_letters() -> None:
    """Make every letter that waits, as the worker does."""
    with clock.at(TownTime.now):
        for message in Outbox.objects.filter(topic="render-letter", done_at=None):
            render_letter(str(message.pk), json.loads(message.payload))


WITHOUT_SCRIPTS = pytest.param("dorpshuis-onderhoud", False, marks=pytest.mark.proof)


@pytest.mark.parametrize(("code", "scripts"), [*((code, True) for code in PLAYED), WITHOUT_SCRIPTS])
def test_every_role_of_the_office_does_its_day_and_paper_ledger_and_trail_agree(
    browser: Browser, served: str, tmp_path: Path, code: str, *, scripts: bool
) -> None:
    town = office_of(code)
    case = filed(town)
    with visit(browser, served, scripts=scripts) as page:
        check(page)
        for role in JUDGES[code]:
            judge(page, role, case)
        TownTime.now = CLOSES + timedelta(days=3)
        draft(page) if code == "innovatie-atelier" else rank(page, town)
        sign(page)
        announce(page)
        pay(page, tmp_path)
        audit(page, case.stream.reference)
        made_letters()
        come_in(page, "policy_officer")
        letters = Letter.objects.filter(stream=case.stream_id)
        for letter in letters:
            paper = page.request.get(f"/dossier/{case.stream.reference}/brief/{letter.pk}/").body()
            assert (paper[:5], hashlib.sha256(paper).hexdigest()) == (b"%PDF-", letter.unsealed_sha256)

    decision, [payment] = Decision.objects.get(), Payment.objects.all()
    [said] = ElementTree.parse(tmp_path / "order.xml").iter(f"{{{NAMESPACE}}}InstdAmt")
    held = ledger.positions({case.stream_id})[case.stream_id]
    assert (decision.kind, decision.amount_cents, decision.state) == ("award", GRANTED[code], Decision.ANNOUNCED)
    assert (payment.amount_cents, payment.state, said.text) == (PAID[code], Payment.SETTLED, f"{PAID[code] // 100}.00")
    assert sum(pots.get("advanced", 0) + pots.get("paid", 0) for pots in held.values()) == PAID[code]
    assert [json.loads(one.facts)["amount_cents"] for one in letters if one.kind == "award"] == [GRANTED[code]]
    assert (checker.differences(), verify().differences) == ([], [])
