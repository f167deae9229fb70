"""The ranking of a round as it was decided: one row per application, written by the act that ranked."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application
from grants.models.round import Round


class Ranking(models.Model):
    """Where an application ended and why. The score is `points` / `denominator`, exact; amounts in cents.

    `rank` is None for an application that never came into the ranking (too late, below a mark).
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"outcome"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="rankings")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="ranking")
    rank = models.PositiveIntegerField(null=True)
    points = models.BigIntegerField(null=True)
    denominator = models.PositiveIntegerField(default=1)
    outcome = models.CharField(max_length=20)
    amount_cents = models.BigIntegerField()
    cumulative_cents = models.BigIntegerField()
    left_cents = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round", "rank"], name="ranking_one_per_place"),
            models.CheckConstraint(
                condition=models.Q(amount_cents__gte=0, left_cents__gte=0), name="ranking_within_the_ceiling"
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.rank}"
