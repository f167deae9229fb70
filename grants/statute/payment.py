"""What the law and the payment rule ask of every payment, and of every order to the bank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from budgets.models import Payment, PaymentOrder
from grants import guards, payloads
from grants.effects import paying
from grants.effects.letters import WriteReturned
from grants.facts import load_cases
from grants.models import Application
from grants.orders import dossiers, load_orders
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
    """The payment: what was approved is what is paid, so its account is looked at again at every step until the order."""
    frozen = [guards.NotSuspended(), guards.AccountStands()]
    return Rules(
        Payment,
        load_cases,
        along=("bank_account",),
        payloads={
            "propose_payment": payloads.Proposal,
            "send_back_payment": payloads.Doubt,
            "order_payment": payloads.ByOrder,
            "settle_payment": payloads.Credited,
            "return_payment": payloads.Returned,
            "undo_settlement": payloads.Mistake,
            "receive_payment": payloads.Receipt,
            "undo_receipt": payloads.Mistake,
        },
        guards={
            "propose_payment": [guards.Owed(), guards.OfThisYear(), guards.StandingGrant(), *frozen],
            "propose_payment_again": frozen,
            "approve_payment": frozen,
            "approve_payment_third": frozen,
            "order_payment": [guards.ThirdSignature(), *frozen],
            "settle_payment": [guards.OnADay()],
            "return_payment": [guards.OnADay(), guards.Paid()],
            "undo_settlement": [guards.Paid()],
            "receive_payment": [guards.Claimed()],
            "undo_receipt": [guards.Paid()],
        },
        effects={
            "propose_payment": [paying.ProposePayment()],
            "send_back_payment": [paying.SendBack()],
            "approve_payment_third": [paying.ThirdApproval()],
            "order_payment": [paying.OrderPayment()],
            "settle_payment": [paying.BookPayment(), MonitorFromAdvance()],
            "return_payment": [paying.TakeReturn(), paying.UndoEntries(), WriteReturned()],
            "undo_settlement": [paying.Unsettle(), paying.UndoEntries()],
            "receive_payment": [paying.TakeReceipt()],
            "undo_receipt": [paying.UndoEntries()],
        },
    )


def payment_order() -> Rules:
    """The order to the bank, over payments in many dossiers, which it locks."""
    return Rules(
        PaymentOrder,
        load_orders,
        payloads={"make_order": payloads.Order},
        guards={"make_order": [guards.AllApproved(), guards.TotalFits()]},
        effects={"make_order": [paying.TakeOrder()]},
        spans=dossiers,
    )
