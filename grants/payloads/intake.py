"""What comes with ideas and applications until they are assessed: filing, completing, withdrawing.

Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from grants.payloads.receipt import OnPaper
from workflow.errors import Obstacle
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


MOST_PARTNERS = 10


@dataclass(frozen=True)
class Filing(OnPaper):
    """An application as it is sent. `answers` by question id, read by the questions of the scheme; `draw_key` "" for the reference.

    `partners` are the organisations that apply together with `organisation`, which leads.
    """

    answers: Mapping[str, Any] = field(metadata=PERSONAL)
    organisation: uuid.UUID
    contact: uuid.UUID
    bank_account: uuid.UUID | None = None
    area: uuid.UUID | None = None
    round: uuid.UUID | None = None
    draw_key: str = ""
    partners: tuple[uuid.UUID, ...] = ()

    def obstacles(self) -> tuple[str | Obstacle, ...]:
        """How it came in, and at most ten different partners besides the lead."""
        together = {self.organisation, *self.partners}
        differ = len(together) == len(self.partners) + 1 <= MOST_PARTNERS + 1
        wrong = () if differ else (f"Noem elke partner één keer, de penvoerder niet, en hoogstens {MOST_PARTNERS}.",)
        return (*super().obstacles(), *wrong)


SET_ASIDE, JUDGED_WITHOUT = "set_aside", "judged_without"
"""What follows when an item that was asked for does not come (Awb 4:5): no decision without it, or one on what there is."""


@dataclass(frozen=True)
class CompletionRequest(Payload):
    """What is missing, by question id, and the day by which it must be there.

    Without an item we cannot decide, save those in `judged_without`: there we judge with what we have. `why` says by id what an item is
    needed for, where the question does not say so itself.
    """

    missing: tuple[str, ...]
    until: date
    judged_without: tuple[str, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict, metadata=PERSONAL)

    def obstacles(self) -> tuple[str, ...]:
        """Something must be missing, and what is said about items is about those."""
        found: tuple[str, ...] = () if self.missing else ("Zeg wat er ontbreekt.",)
        if not {*self.judged_without, *self.why} <= {*self.missing}:
            found += ("Zeg alleen iets over wat er ontbreekt.",)
        return found if all(len(text) <= 300 for text in self.why.values()) else (*found, "Geef korte redenen.")  # noqa: PLR2004 - signs.

    @property
    def consequences(self) -> dict[str, str]:
        """What follows when an item does not come, by question id."""
        return {id_: JUDGED_WITHOUT if id_ in self.judged_without else SET_ASIDE for id_ in self.missing}


@dataclass(frozen=True)
class Completion(OnPaper):
    """What was missing, by question id."""

    answers: Mapping[str, Any] = field(metadata=PERSONAL)


@dataclass(frozen=True)
class Withdrawal(OnPaper):
    """Why the applicant withdraws; need not be said."""

    reason: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True)
class Merging(Payload):
    """The application that goes on, when the same one came twice; for `absorb` the one that ended."""

    other: uuid.UUID
