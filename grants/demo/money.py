"""How the demo pays: a run of payments, proposed, approved by another person, ordered and settled, each as one act over many."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from budgets import ledger
from grants.demo.stage import Stage, at, step
from grants.models import Application
from grants.payloads import Credited, Order, Proposal
from workflow.facts import NOTHING, Change, Payload

PAYS, CHECKS = "S08", "S09"


@dataclass(frozen=True, slots=True)
class Due:
    """A part of a decision to pay."""

    decision: uuid.UUID
    number: int
    stream: uuid.UUID

    @property
    def payment(self) -> uuid.UUID:
        """The id of its payment."""
        return uuid.uuid5(self.decision, f"payment/{self.number}")


def proposed(due: Due, when: date) -> Change:
    """The change that proposes one payment."""
    return step("payment", "propose_payment", due.payment, Proposal(due.decision, due.number, when), due.stream)


def propose(stage: Stage, dues: Iterable[Due], when: date) -> list[Due]:
    """Propose payments as one act."""
    listed = list(dues)
    stage.take(
        at(when, 9),
        PAYS,
        [proposed(due, when) for due in listed],
    )
    return listed


def settle(stage: Stage, dues: Sequence[Due], when: date) -> None:
    """Approve, order and settle what was proposed: the bank credits the accounts the next day."""

    def each(action: str, payload: Payload = NOTHING) -> list[Change]:
        return [step("payment", action, due.payment, payload) for due in dues]

    stage.take(at(when, 11), CHECKS, each("approve_payment"))
    order = uuid.uuid5(dues[0].payment, "order")
    stage.take(
        at(when, 13), PAYS, step("payment_order", "make_order", order, Order(tuple(due.payment for due in dues)))
    )
    credited = when + timedelta(days=1)
    stage.take(at(credited, 10), PAYS, each("settle_payment", Credited(credited)))


def pay(stage: Stage, dues: Iterable[Due], when: date) -> None:
    """A whole run: proposed on a day, settled the day after the next."""
    settle(stage, propose(stage, dues, when), when + timedelta(days=1))


def held(case: Application) -> dict[str, dict[str, int]]:
    """What stands in the pots of the budget lines for a case, without legal ceilings and prizes, in cents."""
    found = ledger.positions([case.stream_id]).get(case.stream_id, {})
    return {book: pots for book, pots in found.items() if book.startswith("line:") and book != case.round.prize_book}
