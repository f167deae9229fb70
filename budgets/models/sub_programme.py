"""Sub-programmes: the second level of the municipal budget."""

import uuid
from typing import ClassVar

from django.db import models

from budgets.models.programme import Programme


class SubProgramme(models.Model):
    """A part of a programme (deelprogramma), "04.1 Sociaal klimaat"."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"code", "name"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sub_programmes")
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
