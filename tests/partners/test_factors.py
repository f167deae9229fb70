from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from partners import factors, one_time
from partners.models import Account, Person
from workflow import clock

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def account_with_app() -> tuple[Account, str]:
    account = Account.objects.create_account("imke", "geheim", person=Person.objects.create(name="Imke"))
    key = one_time.new_key()
    with clock.at(NOON - timedelta(minutes=5)):
        assert factors.add_app(account, "Telefoon", key, one_time.code_at(key, one_time.step_of(clock.now())))
    return account, key


def test_a_code_is_good_once() -> None:
    account, key = account_with_app()
    with clock.at(NOON):
        code = one_time.code_at(key, one_time.step_of(NOON))
        assert [factors.accepts(account, code) for _ in range(2)] == [True, False]


def test_an_older_code_is_not_good_after_a_newer_one() -> None:
    account, key = account_with_app()
    now = one_time.step_of(NOON)
    with clock.at(NOON):
        assert [factors.accepts(account, one_time.code_at(key, step)) for step in (now, now - 1)] == [True, False]


def test_an_app_that_does_not_have_the_key_is_not_joined() -> None:
    account = Account.objects.create_account("imke", "geheim", person=Person.objects.create(name="Imke"))
    assert not factors.add_app(account, "Telefoon", one_time.new_key(), "12345")
    assert (account.factors.count(), factors.has_one(account)) == (0, False)


def test_the_key_of_an_app_does_not_stand_in_the_database_and_is_of_this_installation(settings: Any) -> None:
    account, key = account_with_app()
    assert key not in account.factors.get().secret
    settings.SECRET_KEY = "another installation that got hold of a copy of the rows"
    with clock.at(NOON):
        assert not factors.accepts(account, one_time.code_at(key, one_time.step_of(NOON)))


def test_a_recovery_code_is_good_once_and_for_its_own_account_and_until_there_are_new_ones() -> None:
    account, _ = account_with_app()
    other = Account.objects.create_account("gijs", "geheim", person=Person.objects.create(name="Gijs"))
    first, second, *_ = factors.new_recovery_codes(account)
    assert [factors.accepts(other, first), factors.accepts(account, first.upper())] == [False, True]
    assert not factors.accepts(account, first)
    factors.new_recovery_codes(account)
    assert not factors.accepts(account, second)


def test_recovery_codes_go_with_the_last_factor() -> None:
    account, _ = account_with_app()
    factors.new_recovery_codes(account)
    factors.remove(account.factors.get(kind=factors.Kind.APP))
    assert account.factors.count() == 0


def test_who_lost_everything_is_helped_on_the_command_line() -> None:
    account, _ = account_with_app()
    factors.new_recovery_codes(account)
    said = StringIO()
    call_command("second_factor", "IMKE", stdout=said)
    assert said.getvalue() == "Weggehaald: 9. imke kiest bij het inloggen iets nieuws.\n"
    assert account.factors.count() == 0
    with pytest.raises(CommandError, match="Deze inlognaam is er niet."):
        call_command("second_factor", "niemand")
