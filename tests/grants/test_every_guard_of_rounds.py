"""What stands in the way of a step of a round or a register, one by one: its code, and nothing changed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from budgets.ledger import accounts_of
from grants import payloads
from grants.models import Mandate, Round
from partners.models import Area
from tests import world
from tests.grants.letters import feasts
from tests.grants.test_every_guard import Act, refuses, take
from tests.world import World
from workflow.registers import Entries, register_id

pytestmark = pytest.mark.django_db


def a_code_that_another_round_has() -> Act:
    town = world.found()
    known = Round.objects.get()
    plan = payloads.RoundPlan(
        known.code, "X", town.version.pk, "jaar", "X-2026", town.now, known.closes_at, 100_00, town.book
    )
    return take(town, "policy_officer", "round", "prepare", uuid.uuid4(), plan)


def a_round_that_began_before_it_is_prepared() -> Act:
    town = world.found()
    began = town.now - timedelta(seconds=1)
    plan = payloads.RoundPlan(
        "Y", "X", town.version.pk, "jaar", "X-2026", began, town.now + timedelta(days=9), 100_00, town.book
    )
    return take(town, "policy_officer", "round", "prepare", uuid.uuid4(), plan)


def another_plan_with_another_code() -> Act:
    town = world.found()
    prepared, plan = prepared_round(town)
    return take(town, "policy_officer", "round", "change_plan", prepared, replace(plan, code="Z"))


def prepared_round(town: World) -> tuple[uuid.UUID, payloads.RoundPlan]:
    """A round that was prepared and did not open, and its plan."""
    plan = payloads.RoundPlan(
        "Y", "X", town.version.pk, "jaar", "X-2026", town.now + timedelta(days=9), world.CLOSES, 100_00, town.book
    )
    prepared = uuid.uuid4()
    town.take("policy_officer", "round", "prepare", prepared, plan)
    return prepared, plan


def closing_a_round_in_its_window() -> Act:
    town = world.found()
    return take(town, "policy_officer", "round", "close", town.round, payloads.Remainder())


def carrying_over_where_the_scheme_does_not() -> Act:
    town = world.found()
    other = world.another_round(town, 100_00)
    town.now = Round.objects.get(pk=town.round).closes_at + timedelta(hours=1)
    return take(town, "policy_officer", "round", "close", town.round, payloads.Remainder(other.round))


def deciding_bit_by_bit_by_score() -> Act:
    town = world.found(feasts.TENDER)
    return take(town, "policy_officer", "round", "decide_ready", town.round, payloads.Seed())


def entries(town: World, who: str, register: str, *rows: Any, action: str = "record") -> Act:
    return take(town, who, "register", action, register_id(register), Entries(register, rows))


def a_mandate_for_oneself() -> Act:
    town = world.found()
    mine = Mandate(
        person_id=town.people["administrator"], kind="award", scheme="*", maximum_cents=1, valid_from=date(2026, 1, 1), reference="x"
    )  # fmt: skip
    return entries(town, "administrator", "law", mine)


def an_area_by_a_clerk() -> Act:
    return entries(world.found(), "intake_clerk", "partners", Area(name="X", kind="wijk"), action="enter")


def an_account_of_the_ledger_with_money_on_it() -> Act:
    town = world.found()
    row = next(iter(accounts_of("line:9:2026")))
    row.balance_cents = 5
    return entries(town, "administrator", "budget", row)


REFUSED: dict[str, Callable[[], Act]] = {
    "code-taken": a_code_that_another_round_has,
    "another-round": another_plan_with_another_code,
    "announced-too-late": a_round_that_began_before_it_is_prepared,
    "window-still-open": closing_a_round_in_its_window,
    "does-not-carry-over": carrying_over_where_the_scheme_does_not,
    "not-first-come": deciding_bit_by_bit_by_score,
    "own-power": a_mandate_for_oneself,
    "not-part-of-an-applicant": an_area_by_a_clerk,
    "account-not-empty": an_account_of_the_ledger_with_money_on_it,
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_stands_in_the_way_says_its_code_and_changes_nothing(code: str) -> None:
    refuses(code, REFUSED[code]())
