"""What a determination gives back in a later year than that of its line is named as such, to the cent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from budgets.prior_years import PriorYear, prior_years
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.world import World
from workflow.clock import day_of

pytestmark = pytest.mark.django_db

LOWER = {"parts": (), "ground": "4:46(2)a", "reason": "Er was geen tent.", "hearing_exempt": "own_data"}


def determined(town: World, cents: int, year: int) -> None:
    """A grant of 1.000 euros with an advance of 800, determined on an amount in a year."""
    case = feasts.accounted(town, 1_000_00, cents)
    town.now = datetime(year, 2, 2, 11, tzinfo=UTC)
    town.decide(case, cents, "lower_determination", **LOWER)


def test_what_is_determined_in_the_year_of_the_line_is_no_settlement_of_an_earlier_year() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 850_01)
    town.decide(case, 850_01, "lower_determination", **LOWER)
    assert day_of(town.now).year == 2026
    assert prior_years() == []


def test_the_rest_that_is_released_in_a_later_year_is_named_to_the_cent() -> None:
    town = world.found(FEAST)
    determined(town, 850_01, 2027)
    assert prior_years() == [PriorYear("4.1.1-TEST", 2026, 2027, released=149_99)]
    assert prior_years()[0].benefit == 149_99


def test_what_is_claimed_back_stands_beside_what_is_released() -> None:
    town = world.found(FEAST)
    determined(town, 700_03, 2027)
    assert prior_years() == [PriorYear("4.1.1-TEST", 2026, 2027, released=200_00, reclaimed=99_97)]
    assert prior_years()[0].benefit == 1_000_00 - 700_03


def test_the_command_says_it_in_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    town = world.found(FEAST)
    call_command("prior_years")
    determined(town, 850_01, 2027)
    call_command("prior_years")
    assert capsys.readouterr().out.replace("\u00a0", " ").splitlines() == [
        "Er is niets afgerekend over voorgaande jaren.",
        "2027, post 4.1.1-TEST van 2026: vrijgevallen € 149,99, teruggevorderd € 0,00, ontvangen € 0,00. Voordeel € 149,99.",
    ]
