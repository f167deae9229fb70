"""Short ways to pay in tests: awards, orders, and what the bank says of them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from budgets.ledger import Kind, accounts_of, transfer
from budgets.models import BudgetLine, Payment, PaymentOrder
from grants import payment_runs
from grants.models import Decision, LegalProfile
from tests import world
from tests.world import World
from workflow import clock
from workflow.canonical import canonical
from workflow.errors import Refusal
from workflow.models import Stream
from workflow.registers import record


def refused(call: Callable[[], Any]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as refusal:
        call()
    return refusal.value.code, refusal.value.detail


def under(town: World, **rule: Any) -> None:
    """From today on the municipality has this payment rule."""
    body = canonical({**json.loads(world.PROFILE), "payment_rule": rule})
    profile = LegalProfile(municipality="Voorbeeldstad", valid_from=today(town), body=body)
    with clock.at(town.now):
        record("law", profile, actor=world.INSTALLATION, key=world.key())


def awards(town: World, count: int = 2) -> list[Decision]:
    return [town.decide(town.assessed(1_000_00 + number * 100_00)) for number in range(count)]


def ordered(town: World, count: int = 2) -> tuple[PaymentOrder, list[uuid.UUID]]:
    payments = [town.approved(award) for award in awards(town, count)]
    return PaymentOrder.objects.get(pk=town.order(*payments)), payments


def status_of(order: PaymentOrder, *lines: dict[str, Any]) -> bytes:
    """The file of the bank about an order."""
    return json.dumps({"order": order.stream.reference, "sha256": order.sha256, "lines": lines}).encode()


def line_of(payment: uuid.UUID, day: date, outcome: str = "settled", **more: Any) -> dict[str, Any]:
    cents = Payment.objects.get(pk=payment).amount_cents
    return {"payment": str(payment), "amount_cents": cents, "day": day.isoformat(), "outcome": outcome, **more}


def process(town: World, content: bytes) -> tuple[int, int, int]:
    with clock.at(town.now):
        plan = payment_runs.process(content, town.actor("finance_maker"))
    return len(plan.settle), len(plan.bring_back), len(plan.done)


def today(town: World) -> date:
    return clock.day_of(town.now)


def years_ahead(town: World, years: int) -> None:
    """The line of the town in the years after it, with as much money in each."""
    [line] = BudgetLine.objects.all()
    stream = Stream.objects.get(reference__startswith="REG-BUDGET")
    with clock.at(town.now):
        for year in range(line.year + 1, line.year + 1 + years):
            later = BudgetLine(
                code=line.code, year=year, name=line.name, policy_field_id=line.policy_field_id,
                holder_id=line.holder_id, adopted=True,
            )  # fmt: skip
            record("budget", later, *accounts_of(later.book), actor=world.INSTALLATION, key=world.key())
            money = transfer(Kind.AUTHORISE, later.book, world.CEILING_CENTS, stream=stream.pk, booked_on=today(town))
            record("budget", money, actor=world.INSTALLATION, key=world.key())
