"""What waits in the run of payments, for a colleague who ticks it: due lines, proposals, approvals; and what one act over them did."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery

from budgets.models import Payment
from grants import due_list, payment_runs
from grants.dates import PART_WORDS
from grants.models import Application, LegalProfile
from grants.payment_rule import PaymentRule
from grants.portal.access import Desk
from grants.portal.bulk import NOTHING_TICKED, PER_PAGE, Line, Told, overtaken, refused, told
from partners.models import Person
from workflow import clock, door
from workflow.errors import Obstacle, Refusal
from workflow.facts import NOTHING, Actor, Change
from workflow.law.wording import listed
from workflow.models import Event
from workflow.passing import Run


@dataclass(frozen=True, slots=True)
class DueRow:
    """A line of the due list, with what was noticed in words."""

    due: due_list.Due
    what: str
    noticed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueList:
    """A page of what is due, what cannot be paid now with the reason, and how much there is of both."""

    open: Sequence[DueRow]
    shut: Sequence[DueRow]
    page: Page[Any]
    total_cents: int


def due(number: str) -> DueList:
    """What is due, the earliest first."""
    lines = due_list.due(clock.today())
    page = Paginator([one for one in lines if one.open], PER_PAGE).get_page(number)
    shut = [_due_row(one) for one in lines if not one.open]
    total = sum(one.amount_cents for one in lines if one.open)
    return DueList([_due_row(one) for one in page.object_list], shut[:PER_PAGE], page, total)


def _due_row(one: due_list.Due) -> DueRow:
    return DueRow(one, PART_WORDS.get(one.kind, one.kind), tuple(due_list.CHECKS[code] for code in one.checks))


def propose(desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Propose what was ticked as one act; what a colleague proposed meanwhile is told apart."""
    lines = {one.payment: Line(one.reference, one.amount_cents) for one in due_list.due(clock.today())}

    def run() -> Run:
        done, shut = payment_runs.propose(desk.actor, only=ids)
        closed = [(one.payment, Refusal("guard", _not_now(one))) for one in shut]
        return Run(done.done, (*closed, *done.aside))

    return _take(ids, Q(), lines, run)


def _not_now(one: due_list.Due) -> Obstacle:
    why = listed([due_list.CHECKS[code] for code in one.checks if code in due_list.SHUT])
    return Obstacle("not-payable-now", f"Dit kan nu niet: {why}.")


