"""What comes with steps on the term to decide: standing still, running on, extension, a notice of delay.

Days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from grants.models.suspension import Suspension
from workflow.facts import PERSONAL, Payload

LONGEST_REASON = 500
GROUNDS = tuple(ground.value for ground in Suspension.Ground if ground != Suspension.Ground.COMPLETION)
"""On what a term is suspended by a step of its own; a request for completion does it by itself."""


def _reason(text: str) -> tuple[str, ...]:
    fits = len(text.strip()) > 0 and len(text) <= LONGEST_REASON
    return () if fits else (f"Geef een reden van hoogstens {LONGEST_REASON} tekens.",)


@dataclass(frozen=True)
class Standstill(Payload):
    """The ground of a suspension, the day up to which it lasts at most, and the reason that the applicant reads.

    With consent `until` is the last day to which the applicant agreed in writing.
    """

    ground: str
    until: date
    reason: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[str, ...]:
        """A ground that the law knows, and a reason."""
        known = () if self.ground in GROUNDS else ("Deze grond om de termijn stil te zetten bestaat niet.",)
        return (*known, *_reason(self.reason))


@dataclass(frozen=True)
class Resumption(Payload):
    """Which suspension ends today."""

    ground: str

    def obstacles(self) -> tuple[str, ...]:
        """A ground that the law knows."""
        return () if self.ground in GROUNDS else ("Deze grond om de termijn stil te zetten bestaat niet.",)


@dataclass(frozen=True)
class Extension(Payload):
    """By how many weeks the term is extended, and why."""

    weeks: int
    reason: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[str, ...]:
        """At least a week, and a reason."""
        return (*(() if 0 < self.weeks <= 52 else ("Verdaag met ten minste 1 week.",)), *_reason(self.reason))  # noqa: PLR2004 - a year.


@dataclass(frozen=True)
class Delay(Payload):
    """When the decision can be expected, and why it is late."""

    expected_on: date
    reason: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[str, ...]:
        """A reason."""
        return _reason(self.reason)
