"""Runs of payments: each an act over many through the door. What may not pass is set aside with its reason, the rest goes on.

The key of an act follows from what it does, so that the same run asked for twice is one.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from budgets import payment_status
from budgets.models import Payment, PaymentOrder
from budgets.order_store import file_of
from grants import asked_once
from grants.due_list import Due, due
from grants.payloads import Credited, Doubt, Order, Proposal, Returned
from workflow import clock
from workflow.canonical import digest
from workflow.errors import Refusal, refuse
from workflow.facts import NOTHING, Actor, Change, Payload
from workflow.law.terms import payment_term
from workflow.passing import Run, passing

ATTEMPTS = 3
"""How often a status file is laid beside the records anew, when somebody else processed lines of it in between."""


Chosen = Collection[uuid.UUID] | None
"""The payments that somebody picked for a run; None for all that wait."""


def propose(actor: Actor, through: date | None = None, only: Chosen = None) -> tuple[Run, tuple[Due, ...]]:
    """Propose all that is due through a day; by default in the term of the law, so that no instalment of a later year goes along.

    What was picked is proposed whatever its day.

    What the list already shows to be shut is not asked of the door; it comes back beside the run, with what was noticed.
    """
    last = through or term_of(clock.today())
    lines = due(clock.today(), last) if only is None else [one for one in due(clock.today()) if one.payment in only]
    asked = [line for line in lines if line.open]
    run = passing([line.payment for line in asked], lambda left: _proposals(asked, left), actor)
    return run, tuple(line for line in lines if not line.open)


def term_of(today: date) -> date:
    """The last day on which what is announced today must be paid: how far a run looks that names no day."""
    return payment_term(today).deadline


def _proposals(lines: Sequence[Due], left: Sequence[uuid.UUID]) -> list[Change]:
    today = clock.today()
    return [
        Change(
            "payment", "propose_payment", line.payment, Proposal(line.decision, line.number, today), stream=line.stream
        )
        for line in lines
        if line.payment in set(left)
    ]


def approve(actor: Actor, only: Chosen = None) -> Run:
    """Approve all that is proposed."""
    return _each(actor, "approve_payment", _of(only, state=Payment.PROPOSED))


def cancel(actor: Actor, only: Collection[uuid.UUID]) -> Run:
    """Take back proposals that did not go to the bank."""
    return _each(actor, "cancel_payment", _of(only, state__in=Payment.AT_HOME))


def send_back(actor: Actor, reason: str, only: Collection[uuid.UUID]) -> Run:
    """Give proposals back to who made them, with the reason."""
    return _each(actor, "send_back_payment", _of(only, state__in=[Payment.PROPOSED, Payment.APPROVED]), Doubt(reason))


def again(actor: Actor, only: Collection[uuid.UUID]) -> Run:
    """Propose once more what was sent back."""
    return _each(actor, "propose_payment_again", _of(only, state=Payment.SENT_BACK))


def third(actor: Actor, above_cents: int, only: Chosen = None) -> Run:
    """Give the third signature to all that is approved above an amount."""
    waiting = _of(only, state=Payment.APPROVED, third_approved=False, amount_cents__gt=above_cents)
    return _each(actor, "approve_payment_third", waiting)


def order(actor: Actor, only: Chosen = None) -> tuple[uuid.UUID | None, Run]:
    """Put all that is approved in one order to the bank; the order, when there is one."""
    made: list[uuid.UUID] = []

    def ordering(left: Sequence[uuid.UUID]) -> list[Change]:
        made[:] = [uuid.uuid5(left[0], f"order/{digest(list(left))}")]
        return [Change("payment_order", "make_order", made[0], Order(tuple(left)))]

    run = passing(_waiting(_of(only, state=Payment.APPROVED)), ordering, actor)
    return (made[0] if run.done else None), run


def _each(actor: Actor, action: str, payments: Iterable[Payment], payload: Payload = NOTHING) -> Run:
    """One step for each, which a payment that was sent back takes again."""
    found = list(payments)
    seen = {one.pk: one.subject_seq for one in found}
    return passing(
        _waiting(found), lambda left: [Change("payment", action, one, payload) for one in left], actor, seen=seen
    )


def _of(only: Chosen, **state: Any) -> QuerySet[Payment, Payment]:
    found = Payment.objects.filter(**state)
    return found if only is None else found.filter(pk__in=only)


def _waiting(payments: Iterable[Payment]) -> list[uuid.UUID]:
    return [one.pk for one in sorted(payments, key=lambda one: (one.due_on, one.reference, one.pk))]


def order_of(reference: str) -> PaymentOrder:
    """The order to the bank with this reference. Raises `Refusal` when there is none."""
    found = PaymentOrder.objects.select_related("stream").filter(stream__reference=reference).first()
    if found is None:
        raise refuse("unknown-subject", "unknown-order", f"Wij gaven geen opdracht ‘{reference}’.")
    return found


def fetch(order: PaymentOrder, actor: Actor) -> bytes:
    """The file of an order for who takes it to the bank, which is recorded: the first time, and every time after that.

    Raises:
        Refusal: when it may not be taken, or is lost; then nothing is recorded.
    """
    content = file_of(order)
    action = "fetch_file" if order.state == PaymentOrder.MADE else "fetch_file_again"
    asked_once.take([Change("payment_order", action, order.pk)], actor)
    return content


def process(content: bytes, actor: Actor) -> payment_status.Plan:
    """Process a status file of the bank as one act: what was not yet on record is settled or returned.

    Raises:
        Refusal: for a file that does not fit as a whole; then nothing of it is done.
    """
    status = payment_status.read(content)
    for attempt in range(1, ATTEMPTS + 1):
        order = order_of(status.order)
        found = {one.pk: one for one in order.payments.all()}
        plan = payment_status.plan(status, order, found)
        try:
            if changes := [*map(_settled, plan.settle), *map(_returned, plan.bring_back)]:
                asked_once.take(changes, actor)
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
