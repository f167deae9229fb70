"""Handlings: who handles which duty in a case. It is help and no lock: whoever may take a step takes it, whoever handles the case."""

import uuid
from typing import ClassVar

from django.db import models

from grants.models.application import Application
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint
from workflow.roles import COLLEAGUE

DUTIES = (
    "adviser",
    "intake_clerk",
    "assessor",
    "inspector",
    "policy_officer",
    "mandate_holder",
    "finance_maker",
    "finance_checker",
    "finance_third",
    "objection_handler",
)
"""The duties in a case that somebody can be given, by the role in which they are done. Jurors all judge every case of their list."""


class Handling(Subject):
    """One duty in one case, and the person who does it, by pseudonymous id; nobody does it any more once it is released."""

    MACHINE = "handling"
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "duty"})
    WORDS = {"assigned": "heeft een behandelaar", "released": "heeft geen behandelaar"}

    ASSIGNED, RELEASED = "assigned", "released"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="handlings")
    duty = models.CharField(max_length=40)
    handler = models.UUIDField(db_index=True)

    class Meta:
        constraints = (
            state_constraint("handling", ["assigned", "released"]),
            models.UniqueConstraint(fields=["application", "duty"], name="handling_once_per_duty"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.duty}"

    @step(
        source=[NEW, ASSIGNED, RELEASED],
        target=ASSIGNED,
        label="Geef de zaak aan een behandelaar",
        roles=[COLLEAGUE],
        article="Gemeentewet 212",
    )
    def assign(self) -> None:
        """Give the duty to somebody, or to somebody else."""

    @step(source=ASSIGNED, target=RELEASED, label="Haal de behandelaar weg", roles=[COLLEAGUE])
    def release(self) -> None:
        """Let nobody in particular do it."""


def handling_id(application: uuid.UUID, duty: str) -> uuid.UUID:
    """The id of a duty in a case: what is asked of many cases needs no look-up."""
    return uuid.uuid5(application, f"handling/{duty}")
