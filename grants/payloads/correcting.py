"""What comes with a correction: another party, and the reason why what was registered is put right."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from grants.models.party_change import PartyChange
from grants.payloads.assessing import Findings
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload

LONGEST_TEXT = 1_000
LIMITS = {"name": 200, "street": 120, "number": 20, "postcode": 7, "place": 80}
Kind = PartyChange.Kind


@dataclass(frozen=True)
class NewParty(Payload):
    """Who an application is about from now on: another contact, other details of the organisation, or its legal successor."""

    application: uuid.UUID
    kind: str
    contact: uuid.UUID | None = None
    organisation: uuid.UUID | None = None
    details: Mapping[str, str] = field(default_factory=dict, metadata=PERSONAL)
    evidence: str = field(default="", metadata=PERSONAL)
    evidence_sha256: str = ""

    def obstacles(self) -> tuple[Obstacle, ...]:
        """Exactly what belongs to the kind, within its limits, and evidence."""
        found = []
        given = (bool(self.contact), bool(self.organisation), bool(self.details))
        if given != EXPECTED.get(self.kind):
            found.append(
                Obstacle("party-incomplete", "Zeg precies wat er verandert: de persoon, de naam of de opvolger.")
            )
        if any(key not in LIMITS or not 0 < len(value.strip()) <= LIMITS[key] for key, value in self.details.items()):
            found.append(Obstacle("details-invalid", "Deze naam of dit adres klopt niet, of is te lang."))
        if not 0 < len(self.evidence.strip()) <= LONGEST_TEXT:
            found.append(
                Obstacle("proof-of-change-missing", "Zeg in hoogstens 1.000 tekens waaruit de verandering blijkt.")
            )
        if self.evidence_sha256 and not re.fullmatch(r"[0-9a-f]{64}", self.evidence_sha256):
            found.append(Obstacle("proof-of-change-missing", "De controlesom van het bewijs klopt niet."))
        return tuple(found)


EXPECTED: dict[str, tuple[bool, bool, bool]] = {
    Kind.CONTACT: (True, False, False),
    Kind.DETAILS: (False, False, True),
    Kind.SUCCESSOR: (True, True, False),
}
"""Whether a contact, an organisation and details come with each kind."""


@dataclass(frozen=True)
class ByParty(Payload):
    """A consequence of approving this change: who the application is about, and whether it is paid to somebody else."""

    contact: uuid.UUID
    organisation: uuid.UUID | None = None


@dataclass(frozen=True)
class Why(Payload):
    """Why something that was registered is taken back; need not be said of a draft."""

    OPTIONAL: ClassVar[bool] = True
    reason: str = field(default="", metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """At most 1,000 characters."""
        long = len(self.reason) > LONGEST_TEXT
        return (Obstacle("reason-too-long", "Houd de reden korter dan 1.000 tekens."),) if long else ()


@dataclass(frozen=True)
class Because(Why):
    """The same, where the reason must be said."""

    OPTIONAL: ClassVar[bool] = False

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A reason of at most 1,000 characters."""
        missing = () if self.reason.strip() else (Obstacle("reason-needed", "Zeg waarom u dit verbetert."),)
        return (*Why.obstacles(self), *missing)


@dataclass(frozen=True)
class BetterFindings(Findings):
    """What an inspection really found, and why the first registration was wrong."""

    reason: str = field(default="", metadata=PERSONAL)

    def obstacles(self) -> tuple[str | Obstacle, ...]:  # type: ignore[override]
        """Findings on their scales, and a reason."""
        return (*Findings.obstacles(self), *Because(self.reason).obstacles())
