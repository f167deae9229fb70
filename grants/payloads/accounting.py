"""What comes with reports, the final account and the intention to determine less.

Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from grants.payloads.amounts import amount_obstacles
from grants.payloads.receipt import OnPaper
from workflow.errors import Obstacle
from workflow.facts import CENTS, PERSONAL, Payload

MOST_LINES = 100


@dataclass(frozen=True)
class Account(OnPaper):
    """The final account: what it cost, in cents, and whether all the work was done.

    `costs` and `income` are the actual amounts in the order of the budget that was sent; `explained` says why a line deviates, by its
    key ("costs/0"). `answers` are to what the scheme asks afterwards, files by their hash.
    """

    actual_cents: int
    text: str = field(default="", metadata=PERSONAL)
    costs: tuple[int, ...] = field(default=(), metadata=CENTS)
    income: tuple[int, ...] = field(default=(), metadata=CENTS)
    explained: Mapping[str, str] = field(default_factory=dict, metadata=PERSONAL)
    all_done: bool = True
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_lines(self) -> bool:
        """Whether it accounts line by line."""
        return bool(self.costs or self.income)

    @property
    def actuals(self) -> Mapping[str, tuple[int, ...]]:
        """The amounts by side of the budget."""
        return {"costs": self.costs, "income": self.income}

    def obstacles(self) -> tuple[str | Obstacle, ...]:
        """How it came in; no negative amount, no part of a cent, none that overflows; no endless list."""
        if wrong := super().obstacles():
            return wrong
        if max(len(self.costs), len(self.income)) > MOST_LINES:
            return (Obstacle("too-many-lines", f"Een verantwoording heeft hoogstens {MOST_LINES} regels."),)
        rows = {f"{side} {n}": cents for side, all_ in self.actuals.items() for n, cents in enumerate(all_, 1)}
        return amount_obstacles(kosten=self.actual_cents, **rows)


@dataclass(frozen=True)
class Intention(Payload):
    """The intention to decide against the recipient, who may give a view until a day: amount in cents, facts and reasons.

    `kind` is that of the decision one intends to take, `ground` the one of Awb 4:46(2) on which less would be determined.
    """

    intended_cents: int
    until: date
    facts: tuple[str, ...] = field(metadata=PERSONAL)
    reasons: str = field(metadata=PERSONAL)
    kind: str = "lower_determination"
    ground: str = ""

    def obstacles(self) -> tuple[Obstacle, ...]:
        """No negative amount, and none that overflows."""
        return amount_obstacles(voornemen=self.intended_cents)


@dataclass(frozen=True)
class Reminding(Payload):
    """A reminder: the day that went by, and whether it is the first or the second."""

    due_on: date
    number: int = 1


@dataclass(frozen=True)
class ReportText(OnPaper):
    """The text of a report, and the answers to what the scheme asks in between, files by their hash."""

    text: str = field(default="", metadata=PERSONAL)
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ReportOwed(Payload):
    """A report that an award asks for."""

    application: uuid.UUID
    kind: str
    due_on: date | None
