"""What comes with a message of who applies, and with our answer. PERSONAL fields stay out of the trail."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from grants.payloads.monitoring import too_long
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload


@dataclass(frozen=True)
class Writing(Payload):
    """What somebody asks or tells us."""

    application: uuid.UUID
    message: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A text."""
        empty = (
            () if self.message.strip() else (Obstacle("message-empty", "Schrijf op wat u wilt vragen of vertellen."),)
        )
        return (*empty, *too_long(self.message))


@dataclass(frozen=True)
class Reply(Payload):
    """What we write back."""

    reply: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A text."""
        empty = () if self.reply.strip() else (Obstacle("reply-empty", "Schrijf uw antwoord op."),)
        return (*empty, *too_long(self.reply))
