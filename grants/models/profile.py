"""The legal profile of the municipality: its regulations and the sender of its letters, as dated rows."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models


class LegalProfile(models.Model):
    """What the law of this municipality says, and who writes its letters, from a day on; `body` is canonical JSON."""

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"municipality", "body"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.CharField(max_length=120)
    valid_from = models.DateField(unique=True)
    body = models.TextField()

    def __str__(self) -> str:
        return f"{self.municipality} {self.valid_from}"

    @classmethod
    def on(cls, day: date) -> LegalProfile | None:
        """The profile in force on a day, None before the first."""
        return cls.objects.filter(valid_from__lte=day).order_by("-valid_from").first()

    @property
    def figures(self) -> dict[str, Any]:
        """The body, decoded."""
        found: dict[str, Any] = json.loads(self.body)
        return found
