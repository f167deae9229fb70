"""What comes with reports, the final account and the intention to determine less.

Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

from grants.payloads.amounts import amount_obstacles
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload


@dataclass(frozen=True)
class Account(Payload):
    """The final account: what it cost, in cents."""

    actual_cents: int
    text: str = field(default="", metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """No negative amount, and none that overflows."""
        return amount_obstacles(kosten=self.actual_cents)


@dataclass(frozen=True)
class Intention(Payload):
    """The intention to decide against the recipient, who may give a view until a day: amount in cents, facts and reasons.

    `kind` is that of the decision one intends to take.
    """

    intended_cents: int
    until: date
    facts: tuple[str, ...] = field(metadata=PERSONAL)
    reasons: str = field(metadata=PERSONAL)
    kind: str = "lower_determination"

    def obstacles(self) -> tuple[Obstacle, ...]:
        """No negative amount, and none that overflows."""
        return amount_obstacles(voornemen=self.intended_cents)


@dataclass(frozen=True)
class ReportText(Payload):
    """The text of a report."""

    text: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True)
class ReportOwed(Payload):
    """A report that an award asks for."""

    application: uuid.UUID
    kind: str
    due_on: date | None
