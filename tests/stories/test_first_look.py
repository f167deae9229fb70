"""The page of five minutes after the demo: every link on it leads somewhere, and the changed cell is named and put back."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from grants.demo import accounts
from grants.demo.stage import id_of
from partners.models import Account
from tests.grants.portal.office import enter
from tests.invariants import tables
from workflow import clock, roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end")]


def visitor() -> Client:
    """A browser in which a policy officer is signed in."""
    client = Client()
    enter(client, Account.objects.get(username="stefan.korthuis"), clock.now())
    return client


def said(client: Client) -> str:
    return " ".join(client.get("/vijf-minuten/").content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_every_link_of_the_first_look_leads_somewhere() -> None:
    client = visitor()
    body = said(client).partition("<main")[2].partition("</main>")[0]
    links = set(re.findall(r'<a href="(/[^"#]*)', body))
    assert {path: client.get(path).status_code for path in links} == dict.fromkeys(links, 200)
    assert len(links) == 4


def test_the_euro_goes_on_to_the_line_of_the_annual_report_that_counts_it_for_who_can_open_that() -> None:
    client = visitor()
    [(report, anchor)] = re.findall(r'href="(/jaarverslag/[^"#]*)#([^"]*)"', said(client))
    assert (report, anchor) == ("/jaarverslag/2026/", "regeling-dorpshuis-onderhoud")
    [line] = re.findall(rf'<tr id="{anchor}">(.*?)</tr>', " ".join(client.get(report).content.decode().split()))
    assert "Onderhoud dorpshuizen" in line
    payer = Client()
    enter(payer, Account.objects.get(person_id=id_of("person", "S08")), clock.now())
    assert ("/jaarverslag/" in said(payer), "Het jaarverslag van 2026 telt dit geld" in said(payer)) == (False, True)


def test_one_euro_is_followed_from_the_council_to_its_determination() -> None:
    body = said(visitor())
    assert len(re.findall(r"→ [^<]*<small>", body)) == int(re.findall(r"Volg de euro in (\d+) boekingen", body)[0]) == 7


def test_the_changed_cell_is_named_and_put_back() -> None:
    client = visitor()
    before = tables.everything()
    page = " ".join(client.post("/vijf-minuten/", {"doe": "cel"}).content.decode().split())
    [place] = re.findall(r"<li>(grants_ranking [^<]*)</li>", page)
    assert re.fullmatch(r"grants_ranking \S+ kolom amount_cents: is 420000, volgens de gebeurtenissen 320000", place)
    assert tables.everything() == before


def test_the_letter_of_a_refusal_is_there_to_read_with_its_sum() -> None:
    letter = said(visitor()).partition('<div class="paper">')[2].partition("</details>")[0]
    assert "Met uw aanvraag erbij komen wij € 2.200,00 boven het plafond." in letter


def test_what_was_first_entered_of_a_paper_application_stands_beside_what_counts() -> None:
    rows = re.findall(r'<th scope="row">(Eerst ingevoerd|Nu)</th><td>([^<]*)</td><td>([^<]*)</td>', said(visitor()))
    assert rows == [
        ("Eerst ingevoerd", "12 november 2026", "7 januari 2027"), ("Nu", "10 november 2026", "5 januari 2027"),
    ]  # fmt: skip


def test_every_role_is_named_with_a_login_that_opens() -> None:
    named = dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", said(visitor()).partition('id="logins"')[2]))
    assert {name for name in named.values() if not authenticate(username=name, password=accounts.PASSWORD)} == set()
    assert set(named) <= set(roles.LABELS.values())
    assert len(named) == 15
