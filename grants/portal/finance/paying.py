"""What is due, for a colleague who ticks it; and what one act over many payments did and left as it was."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from budgets.models import Payment
from grants import due_list, payment_runs
from grants.dates import PART_WORDS
from grants.desk import Desk
from grants.models import LegalProfile
from grants.payment_checks import CHECKS, SHUT
from grants.payment_rule import PaymentRule
from grants.portal.bulk import NOTHING_TICKED, Line, Told, overtaken, refused, told
from grants.portal.finance.approving import AGAIN, APPROVE, PER_PAGE, THIRD, waits
from grants.sight import closed_to
from workflow import clock
from workflow.errors import Obstacle, Refusal
from workflow.law.wording import listed
from workflow.passing import Run


@dataclass(frozen=True, slots=True)
class DueRow:
    """A line of the due list, with the words for its kind."""

    due: due_list.Due
    what: str


@dataclass(frozen=True, slots=True)
class Day:
    """The lines that the law wants paid by one day (None: after the determination), and what they are together in cents."""

    last: date | None
    rows: Sequence[DueRow]
    total_cents: int


@dataclass(frozen=True, slots=True)
class DueList:
    """A page of what is due by its legal day, what cannot be paid now with the reason, and how much is open in all."""

    days: Sequence[Day]
    shut: Sequence[DueRow]
    page: Page[Any]
    total_cents: int


def _lines(desk: Desk) -> list[due_list.Due]:
    """What is due, without what stands in a dossier in which the colleague has an interest."""
    shut = set(closed_to(desk))
    return [one for one in due_list.due(clock.today()) if one.stream not in shut]


def due(desk: Desk, number: str) -> DueList:
    """What is due, the earliest first."""
    open_: list[due_list.Due] = []
    shut: list[due_list.Due] = []
    for one in _lines(desk):
        (open_ if one.open else shut).append(one)
    page = Paginator(open_, PER_PAGE).get_page(number)
    total = sum(one.amount_cents for one in open_)
    return DueList(_days(list(page.object_list)), list(map(_due_row, shut[:PER_PAGE])), page, total)


def _days(lines: Sequence[due_list.Due]) -> list[Day]:
    grouped = [(last, list(rows)) for last, rows in groupby(lines, key=lambda one: one.due_on)]
    return [Day(last, [_due_row(one) for one in rows], sum(one.amount_cents for one in rows)) for last, rows in grouped]


def _due_row(one: due_list.Due) -> DueRow:
    return DueRow(one, PART_WORDS.get(one.kind, one.kind))


def propose(desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Propose what was ticked as one act; what a colleague proposed meanwhile is told apart."""
    lines = {one.payment: Line(one.reference, one.amount_cents) for one in _lines(desk)}

    def run() -> Run:
        done, shut = payment_runs.propose(desk.actor, only=ids)
        closed = [(one.payment, Refusal("guard", _not_now(one))) for one in shut]
        return Run(done.done, (*closed, *done.aside))

    return _take(ids, Q(), lines, run)


def _not_now(one: due_list.Due) -> Obstacle:
    why = listed([CHECKS[code] for code in one.checks if code in SHUT])
    return Obstacle("not-payable-now", f"Dit kan nu niet: {why}.")


def approve(desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Approve what was ticked."""
    return _take(ids, waits(APPROVE, 0), {}, lambda: payment_runs.approve(desk.actor, ids))


def third(desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Give the third signature to what was ticked."""
    above = PaymentRule.of(LegalProfile.on(clock.today())).third_above_cents
    return _take(ids, waits(THIRD, above), {}, lambda: payment_runs.third(desk.actor, above, ids))


def cancel(desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Take back what was ticked."""
    return _take(ids, Q(state__in=Payment.AT_HOME), {}, lambda: payment_runs.cancel(desk.actor, ids))


def again(desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Propose once more what was sent back and ticked."""
    return _take(ids, waits(AGAIN, 0), {}, lambda: payment_runs.again(desk.actor, ids))


def send_back(desk: Desk, ids: Sequence[uuid.UUID], reason: str) -> Told:
    """Give what was ticked back to who proposed it, with the reason."""
    waiting = waits(APPROVE, 0) | Q(state=Payment.APPROVED)
    return _take(ids, waiting, {}, lambda: payment_runs.send_back(desk.actor, reason, ids))


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
