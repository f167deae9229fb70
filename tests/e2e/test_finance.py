"""The payment day in a browser: a maker, a checker and a third person, from what is due to what the bank says of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from defusedxml import ElementTree
from playwright.sync_api import Browser, Page

from budgets import checker, ledger
from budgets.models import Payment, PaymentOrder
from budgets.order_file import NAMESPACE, fingerprint
from grants.models.decision import Part
from tests.budgets.statements import entry, statement
from tests.e2e.visiting import ON_A_PHONE, come_in, leave, told, visit, ways
from tests.grants.payers import awards, today, under
from tests.world import World
from workflow.verify import verify

# One engine is enough: what a browser shows does not depend on it, and the doors behind the screens are tested on both.
pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(300), pytest.mark.usefixtures("private_storage")]


def three_ways(town: World) -> None:
    """What each of the schemes pays: an advance with a rest, all at once, and instalments; one of them needs a third signature."""
    under(town, third_above_cents=1_500_00)
    book = town.book
    for parts in (
        (Part(book, "advance", None, 800_05), Part(book, "rest", None, 199_95)),
        (Part(book, "advance", None, 2_000_00),),
        (Part(book, "advance", None, 450_00), Part(book, "advance", date(2026, 6, 1), 450_00)),
    ):
        cents = sum(part.amount_cents for part in parts)
        town.decide(town.assessed(cents), cents, parts=parts)


def tick_all(page: Page) -> None:
    page.get_by_role("link", name="Vink alles op deze pagina aan").first.click()


def proposing(page: Page, *, scripts: bool) -> None:
    """The maker proposes all but the instalment of June, and sees the total before pressing."""
    page.goto("/financien/")
    tick_all(page)
    page.get_by_label("Kies BF-2026-0003, voorschot").last.uncheck()
    assert page.get_by_text("Aangevinkt: 3, samen € 3.250,05").is_visible() is scripts
    page.get_by_role("button", name="Stel voor wat u aanvinkte").click()
    assert "Voorgesteld: 3, samen € 3.250,05." in told(page)


def judging(page: Page) -> None:
    """The checker sends one back and approves the others; going back and pressing again changes nothing."""
    page.goto("/financien/goedkeuren/")
    page.get_by_label("Kies BF-2026-0003").check()
    page.get_by_text("Klopt er iets niet? Stuur terug").first.click()
    page.get_by_label("Waarom stuurt u terug wat u aanvinkte?").first.fill("Klopt dit bedrag?")
    page.get_by_role("button", name="Stuur terug").first.click()
    tick_all(page)
    page.get_by_role("button", name="Keur goed wat u aanvinkte").click()
    assert "Goedgekeurd: 2, samen € 2.800,05." in told(page)
    page.go_back()
    assert "Er wacht geen betaling op goedkeuring." in page.get_by_role("main").inner_text()


def signing(page: Page) -> None:
    """The third person signs for what is above the limit."""
    page.goto("/financien/goedkeuren/")
    page.get_by_label("Kies BF-2026-0002").check()
    page.get_by_role("button", name="Teken wat u aanvinkte").click()
    assert "Derde handtekening gegeven: 1, samen € 2.000,00." in told(page)


def ordering(page: Page, file: Path) -> None:
    """The maker takes back what came back, orders the rest and takes the file along."""
    page.goto("/financien/")
    assert page.get_by_text("“Klopt dit bedrag?”").is_visible()
    page.get_by_label("Kies BF-2026-0003", exact=True).check()
    page.get_by_role("button", name="Trek in wat u aanvinkte").click()
    page.goto("/financien/opdrachten/")
    page.get_by_role("button", name="Geef opdracht voor wat is aangevinkt").click()
    assert "€ 2.800,05" in page.get_by_role("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    with page.expect_download() as download:
        page.get_by_role("button", name="Haal het bestand op").click()
    download.value.save_as(file)
    page.goto("/financien/opdrachten/BO-2026-0001/")
    assert page.get_by_role("button", name="Haal het bestand nog een keer op").is_visible()


def booking(page: Page, file: Path) -> None:
    """The maker reads the statement of the bank and books what fits."""
    page.goto("/financien/afstemmen/")
    page.get_by_label("Bestand (camt.053)").set_input_files(file)
    page.get_by_role("button", name="Lees het bestand").click()
    page.get_by_role("button", name="Boek wat past (2)").click()
    assert "Geboekt: 2, samen € 2.800,05." in told(page)


@pytest.mark.parametrize(("width", "scripts"), ways(ON_A_PHONE))
def test_a_payment_day_of_three_people_gives_one_file_of_what_the_screen_and_the_ledger_say(
    browser: Browser, served: str, town: World, tmp_path: Path, width: int, *, scripts: bool
) -> None:
    three_ways(town)
    order_file, statement_file = tmp_path / "order.xml", tmp_path / "statement.xml"
    with visit(browser, served, width=width, scripts=scripts) as page:
        come_in(page, "finance_maker")
        proposing(page, scripts=scripts)
        leave(page)
        come_in(page, "finance_checker")
        judging(page)
        leave(page)
        come_in(page, "finance_third")
        signing(page)
        leave(page)
        come_in(page, "finance_maker")
        ordering(page, order_file)
        paid = Payment.objects.filter(state="ordered")
        lines = [entry(one.amount_cents, today(town), one.pk.hex[:9], end_to_end=one.pk.hex) for one in paid]
        statement_file.write_bytes(statement(*lines))
        booking(page, statement_file)

    order, content = PaymentOrder.objects.get(), order_file.read_bytes()
    assert fingerprint(content) == order.sha256
    said = [one.text for one in ElementTree.fromstring(content).iter(f"{{{NAMESPACE}}}InstdAmt")]
    assert sorted(said, key=str) == ["2000.00", "800.05"]
    held = ledger.positions(set(Payment.objects.values_list("stream", flat=True))).values()
    assert sum(pots[town.book].get("advanced", 0) for pots in held) == order.total_cents == 2_800_05
    assert (checker.differences(), verify().differences) == ([], [])


def test_of_two_people_with_one_payment_on_screen_the_second_reads_that_it_was_done(
    browser: Browser, served: str, town: World
) -> None:
    [award] = awards(town, 1)
    town.propose(award)
    with visit(browser, served) as one, visit(browser, served) as other:
        for page in (one, other):
            come_in(page, "finance_checker")
            page.goto("/financien/goedkeuren/?aan=alles")
        one.get_by_role("button", name="Keur goed wat u aanvinkte").click()
        one.get_by_role("status").first.wait_for()
        other.get_by_role("button", name="Keur goed wat u aanvinkte").click()
        told = other.get_by_role("alert").inner_text()
    assert "Deze betaling staat al op ‘goedgekeurd’. Er is niets veranderd." in told
    assert Payment.objects.get().state == "approved"
