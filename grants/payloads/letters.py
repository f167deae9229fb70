"""What comes with a letter.

Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.facts import PERSONAL, Payload


@dataclass(frozen=True)
class LetterOrder(Payload):
    """A letter to write: its kind, the application, and the decision or change it is about."""

    kind: str
    application: uuid.UUID
    decision: uuid.UUID | None = None
    about: Mapping[str, Any] = field(default_factory=dict, metadata=PERSONAL)
