"""What comes with a payment.

Amounts in cents, days in Europe/Amsterdam; PERSONAL fields stay out of the trail.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from datetime import date

from budgets.figures import amount_obstacle
from workflow.errors import Obstacle
from workflow.facts import PERSONAL, Payload

LARGEST_ORDER = 5_000
"""Payments in one order: more are sent in two."""

LONGEST_REASON = 1_000
REASON = re.compile(r"[A-Z]{2}[0-9]{2}", re.ASCII)
"""How a bank spells why it sent money back (ISO 20022): "AC04" for an account that was closed."""


@dataclass(frozen=True)
class Proposal(Payload):
    """A payment to propose: part `number` of a decision."""

    decision: uuid.UUID
    number: int
    planned_on: date


@dataclass(frozen=True)
class Order(Payload):
    """The approved payments that go to the bank together."""

    payments: tuple[uuid.UUID, ...]

    def obstacles(self) -> tuple[Obstacle, ...]:
        """At least one, each once, and no more than a file holds."""
        if not self.payments:
            return (Obstacle("order-empty", "Er is geen goedgekeurde betaling om opdracht voor te geven."),)
        if len(set(self.payments)) < len(self.payments):
            return (Obstacle("payment-twice", "Een betaling staat twee keer in deze opdracht."),)
        if len(self.payments) > LARGEST_ORDER:
            return (
                Obstacle("order-too-large", f"Een opdracht bevat hoogstens {LARGEST_ORDER} betalingen. Maak er twee."),
            )
        return ()


@dataclass(frozen=True)
class ByOrder(Payload):
    """A consequence of making this order."""

    order: uuid.UUID


@dataclass(frozen=True)
class Credited(Payload):
    """The day on which the account of the creditor was credited."""

    value_date: date


@dataclass(frozen=True)
class Returned(Payload):
    """The day on which the bank sent the money back, and why, in its own code."""

    returned_on: date
    reason: str

    def obstacles(self) -> tuple[Obstacle, ...]:
        """The code is one that banks use."""
        if REASON.fullmatch(self.reason):
            return ()
        return (Obstacle("reason-invalid", "De reden van de bank is een code van twee letters en twee cijfers."),)


@dataclass(frozen=True)
class Receipt(Payload):
    """Money that was paid back on a claim: how much, and the day it came."""

    decision: uuid.UUID
    amount_cents: int
    received_on: date

    def obstacles(self) -> tuple[Obstacle, ...]:
        """More than nothing, and no more than fits."""
        found = amount_obstacle(self.amount_cents)
        return (found,) if found else ()


@dataclass(frozen=True)
class Mistake(Payload):
    """Why a registration is taken back."""

    reason: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """A reason, and not a novel."""
        if 0 < len(self.reason.strip()) <= LONGEST_REASON:
            return ()
        return (
            Obstacle(
                "mistake-unexplained", f"Schrijf in hoogstens {LONGEST_REASON} tekens op waarom dit een fout was."
            ),
        )


@dataclass(frozen=True)
class Doubt(Payload):
    """Why a proposal goes back to who made it."""

    reason: str = field(metadata=PERSONAL)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """Something that the maker can do something with."""
        if 0 < len(self.reason.strip()) <= LONGEST_REASON:
            return ()
        sentence = f"Schrijf in hoogstens {LONGEST_REASON} tekens op waarom u het voorstel terugstuurt."
        return (Obstacle("sent-back-unexplained", sentence),)


@dataclass(frozen=True)
class Suspicion(Payload):
    """Why the authority seriously suspects a ground to withdraw or change the subsidy (Awb 4:56)."""

    reason: str = field(metadata=PERSONAL)

    obstacles = Mistake.obstacles
