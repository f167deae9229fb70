"""Programmes: the first level of the municipal budget."""

import uuid
from typing import ClassVar

from django.db import models


class Programme(models.Model):
    """A coherent set of activities of the municipality (BBV, artikel 8), "4 Welzijn, gezondheid en zorg"."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"code", "name"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
