"""Entering for whom one applies: an organisation, a group or oneself, with nobody else in it, and nothing of who is known already."""

from __future__ import annotations

import html
import uuid
from typing import Any

import pytest

from grants import drafts
from partners.models import BankAccount, Membership, Organisation
from tests import world
from tests.grants.portal.applicant.filing.filling import Home, at_home
from workflow.models import Event
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

SAID = {
    "name": "Soep aan de kade", "form": "stichting", "kvk": "", "street": "Proefkade", "number": "2", "postcode": "9711xx",
    "place": "Groningen", "iban": "NL73 VBLD 0910 0000 02", "naar": "verder",
}  # fmt: skip


def enter(home: Home, key: str, **said: str) -> Any:
    return home.browser.post(home.at("organisatie/nieuw"), **{**SAID, "sleutel": key, **said})


def test_who_is_not_known_enters_an_organisation_once_and_signs_for_it_and_sends() -> None:
    home, key = at_home(world.found()), str(uuid.uuid4())
    assert [enter(home, key).url for _ in range(2)] == [home.at("plan")] * 2
    made = Organisation.objects.get(name="Soep aan de kade")
    assert list(Membership.objects.filter(organisation=made).values_list("person", "role")) == [(home.person, "signer")]
    assert BankAccount.objects.get(organisation=made).holder == "Soep aan de kade"
    assert drafts.typed(drafts.newest(home.case)["adres"])["street"] == "Proefkade"
    entered = Event.objects.filter(machine="register", on_behalf_of=home.person)
    assert [(one.action, one.system) for one in entered] == [("record", "applicant")]
    home.send()
    assert (home.case.state, home.case.organisation_id) == ("submitted", made.pk)
    assert verify().differences == []


def test_a_number_that_somebody_types_is_not_entered_as_theirs() -> None:
    home = at_home(world.found())
    enter(home, str(uuid.uuid4()), kvk="12345678")
    assert Organisation.objects.get(name="Soep aan de kade").kvk == ""


def test_an_organisation_that_we_know_is_refused_without_saying_whose_it_is() -> None:
    home = at_home(world.found())
    Organisation.objects.filter(pk=home.organisation).update(kvk="12345678", name="Zeearend")
    other = at_home(home.town)
    page = html.unescape(enter(other, str(uuid.uuid4()), kvk="1234 5678").content.decode())
    assert ["Bel ons op 050 000 00 00" in page, "Zeearend" in page] == [True, False]
    assert Organisation.objects.filter(name="Soep aan de kade").exists() is False


def test_what_cannot_be_is_said_and_entered_nowhere() -> None:
    home = at_home(world.found())
    page = html.unescape(enter(home, str(uuid.uuid4()), name="", iban="NL00VBLD0000000000").content.decode())
    assert ["Vul de naam in." in page, "Fout:" in page] == [True, True]
    assert BankAccount.objects.filter(iban="NL00VBLD0000000000").exists() is False
