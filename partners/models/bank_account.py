"""Bank accounts: where an organisation wants to be paid."""

import uuid
from typing import ClassVar

from django.db import models

from partners.models.organisation import Organisation


class BankAccount(models.Model):
    """An account that the creditor itself designated (Awb 4:89, eerste lid), in the name of its holder.

    Another account is another row: an IBAN is never overwritten, so that every payment keeps naming the account it went
    to. `verified_on` is None until name and number were compared, `replaced_on` until another account is designated.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"iban", "holder"})
    PLAIN: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bank_accounts")
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=200)
    verified_on = models.DateField(null=True)
    replaced_on = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.id)
