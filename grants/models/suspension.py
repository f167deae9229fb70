"""Suspensions: periods in which the term to decide stands still (Awb 4:15, Wet Bibob 31)."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models

from grants.models.application import Application


class Suspension(models.Model):
    """One ground on which the term stands still, from `first` through `last`; a `last` before `first` means not one day.

    While it is `running`, `last` is the day up to which it stands still at most: when nobody resumes, the clock runs on by itself.
    """

    class Ground(models.TextChoices):
        COMPLETION = "completion", "aanvulling gevraagd"
        FOREIGN = "foreign", "informatie uit het buitenland"
        CONSENT = "consent", "uitstel met instemming"
        APPLICANT = "applicant", "vertraging door de aanvrager"
        FORCE_MAJEURE = "force_majeure", "overmacht"
        BIBOB = "bibob", "advies van het Bureau Bibob"

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"ground"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="suspensions")
    ground = models.CharField(max_length=20, choices=Ground)
    since = models.DateField()
    first = models.DateField()
    last = models.DateField()
    running = models.BooleanField(default=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    ground__in=["completion", "foreign", "consent", "applicant", "force_majeure", "bibob"]
                ),
                name="suspension_ground_known",
            ),
            models.UniqueConstraint(
                fields=["application", "ground"],
                condition=models.Q(running=True),
                name="suspension_runs_once_per_ground",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ground} {self.first} {self.last}"

    @property
    def interval(self) -> tuple[date, date] | None:
        """The days that stand still; None when there are none."""
        return (self.first, self.last) if self.first <= self.last else None
