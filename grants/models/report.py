"""Reports that an award asks for: due, submitted, accepted."""

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from workflow.machine import CONSEQUENCE, NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class Report(Subject):
    """A report that the recipient owes by a date (Awb 4:37, eerste lid, onder e).

    `answers` are to what the scheme asks in between: values, and files by their hash (JSON, "" for none).
    """

    MACHINE = "report"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"text"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "kind", "answers"})
    WORDS = {
        "due": "verwacht",
        "submitted": "ontvangen",
        "accepted": "aangenomen",
    }

    DUE, SUBMITTED, ACCEPTED = "due", "submitted", "accepted"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=40)
    due_on = models.DateField(null=True)
    submitted_on = models.DateField(null=True)
    text = models.TextField(blank=True)
    answers = models.TextField(blank=True)

    class Meta:
        constraints = (state_constraint("report", ["due", "submitted", "accepted"]),)

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"

    @step(source=NEW, target=DUE, label="Vraag om een verslag", roles=CONSEQUENCE, article="Awb 4:37")
    def ask(self) -> None:
        """Owed from the announcement of the award."""

    @step(source=DUE, target=SUBMITTED, label="Stuur het verslag", roles=["applicant"], article="Awb 4:45")
    def report(self) -> None:
        """Hand in the report."""

    @step(source=SUBMITTED, target=ACCEPTED, label="Neem het verslag aan", roles=["policy_officer"], article="Awb 4:45")
    def accept_report(self) -> None:
        """Find the report in order."""

    @step(
        source=ACCEPTED,
        target=SUBMITTED,
        label="Kijk opnieuw naar het verslag",
        roles=["policy_officer"],
        article="Awb 4:45",
    )
    def reopen_report(self) -> None:
        """It was accepted by mistake: another person takes that back."""
