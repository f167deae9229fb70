"""What comes with a message, and with the answer to it. PERSONAL fields stay out of the trail."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from grants.payloads.monitoring import too_long
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload
from workflow.questions import Upload

ALONG = Upload(
    "bericht", "berichten", "Bestanden erbij", "Een foto of een stuk dat erbij hoort.",
    required=False, personal=False, kinds=("pdf", "jpg", "png"), max_mb=10, max_files=3,
)  # fmt: skip
"""The files that go along with a message or with an answer, as a form asks for them."""


def _wrong(said: str, empty: Obstacle, files: Mapping[str, Any]) -> tuple[Obstacle, ...]:
    """No text, a text without end, or files that are not as `ALONG` asks them."""
    none = () if said.strip() else (empty,)
    other = () if set(files) <= {ALONG.id} else (Obstacle("file-unknown", "Wij kennen deze bestanden niet."),)
    _, wrong = ALONG.read(files.get(ALONG.id))
    return (*none, *too_long(said), *other, *((wrong,) if wrong else ()))


@dataclass(frozen=True)
class Writing(Payload):
    """What somebody asks or tells us."""

    KINDS: ClassVar[frozenset[str]] = frozenset({"question", "notice"})

    application: uuid.UUID
    message: str = field(metadata=PERSONAL)
    kind: str = "question"
    files: Mapping[str, Any] = field(default_factory=dict)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A text, of a kind, and files that we take."""
        known = self.kind in self.KINDS
        kind = () if known else (Obstacle("message-kind-unknown", "Kies of het een vraag is of een mededeling."),)
        empty = Obstacle("message-empty", "Schrijf op wat u wilt vragen of vertellen.")
        return (*kind, *_wrong(self.message, empty, self.files))


@dataclass(frozen=True)
class Beginning(Writing):
    """What we ask or tell who applies."""

    KINDS: ClassVar[frozenset[str]] = frozenset({"question", "reminder", "notice"})


@dataclass(frozen=True)
class Reply(Payload):
    """What is written back."""

    reply: str = field(metadata=PERSONAL)
    files: Mapping[str, Any] = field(default_factory=dict)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A text, and files that we take."""
        return _wrong(self.reply, Obstacle("reply-empty", "Schrijf uw antwoord op."), self.files)


@dataclass(frozen=True)
class ReplyHome(Reply):
    """What who applies writes back to us."""
