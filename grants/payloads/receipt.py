"""What comes along when something arrives by another way than the portal, and what corrects its moment of receipt.

PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from grants.models.receipt import Receipt
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload

LONGEST_REASON, LONGEST_NAME = 500, 200
HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class OnPaper(Payload):
    """How something came in. A clerk says by which `channel`, when, why that is earlier than now, and which scan goes with it."""

    channel: str = Receipt.Channel.PORTAL.value
    received_at: datetime | None = None
    receipt_reason: str = field(default="", metadata=PERSONAL)
    scan_name: str = field(default="", metadata=PERSONAL)
    scan_sha256: str = ""

    def obstacles(self) -> tuple[str | Obstacle, ...]:
        """A channel that we know, a moment with its zone, a reason and a name that fit, a whole hash with a scan."""
        found: tuple[str | Obstacle, ...] = (
            () if self.channel in Receipt.Channel else ("Kies portaal, papier, balie of e-mail.",)
        )
        if self.received_at is not None and self.received_at.tzinfo is None:
            found += ("Geef bij het moment van ontvangst de tijdzone.",)
        if len(self.receipt_reason) > LONGEST_REASON or len(self.scan_name) > LONGEST_NAME:
            found += (
                f"Schrijf een reden van hoogstens {LONGEST_REASON} en een naam van hoogstens {LONGEST_NAME} tekens.",
            )
        if (self.scan_sha256 or self.scan_name) and not (HASH.fullmatch(self.scan_sha256) and self.scan_name.strip()):
            found += ("Geef van de scan de naam en de controlecode (SHA-256).",)
        return found


@dataclass(frozen=True)
class ReceiptCorrection(Payload):
    """The right moment of receipt, and why the one on record is wrong."""

    received_at: datetime
    reason: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[str, ...]:
        """A moment with its zone, and a reason."""
        found = () if self.received_at.tzinfo else ("Geef bij het moment van ontvangst de tijdzone.",)
        fits = len(self.reason.strip()) > 0 and len(self.reason) <= LONGEST_REASON
        return found if fits else (*found, f"Geef een reden van hoogstens {LONGEST_REASON} tekens.")
