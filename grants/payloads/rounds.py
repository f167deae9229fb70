"""What comes with the steps of a round: its plan, what is left of it, the seed of its draw.

Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from grants.payloads.amounts import amount_obstacles
from workflow.errors import Obstacle
from workflow.facts import Payload

LONGEST_REASON = 400
WHOLE, LONGEST_SEED = 100, 200


@dataclass(frozen=True)
class RoundPlan(Payload):
    """A round to prepare. `parameters` go on top of the defaults of the scheme for this kind of round."""

    code: str
    title: str
    scheme_version: uuid.UUID
    rule: str
    prefix: str
    opens_at: datetime
    closes_at: datetime
    ceiling_cents: int
    book: str
    prize_ceiling_cents: int = 0
    prize_book: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A ceiling above zero, a window that closes after it opens, weights above zero that add up."""
        found = list(amount_obstacles(plafond=self.ceiling_cents, prijzenplafond=self.prize_ceiling_cents))
        if self.ceiling_cents == 0:
            found.append(
                Obstacle("round-without-ceiling", "Een ronde heeft een plafond boven nul.", "Awb 4:25, eerste lid")
            )
        if self.closes_at <= self.opens_at:
            found.append(Obstacle("window-empty", "De ronde moet na de opening sluiten."))
        weights = self.parameters.get("weights") or {}
        total = sum(weights.values())
        if weights and (total != 100 or min(weights.values()) <= 0):  # noqa: PLR2004 - weights are points out of 100.
            sentence = f"De gewichten zijn samen {total}. Ze moeten boven nul zijn, en samen 100."
            found.append(Obstacle("weights-do-not-add-up", sentence, "Awb 4:26", {"total": total}))
        return tuple(found)


@dataclass(frozen=True)
class PlanWithdrawal(Payload):
    """Why a round that was prepared will not open."""

    reason: str

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A reason of at most 400 characters."""
        if 0 < len(self.reason.strip()) <= LONGEST_REASON:
            return ()
        return (Obstacle("reason-missing", "Zeg in hoogstens 400 tekens waarom de ronde niet doorgaat.", "Awb 3:46"),)


@dataclass(frozen=True)
class Remainder(Payload):
    """Closing a round: the round that takes over what is left under the ceiling, where the scheme lets it move on."""

    carry_to: uuid.UUID | None = None


@dataclass(frozen=True)
class NoInterest(Payload):
    """The applications in which somebody has no interest."""

    applications: tuple[uuid.UUID, ...]

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A statement is about something."""
        if self.applications:
            return ()
        return (Obstacle("nothing-declared", "Zeg bij welke aanvragen u geen belang heeft.", "Awb 2:4"),)


@dataclass(frozen=True)
class CeilingChange(Payload):
    """Another ceiling, in cents, announced on the day of the step, and why."""

    ceiling_cents: int
    reason: str

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A ceiling above zero, and a reason of at most 400 characters."""
        found = list(amount_obstacles(plafond=self.ceiling_cents))
        if self.ceiling_cents == 0:
            found.append(
                Obstacle("round-without-ceiling", "Een ronde heeft een plafond boven nul.", "Awb 4:25, eerste lid")
            )
        if not 0 < len(self.reason.strip()) <= LONGEST_REASON:
            found.append(
                Obstacle("reason-missing", "Zeg in hoogstens 400 tekens waarom het plafond verandert.", "Awb 3:46")
            )
        return tuple(found)


@dataclass(frozen=True)
class Sample(Payload):
    """A sample of those who are determined ex officio: the seed, secret until now, and the share that accounts in percents."""

    draw_seed: str
    percent: int

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A seed of some length, and a share of more than nothing and no more than all."""
        if 1 <= self.percent <= WHOLE and 0 < len(self.draw_seed) <= LONGEST_SEED:
            return ()
        return (Obstacle("sample-invalid", "Geef een getal voor de loting en een deel van 1 tot en met 100 procent."),)


@dataclass(frozen=True)
class Seed(Payload):
    """The seed of the draw, kept secret until the ranking; its hash was published with the rules."""

    draw_seed: str = ""
