"""Transfers: the entries of the ledger."""

import uuid
from typing import ClassVar

from django.db import models

from budgets.models.ledger_account import LedgerAccount
from workflow.models import Stream


class Transfer(models.Model):
    """An amount that moves from one pot to another, for good: it is never changed or deleted.

    `debit` is the account it leaves, `credit` the one it reaches. `stream` is the dossier, round or register it belongs
    to; `decision` and `payment` what it rests on. A mistake is corrected by a transfer of the same kind and amount in
    the opposite direction, which names it in `corrects`; a transfer is corrected once. A payment is booked once per
    kind in each book, and once more (`attempt`) after a booking of it was corrected.
    """

    class Kind(models.TextChoices):
        AUTHORISE = "authorise", "beschikbaar stellen"
        WITHDRAW = "withdraw", "terugnemen"
        RESERVE = "reserve", "reserveren"
        UNRESERVE = "unreserve", "reservering opheffen"
        COMMIT = "commit", "verplichten"
        ADVANCE = "advance", "bevoorschotten"
        PAY = "pay", "betalen"
        SETTLE_ADVANCE = "settle_advance", "voorschot verrekenen"
        RELEASE = "release", "vrijvallen"
        RECLAIM = "reclaim", "terugvorderen"
        RECEIVE = "receive", "terugontvangen"
        RECLAIM_PAID = "reclaim_paid", "terugvorderen na vaststelling"

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"kind"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    debit = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="debits")
    credit = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="credits")
    amount_cents = models.BigIntegerField()
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="transfers")
    decision = models.UUIDField(null=True, db_index=True)
    payment = models.UUIDField(null=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    booked_on = models.DateField()
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="correction")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "authorise",
                        "withdraw",
                        "reserve",
                        "unreserve",
                        "commit",
                        "advance",
                        "pay",
                        "settle_advance",
                        "release",
                        "reclaim",
                        "reclaim_paid",
                        "receive",
                    ]
                ),
                name="transfer_kind_known",
            ),
            models.CheckConstraint(condition=models.Q(amount_cents__gt=0), name="transfer_of_more_than_nothing"),
            models.CheckConstraint(condition=~models.Q(debit=models.F("credit")), name="transfer_between_two_accounts"),
            models.UniqueConstraint(
                fields=["payment", "kind", "debit", "attempt"],
                condition=models.Q(payment__isnull=False, corrects=None),
                name="transfer_once_per_payment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_cents}"
