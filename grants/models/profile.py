"""The legal profile of the municipality: its regulations and the sender of its letters, as dated rows."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import JSONObject

from grants.models.letter_text import LetterText


class _AllRows(models.Aggregate):
    """All rows of a query as one JSON text: a list."""

    function = "JSON_GROUP_ARRAY"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """The same by the name that PostgreSQL has for it."""
        return self.as_sql(compiler, connection, function="JSONB_AGG")


_RELEASED = (
    LetterText.objects.filter(released=True)
    .order_by()
    .values("released")
    .annotate(all=_AllRows(JSONObject(scheme="scheme", name="name", number="number", text="text")))
    .values("all")
)


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
        """The profile in force on a day, with the texts of letters that were released by now; None before the first. One query."""
        found = cls.objects.filter(valid_from__lte=day).annotate(released=models.Subquery(_RELEASED))
        return found.order_by("-valid_from").first()

    @property
    def texts(self) -> dict[tuple[str, str], str]:
        """The texts of letters that were released last, by scheme and name; of a profile that was found with `on`."""
        rows = json.loads(getattr(self, "released", None) or "[]")
        return {(row["scheme"], row["name"]): row["text"] for row in sorted(rows, key=lambda row: row["number"])}

    @property
    def figures(self) -> dict[str, Any]:
        """The body, decoded."""
        found: dict[str, Any] = json.loads(self.body)
        return found
