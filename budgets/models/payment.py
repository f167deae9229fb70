"""Payments: money that leaves the municipality, or comes back to it, released by two persons."""

from typing import ClassVar

from django.db import models

from partners.models import BankAccount
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class Payment(Subject):
    """One payment on one part (`number`) of one decision, from one book, to one account.

    `due_on` is the last day on which the law allows it to be made (Awb 4:87), `planned_on` the day it is meant to be
    made. `third_approved` says that the third signature, asked above the amount in the payment rule, was given.
    `reference` is what the recipient sees on the statement.
    """

    class Kind(models.TextChoices):
        ADVANCE = "advance", "voorschot"
        BALANCE = "balance", "eindbetaling"
        RECOVERY_RECEIPT = "recovery_receipt", "ontvangen terugbetaling"

    MACHINE = "payment"
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "kind", "book", "reference"})
    WORDS = {
        "proposed": "voorgesteld",
        "approved": "goedgekeurd",
        "ordered": "opdracht gegeven",
        "settled": "betaald",
        "returned": "teruggekomen",
        "cancelled": "ingetrokken",
    }

    PROPOSED = "proposed"
    APPROVED = "approved"
    ORDERED = "ordered"
    SETTLED = "settled"
    RETURNED = "returned"
    CANCELLED = "cancelled"

    kind = models.CharField(max_length=20, choices=Kind)
    amount_cents = models.BigIntegerField()
    decision = models.UUIDField(db_index=True)
    number = models.PositiveSmallIntegerField(default=0)
    book = models.CharField(max_length=80)
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="payments")
    due_on = models.DateField()
    planned_on = models.DateField()
    third_approved = models.BooleanField(default=False)
    ordered_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    reference = models.CharField(max_length=140)

    class Meta:
        constraints = (
            state_constraint("payment", ["proposed", "approved", "ordered", "settled", "returned", "cancelled"]),
            models.CheckConstraint(
                condition=models.Q(kind__in=["advance", "balance", "recovery_receipt"]), name="payment_kind_known"
            ),
            models.CheckConstraint(condition=models.Q(amount_cents__gt=0), name="payment_of_more_than_nothing"),
            models.CheckConstraint(
                condition=models.Q(ordered_on__isnull=False) | ~models.Q(state__in=["ordered", "settled", "returned"]),
                name="payment_ordered_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_on__isnull=False) | ~models.Q(state="settled"),
                name="payment_settled_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_on=None) | models.Q(settled_on__gte=models.F("ordered_on")),
                name="payment_settled_after_its_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"

    @step(source=NEW, target=PROPOSED, label="Stel de betaling voor", roles=["finance_maker"], article="Awb 4:87")
    def propose_payment(self) -> None:
        """Put a payment forward: by one person, for another to approve."""

    @step(source=PROPOSED, target=APPROVED, label="Keur de betaling goed", roles=["finance_checker"])
    def approve_payment(self) -> None:
        """Release it, by another person than the one who proposed it."""

    @step(source=APPROVED, target=None, label="Geef de derde handtekening", roles=["finance_third"])
    def approve_payment_third(self) -> None:
        """Release it a second time, when the amount is above the limit of the payment rule."""

    @step(
        source=APPROVED, target=ORDERED, label="Geef opdracht tot betalen", roles=["finance_maker"], article="Awb 4:87"
    )
    def order_payment(self) -> None:
        """Send it to the bank."""

    @step(
        source=ORDERED,
        target=SETTLED,
        label="Verwerk de betaling",
        roles=["finance_maker"],
        article="Awb 4:89, derde lid",
    )
    def settle_payment(self) -> None:
        """Record that the account of the creditor was credited: on that day the payment is made."""

    @step(
        source=ORDERED,
        target=RETURNED,
        label="Verwerk de teruggekomen betaling",
        roles=["finance_maker"],
        article="Awb 4:89",
    )
    def return_payment(self) -> None:
        """Record that the bank sent the money back: nothing was paid."""

    @step(source=PROPOSED, target=CANCELLED, label="Trek het betaalvoorstel in", roles=["finance_maker"])
    def cancel_payment(self) -> None:
        """Take the proposal back before anyone released it."""
