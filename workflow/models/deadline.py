"""Deadlines as records: a date is never overwritten, a new computation is a new row."""

import uuid
from typing import ClassVar

from django.db import models

from workflow.models.stream import Stream


class Deadline(models.Model):
    """One computation of one legal term of one subject; the row with the highest revision counts.

    `legal_deadline` is the date letters quote, `plan_by` the last working day on or before the unextended end, by which work is
    planned (None beyond the covered calendar). `suspensions` is canonical JSON of the intervals in which it stood still.
    `explanation` is the sum, one Dutch sentence per line. Dates are days in Europe/Amsterdam.
    """

    APPEND_ONLY: ClassVar[bool] = True
    PLAIN: ClassVar[frozenset[str]] = frozenset({"kind", "article", "suspensions", "explanation"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="deadlines")
    subject = models.UUIDField()
    kind = models.CharField(max_length=40)
    revision = models.PositiveSmallIntegerField(default=1)
    article = models.CharField(max_length=200)
    starts_on = models.DateField()
    legal_deadline = models.DateField()
    plan_by = models.DateField(null=True)
    suspended_days = models.PositiveIntegerField(default=0)
    suspensions = models.TextField(default="[]")
    explanation = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["subject", "kind", "revision"], name="deadline_once_per_revision"),
            models.CheckConstraint(
                condition=models.Q(legal_deadline__gte=models.F("starts_on")), name="deadline_after_its_start"
            ),
        )
        # The queue asks of every open case for the newest term of its kind: here stands all that it reads of it, in its order.
        indexes = (
            models.Index(
                fields=["stream", "kind", "-revision", "-id", "plan_by", "legal_deadline"],
                name="deadline_newest_of_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.legal_deadline}"
