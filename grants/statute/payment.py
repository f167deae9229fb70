"""What the law asks of every payment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from budgets.models import Payment
from grants import guards, payloads
from grants.effects import money
from grants.facts import load_cases
from grants.models import Application
from workflow.facts import Change, Product, Then
from workflow.registry import Rules
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class MonitorFromAdvance(Effect):
    """Once money has been paid in advance the plan is under way, and is followed."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The step that follows, the first time."""
        if facts.application.state == Application.AWARDED:
            yield Then(Change("application", "monitor", facts.application.pk))


def payment() -> Rules:
    """The payment."""
    return Rules(
        Payment,
        load_cases,
        payloads={"propose_payment": payloads.Proposal},
        guards={
            "propose_payment": [guards.Owed()],
            "order_payment": [guards.ThirdSignature()],
            "settle_payment": [guards.AfterOrder()],
        },
        effects={
            "propose_payment": [money.ProposePayment()],
            "approve_payment_third": [money.ThirdApproval()],
            "order_payment": [money.OrderPayment()],
            "settle_payment": [money.BookPayment(), MonitorFromAdvance()],
        },
    )
