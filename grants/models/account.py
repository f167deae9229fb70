"""The final account: what was done, and what it cost."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application


class FinalAccount(models.Model):
    """The account of one application, as received; actual costs in cents."""

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="accounts")
    received_on = models.DateField()
    actual_cents = models.BigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(actual_cents__gte=0), name="account_of_no_negative_costs"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.received_on}"
