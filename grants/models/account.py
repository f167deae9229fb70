"""The final account: what was done, and what it cost, line by line beside the budget."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application


class FinalAccount(models.Model):
    """The account of one application, as received: actual costs in cents, and whether all the work was done.

    `answers` are to what the scheme asks afterwards: values, and files by their hash (JSON, "" for none).
    """

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"answers"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="accounts")
    received_on = models.DateField()
    actual_cents = models.BigIntegerField()
    all_done = models.BooleanField(default=True)
    answers = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(actual_cents__gte=0), name="account_of_no_negative_costs"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.received_on}"


class AccountLine(models.Model):
    """One line of an account beside the line of the budget that was sent; `deviates` by the rule of the round. Cents."""

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"side", "label"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(FinalAccount, on_delete=models.PROTECT, related_name="lines")
    side = models.CharField(max_length=6)
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    budgeted_cents = models.BigIntegerField()
    actual_cents = models.BigIntegerField()
    difference_cents = models.BigIntegerField()
    deviates = models.BooleanField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(side__in=["costs", "income"]), name="account_line_of_a_side"),
            models.CheckConstraint(
                condition=models.Q(actual_cents__gte=0, budgeted_cents__gte=0),
                name="account_line_of_no_negative_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(difference_cents=models.F("actual_cents") - models.F("budgeted_cents")),
                name="account_line_with_its_difference",
            ),
            models.UniqueConstraint(fields=["account", "side", "number"], name="account_line_once"),
        )

    def __str__(self) -> str:
        return f"{self.side}/{self.number}"


class AccountExplanation(models.Model):
    """Why a line of an account deviates, in the words of the recipient: erasable, so it stands apart."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"text"})
    PLAIN: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.OneToOneField(AccountLine, on_delete=models.PROTECT, related_name="explanation")
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.line_id)
