"""What comes with a decision and with its consequences.

Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from grants.models.decision import Part
from grants.payloads.amounts import amount_obstacles
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload

MOST_DETAILS = 50
DAYS = frozenset({"effective_on", "broken_on", "view_received"})
"""The details of a decision that are days, in ISO 8601."""

WRONG_SCHEME = "wrong_scheme"
"""The ground of a refusal of a plan that belongs in another scheme; `details` names it by its code, as `fits`."""


@dataclass(frozen=True)
class Draft(Payload):
    """A decision to draft: its kind and amount, how it is paid, its ground and reasons.

    `details` holds public figures for the letter (rank, ceiling arithmetic); `reason` and `view` are texts by people.
    `hearing_exempt` is the code of the reason why no view was asked (`workflow.law.hearing`).
    """

    application: uuid.UUID
    kind: str
    amount_cents: int
    parts: tuple[Part, ...] = ()
    ground: str = ""
    reason: str = field(default="", metadata=PERSONAL)
    view: str = field(default="", metadata=PERSONAL)
    details: Mapping[str, Any] = field(default_factory=dict)
    hearing_exempt: str = ""

    def public(self) -> dict[str, Any]:
        """The parts stand in the row that the event writes."""
        return {
            "application": str(self.application),
            "kind": self.kind,
            "amount_cents": self.amount_cents,
            "ground": self.ground,
            "hearing_exempt": self.hearing_exempt,
        }

    def said(self) -> object:
        """All of it, the parts spelled out."""
        parts = [[p.book, p.kind, p.due_on, p.amount_cents] for p in self.parts]
        return [self.public(), parts, self.reason, self.view, dict(self.details)]

    def obstacles(self) -> tuple[Obstacle, ...]:
        """No negative amount, and none that overflows; not endless, and days that are days."""
        return (
            *amount_obstacles(
                bedrag=self.amount_cents, **{f"deel {n}": p.amount_cents for n, p in enumerate(self.parts, 1)}
            ),
            *self._misread(),
        )

    def _misread(self) -> Iterator[Obstacle]:
        if len(self.details) > MOST_DETAILS:
            yield Obstacle("too-many-details", f"Een besluit heeft hoogstens {MOST_DETAILS} gegevens.")
        for name in DAYS & self.details.keys():
            try:
                date.fromisoformat(self.details[name])
            except (TypeError, ValueError):
                yield Obstacle("day-unreadable", f"‘{name}’ is geen dag. Schrijf jaar-maand-dag, zoals 2026-11-01.")


LONGEST_NUMBER = 60


@dataclass(frozen=True)
class Resolution(Payload):
    """The resolution by which the college took a decision itself: the day of its meeting, and the number in its list of decisions."""

    resolved_on: date
    resolution: str

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A number, of at most 60 characters."""
        if 0 < len(self.resolution.strip()) <= LONGEST_NUMBER:
            return ()
        return (
            Obstacle("resolution-number-missing", "Noem het nummer van het collegebesluit, in hoogstens 60 tekens."),
        )


@dataclass(frozen=True)
class ByDecision(Payload):
    """A consequence of announcing this decision."""

    decision: uuid.UUID
