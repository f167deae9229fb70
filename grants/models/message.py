"""Messages: what somebody who applies asks or tells us about their application, and what we write back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint
from workflow.roles import COLLEAGUE


class Message(Subject):
    """One message of who applies, and our answer: by whom (pseudonymous ids) and when each was written. Nobody edits one."""

    MACHINE = "message"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"words", "answer"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state"})
    WORDS = {"waiting": "wacht op antwoord", "answered": "beantwoord", "seen": "gelezen"}

    WAITING, ANSWERED, SEEN = "waiting", "answered", "seen"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="messages")
    author = models.UUIDField()
    written_at = models.DateTimeField()
    words = models.TextField()
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = (state_constraint("message", ["waiting", "answered", "seen"]),)
        indexes = (
            models.Index(fields=["application", "written_at"], name="message_thread"),
            models.Index(fields=["written_at"], condition=models.Q(state="waiting"), name="message_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.written_at}"

    @step(source=NEW, target=WAITING, label="Stuur een bericht", roles=["applicant"])
    def write_message(self) -> None:
        """Ask or tell something. It changes nothing in the application."""

    @step(source=WAITING, target=ANSWERED, label="Beantwoord het bericht", roles=[COLLEAGUE])
    def answer_message(self) -> None:
        """Write back. An answer is no decision (Awb 1:3); a message tells by e-mail that there is one."""

    @step(source=WAITING, target=SEEN, label="Leg vast dat dit bericht geen antwoord vraagt", roles=[COLLEAGUE])
    def see_message(self) -> None:
        """Read it, and answer otherwise or not at all."""