@dataclass(frozen=True, slots=True)
class Row:
    """A payment that waits: for whom, who proposed it, what is in the way for this colleague, and what is noticed now."""

    payment: Payment
    title: str
    recipient: str
    proposer: str
    obstacles: tuple[Obstacle, ...]
    noticed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of payments that wait for one step: open for this colleague, or not."""

    open: Sequence[Row]
    shut: Sequence[Row]
    page: Page[Any]

    @property
    def number(self) -> int:
        """How many of them this page shows."""
        return len(self.open) + len(self.shut)


def limit() -> int:
    """Above how many cents a third person signs today."""
    return PaymentRule.of(LegalProfile.on(clock.today())).third_above_cents


APPROVE, THIRD, ORDER = "approve_payment", "approve_payment_third", "order_payment"
"""The steps for which a payment waits, one after the other."""


def waits(action: str, above_cents: int) -> Q:
    """Which payments wait for a step, when a third person signs above an amount."""
    third = Q(state=Payment.APPROVED, third_approved=False, amount_cents__gt=above_cents)
    if action == THIRD:
        return third
    return Q(state=Payment.PROPOSED) if action == APPROVE else Q(state=Payment.APPROVED) & ~third


def payments(action: str, above_cents: int) -> QuerySet[Payment, Payment]:
    """What waits for a step, the earliest first."""
    found = Payment.objects.filter(waits(action, above_cents)).select_related("stream", "bank_account")
    return found.order_by("due_on", "reference", "pk")


def look(desk: Desk, number: str, above_cents: int) -> tuple[Waiting, Waiting]:
    """A page of what waits for approval and of what waits for a third signature after that, tried together for a colleague."""
    both = Payment.objects.filter(waits(APPROVE, above_cents) | waits(THIRD, above_cents))
    found = both.select_related("stream", "bank_account").order_by("-state", "due_on", "reference", "pk")
    page = Paginator(found, PER_PAGE).get_page(number)
    rows = _rows(list(page.object_list), desk.actor)
    proposed, third = (_waiting(state, page, rows) for state in (Payment.PROPOSED, Payment.APPROVED))
    return proposed, third


def _waiting(state: str, page: Page[Any], rows: Sequence[Row]) -> Waiting:
    mine = [row for row in rows if row.payment.state == state]
    return Waiting([row for row in mine if not row.obstacles], [row for row in mine if row.obstacles], page)


STEPS = {Payment.PROPOSED: APPROVE, Payment.APPROVED: THIRD}


def _rows(rows: Sequence[Payment], actor: Actor) -> list[Row]:
    streams, ids = [row.stream_id for row in rows], [row.pk for row in rows]
    along = Application.objects.filter(stream__in=streams).select_related("organisation", "contact")
    cases = {one.stream_id: one for one in along}
    name = Subquery(Person.objects.filter(pk=OuterRef("person")).values("name")[:1])
    proposals = Event.objects.filter(subject__in=ids, action="propose_payment").annotate(name=name)
    proposers: dict[uuid.UUID, str] = dict(proposals.values_list("subject", "name"))
    changes = [Change("payment", STEPS[row.state], row.pk, NOTHING) for row in rows]
    options = door.tried(changes, actor=actor) if changes else ()
    return [
        _row(row, cases[row.stream_id], proposers.get(row.pk, ""), option.obstacles)
        for row, option in zip(rows, options, strict=True)
    ]


def _row(payment: Payment, case: Application, proposer: str, obstacles: tuple[Obstacle, ...]) -> Row:
    name = case.organisation.name if case.organisation else case.contact.name
    account, noticed = payment.bank_account, []
    if case.organisation and not due_list.same_name(account.holder, name):
        noticed.append(f"{due_list.CHECKS['name-differs']}: {account.holder}")
    if account.verified_on is None:
        noticed.append(due_list.CHECKS["account-not-verified"])
    if case.account_changed_on:
        noticed.append(due_list.CHECKS["account-changed"])
    return Row(payment, case.title, name, proposer, obstacles, tuple(noticed))


def approve(desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Approve what was ticked."""
    return _take(ids, waits(APPROVE, 0), {}, lambda: payment_runs.approve(desk.actor, ids))


def third(desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Give the third signature to what was ticked."""
    above = limit()
    return _take(ids, waits(THIRD, above), {}, lambda: payment_runs.third(desk.actor, above, ids))


def cancel(desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Take back what was ticked."""
    taken_back = Q(state__in=[Payment.PROPOSED, Payment.APPROVED])
    return _take(ids, taken_back, {}, lambda: payment_runs.cancel(desk.actor, ids))


def order(desk: Desk, ids: Sequence[uuid.UUID]) -> tuple[uuid.UUID | None, Told]:
    """Make one order to the bank of what was ticked."""
    made: list[uuid.UUID | None] = [None]

    def run() -> Run:
        made[0], done = payment_runs.order(desk.actor, ids)
        return done

    answer = _take(ids, Q(state=Payment.APPROVED), {}, run)
    return made[0], answer


def _take(ids: Sequence[uuid.UUID], waiting: Q, lines: Mapping[uuid.UUID, Line], run: Callable[[], Run]) -> Told:
    """One act over what was ticked; `lines` are those that are no payment yet, what does not wait any more is told apart."""
    if not ids:
        return Told(obstacles=(NOTHING_TICKED,))
    found = Payment.objects.filter(pk__in=ids).select_related("stream")
    still = set(found.filter(waiting).values_list("pk", flat=True)) if waiting else set()
    late = [overtaken(one.stream.reference, "Deze betaling", one.state_word) for one in found if one.pk not in still]
    known = {**lines, **{one.pk: Line(one.stream.reference, one.amount_cents) for one in found}}
    try:
        return told(run(), known, late)
    except Refusal as refusal:
        return refused(refusal)
