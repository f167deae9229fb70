"""Orders to the bank: what a new one would hold by budget line, those that were made, and what a status file says of them."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404

from budgets import ledger
from budgets.models import Payment, PaymentOrder
from budgets.payment_status import LARGEST_FILE, Line
from grants import payment_runs
from grants.portal import trail
from grants.portal.access import Desk
from grants.portal.bulk import PER_PAGE
from workflow.errors import Obstacle, Refusal
from workflow.models import Event


def by_line(payments: Iterable[Payment]) -> list[tuple[str, int, int]]:
    """How many payments and how much there is of each book."""
    cents: Counter[str] = Counter()
    many: Counter[str] = Counter()
    for one in payments:
        cents[one.book] += one.amount_cents
        many[one.book] += 1
    return [(ledger.spoken(book), many[book], cents[book]) for book in sorted(cents)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal: which book, the accounts that go up and down, and how much in cents."""

    book: str
    debit: str
    credit: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Made:
    """An order with its journal, who fetched its file and when, the first time first, and what the bank did of each payment."""

    order: PaymentOrder
    journal: Sequence[Entry]
    fetched: Sequence[trail.Happened]
    payments: Sequence[Payment]


def orders(number: str) -> Page[Any]:
    """The orders that were made, the newest first, with how many of their payments were paid, came back or are on their way."""
    found = PaymentOrder.objects.select_related("stream").annotate(
        n_settled=Count("payments", filter=Q(payments__state=Payment.SETTLED)),
        n_returned=Count("payments", filter=Q(payments__state=Payment.RETURNED)),
        n_ordered=Count("payments", filter=Q(payments__state=Payment.ORDERED)),
    )
    return Paginator(found.order_by("-made_on", "-stream__reference"), PER_PAGE).get_page(number)


def order(reference: str) -> Made:
    """One order. Raises `Http404` when there is none of this reference."""
    found = PaymentOrder.objects.select_related("stream").filter(stream__reference=reference).first()
    if found is None:
        raise Http404
    journal = [Entry(**{**one, "book": ledger.spoken(one["book"])}) for one in json.loads(found.journal)]
    events = Event.objects.filter(stream=found.stream_id, action__in=["fetch_file", "fetch_file_again"]).order_by("seq")
    payments = list(found.payments.select_related("stream", "bank_account").order_by("reference", "pk"))
    return Made(found, journal, trail.lines(events, {}), payments)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a status file brought: paid, come back, known already; or why nothing of it was done."""

    settled: Sequence[tuple[str, int]] = ()
    returned: Sequence[tuple[str, int, str]] = ()
    done: int = 0
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def again(self) -> bool:
        """Whether everything in the file was processed before."""
        return bool(self.done) and not (self.settled or self.returned)


NO_FILE = Obstacle("no-file", "Kies eerst het bestand dat u van de bank kreeg.")


def process(file: Any, desk: Desk) -> Answer:
    """Process a status file that somebody sent along; one byte too many is read, so that a file that is too large says so."""
    if file is None:
        return Answer(obstacles=(NO_FILE,))
    try:
        plan = payment_runs.process(file.read(LARGEST_FILE + 1), desk.actor)
    except Refusal as refusal:
        return Answer(obstacles=refusal.obstacles)
    names = _references([*plan.settle, *plan.bring_back])
    return Answer(
        settled=[(names[one.payment], one.amount_cents) for one in plan.settle],
        returned=[(names[one.payment], one.amount_cents, one.reason) for one in plan.bring_back],
        done=len(plan.done),
    )


def _references(lines: Iterable[Line]) -> Mapping[uuid.UUID, str]:
    wanted = [one.payment for one in lines]
    return dict(Payment.objects.filter(pk__in=wanted).values_list("pk", "stream__reference"))
