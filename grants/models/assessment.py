"""Assessments: the levels an assessor or juror gives, locked before anyone ranks; an interest blocks."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint

PANEL = uuid.UUID(int=0)
"""The assessor of what the assessors found together: no person, so that an application has at most one such assessment."""


class Assessment(Subject):
    """What one assessor finds of one application. `assessor` is the pseudonymous id of the person, or `PANEL` for all together."""

    MACHINE = "assessment"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reasons", "interest"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "levels"})
    WORDS = {
        "scored": "cijfers gegeven",
        "locked": "cijfers vastgezet",
        "conflicted": "belang gemeld",
    }

    SCORED, LOCKED, CONFLICTED = "scored", "locked", "conflicted"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="assessments")
    assessor = models.UUIDField()
    levels = models.TextField(default="{}")
    reasons = models.TextField(blank=True)
    interest = models.TextField(blank=True)

    class Meta:
        constraints = (
            state_constraint("assessment", ["scored", "locked", "conflicted"]),
            models.UniqueConstraint(fields=["application", "assessor"], name="assessment_once_per_assessor"),
        )
        indexes = (models.Index(fields=["assessor", "state"], name="assessment_by_assessor"),)

    def __str__(self) -> str:
        return f"{self.application_id} {self.assessor}"

    @step(source=[NEW, SCORED], target=SCORED, label="Geef cijfers", roles=["juror", "assessor"], article="Awb 3:2")
    def score(self) -> None:
        """Give a level 1 to 5 on every criterion; until they are locked one may change one's own."""

    @step(source=SCORED, target=LOCKED, label="Zet uw cijfers vast", roles=["juror", "assessor"])
    def lock(self) -> None:
        """Lock one's own levels; after this nobody changes them."""

    @step(
        source=NEW,
        target=LOCKED,
        label="Leg het oordeel van de commissie vast",
        roles=["juror", "assessor"],
        article="Awb 3:2",
    )
    def agree_levels(self) -> None:
        """Record a level that the assessors agreed on, for the criteria that they talked over; what each gave before stays as it was."""

    @step(
        source=[NEW, SCORED],
        target=CONFLICTED,
        label="Meld een belang",
        roles=["juror", "assessor", "inspector"],
        article="Awb 2:4",
    )
    def declare_interest(self) -> None:
        """Declare an interest: one's levels on this application do not count, and none can be given any more."""


class Score(models.Model):
    """A locked level on one criterion: a row of its own, so that rounds are ranked in SQL."""

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"criterion"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["assessment", "criterion"], name="score_once_per_criterion"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=5), name="score_on_a_level_1_to_5"),
        )

    def __str__(self) -> str:
        return f"{self.criterion} {self.level}"
