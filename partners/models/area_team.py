"""Area teams: the part of the municipality that works in a number of areas."""

import uuid
from typing import ClassVar

from django.db import models

from partners.models.person import Person


class AreaTeam(models.Model):
    """A team, its lead and the code of the budget line it co-finances from (a text: budgets stand above partners)."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"code", "name", "budget_line"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="area_teams")
    budget_line = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name
