"""Decisions: draft → signed → announced. A decision has no effect before it is announced (Awb 3:40)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db import models

from grants.models.application import Application
from grants.models.round import Round
from workflow.canonical import canonical
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the amount: from which book (budget line of a year), as an advance or as the balance, payable by when, in cents."""

    book: str
    kind: str
    due_on: date | None
    amount_cents: int


class Decision(Subject):
    """One decision on one application.

    `amount_cents` is what is granted, determined, awarded as a prize or claimed back; of a refusal, what was asked.
    `gives` says that it grants money anew, so that its amount was reserved at the draft. `parts` is canonical JSON: the amount by
    book and payment. `ground` is the code of the ground of a refusal or lower determination, `hearing_exempt` the reason why
    no view was asked before a decision against the recipient. What no mandate reaches the college decides itself, on the day
    `resolved_on` by the resolution of that number.
    """

    class Kind(models.TextChoices):
        AWARD = "award", "verlening"
        REFUSAL = "refusal", "afwijzing"
        SET_ASIDE = "set_aside", "buiten behandeling"
        DETERMINATION = "determination", "vaststelling"
        LOWER_DETERMINATION = "lower_determination", "lagere vaststelling"
        PRIZE = "prize", "prijs"
        RECOVERY = "recovery", "terugvordering"
        AMENDMENT = "amendment", "wijziging"
        REVOCATION = "revocation", "intrekking"
        RECTIFICATION = "rectification", "rectificatie"

    MACHINE = "decision"
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason", "view", "annulled_because"})
    PLAIN: ClassVar[frozenset[str]] = frozenset(
        {"state", "kind", "parts", "ground", "mandate", "details", "hearing_exempt", "resolution"}
    )
    WORDS = {
        "drafted": "ontwerp",
        "signed": "ondertekend",
        "announced": "bekendgemaakt",
        "annulled": "vervallen",
    }

    DRAFTED, SIGNED, ANNOUNCED, ANNULLED = "drafted", "signed", "announced", "annulled"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=24, choices=Kind)
    amount_cents = models.BigIntegerField()
    gives = models.BooleanField(default=False)
    parts = models.TextField(default="[]")
    details = models.TextField(default="{}")
    ground = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    view = models.TextField(blank=True)
    annulled_because = models.TextField(blank=True)
    hearing_exempt = models.CharField(max_length=24, blank=True, default="")
    mandate = models.CharField(max_length=200, blank=True)
    resolved_on = models.DateField(null=True)
    resolution = models.CharField(max_length=60, blank=True, default="")
    signed_by = models.UUIDField(null=True)
    signed_on = models.DateField(null=True)
    announced_on = models.DateField(null=True)

    class Meta:
        constraints = (
            state_constraint("decision", ["drafted", "signed", "announced", "annulled"]),
            models.CheckConstraint(condition=models.Q(amount_cents__gte=0), name="decision_of_no_negative_amount"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["refusal", "lower_determination"], ground=""),
                name="decision_with_its_ground",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="announced") | models.Q(announced_on__isnull=False, signed_by__isnull=False),
                name="decision_announced_on_a_day_and_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_on=None, resolution="")
                | models.Q(resolved_on__isnull=False) & ~models.Q(resolution=""),
                name="decision_resolved_on_a_day_by_a_number",
            ),
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=~models.Q(state="annulled") & ~models.Q(kind__in=["amendment", "rectification", "recovery"]),
                name="decision_of_a_kind_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.application_id}"

    def line_in(self, round_: Round) -> str:
        """The book of the budget line of a round from which a decision of this kind is paid."""
        return round_.prize_book if self.kind == self.Kind.PRIZE else round_.book

    def ceiling_in(self, round_: Round) -> str:
        """The book of the legal ceiling of a round under which a decision of this kind counts (Awb 4:25)."""
        return round_.prize_ceiling_book if self.kind == self.Kind.PRIZE else round_.ceiling_book

    @property
    def payable(self) -> tuple[Part, ...]:
        """The parts of the amount, in order of payment."""
        return tuple(
            Part(
                one["book"],
                one["kind"],
                date.fromisoformat(one["due_on"]) if one["due_on"] else None,
                one["amount_cents"],
            )
            for one in json.loads(self.parts)
        )

    @step(
        source=NEW, target=DRAFTED, label="Maak een ontwerpbesluit", roles=["policy_officer"], article="Awb 1:3, 3:46"
    )
    def draft_decision(self) -> None:
        """Draft a decision; its amount is reserved."""

    @step(
        source=DRAFTED, target=None, label="Leg vast dat het college besloot", roles=["policy_officer"],
        article="Awb 10:7, 10:11",
    )  # fmt: skip
    def record_resolution(self) -> None:
        """Record the resolution by which the college took this decision itself; it can be signed under no mandate then."""

    @step(source=DRAFTED, target=SIGNED, label="Onderteken", roles=["mandate_holder"], article="Awb 10:3, 10:10")
    def sign(self) -> None:
        """Sign under mandate, or for the college that decided itself."""

    @step(source=SIGNED, target=ANNOUNCED, label="Maak bekend", roles=["policy_officer"], article="Awb 3:40, 3:41")
    def announce(self) -> None:
        """Announce: now it has effect, the money is committed and the terms run."""

    @step(source=[DRAFTED, SIGNED], target=ANNULLED, label="Trek het ontwerp in", roles=["policy_officer"])
    def annul(self) -> None:
        """Take back a decision that was not announced; the reservation is lifted."""


def parts_json(parts: tuple[Part, ...]) -> str:
    """Parts as a decision keeps them."""
    return canonical(
        [{"book": p.book, "kind": p.kind, "due_on": p.due_on, "amount_cents": p.amount_cents} for p in parts]
    )
