"""What an auditor draws and finds: samples as they were drawn, and a verdict on each thing in them; rows of the register of the audit."""

from __future__ import annotations

import json
import uuid
from typing import Any, ClassVar

from django.db import models


class AuditSample(models.Model):
    """A sample as it was drawn, so that it stays the same when there are more decisions later.

    `question` is what was asked and `items` what was drawn, both as canonical JSON; `population` and `total_cents` say from how many
    and how much, and `population_sha256` is the hash of all their keys and amounts. `kept_by` is the person who keeps it.
    """

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"question", "items", "population_sha256"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.TextField()
    items = models.TextField()
    population = models.PositiveIntegerField()
    total_cents = models.BigIntegerField()
    population_sha256 = models.CharField(max_length=64)
    kept_by = models.UUIDField()
    kept_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.kept_on} {self.pk}"

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked."""
        found: dict[str, Any] = json.loads(self.question)
        return found

    @property
    def drawn(self) -> list[dict[str, Any]]:
        """What was drawn, in the order of the draw: place, key, hits, cents, stream, reference, what, day."""
        found: list[dict[str, Any]] = json.loads(self.items)
        return found


class AuditVerdict(models.Model):
    """What an auditor finds of one thing in a sample; a better verdict is a further row, and the one with the highest number stands.

    `error_cents` is how much of the amount is wrong, or how much of it is uncertain.
    """

    class Word(models.TextChoices):
        RIGHT = "right", "in orde"
        ERROR = "error", "fout"
        UNCERTAIN = "uncertain", "onzeker"

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"item", "word"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sample = models.ForeignKey(AuditSample, on_delete=models.PROTECT, related_name="verdicts")
    item = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=10, choices=Word)
    error_cents = models.BigIntegerField(default=0)
    reason = models.TextField(blank=True)
    given_by = models.UUIDField()
    given_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sample", "item", "number"], name="audit_verdict_numbered"),
            models.CheckConstraint(
                condition=models.Q(word__in=["right", "error", "uncertain"]), name="audit_verdict_of_a_word"
            ),
            models.CheckConstraint(condition=models.Q(error_cents__gte=0), name="audit_verdict_of_no_negative_error"),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.word}"
