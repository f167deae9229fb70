"""Checks of how a plan goes: a talk, a visit with report and photos, a progress report, a signal, a follow-up."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class Check(Subject):
    """One check on one grant. `report` and the names in `photos` (canonical JSON of name and SHA-256) are by people."""

    class Kind(models.TextChoices):
        TALK = "talk", "gesprek"
        SITE_VISIT = "site_visit", "bezoek"
        PROGRESS_REPORT = "progress_report", "voortgangsverslag"
        SIGNAL = "signal", "signaal"
        FOLLOW_UP = "follow_up", "vervolg"

    MACHINE = "check"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"report", "photos", "answer"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "kind"})
    WORDS = {"planned": "gepland", "done": "gedaan", "followed_up": "opgevolgd", "cancelled": "vervallen"}

    PLANNED, DONE, FOLLOWED_UP, CANCELLED = "planned", "done", "followed_up", "cancelled"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=20, choices=Kind)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    report = models.TextField(blank=True)
    photos = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = (
            state_constraint("check", ["planned", "done", "followed_up", "cancelled"]),
            models.CheckConstraint(
                condition=models.Q(kind__in=["talk", "site_visit", "progress_report", "signal", "follow_up"]),
                name="check_of_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"

    @step(source=NEW, target=PLANNED, label="Plan een controle", roles=["policy_officer"], article="Awb 4:37")
    def plan_check(self) -> None:
        """Plan a check; those of the monitoring plan follow by themselves."""

    @step(source=PLANNED, target=DONE, label="Leg vast wat u zag", roles=["policy_officer"], article="Awb 3:2")
    def carry_out(self) -> None:
        """Record what was seen, with photos where there are."""

    @step(
        source=DONE, target=FOLLOWED_UP, label="Leg vast wat u antwoordde", roles=["policy_officer"], article="Awb 3:2"
    )
    def follow_up(self) -> None:
        """Record what was answered, or agreed."""

    @step(source=PLANNED, target=CANCELLED, label="Laat de controle vervallen", roles=["policy_officer"])
    def cancel_check(self) -> None:
        """Not needed any more."""
