"""Tokens for systems: given for a secret, good for half an hour and for what the system may, and never kept as they are."""

from __future__ import annotations

import base64

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from partners import systems
from partners.models import Account, Person, System, SystemToken
from tests import world
from tests.grants.api.callers import API, FORM, SystemCaller, system, token_of
from tests.world import World
from workflow import clock

pytestmark = pytest.mark.django_db


def reader(town: World) -> tuple[System, str]:
    person = town.hire("policy_officer").person
    assert person
    return system(town, person, "dossiers:read", "schemes:read")


def test_a_secret_buys_a_token_that_is_good_for_half_an_hour_and_kept_as_a_hash() -> None:
    town = world.found()
    found, secret = reader(town)
    given = token_of(town, found, secret)
    assert given.status_code == 200
    told = given.json()
    token = told.pop("access_token")
    assert told == {"expires_in": 1800, "scope": "dossiers:read schemes:read", "token_type": "Bearer"}
    caller = SystemCaller(town, token)
    assert caller.ask("/rounds").status_code == 200
    kept = [*SystemToken.objects.values_list("digest", flat=True), *System.objects.values_list("secret", flat=True)]
    assert [one for one in kept if token in one or secret in one] == []
    town.wait(minutes=30)
    late = caller.ask("/rounds")
    assert (late.status_code, late.headers["WWW-Authenticate"]) == (401, 'Bearer realm="aanjager"')


def test_a_token_is_asked_for_less_and_never_for_more() -> None:
    town = world.found()
    found, secret = reader(town)
    less = token_of(town, found, secret, scope="schemes:read").json()
    assert less["scope"] == "schemes:read"
    assert SystemCaller(town, less["access_token"]).ask("/applications").status_code == 403
    more = token_of(town, found, secret, scope="steps:take")
    assert (more.status_code, more.json()["error"]) == (400, "invalid_scope")


def test_the_secret_may_come_in_the_header() -> None:
    town = world.found()
    found, secret = reader(town)
    both = base64.b64encode(f"{found.client_id}:{secret}".encode()).decode()
    with clock.at(town.now):
        given = Client().post(
            f"{API}/token",
            "grant_type=client_credentials",
            content_type=FORM,
            headers={"Authorization": f"Basic {both}"},
        )
    assert given.status_code == 200


@pytest.mark.parametrize(
    "change", [{"client_secret": "x"}, {"client_id": "x"}, {"grant_type": "password"}, {"client_id": ""}]
)
def test_who_is_not_known_gets_nothing(change: dict[str, str]) -> None:
    town = world.found()
    found, secret = reader(town)
    refused = token_of(town, found, secret, **change)
    assert refused.status_code in {400, 401}
    assert SystemToken.objects.count() == 0


def test_who_guesses_has_to_wait_whoever_is_right_after_that() -> None:
    town = world.found()
    found, secret = reader(town)
    tried = [token_of(town, found, f"wrong-{number}").status_code for number in range(6)]
    assert (tried[0], tried[-1]) == (401, 429)
    assert token_of(town, found, secret).status_code == 429
    town.wait(minutes=16)
    assert token_of(town, found, secret).status_code == 200


def test_a_system_that_is_closed_comes_in_no_more() -> None:
    town = world.found()
    found, secret = reader(town)
    caller = SystemCaller(town, token_of(town, found, secret).json()["access_token"])
    call_command("systems", "--close", found.name)
    assert caller.ask("/rounds").status_code == 401
    assert token_of(town, found, secret).status_code == 401


def test_a_command_lets_a_system_in_that_stands_for_a_person_without_a_login(
    capsys: pytest.CaptureFixture[str],
) -> None:
    town = world.found()
    person = town.hire("policy_officer").person
    assert person
    call_command("systems", "--add", "Formulieren", "--for", str(person), "--scope", "schemes:read")
    told = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines()[:2])
    assert systems.known_by(told["client_id"], told["client_secret"]) == System.objects.get(name="Formulieren")
    with_login = town.hire().person
    assert with_login
    Account.objects.create_account("iemand", None, person=Person.objects.get(pk=with_login))
    with pytest.raises(CommandError, match="heeft een login"):
        call_command("systems", "--add", "Ander", "--for", str(with_login), "--scope", "schemes:read")
    with pytest.raises(CommandError, match="is er al"):
        call_command("systems", "--add", "Formulieren", "--for", str(with_login), "--scope", "schemes:read")
