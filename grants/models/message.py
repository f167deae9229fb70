"""Messages: what one side asks or tells the other about an application, and what is written back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint
from workflow.roles import COLLEAGUE


class Message(Subject):
    """One message of who applies or of ours, and the answer: by whom (pseudonymous ids) and when each was written. Nobody edits one.

    `read_at` is when the newest of the two texts was said to be read by the side that it is for; `files` and `answer_files` name what
    went along by hash, as the answer to a question for files does (JSON, "" for none).
    """

    MACHINE = "message"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"words", "answer"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "kind", "files", "answer_files"})
    WORDS = {
        "waiting": "wacht op antwoord",
        "answered": "beantwoord",
        "answer_read": "antwoord gelezen",
        "seen": "gelezen",
        "told": "gestuurd",
        "read": "gelezen door de aanvrager",
        "replied": "aanvrager antwoordde",
        "reply_read": "antwoord gelezen door ons",
        "settled": "antwoord niet meer nodig",
    }

    WAITING, ANSWERED, ANSWER_READ, SEEN = "waiting", "answered", "answer_read", "seen"
    TOLD, READ, REPLIED, REPLY_READ, SETTLED = "told", "read", "replied", "reply_read", "settled"
    OURS = frozenset({TOLD, READ, REPLIED, REPLY_READ, SETTLED})
    """The states of a message that the office began."""
    FOR_US = frozenset({WAITING, REPLIED})
    """The states in which the office is to read."""

    class Kind(models.TextChoices):
        """What a message is for. A decision is never one: it comes in a letter."""

        QUESTION = "question", "vraag"
        REMINDER = "reminder", "herinnering"
        NOTICE = "notice", "mededeling"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.QUESTION)
    author = models.UUIDField()
    written_at = models.DateTimeField()
    words = models.TextField()
    files = models.TextField(blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answer_files = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            state_constraint(
                "message",
                ["waiting", "answered", "answer_read", "seen", "told", "read", "replied", "reply_read", "settled"],
            ),
        )
        indexes = (
            models.Index(fields=["application", "written_at"], name="message_thread"),
            models.Index(
                fields=["written_at"], condition=models.Q(state__in=["waiting", "replied"]), name="message_waiting"
            ),
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

    @step(source=ANSWERED, target=ANSWER_READ, label="Ik heb het antwoord gelezen", roles=["applicant"])
    def read_answer(self) -> None:
        """Say that the answer was read. Nobody has to, and nothing is recorded of who looked at a page."""

    @step(source=NEW, target=TOLD, label="Schrijf de aanvrager", roles=[COLLEAGUE])
    def begin_message(self) -> None:
        """Ask or tell who applies something. It is no request of the law, and stops no term (Awb 4:5, 4:15)."""

    @step(source=TOLD, target=READ, label="Ik heb dit bericht gelezen", roles=["applicant"])
    def read_message(self) -> None:
        """Say that it was read; an answer may come later."""

    @step(source=[TOLD, READ], target=REPLIED, label="Antwoord op het bericht", roles=["applicant"])
    def reply_message(self) -> None:
        """Write back to the office."""

    @step(source=REPLIED, target=REPLY_READ, label="Leg vast dat u het antwoord las", roles=[COLLEAGUE])
    def see_reply(self) -> None:
        """Read it; who wants to know more begins another message."""

    @step(source=[TOLD, READ], target=SETTLED, label="Leg vast dat een antwoord niet meer nodig is", roles=[COLLEAGUE])
    def settle_message(self) -> None:
        """It was answered on the telephone, or does not matter any more."""
