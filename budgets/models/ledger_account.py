"""Accounts of the ledger: one per book and pot, with the balance that its transfers add up to."""

import uuid
from typing import ClassVar

from django.db import models

LEDGER = uuid.UUID("2ed697b7-d145-5f4b-bd7f-b675b86c5359")
"""The namespace that the ids of accounts are derived in, so that pure code can name an account without reading it."""


class LedgerAccount(models.Model):
    """What stands in one pot of one book, in cents.

    A book is a budget line of a year, the legal ceiling of a round, or the council. The balance is derived: it is the
    sum of the transfers, kept here so that the database itself can refuse a pot that would go below zero. Only the
    council's pot does, since every euro comes from there; its balance is minus all that was authorised.
    """

    class Pot(models.TextChoices):
        AVAILABLE = "available", "beschikbaar"
        RESERVED = "reserved", "gereserveerd"
        COMMITTED = "committed", "verplicht"
        ADVANCED = "advanced", "bevoorschot"
        PAID = "paid", "besteed"
        RECOVERABLE = "recoverable", "terug te vorderen"
        COUNCIL = "council", "raad"

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"book", "pot"})
    DERIVED: ClassVar[frozenset[str]] = frozenset({"balance_cents"})

    id = models.UUIDField(primary_key=True, editable=False)
    book = models.CharField(max_length=80)
    pot = models.CharField(max_length=12, choices=Pot)
    balance_cents = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["book", "pot"], name="ledger_account_once_per_pot"),
            models.CheckConstraint(
                condition=models.Q(
                    pot__in=["available", "reserved", "committed", "advanced", "paid", "recoverable", "council"]
                ),
                name="ledger_account_pot_known",
            ),
            models.CheckConstraint(
                condition=models.Q(balance_cents__gte=0) | models.Q(pot="council"), name="ledger_account_not_overdrawn"
            ),
        )

    def __str__(self) -> str:
        return f"{self.book} {self.pot}"


def account_id(book: str, pot: str) -> uuid.UUID:
    """The id of the account of a pot in a book."""
    return uuid.uuid5(LEDGER, f"{book}/{pot}")
