"""Inspections: what an inspector finds at a building, by which need is ranked."""

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class Inspection(Subject):
    """One visit: condition by NEN 2767 (1-6), danger (0-3), accessibility gained (0-2), energy label steps, hours open per week."""

    MACHINE = "inspection"
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state"})
    WORDS = {
        "inspected": "geïnspecteerd",
    }

    INSPECTED = "inspected"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="inspections")
    inspector = models.UUIDField()
    visited_on = models.DateField()
    condition = models.PositiveSmallIntegerField()
    safety = models.PositiveSmallIntegerField()
    energy = models.PositiveSmallIntegerField()
    accessibility = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            state_constraint("inspection", ["inspected"]),
            models.CheckConstraint(
                condition=models.Q(condition__gte=1, condition__lte=6), name="inspection_condition_nen_2767"
            ),
            models.UniqueConstraint(fields=["application"], name="inspection_once_per_application"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.visited_on}"

    @step(source=NEW, target=INSPECTED, label="Leg de inspectie vast", roles=["inspector"], article="Awb 3:2")
    def inspect(self) -> None:
        """Record what was found at the visit."""

    @step(
        source=INSPECTED,
        target=None,
        label="Verbeter de bevindingen",
        roles=["inspector", "policy_officer"],
        article="Awb 3:2",
    )
    def correct_findings(self) -> None:
        """Put right what was registered wrongly, by another person; the first findings stay in the trail."""
