"""What comes with the work of the desk itself: who handles a case, notes, questions and absences. PERSONAL fields stay out of the trail."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from grants.payloads.monitoring import too_long
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload

LONGEST_ABSENCE = timedelta(days=366)


@dataclass(frozen=True)
class Handing(Payload):
    """A duty in a case, and who is to do it."""

    application: uuid.UUID
    duty: str
    person: uuid.UUID


@dataclass(frozen=True)
class Contact(Payload):
    """A conversation: when, with whom, how, what was said, and what was promised by which day."""

    application: uuid.UUID
    spoke_on: date
    how: str
    with_whom: str = field(metadata=PERSONAL)
    words: str = field(metadata=PERSONAL)
    promised: str = field(default="", metadata=PERSONAL)
    promised_by: date | None = None

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A note that says with whom and what; a promise has its day, and a day its promise."""
        return (*self._missing(), *too_long(self.with_whom, self.words, self.promised))

    def _missing(self) -> Iterator[Obstacle]:
        if self.how not in ("phone", "visit", "mail", "other"):
            yield Obstacle("contact-how-unknown", "Kies hoe u elkaar sprak.")
        if not (self.with_whom.strip() and self.words.strip()):
            yield Obstacle("contact-empty", "Schrijf op met wie u sprak en wat er is gezegd.")
        if bool(self.promised.strip()) != (self.promised_by is not None):
            yield Obstacle("promise-incomplete", "Schrijf bij een belofte wat u doet, en op welke dag het klaar is.")
        elif self.promised_by and self.promised_by < self.spoke_on:
            yield Obstacle("promise-before-contact", "Een belofte is op zijn vroegst klaar op de dag van het gesprek.")


@dataclass(frozen=True)
class Help(Payload):
    """A question about a case to a colleague, and the day by which the answer is needed."""

    application: uuid.UUID
    helper: uuid.UUID
    until: date
    question: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A question."""
        empty = () if self.question.strip() else (Obstacle("help-empty", "Schrijf op wat u wilt weten."),)
        return (*empty, *too_long(self.question))


@dataclass(frozen=True)
class Answer(Payload):
    """What was answered."""

    answer: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """An answer."""
        empty = () if self.answer.strip() else (Obstacle("answer-empty", "Schrijf uw antwoord op."),)
        return (*empty, *too_long(self.answer))


@dataclass(frozen=True)
class Away(Payload):
    """Who is away, from and until when, the last day included, and who looks after the cases."""

    person: uuid.UUID
    first: date
    last: date
    substitute: uuid.UUID

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A period in order of a year at most, and another person."""
        return tuple(self._wrong())

    def _wrong(self) -> Iterator[Obstacle]:
        if not timedelta(0) <= self.last - self.first <= LONGEST_ABSENCE:
            yield Obstacle("absence-period", "De laatste dag komt na de eerste, en hoogstens een jaar later.")
        if self.person == self.substitute:
            yield Obstacle("absence-own-substitute", "Kies een collega die de zaken waarneemt.")
