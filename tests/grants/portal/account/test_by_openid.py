"""Signing in by a broker of DigiD or eHerkenning: a real one, that speaks OpenID Connect over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from oidc_provider_mock import User, run_server_in_thread

from partners.models import Account, Identity, Membership, Organisation, Person
from partners.openid import BROKERS, DIGID, EHERKENNING, KVK
from tests import world
from tests.grants.portal.office import Visitor
from workflow import clock
from workflow.models import Event
from workflow.registers import record
from workflow.verify import verify

pytestmark = pytest.mark.django_db

ENOUGH, TOO_LITTLE = BROKERS[DIGID].levels[1], BROKERS[DIGID].levels[0]
BOARD = {"acr": BROKERS[EHERKENNING].levels[2], KVK: "12345678", "name": "Sanne Bestuur"}
PEOPLE = (
    User(sub="burger", claims={"acr": ENOUGH, "name": "Noor Bewoner", "email": "noor@voorbeeld.example"}),
    User(sub="alleen-wachtwoord", claims={"acr": TOO_LITTLE}),
    User(sub="zonder-niveau"),
    User(sub="bestuur", claims=BOARD),
    User(sub="zonder-organisatie", claims={**BOARD, KVK: ""}),
)
ABOUT_THEM = {"name": "Noor Bewoner", "email": "noor@voorbeeld.example", "phone": ""}


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    """The address of a broker that knows these people."""
    with run_server_in_thread(user_claims=PEOPLE, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def known(broker: str, settings: Any) -> None:
    told = {"url": f"{broker}/.well-known/openid-configuration", "client": "aanjager", "secret": "geheim"}
    settings.OPENID_BROKERS = {DIGID: told, EHERKENNING: told}


def went(visitor: Visitor, who: str, kind: str = DIGID, **more: str) -> str:
    """Go to the broker, be somebody there, and give the address at which one comes back."""
    leaves = visitor.get(f"/inloggen/via/{kind}/", **more)
    answer = requests.post(leaves.url, data={"sub": who}, allow_redirects=False, timeout=10)
    return str(answer.headers["Location"]).removeprefix("http://testserver")


def back(visitor: Visitor, address: str) -> Any:
    return visitor.get(
        urlsplit(address).path, **{name: one for name, (one,) in parse_qs(urlsplit(address).query).items()}
    )


def said(visitor: Visitor) -> str:
    page: str = visitor.get("/inloggen/").content.decode()
    return page


def test_the_broker_is_asked_with_a_state_a_nonce_and_a_challenge() -> None:
    visitor = Visitor(world.found(), None)
    asked = parse_qs(urlsplit(visitor.get("/inloggen/via/digid/").url).query)
    assert {name: asked[name] for name in ("client_id", "response_type", "code_challenge_method", "acr_values")} == {
        "client_id": ["aanjager"], "response_type": ["code"], "code_challenge_method": ["S256"], "acr_values": [ENOUGH],
    }  # fmt: skip
    assert asked["redirect_uri"] == ["http://testserver/inloggen/terug/digid/"]
    assert min(len(asked[name][0]) for name in ("state", "nonce", "code_challenge")) >= 20


def test_who_comes_for_the_first_time_says_who_they_are_and_is_known_the_next_time() -> None:
    town = world.found()
    first = Visitor(town, None)
    assert back(first, went(first, "burger", next="/mijn/")).url == "/inloggen/kennismaken/"
    page = first.get("/inloggen/kennismaken/").content.decode()
    assert [word in page for word in ("Noor Bewoner", "noor@voorbeeld.example")] == [True, True]
    assert first.post("/inloggen/kennismaken/", **ABOUT_THEM).url == "/mijn/"
    assert first.get("/mijn/").status_code == 200
    again = Visitor(town, None)
    assert back(again, went(again, "burger")).url == "/"
    assert again.get("/mijn/").status_code == 200
    person = Person.objects.get(name="Noor Bewoner")
    assert (person.email, Account.objects.filter(person=person).count()) == ("noor@voorbeeld.example", 1)
    assert Event.objects.filter(system="sign-in").count() == 1
    assert verify().differences == []


def test_of_what_the_broker_calls_somebody_only_a_hash_is_kept() -> None:
    visitor = Visitor(world.found(), None)
    back(visitor, went(visitor, "burger"))
    visitor.post("/inloggen/kennismaken/", **ABOUT_THEM)
    kept = Identity.objects.get()
    assert "burger" not in f"{kept.subject} {kept.account.username}"
    assert len(kept.subject) == 64


@pytest.mark.parametrize("who", ["alleen-wachtwoord", "zonder-niveau"])
def test_a_password_alone_is_not_enough(who: str) -> None:
    visitor = Visitor(world.found(), None)
    assert back(visitor, went(visitor, who)).url == "/inloggen/"
    assert "Alleen een wachtwoord is niet genoeg." in said(visitor)
    assert visitor.get("/inloggen/kennismaken/").url == "/inloggen/"


def test_somebody_who_says_nothing_to_reach_them_by_is_asked_again_and_keeps_the_name() -> None:
    visitor = Visitor(world.found(), None)
    back(visitor, went(visitor, "burger"))
    page = visitor.post("/inloggen/kennismaken/", name="Noor", email="", phone="").content.decode()
    assert "Vul een e-mailadres of een telefoonnummer in." in page
    assert 'value="Noor"' in page
    assert Identity.objects.count() == 0


def test_with_eherkenning_one_acts_for_the_organisation_that_we_know_and_for_no_other() -> None:
    town = world.found()
    case, other = town.file(100_00), town.file(100_00)
    for one, kvk in ((case, "12345678"), (other, "87654321")):
        Organisation.objects.filter(applications=one).update(kvk=kvk)
    visitor = Visitor(town, None)
    back(visitor, went(visitor, "bestuur", EHERKENNING))
    visitor.post("/inloggen/kennismaken/", name="Sanne Bestuur", email="", phone="050 123 45 67")
    page = visitor.get("/mijn/").content.decode()
    assert [one.stream.reference in page for one in (case, other)] == [True, False]
    acts = Membership.objects.filter(person__name="Sanne Bestuur").values_list("organisation", "role")
    assert list(acts) == [(case.organisation_id, "contact")]


def acting(name: str) -> list[tuple[str, date, date | None]]:
    rows = Membership.objects.filter(person__name=name).order_by("valid_from", "organisation__kvk")
    return list(rows.values_list("organisation__kvk", "valid_from", "valid_through"))


def test_what_eherkenning_gave_ends_when_it_gives_another_and_what_the_office_gave_stays(broker: str) -> None:
    town = world.found()
    cases = {kvk: town.file(100_00) for kvk in ("12345678", "87654321", "11223344")}
    for kvk, case in cases.items():
        Organisation.objects.filter(applications=case).update(kvk=kvk)

    def comes(kvk: str) -> list[bool]:
        requests.put(f"{broker}/users/voor-meer", json={**BOARD, KVK: kvk}, timeout=10).raise_for_status()
        visitor = Visitor(town, None)
        back(visitor, went(visitor, "voor-meer", EHERKENNING))
        if not Person.objects.filter(name="Sanne Bestuur").exists():
            visitor.post("/inloggen/kennismaken/", name="Sanne Bestuur", email="", phone="050 123 45 67")
        page = visitor.get("/mijn/").content.decode()
        return [case.stream.reference in page for case in cases.values()]

    first = clock.day_of(town.now)
    assert comes("12345678") == [True, False, False]
    person, third = Person.objects.get(name="Sanne Bestuur"), cases["11223344"].organisation_id
    assert third
    with clock.at(town.now):
        given = Membership(person=person, organisation_id=third, role="member", valid_from=first)
        record("partners", given, actor=world.INSTALLATION, key=world.key())
    assert comes("12345678") == [True, False, True]
    town.now += timedelta(days=3)
    assert comes("87654321") == [False, True, True]
    ended = first + timedelta(days=2)
    now = [("11223344", first, None), ("12345678", first, ended), ("87654321", clock.day_of(town.now), None)]
    assert acting("Sanne Bestuur") == now
    assert comes("99999999") == [False, True, True]  # What was given today is over when the day is.
    assert acting("Sanne Bestuur")[-1] == ("87654321", clock.day_of(town.now), clock.day_of(town.now))
    assert comes("87654321") == [False, True, True]
    assert acting("Sanne Bestuur") == now
    assert comes("99999999") == [False, True, True]
    town.now += timedelta(days=1)
    assert comes("99999999") == [False, False, True]
    assert [one for one in verify().differences if "membership" in one] == []


def test_eherkenning_without_an_organisation_is_no_sign_in() -> None:
    visitor = Visitor(world.found(), None)
    assert back(visitor, went(visitor, "zonder-organisatie", EHERKENNING)).url == "/inloggen/"


def test_an_answer_that_was_not_asked_for_signs_nobody_in() -> None:
    town = world.found()
    asked, stranger = Visitor(town, None), Visitor(town, None)
    address = went(asked, "burger")
    assert back(stranger, address).url == "/inloggen/"  # The state belongs to the session of another.
    assert (
        back(asked, f"/inloggen/terug/digid/?code=verzonnen&state={parse_qs(urlsplit(address).query)['state'][0]}").url
        == "/inloggen/"
    )
    assert back(asked, "/inloggen/terug/digid/?error=access_denied").url == "/inloggen/"
    assert "Inloggen met DigiD is niet gelukt." in said(asked)
    assert Identity.objects.count() == 0


def test_an_answer_is_good_once() -> None:
    visitor = Visitor(world.found(), None)
    address = went(visitor, "burger")
    assert back(visitor, address).url == "/inloggen/kennismaken/"
    assert back(visitor, address).url == "/inloggen/"


def test_a_broker_that_cannot_be_reached_is_said_and_nothing_breaks(settings: Any) -> None:
    told = {"url": "http://localhost:9/.well-known/openid-configuration", "client": "aanjager", "secret": "geheim"}
    settings.OPENID_BROKERS = {DIGID: told}
    visitor = Visitor(world.found(), None)
    assert visitor.get("/inloggen/via/digid/").url == "/inloggen/"
    assert "Inloggen met DigiD is niet gelukt." in said(visitor)
    assert visitor.get("/inloggen/via/eherkenning/").status_code == 404


def test_who_signs_in_by_a_broker_goes_to_no_other_house() -> None:
    visitor = Visitor(world.found(), None)
    back(visitor, went(visitor, "burger", next="https://kwaad.example/"))
    assert visitor.post("/inloggen/kennismaken/", **ABOUT_THEM).url == "/"
