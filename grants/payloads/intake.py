"""What comes with ideas and applications until they are assessed: filing, completing, withdrawing.

Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow.facts import PERSONAL, Payload


@dataclass(frozen=True)
class Idea(Payload):
    """An idea: title, one sentence, place, theme and whom to call. It asks no amount."""

    round: uuid.UUID
    title: str
    sentence: str
    contact: uuid.UUID
    theme: str = ""
    area: uuid.UUID | None = None

    def obstacles(self) -> tuple[str, ...]:
        """A title and a sentence of at most 80 and 200 characters."""
        short = 0 < len(self.title) <= 80 and 0 < len(self.sentence) <= 200  # noqa: PLR2004 - the limits of the form.
        return () if short else ("Geef uw idee een naam van hoogstens 80 tekens en één zin van hoogstens 200 tekens.",)


@dataclass(frozen=True)
class Advice(Payload):
    """What the adviser tells the maker of an idea."""

    reason: str = field(metadata=PERSONAL)
    alternative: str = ""


@dataclass(frozen=True)
class Start(Payload):
    """The start of a draft: the round, who fills it in; both known already when it grows out of an idea."""

    round: uuid.UUID | None = None
    contact: uuid.UUID | None = None


@dataclass(frozen=True)
class Filing(Payload):
    """An application as it is sent. `answers` by question id, read by the questions of the scheme; `draw_key` "" for the reference."""

    answers: Mapping[str, Any] = field(metadata=PERSONAL)
    organisation: uuid.UUID
    contact: uuid.UUID
    bank_account: uuid.UUID | None = None
    area: uuid.UUID | None = None
    round: uuid.UUID | None = None
    draw_key: str = ""


@dataclass(frozen=True)
class CompletionRequest(Payload):
    """What is missing, by question id, and the day by which it must be there."""

    missing: tuple[str, ...]
    until: date

    def obstacles(self) -> tuple[str, ...]:
        """Something must be missing."""
        return () if self.missing else ("Zeg wat er ontbreekt.",)


@dataclass(frozen=True)
class Completion(Payload):
    """What was missing, by question id."""

    answers: Mapping[str, Any] = field(metadata=PERSONAL)


@dataclass(frozen=True)
class Withdrawal(Payload):
    """Why the applicant withdraws; need not be said."""

    reason: str = field(default="", metadata=PERSONAL)
