"""The policy officer and the auditor at work in a browser: a round is prepared and opened, a sample is kept, judged and taken along."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from grants.models import AuditVerdict, Round
from grants.schemes import ALL
from tests import world
from tests.e2e.visiting import WITHOUT_SCRIPTS, come_in, visit, ways
from tests.world import World
from workflow import clock
from workflow.scheme import Scheme

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(300)]

WAYS = [(1280, True), (390, True), (1280, False)]
"""A wide screen, a narrow one, and one without scripts."""


@pytest.mark.parametrize(
    ("scheme", "width", "scripts"),
    [(one, *way) for one, way in zip(ALL, WAYS, strict=True)],
    ids=lambda one: getattr(one, "code", None),
)
def test_a_policy_officer_prepares_and_opens_a_round_of_each_scheme(
    browser: Browser, served: str, town: World, scheme: Scheme, width: int, *, scripts: bool
) -> None:
    with clock.at(town.now):
        world.publish(scheme)
    with visit(browser, served, width=width, scripts=scripts) as page:
        come_in(page, "policy_officer")
        page.goto(f"/regelingen/{scheme.code}/{scheme.version}/ronde/")
        page.get_by_label("Titel").fill(f"{scheme.title} van straks")
        page.get_by_label("Code", exact=True).fill("STRAKS-1")
        page.get_by_label("Opent op").fill("2026-12-01T09:00")
        page.get_by_label("Sluit op").fill("2026-12-31T17:00")
        for line in page.get_by_role("radio", name="4.1.1-TEST van 2026").all():
            line.check()
        page.get_by_label("Subsidieplafond").fill("2.000")
        page.get_by_role("button", name="Ga verder").click()
        assert "Het plafond past" in page.locator("#controle").inner_text()
        page.get_by_role("button", name="Bereid de ronde voor").click()
        page.get_by_role("main").get_by_role("link", name="Open de ronde").click()
        page.get_by_role("button", name="Open de ronde").click()
    made = Round.objects.get(code="STRAKS-1")
    assert (made.state, made.ceiling_cents, made.book) == ("opened", 2_000_00, town.book)


@pytest.mark.parametrize(("width", "scripts"), ways(WITHOUT_SCRIPTS))
def test_an_auditor_searches_verifies_draws_judges_and_exports(
    browser: Browser, served: str, town: World, width: int, *, scripts: bool
) -> None:
    town.decide(town.assessed())
    with visit(browser, served, width=width, scripts=scripts) as page:
        come_in(page, "auditor")
        page.goto("/controle/?stap=decision.sign")
        assert "Onderteken (besluit) in BF-2026-0001" in page.get_by_role("main").inner_text()
        page.goto("/controle/steekproef/")
        page.get_by_label("Elke euro even veel kans").check()
        page.get_by_role("button", name="Trek de steekproef").click()
        page.get_by_role("button", name="Bewaar en beoordeel").click()
        page.get_by_role("link", name="Beoordeel BF-2026-0001").first.click()
        page.get_by_label("Fout", exact=True).check()
        page.get_by_label("Welk bedrag is fout of onzeker?").fill("100")
        page.get_by_role("button", name="Leg het oordeel vast").click()
        assert "Schrijf op waarom u dit vindt." in page.get_by_role("alert").inner_text()
        page.get_by_label("Waarom?").fill("De offerte ontbreekt.")
        page.get_by_role("button", name="Leg het oordeel vast").click()
        with page.expect_download() as taken:
            page.get_by_role("link", name="Download met oordelen (zip)").click()
        assert taken.value.suggested_filename == "steekproef.zip"
    assert AuditVerdict.objects.values_list("word", "error_cents").get() == ("error", 100_00)
