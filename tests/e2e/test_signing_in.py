"""Signing in in a browser: by a code with and without JavaScript, by a passkey, and proving it again with the ticks kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from grants.models import Decision
from partners import factors, links, one_time
from partners.models import Account, PasswordLink
from tests.e2e.conftest import TownTime
from tests.e2e.visiting import barriers, fits, sign_in, visit
from tests.world import World

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(180)]


def code(key: str) -> str:
    return one_time.code_at(key, one_time.step_of(TownTime.now))


@pytest.mark.parametrize(("width", "scripts"), [pytest.param(1280, True, marks=pytest.mark.proof), (390, False)])
def test_an_app_is_joined_and_its_code_signs_in_and_signs_a_decision_with_the_ticks_kept(
    browser: Browser,
    served: str,
    town: World,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    *,
    scripts: bool,
) -> None:
    town.draft(town.assessed())
    wrong: list[tuple[str, str, list[str]]] = []
    with visit(browser, served, width=width, scripts=scripts) as page:

        def look() -> None:
            wrong.extend(barriers(page) if scripts else [])

        sign_in(page, "mandate_holder")
        page.goto("/mijn-account/")
        look()
        page.get_by_role("link", name="Koppel een app").click()
        look()
        key = page.locator("code.key").inner_text().replace(" ", "")
        page.get_by_label("Code uit de app").fill(code(key))
        page.get_by_role("button", name="Koppel deze app").click()
        look()
        assert page.locator("code.key").count() == one_time.RECOVERY_CODES
        page.goto("/mijn-account/")
        look()
        page.get_by_role("button", name="Uitloggen").click()

        monkeypatch.setattr(TownTime, "now", TownTime.now + timedelta(seconds=60))
        sign_in(page, "mandate_holder")
        look()
        page.get_by_label("Code").fill(code(key))
        page.get_by_role("button", name="Log in").click()
        assert page.url.endswith("/werk/")

        monkeypatch.setattr(TownTime, "now", TownTime.now + timedelta(minutes=20))
        page.goto("/tekenen/?aan=alles")
        page.get_by_role("button", name="Bekijk en onderteken").click()
        page.get_by_role("button", name="Onderteken dit besluit").click()
        look()
        page.get_by_label("Code").fill(code(key))
        page.get_by_role("button", name="Ga verder").click()
        assert "Ondertekend: 1 van 1." in page.get_by_role("status").inner_text()
    assert (wrong, Decision.objects.get().state) == ([], Decision.SIGNED)


def test_a_passkey_is_made_and_signs_in_without_a_name_or_a_password(
    browser: Browser, served: str, town: World
) -> None:
    with visit(browser, served) as page:
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }})  # fmt: skip
        sign_in(page, "intake_clerk")
        page.goto("/mijn-account/passkey/")
        assert barriers(page) == []
        page.get_by_role("button", name="Maak de passkey").click()
        page.get_by_role("heading", name="Uw herstelcodes").wait_for()
        page.get_by_role("button", name="Uitloggen").click()
        page.get_by_role("button", name="Gebruik een passkey").click()
        page.wait_for_url("**/werk/")
    account = Account.objects.get(username="intake_clerk")
    assert factors.has_one(account)


def link_in_the_mail() -> str:
    """The path of the link that the worker mails for the newest asking."""
    return reverse("follow-link", args=[links.token_of(PasswordLink.objects.order_by("-made_at")[0])])


@pytest.mark.parametrize(("width", "scripts"), [pytest.param(1280, True, marks=pytest.mark.proof), (390, False)])
def test_who_is_new_asks_for_a_link_makes_an_account_joins_an_app_and_lands_where_they_were_going(
    browser: Browser, served: str, town: World, settings: Any, width: int, *, scripts: bool
) -> None:
    settings.SECOND_FACTOR = True
    wrong: list[tuple[str, str, list[str]]] = []
    with visit(browser, served, width=width, scripts=scripts) as page:

        def look() -> None:
            assert fits(page)
            wrong.extend(barriers(page) if scripts else [])

        page.goto("/mijn/nieuw/BF-jaar/")
        look()
        page.get_by_role("link", name="Stuur mij een link").click()
        look()
        page.get_by_label("Uw e-mailadres").fill("noor@voorbeeld.example")
        page.get_by_role("button", name="Stuur mij een link").click()
        look()
        assert page.get_by_role("heading", name="Kijk in uw mail").is_visible()
        page.goto(link_in_the_mail())
        look()
        page.get_by_label("Uw naam").fill("Noor Bewoner")
        page.get_by_label("Nieuw wachtwoord").fill("vier woorden op een rij")
        page.get_by_label("Nog een keer").fill("vier woorden op een rij")
        page.get_by_role("button", name="Maak mijn account").click()
        assert page.get_by_text("U bent aan de beurt.").is_visible()
        page.get_by_role("link", name="Koppel een app").click()
        page.get_by_label("Code uit de app").fill(code(page.locator("code.key").inner_text().replace(" ", "")))
        page.get_by_role("button", name="Koppel deze app").click()
        page.get_by_role("link", name="Ik heb ze bewaard").click()
        assert page.url.endswith("/mijn/nieuw/BF-jaar/")
    assert (wrong, Account.objects.filter(username="noor@voorbeeld.example").count()) == ([], 1)
