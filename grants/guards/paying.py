"""Guards before paying. Pure; what they look at is named in `NEEDS`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from budgets.models import Payment
from grants.models import Application, Decision
from workflow.errors import Obstacle
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts

ACCOUNTING = (Application.ACCOUNT_SUBMITTED, Application.ACCOUNTED)
"""From the account on, an award pays nothing any more: the determination does."""


class Owed(Guard):
    """A payment is a part of an announced decision, not proposed before, on the account of the recipient, and the pot holds it."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"payments", "money"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that says why nothing is owed."""
        decision, number = facts.decision, facts.payload.number
        if decision is None or decision.state != Decision.ANNOUNCED or not 0 <= number < len(decision.payable):
            return Obstacle("nothing-owed", "Dit besluit geeft geen recht op deze betaling.", "Awb 4:86")
        if facts.application.bank_account_id is None:
            return Obstacle(
                "no-bank-account", "De ontvanger heeft nog geen rekening opgegeven.", "Awb 4:89, eerste lid"
            )
        under_way = [p for p in facts.need("payments") if p.decision == decision.pk and p.number == number]
        if any(p.state not in (Payment.RETURNED, Payment.CANCELLED) for p in under_way):
            return Obstacle("paid-already", "Voor dit deel is al een betaling gemaakt.", "Awb 4:87")
        part = decision.payable[number]
        if part.kind == "rest" or (decision.kind == Decision.Kind.AWARD and facts.application.state in ACCOUNTING):
            return Obstacle("not-payable-yet", "Dit deel betaalt u na de vaststelling.", "Awb 4:52, eerste lid")
        held = facts.need("money").get(part.book, {}).get("committed", 0)
        if part.amount_cents <= held:
            return None
        sentence = f"Er staat nog {euro(held)} klaar, u wilt {euro(part.amount_cents)} betalen."
        return Obstacle(
            "more-than-committed", sentence, "Awb 4:52", {"held_cents": held, "amount_cents": part.amount_cents}
        )


class AfterOrder(Guard):
    """The bank credits no account before it was told to."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle on a day before the order."""
        payment = facts.row
        assert isinstance(payment, Payment)
        if payment.ordered_on is None or payment.ordered_on <= facts.today:
            return None
        return Obstacle(
            "before-its-order",
            "Een betaling kan niet eerder verwerkt zijn dan de opdracht aan de bank.",
            "Awb 4:89, derde lid",
        )


@dataclass(frozen=True, slots=True)
class ThirdSignature(Guard):
    """Above an amount in cents (proposed: the payment rule of the municipality) a third person approves."""

    above_cents: int = 5_000_000

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle until the third person approved."""
        payment = facts.row
        assert isinstance(payment, Payment)
        if payment.amount_cents <= self.above_cents or payment.third_approved:
            return None
        sentence = f"Boven {euro(self.above_cents)} tekent een derde persoon mee."
        return Obstacle("third-signature-missing", sentence, "Gemeentewet 212", {"above_cents": self.above_cents})
