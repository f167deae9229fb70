"""Guards before an order to the bank, and before a change of account. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.figures import euro
from budgets.models import Payment
from workflow.canonical import LARGEST
from workflow.errors import Obstacle
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.orders import OrderFacts


class AllApproved(Guard):
    """Only approved payments go to the bank; one that went already is named with what became of it."""

    def check(self, facts: OrderFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that names the first one that is not."""
        for payment in facts.payments:
            if payment.state != Payment.APPROVED:
                sentence = f"Betaling {payment.reference} is al ‘{payment.state_word}’. Alleen een goedgekeurde betaling gaat naar de bank."
                return Obstacle("payment-not-approved", sentence, "Awb 4:87", {"payment": str(payment.pk)})
        return None


class TotalFits(Guard):
    """The total of an order fits in 64 bits, and there is an account to pay it from."""

    def check(self, facts: OrderFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle for a total beyond that, or for a profile without an account."""
        total = sum(payment.amount_cents for payment in facts.payments)
        if total > LARGEST:
            return Obstacle("amount-invalid", f"Het totaal van {euro(total)} past niet in een opdracht.")
        if facts.profile is None or not facts.profile.figures.get("iban"):
            return Obstacle("no-payer", "De gemeente heeft geen rekening vastgelegd om van te betalen.", "Awb 4:89")
        return None
