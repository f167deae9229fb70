"""Absences: who is away, from when until when, and who looks after their cases. No reason: that a person is ill is nobody's business."""

from typing import ClassVar

from django.db import models

from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint
from workflow.roles import COLLEAGUE


class Absence(Subject):
    """One absence of one person, the last day included; it is over by itself. The substitute sees the cases, and gets no power by it."""

    MACHINE = "absence"
    STREAM_KIND = "absence"
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state"})
    WORDS = {"reported": "gemeld", "ended": "beëindigd"}

    REPORTED, ENDED = "reported", "ended"

    person = models.UUIDField(db_index=True)
    substitute = models.UUIDField(db_index=True)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        constraints = (
            state_constraint("absence", ["reported", "ended"]),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="absence_in_order"),
            models.CheckConstraint(condition=~models.Q(person=models.F("substitute")), name="absence_with_another"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.first}"

    @step(source=NEW, target=REPORTED, label="Meld een afwezigheid", roles=[COLLEAGUE, "administrator"])
    def report_absence(self) -> None:
        """Say who is away and who looks after the cases; any colleague may, for whoever calls in sick calls a colleague."""

    @step(source=REPORTED, target=ENDED, label="Beëindig de afwezigheid", roles=[COLLEAGUE, "administrator"])
    def end_absence(self) -> None:
        """Back earlier, or not away after all."""
