"""Objections: what somebody has against a decision, whether it came in time, who handles it, and what was decided on it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from grants.models.application import Application
from grants.models.receipt import Receipt
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class Objection(Subject):
    """One objection against one announced decision (`decision`, its id).

    It came at `received_at`; one by post is in time as well when it was posted (`posted_on`) by the `last_day` and came within a week (Awb
    6:9). What came late is received too: `late_because` is why, in the words of who objects (Awb 6:11). On it is decided by `decide_by`.
    """

    class Outcome(models.TextChoices):
        FOUNDED = "founded", "gegrond"
        PARTLY = "partly", "deels gegrond"
        UNFOUNDED = "unfounded", "ongegrond"
        INADMISSIBLE = "inadmissible", "niet-ontvankelijk"

    MACHINE = "objection"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"grounds", "late_because", "reason"})
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "channel", "outcome", "scan_sha256"})
    WORDS = {
        "received": "ontvangen",
        "handled": "in behandeling",
        "withdrawn": "ingetrokken",
        "decided": "beslist",
    }

    RECEIVED, HANDLED, WITHDRAWN, DECIDED = "received", "handled", "withdrawn", "decided"
    OPEN = (RECEIVED, HANDLED)
    RIGHT = (Outcome.FOUNDED, Outcome.PARTLY)
    """Outcomes after which a new decision takes the place of the one that it was against (Awb 7:11, tweede lid)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="objections")
    decision = models.UUIDField()
    grounds = models.TextField(blank=True)
    late_because = models.TextField(blank=True)
    channel = models.CharField(max_length=10, choices=Receipt.Channel)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()
    posted_on = models.DateField(null=True)
    last_day = models.DateField()
    in_time = models.BooleanField()
    decide_by = models.DateField()
    handler = models.UUIDField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = (
            state_constraint("objection", ["received", "handled", "withdrawn", "decided"]),
            models.CheckConstraint(
                condition=models.Q(channel__in=["portal", "paper", "counter", "email"]), name="objection_channel_known"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", "founded", "partly", "unfounded", "inadmissible"]),
                name="objection_outcome_known",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=models.Q(state__in=["received", "handled"]),
                name="objection_one_at_a_time",
            ),
        )
        indexes = (
            models.Index(
                fields=["decide_by"], condition=models.Q(state__in=["received", "handled"]), name="objection_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.received_at}"

    @step(source=NEW, target=RECEIVED, label="Maak bezwaar", roles=["applicant"], article="Awb 6:4")
    def object_to_decision(self) -> None:
        """Register it, in time or not: what is late is decided on as well."""

    @step(
        source=RECEIVED, target=HANDLED, label="Behandel het bezwaar", roles=["objection_handler"], article="Awb 7:11"
    )
    def handle_objection(self) -> None:
        """Take it up: whoever does handles it."""

    @step(
        source=[RECEIVED, HANDLED],
        target=WITHDRAWN,
        label="Trek het bezwaar in",
        roles=["applicant"],
        article="Awb 6:21",
    )
    def withdraw_objection(self) -> None:
        """Leave the decision as it is."""

    @step(
        source=HANDLED, target=DECIDED, label="Leg de beslissing op bezwaar vast", roles=["objection_handler"],
        article="Awb 7:12",
    )  # fmt: skip
    def decide_objection(self) -> None:
        """Record what was decided; where that changes the decision, a decision of its own does so."""
