"""Runs of payments: each an act over many through the door. What may not pass is set aside with its reason, the rest goes on.

The key of an act follows from what it does, so that the same run asked for twice is one.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from budgets import payment_status
from budgets.models import Payment, PaymentOrder
from grants.due_list import Due, due
from grants.payloads import Credited, Order, Proposal, Returned
from workflow import clock, door
from workflow.canonical import digest
from workflow.errors import Refusal, refuse
from workflow.facts import NOTHING, Actor, Change, Payload
from workflow.law.terms import payment_term
from workflow.passing import Run, passing

ATTEMPTS = 3
"""How often a status file is laid beside the records anew, when somebody else processed lines of it in between."""


def propose(actor: Actor, through: date | None = None) -> Run:
    """Propose all that is due through a day; by default in the term of the law, so that no instalment of a later year goes along."""
    today = clock.today()
    lines = [
        line
        for line in due(today, through or payment_term(today).deadline)
        if line.open or "payments-suspended" in line.checks
    ]
    return passing([line.payment for line in lines], lambda left: _proposals(lines, left), actor)


def _proposals(lines: Sequence[Due], left: Sequence[uuid.UUID]) -> list[Change]:
    today = clock.today()
    return [
        Change(
            "payment", "propose_payment", line.payment, Proposal(line.decision, line.number, today), stream=line.stream
        )
        for line in lines
        if line.payment in set(left)
    ]


def approve(actor: Actor) -> Run:
    """Approve all that is proposed."""
    return _each(actor, "approve_payment", Payment.objects.filter(state=Payment.PROPOSED))


def third(actor: Actor, above_cents: int) -> Run:
    """Give the third signature to all that is approved above an amount."""
    waiting = Payment.objects.filter(state=Payment.APPROVED, third_approved=False, amount_cents__gt=above_cents)
    return _each(actor, "approve_payment_third", waiting)


def order(actor: Actor) -> tuple[uuid.UUID | None, Run]:
    """Put all that is approved in one order to the bank; the order, when there is one."""
    made: list[uuid.UUID] = []

    def ordering(left: Sequence[uuid.UUID]) -> list[Change]:
        made[:] = [uuid.uuid5(left[0], f"order/{digest(list(left))}")]
        return [Change("payment_order", "make_order", made[0], Order(tuple(left)))]

    run = passing(_waiting(Payment.objects.filter(state=Payment.APPROVED)), ordering, actor)
    return (made[0] if run.done else None), run


def _each(actor: Actor, action: str, payments: Iterable[Payment]) -> Run:
    return passing(_waiting(payments), lambda left: [Change("payment", action, one, NOTHING) for one in left], actor)


def _waiting(payments: Iterable[Payment]) -> list[uuid.UUID]:
    return [one.pk for one in sorted(payments, key=lambda one: (one.due_on, one.reference, one.pk))]


def process(content: bytes, actor: Actor) -> payment_status.Plan:
    """Process a status file of the bank as one act: what was not yet on record is settled or returned.

    Raises:
        Refusal: for a file that does not fit as a whole; then nothing of it is done.
    """
    status = payment_status.read(content)
    for attempt in range(1, ATTEMPTS + 1):
        order = PaymentOrder.objects.filter(stream__reference=status.order).first()
        if order is None:
            raise refuse("unknown-subject", "unknown-order", f"Wij gaven geen opdracht ‘{status.order}’.")
        found = {one.pk: one for one in order.payments.all()}
        plan = payment_status.plan(status, order, found)
        try:
            _act([*map(_settled, plan.settle), *map(_returned, plan.bring_back)], found, actor)
        except Refusal as refusal:
            if refusal.kind != "wrong-state" or attempt == ATTEMPTS:
                raise
        else:
            return plan
    raise AssertionError("unreachable")


def _settled(line: payment_status.Line) -> Change:
    return _on(line, "settle_payment", Credited(line.day))


def _returned(line: payment_status.Line) -> Change:
    return _on(line, "return_payment", Returned(line.day, line.reason))


def _on(line: payment_status.Line, action: str, payload: Payload) -> Change:
    return Change("payment", action, line.payment, payload)


def _act(changes: Sequence[Change], found: dict[uuid.UUID, Payment], actor: Actor) -> None:
    """Take the steps under a key of what is asked and where the payments stood: after a registration was undone it is another call."""
    if changes:
        said = [[one.action, one.subject, one.payload.said(), found[one.subject].subject_seq] for one in changes]
        door.act(changes, actor=actor, key=f"status/{digest(said)}")
