"""Runs of an allocation: what the rule looked at and the list that followed, kept so that anyone can make the same list again."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.round import Round


class AllocationRun(models.Model):
    """One run in one round. `contest` and `placements` are canonical JSON without personal data, `sha256` the hash of both together."""

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"action", "contest", "placements", "sha256"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    contest = models.TextField()
    placements = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "number"], name="allocation_run_numbered"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"
