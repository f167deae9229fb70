"""What comes along with an objection and with what is decided on it. PERSONAL fields stay out of the trail."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

from grants.models.objection import Objection
from grants.payloads.monitoring import too_long
from grants.payloads.receipt import OnPaper
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload


@dataclass(frozen=True, kw_only=True)
class ByPost(OnPaper):
    """The same for what may have come by post: on which day it was posted, as the envelope says."""

    posted_on: date | None = None


@dataclass(frozen=True)
class Objecting(ByPost):
    """Against which decision, why, and why it comes late where it does. Without a reason it is received as well (Awb 6:6)."""

    application: uuid.UUID
    decision: uuid.UUID
    grounds: str = field(default="", metadata=PERSONAL)
    late_because: str = field(default="", metadata=PERSONAL)

    def obstacles(self) -> tuple[str | Obstacle, ...]:
        """Texts that fit, and no envelope where nothing came by post."""
        found = (*super().obstacles(), *too_long(self.grounds, self.late_because))
        if self.posted_on is None or self.channel == "paper":
            return found
        return (*found, Obstacle("posted-without-post", "Een datum van de post hoort bij een brief.", "Awb 6:9"))


@dataclass(frozen=True)
class ObjectionOutcome(Payload):
    """What was decided on an objection, why, and how the applicant was heard or why not (Awb 7:2, 7:3): all of it stands in the letter."""

    outcome: str
    reason: str = field(metadata=PERSONAL)
    hearing: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """One of the four outcomes, with a reason (Awb 7:12, first paragraph)."""
        if self.outcome not in Objection.Outcome:
            return (Obstacle("outcome-unknown", "Kies wat er is beslist.", "Awb 7:12"),)
        empty: tuple[Obstacle, ...] = (
            () if self.reason.strip() else (Obstacle("outcome-unexplained", "Schrijf op waarom.", "Awb 7:12"),)
        )
        if not self.hearing.strip():
            empty = (
                *empty,
                Obstacle("outcome-unheard", "Schrijf op hoe u luisterde, of waarom dat niet hoefde.", "Awb 7:7"),
            )
        return (*empty, *too_long(self.reason, self.hearing))
