"""Policy fields: the third level of the municipal budget, the one that schemes and indicators belong to."""

import uuid
from typing import ClassVar

from django.db import models

from budgets.models.sub_programme import SubProgramme


class PolicyField(models.Model):
    """A field of policy (beleidsveld), "4.1.1 Actief burgerschap en bewonersinitiatieven"."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"code", "name"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sub_programme = models.ForeignKey(SubProgramme, on_delete=models.PROTECT, related_name="policy_fields")
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
