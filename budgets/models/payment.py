"""Payments: money that leaves the municipality, or comes back to it, released by two persons."""

from typing import ClassVar

from django.db import models

from budgets.models.payment_order import PaymentOrder
from partners.models import BankAccount
from workflow.machine import CONSEQUENCE, NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class Payment(Subject):
    """One payment on one part (`number`) of one decision, from one book, to one account; or what was paid back on a claim.

    `due_on` is the last day on which the law allows it to be made (Awb 4:87), `planned_on` the day it is meant to be
    made. `third_approved` says that the third signature, asked above the amount in the payment rule, was given. `order`
    is the order to the bank in which it was sent. `settled_on` is the day on which the account of the creditor was credited,
    `returned_on` the day on which the money came back, for the reason that the bank gave (`reason`, "AC04").
    `doubt` is why a second person sent the proposal back to who made it; it stays when it is proposed again.
    `reference` is what the recipient sees on the statement. Of a receipt the account is the one that was paid to.
    """

    class Kind(models.TextChoices):
        ADVANCE = "advance", "voorschot"
        BALANCE = "balance", "eindbetaling"
        RECOVERY_RECEIPT = "recovery_receipt", "ontvangen terugbetaling"

    MACHINE = "payment"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"doubt"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "kind", "book", "reference", "reason"})
    WORDS = {
        "proposed": "voorgesteld",
        "sent_back": "teruggestuurd",
        "approved": "goedgekeurd",
        "ordered": "opdracht gegeven",
        "settled": "betaald",
        "returned": "teruggekomen",
        "cancelled": "ingetrokken",
    }

    PROPOSED = "proposed"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    ORDERED = "ordered"
    SETTLED = "settled"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    UNDER_WAY = (PROPOSED, SENT_BACK, APPROVED, ORDERED)
    """The states of money that is on its way and has not arrived."""
    STANDING = (*UNDER_WAY, SETTLED)
    """The states in which a part of a decision is paid or on its way, and is not due."""
    AT_HOME = (PROPOSED, SENT_BACK, APPROVED)
    """The states before the order to the bank, from which a proposal can still be taken back."""

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
    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, null=True, related_name="payments")
    settled_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    reason = models.CharField(max_length=4, blank=True)
    doubt = models.TextField(blank=True)
    reference = models.CharField(max_length=140)

    class Meta:
        constraints = (
            state_constraint(
                "payment", ["proposed", "approved", "sent_back", "ordered", "settled", "returned", "cancelled"]
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["advance", "balance", "recovery_receipt"]), name="payment_kind_known"
            ),
            models.CheckConstraint(condition=models.Q(amount_cents__gt=0), name="payment_of_more_than_nothing"),
            models.CheckConstraint(
                condition=models.Q(ordered_on__isnull=False)
                | ~models.Q(state__in=["ordered", "settled", "returned"])
                | models.Q(kind="recovery_receipt"),
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
            models.CheckConstraint(
                condition=models.Q(returned_on__isnull=False) | ~models.Q(state="returned"),
                name="payment_returned_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["decision", "number"],
                condition=models.Q(state__in=["proposed", "sent_back", "approved", "ordered", "settled"])
                & ~models.Q(kind="recovery_receipt"),
                name="payment_of_a_part_once",
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

    @step(
        source=[PROPOSED, APPROVED],
        target=SENT_BACK,
        label="Stuur het betaalvoorstel terug",
        roles=["finance_checker", "finance_third"],
    )
    def send_back_payment(self) -> None:
        """Give it back to who proposed it, with the reason; whoever signed, signs again."""

    @step(
        source=SENT_BACK,
        target=PROPOSED,
        label="Stel de betaling opnieuw voor",
        roles=["finance_maker"],
        article="Awb 4:87",
    )
    def propose_payment_again(self) -> None:
        """Put the same payment forward once more, after the doubt was looked into."""

    @step(source=APPROVED, target=None, label="Geef de derde handtekening", roles=["finance_third"])
    def approve_payment_third(self) -> None:
        """Release it a second time, when the amount is above the limit of the payment rule."""

    @step(source=APPROVED, target=ORDERED, label="Geef opdracht tot betalen", roles=CONSEQUENCE, article="Awb 4:87")
    def order_payment(self) -> None:
        """Sent to the bank, in an order that was made."""

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
        source=[ORDERED, SETTLED],
        target=RETURNED,
        label="Verwerk de teruggekomen betaling",
        roles=["finance_maker"],
        article="Awb 4:89",
    )
    def return_payment(self) -> None:
        """Record that the bank sent the money back: nothing was paid, and the part is due again."""

    @step(source=SETTLED, target=ORDERED, label="Haal de verwerking terug", roles=["finance_checker"])
    def undo_settlement(self) -> None:
        """Take back a registration that was wrong, by another person: a new entry undoes the old one."""

    @step(
        source=NEW,
        target=SETTLED,
        label="Verwerk de ontvangen terugbetaling",
        roles=["finance_maker"],
        article="Awb 4:57",
    )
    def receive_payment(self) -> None:
        """Record what was paid back on a claim, whole or in part."""

    @step(source=SETTLED, target=CANCELLED, label="Haal de ontvangst terug", roles=["finance_checker"])
    def undo_receipt(self) -> None:
        """Take back a receipt that was registered wrongly, by another person."""

    @step(source=list(AT_HOME), target=CANCELLED, label="Trek het betaalvoorstel in", roles=["finance_maker"])
    def cancel_payment(self) -> None:
        """Take the proposal back before it went to the bank."""
