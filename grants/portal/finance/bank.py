"""Orders to the bank: what a new one would hold by budget line, and those that were made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404

from budgets.models import Payment, PaymentOrder
from grants import saying, trail
from grants.portal.bulk import PER_PAGE
from workflow.models import Event


def by_line(payments: Iterable[Payment]) -> list[tuple[str, int, int]]:
    """How many payments and how much there is of each book."""
    cents: Counter[str] = Counter()
    many: Counter[str] = Counter()
    for one in payments:
        cents[one.book] += one.amount_cents
        many[one.book] += 1
    return [(saying.book(book), many[book], cents[book]) for book in sorted(cents)]


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
    journal = [Entry(**{**one, "book": saying.book(one["book"])}) for one in json.loads(found.journal)]
    events = Event.objects.filter(stream=found.stream_id, action__in=["fetch_file", "fetch_file_again"]).order_by("seq")
    payments = list(found.payments.select_related("stream", "bank_account").order_by("reference", "pk"))
    return Made(found, journal, trail.lines(events, {}), payments)
