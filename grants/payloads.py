"""What comes with each step of the grants machines. Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from grants.models.decision import Part
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload

LARGEST_CENTS = 10**14
"""A thousand billion euros: no municipality grants more, and sums of such amounts still fit the database."""


def _amounts(**cents: int | None) -> tuple[Obstacle, ...]:
    wrong = {name: value for name, value in cents.items() if value is not None and not 0 <= value <= LARGEST_CENTS}
    sentence = "Het bedrag bij {} klopt niet: het is negatief of te groot."
    return tuple(
        Obstacle("amount-invalid", sentence.format(name), detail={"amount_cents": value})
        for name, value in wrong.items()
    )


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


@dataclass(frozen=True)
class Scoring(Payload):
    """Levels 1-5 and reasons by criterion, on one application."""

    application: uuid.UUID
    levels: Mapping[str, int]
    reasons: Mapping[str, str] = field(default_factory=dict, metadata=PERSONAL)


@dataclass(frozen=True)
class Interest(Payload):
    """An interest in one application."""

    application: uuid.UUID
    reason: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[str, ...]:
        """The reason is part of the declaration."""
        return () if self.reason.strip() else ("Zeg kort welk belang u heeft.",)


@dataclass(frozen=True)
class Findings(Payload):
    """What an inspection found: NEN 2767 condition 1-6, danger 0-3, label steps, accessibility 0-2, hours open per week."""

    application: uuid.UUID
    visited_on: date
    condition: int
    safety: int
    energy: int
    accessibility: int
    hours: int

    def obstacles(self) -> tuple[str, ...]:
        """Every finding on its own scale."""
        scales = {
            "conditie": (self.condition, 1, 6),
            "veiligheid": (self.safety, 0, 3),
            "toegang": (self.accessibility, 0, 2),
        }
        scales |= {"energie": (self.energy, 0, 9), "uren": (self.hours, 0, 168)}
        wrong = (
            f"{name} moet {low} tot en met {high} zijn."
            for name, (value, low, high) in scales.items()
            if not low <= value <= high
        )
        return tuple(wrong)


@dataclass(frozen=True)
class RoundPlan(Payload):
    """A round to prepare. `parameters` go on top of the defaults of the scheme for this kind of round."""

    code: str
    title: str
    scheme_version: uuid.UUID
    rule: str
    prefix: str
    opens_at: datetime
    closes_at: datetime
    ceiling_cents: int
    book: str
    prize_ceiling_cents: int = 0
    prize_book: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A ceiling above zero, a window that closes after it opens, weights above zero that add up."""
        found = list(_amounts(plafond=self.ceiling_cents, prijzenplafond=self.prize_ceiling_cents))
        if self.ceiling_cents == 0:
            found.append(
                Obstacle("round-without-ceiling", "Een ronde heeft een plafond boven nul.", "Awb 4:25, eerste lid")
            )
        if self.closes_at <= self.opens_at:
            found.append(Obstacle("window-empty", "De ronde moet na de opening sluiten."))
        weights = self.parameters.get("weights") or {}
        total = sum(weights.values())
        if weights and (total != 100 or min(weights.values()) <= 0):  # noqa: PLR2004 - weights are points out of 100.
            sentence = f"De gewichten zijn samen {total}. Ze moeten boven nul zijn, en samen 100."
            found.append(Obstacle("weights-do-not-add-up", sentence, "Awb 4:26", {"total": total}))
        return tuple(found)


@dataclass(frozen=True)
class Remainder(Payload):
    """Closing a round: the round that takes over what is left under the ceiling, where the scheme lets it move on."""

    carry_to: uuid.UUID | None = None


@dataclass(frozen=True)
class Seed(Payload):
    """The seed of the draw, kept secret until the ranking; its hash was published with the rules."""

    draw_seed: str = ""


@dataclass(frozen=True)
class Draft(Payload):
    """A decision to draft: its kind and amount, how it is paid, its ground and reasons.

    `details` holds public figures for the letter (rank, ceiling arithmetic); `reason` and `view` are texts by people.
    """

    application: uuid.UUID
    kind: str
    amount_cents: int
    parts: tuple[Part, ...] = ()
    ground: str = ""
    reason: str = field(default="", metadata=PERSONAL)
    view: str = field(default="", metadata=PERSONAL)
    details: Mapping[str, Any] = field(default_factory=dict)

    def public(self) -> dict[str, Any]:
        """The parts stand in the row that the event writes."""
        return {
            "application": str(self.application),
            "kind": self.kind,
            "amount_cents": self.amount_cents,
            "ground": self.ground,
        }

    def said(self) -> object:
        """All of it, the parts spelled out."""
        parts = [[p.book, p.kind, p.due_on, p.amount_cents] for p in self.parts]
        return [self.public(), parts, self.reason, self.view, dict(self.details)]

    def obstacles(self) -> tuple[Obstacle, ...]:
        """No negative amount, and none that overflows."""
        return _amounts(bedrag=self.amount_cents, **{f"deel {n}": p.amount_cents for n, p in enumerate(self.parts, 1)})


@dataclass(frozen=True)
class ByDecision(Payload):
    """A consequence of announcing this decision."""

    decision: uuid.UUID


@dataclass(frozen=True)
class Proposal(Payload):
    """A payment to propose: part `number` of a decision."""

    decision: uuid.UUID
    number: int
    planned_on: date


@dataclass(frozen=True)
class Account(Payload):
    """The final account: what it cost, in cents."""

    actual_cents: int
    text: str = field(default="", metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """No negative amount, and none that overflows."""
        return _amounts(kosten=self.actual_cents)


@dataclass(frozen=True)
class Intention(Payload):
    """The intention to determine less, on which the recipient may give a view until a day: amount in cents, facts and reasons."""

    intended_cents: int
    until: date
    facts: tuple[str, ...] = field(metadata=PERSONAL)
    reasons: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """No negative amount, and none that overflows."""
        return _amounts(voornemen=self.intended_cents)


@dataclass(frozen=True)
class ReportText(Payload):
    """The text of a report."""

    text: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True)
class ReportOwed(Payload):
    """A report that an award asks for."""

    application: uuid.UUID
    kind: str
    due_on: date | None


@dataclass(frozen=True)
class LetterOrder(Payload):
    """A letter to write: its kind, the application, and the decision or change it is about."""

    kind: str
    application: uuid.UUID
    decision: uuid.UUID | None = None
    about: Mapping[str, Any] = field(default_factory=dict, metadata=PERSONAL)
