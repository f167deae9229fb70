"""Help requests: a question about a case to a colleague, by a day, and the answer."""

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint
from workflow.roles import COLLEAGUE


class HelpRequest(Subject):
    """One question: by whom, to whom (pseudonymous ids), by which day, and what was answered."""

    MACHINE = "help_request"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"question", "answer"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state"})
    WORDS = {"asked": "gevraagd", "answered": "beantwoord"}

    ASKED, ANSWERED = "asked", "answered"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="help_requests")
    asked_by = models.UUIDField()
    helper = models.UUIDField()
    until = models.DateField()
    question = models.TextField()
    answer = models.TextField(blank=True)

    class Meta:
        constraints = (state_constraint("help_request", ["asked", "answered"]),)
        indexes = (
            models.Index(fields=["helper", "until"], condition=models.Q(state="asked"), name="help_request_open"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.until}"

    @step(source=NEW, target=ASKED, label="Vraag een collega om hulp", roles=[COLLEAGUE])
    def ask_help(self) -> None:
        """Ask somebody in particular."""

    @step(source=ASKED, target=ANSWERED, label="Beantwoord de vraag", roles=[COLLEAGUE])
    def answer_help(self) -> None:
        """Answer, whoever of the colleagues knows: the trail says who did."""
