"""Budget lines: what may be spent on one thing in one year."""

import uuid
from typing import ClassVar

from django.db import models

from budgets.models.policy_field import PolicyField
from partners.models import Person


class BudgetLine(models.Model):
    """A line of the budget of one calendar year (Gemeentewet 189); its money stands in the ledger, in the book `book`.

    `adopted` says whether the council has adopted the budget of that year; while it has not, an award on this line is
    made under the condition of Awb 4:34. `holder` answers for the line (budgethouder).
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"code", "name"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    policy_field = models.ForeignKey(PolicyField, on_delete=models.PROTECT, related_name="budget_lines")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="budget_lines")
    adopted = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["code", "year"], name="budget_line_once_per_year"),)

    def __str__(self) -> str:
        return f"{self.code} {self.year}"

    @property
    def book(self) -> str:
        """The name of the book of this line in the ledger, "line:4.1.1-IA:2026"."""
        return f"line:{self.code}:{self.year}"
