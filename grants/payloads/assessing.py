"""What comes with the assessment of an application: levels, interests, findings.

Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload


@dataclass(frozen=True)
class Scoring(Payload):
    """Levels 1-5 and reasons by criterion, on one application."""

    application: uuid.UUID
    levels: Mapping[str, int]
    reasons: Mapping[str, str] = field(default_factory=dict, metadata=PERSONAL)


@dataclass(frozen=True)
class Consensus(Scoring):
    """Levels that the assessors agreed on, for as many criteria as they talked over, each with the reason."""

    levels: Mapping[str, int] = field(default_factory=dict)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """What takes the place of a mean has a reason of its own."""
        if all(self.reasons.get(code, "").strip() for code in self.levels):
            return ()
        return (Obstacle("panel-unexplained", "Zeg bij elk cijfer van de commissie waarom.", "Awb 3:46"),)


@dataclass(frozen=True)
class Interest(Payload):
    """An interest in one application."""

    application: uuid.UUID
    reason: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[str, ...]:
        """The reason is part of the declaration."""
        return () if self.reason.strip() else ("Zeg kort welk belang u heeft.",)


@dataclass(frozen=True)
class Findings(Payload):
    """What an inspection found: NEN 2767 condition 1-6, danger 0-3, label steps, accessibility 0-2, hours open per week."""

    application: uuid.UUID
    visited_on: date
    condition: int
    safety: int
    energy: int
    accessibility: int
    hours: int

    def obstacles(self) -> tuple[str, ...]:
        """Every finding on its own scale."""
        scales = {
            "conditie": (self.condition, 1, 6),
            "veiligheid": (self.safety, 0, 3),
            "toegang": (self.accessibility, 0, 2),
        }
        scales |= {"energie": (self.energy, 0, 9), "uren": (self.hours, 0, 168)}
        wrong = (
            f"{name} moet {low} tot en met {high} zijn."
            for name, (value, low, high) in scales.items()
            if not low <= value <= high
        )
        return tuple(wrong)
