"""What comes with obligations and checks. Days in Europe/Amsterdam; PERSONAL fields stay out of the trail."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from datetime import date

from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload

MOST_PHOTOS, LONGEST = 20, 10_000
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Imposed(Payload):
    """An obligation that a decision brings: its text, the article it rests on, and when it is due."""

    application: uuid.UUID
    decision: uuid.UUID
    text: str
    basis: str
    due_on: date | None = None
    due_text: str = ""


def too_long(*texts: str) -> tuple[Obstacle, ...]:
    """The obstacle of a text without end."""
    if all(len(text) <= LONGEST for text in texts):
        return ()
    return (Obstacle("note-too-long", f"Een tekst heeft hoogstens {LONGEST} tekens."),)


@dataclass(frozen=True)
class Note(Payload):
    """What was found or answered, in words."""

    note: str = field(default="", metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """No endless text."""
        return too_long(self.note)


@dataclass(frozen=True)
class CheckPlan(Payload):
    """A check to plan: its kind and day; of a signal also what was reported."""

    application: uuid.UUID
    kind: str
    due_on: date
    report: str = field(default="", metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """One of the kinds of checks."""
        if self.kind in ("talk", "site_visit", "progress_report", "signal", "follow_up"):
            return too_long(self.report)
        return (Obstacle("check-kind-unknown", "Deze soort controle kennen wij niet."),)


@dataclass(frozen=True)
class Seen(Payload):
    """What was seen: the report, and photos by their name and SHA-256."""

    report: str = field(metadata=PERSONAL)
    photos: tuple[tuple[str, str], ...] = field(default=(), metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A report that says something, and photos with their fingerprint."""
        if not self.report.strip():
            return (Obstacle("report-empty", "Schrijf op wat u zag."),)
        if len(self.photos) > MOST_PHOTOS or not all(SHA256.fullmatch(digest) for _, digest in self.photos):
            return (Obstacle("photos-invalid", f"Voeg hoogstens {MOST_PHOTOS} foto's toe, elk met een controlesom."),)
        return too_long(self.report)


@dataclass(frozen=True)
class Deviation(Payload):
    """What goes otherwise than in the plan, in the words of the recipient."""

    text: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A text that says something."""
        if self.text.strip():
            return too_long(self.text)
        return (Obstacle("report-empty", "Schrijf op wat er anders gaat."),)
