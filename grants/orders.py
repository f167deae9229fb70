"""The facts of a payment order: its payments with their accounts, and the payment rule, in a constant number of queries."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from budgets.models import Payment
from grants.models import LegalProfile
from workflow.clock import day_of
from workflow.errors import refuse
from workflow.facts import Change, Facts
from workflow.registry import Loading


@dataclass(frozen=True, kw_only=True)
class OrderFacts(Facts):
    """Facts of an order: the payments that are put together, as they lie on the desk."""

    payments: tuple[Payment, ...] = ()
    profile: LegalProfile | None = None


def load_orders(loading: Loading) -> Mapping[uuid.UUID, Facts]:
    """The facts of a run of orders, by order."""
    asked = {
        change.subject: change.payload.payments for change in loading.changes if hasattr(change.payload, "payments")
    }
    found = loading.desk.fetch(Payment, {one for many in asked.values() for one in many}, ("bank_account",))
    profile = LegalProfile.on(day_of(loading.now))
    facts: dict[uuid.UUID, Facts] = {}
    for change in loading.changes:
        named = asked.get(change.subject, ())
        if any(one not in found for one in named):
            raise refuse("unknown-subject", "unknown-subject", "Een van deze betalingen bestaat niet.")
        facts[change.subject] = OrderFacts(
            row=loading.rows[change.subject],
            change=change,
            actor=loading.actor,
            now=loading.now,
            payments=tuple(found[one] for one in named),
            profile=profile,
            prefix=f"BO-{day_of(loading.now).year}",
        )
    return facts


def dossiers(changes: Sequence[Change]) -> Iterator[QuerySet[Any, Any]]:
    """The dossiers of all payments in these orders: an act on an order locks them."""
    named = [one for change in changes for one in getattr(change.payload, "payments", ())]
    yield Payment.objects.filter(pk__in=named).values("stream")
