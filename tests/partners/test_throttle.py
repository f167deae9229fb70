from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from partners import throttle
from partners.models import FailedTry
from workflow import clock

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def tried(times: int, name: str = "imke", address: str = "192.0.2.1", *, minute: int = 0) -> list[int]:
    """How many minutes each try has to wait."""
    with clock.at(NOON + timedelta(minutes=minute)):
        return [throttle.attempt(name, address).wait_minutes for _ in range(times)]


def test_the_sixth_try_with_a_name_waits_from_whatever_address_and_another_name_does_not() -> None:
    assert tried(6) == [0, 0, 0, 0, 0, 15]
    assert (tried(1, address="198.51.100.9"), tried(1, name="gijs")) == ([15], [0])


def test_who_tries_while_waiting_does_not_wait_longer_and_after_the_wait_may_try_again() -> None:
    tried(5)
    assert (tried(3, minute=14), tried(1, minute=15)) == ([1, 1, 1], [0])
    assert FailedTry.objects.count() == 2


def test_an_address_waits_after_fifty_tries_with_other_names() -> None:
    assert [tried(1, name=f"naam {number}")[0] for number in range(51)] == [0] * 50 + [15]


def test_a_success_forgets_the_mistakes_with_that_name_and_leaves_those_of_others() -> None:
    tried(4)
    tried(2, name="gijs")
    with clock.at(NOON):
        throttle.attempt("imke", "192.0.2.1").succeeded()
    assert tried(6) == [0, 0, 0, 0, 0, 15]
    assert tried(4, name="gijs") == [0, 0, 0, 15]


def test_what_was_typed_as_a_name_is_not_kept() -> None:
    tried(1, name="mijn geheime wachtwoord")
    assert not any("geheim" in row.of for row in FailedTry.objects.all())
