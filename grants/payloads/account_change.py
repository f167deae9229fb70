"""What comes with a change of bank account. The account itself is personal: it stands in the row, and never in the trail."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from grants.models.account_change import AccountChange
from partners.identifiers import iban
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload

LONGEST_NAME, LONGEST_TEXT = 200, 1_000


@dataclass(frozen=True)
class NewAccount(Payload):
    """Another account for an application, its holder, and from what it shows that it is theirs."""

    application: uuid.UUID
    iban: str = field(metadata=PERSONAL)
    holder: str = field(metadata=PERSONAL)
    evidence: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A number that can be, a holder and evidence."""
        found = [one for one in [iban(self.iban)] if one]
        if not 0 < len(self.holder.strip()) <= LONGEST_NAME:
            found.append(Obstacle("holder-missing", "Schrijf op wie de rekening heeft."))
        if not 0 < len(self.evidence.strip()) <= LONGEST_TEXT:
            found.append(Obstacle("evidence-missing", "Stuur bewijs mee dat de rekening van de aanvrager is."))
        return tuple(found)


@dataclass(frozen=True)
class NameCheck(Payload):
    """What came of comparing name and number, and how that was done."""

    outcome: str
    note: str = field(default="", metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """An outcome that we know; what is not simply the same is explained."""
        same = self.outcome == AccountChange.NameCheck.SAME
        if self.outcome not in AccountChange.NameCheck or len(self.note) > LONGEST_TEXT:
            return (Obstacle("name-check-unknown", "Kies wat er uit het vergelijken van naam en nummer kwam."),)
        if not same and not self.note.strip():
            return (Obstacle("note-missing", "Schrijf op hoe u de naam hebt uitgezocht."),)
        return ()


@dataclass(frozen=True)
class ByAccount(Payload):
    """A consequence of approving this account."""

    account: uuid.UUID
