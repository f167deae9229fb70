"""The second path over payments: what is booked of each, and what each order says of its payments, counted again in plain SQL.

Like `budgets.checker` it imports no model, so that a mistake there cannot hide itself here. It only reads; sums are taken in Python, where
a corrupted amount cannot overflow.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import connection

BOOKED = """
    SELECT p.id, p.reference, p.state, p.amount_cents, t.amount_cents, t.corrects_id IS NOT NULL
    FROM budgets_payment p LEFT JOIN budgets_transfer t ON t.payment = p.id ORDER BY p.id
"""

ORPHANS = """
    SELECT t.id FROM budgets_transfer t LEFT JOIN budgets_payment p ON p.id = t.payment
    WHERE t.payment IS NOT NULL AND p.id IS NULL ORDER BY t.id
"""

ORDERED = """
    SELECT o.id, s.reference, o.number, o.total_cents, p.amount_cents
    FROM budgets_paymentorder o JOIN workflow_stream s ON s.id = o.stream_id
    LEFT JOIN budgets_payment p ON p.order_id = o.id ORDER BY o.id
"""


def sentences() -> list[str]:
    """Every payment and order that does not add up, as lines for `manage.py verify`."""
    return [*_booked(), *_orphans(), *_ordered()]


def _booked() -> Iterator[str]:
    """What was settled is booked once, whole; of every other payment nothing stands."""
    expected: dict[tuple[str, str], int] = {}
    found: Counter[tuple[str, str]] = Counter()
    for id_, reference, state, amount, entry, undone in _select(BOOKED):
        payment = (str(reference), str(_uuid(id_)))
        expected[payment] = amount if state == "settled" else 0
        found[payment] += (-1 if undone else 1) * (entry or 0)
    for payment, cents in expected.items():
        if found[payment] != cents:
            yield f"payment {' '.join(payment)}: hoort {cents} geboekt te zijn, is {found[payment]}"


def _orphans() -> Iterator[str]:
    """Nothing is booked for a payment that is not there."""
    for (id_,) in _select(ORPHANS):
        yield f"transfer {_uuid(id_)}: geboekt voor een betaling die er niet is"


def _ordered() -> Iterator[str]:
    """The control figures of an order are those of its payments."""
    said: dict[str, tuple[int, int]] = {}
    payments: dict[str, list[int]] = {}
    for id_, reference, number, total, amount in _select(ORDERED):
        order = f"{reference} {_uuid(id_)}"
        said[order] = (number, total)
        payments.setdefault(order, []).extend([] if amount is None else [amount])
    for order, figures in said.items():
        counted = (len(payments[order]), sum(payments[order]))
        if counted != figures:
            yield f"payment order {order}: zegt {figures[0]} betalingen van {figures[1]}, het zijn er {counted[0]} van {counted[1]}"


def _select(statement: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        yield from cursor.fetchall()


def _uuid(stored: Any) -> uuid.UUID:
    """An identifier as either engine stores it: PostgreSQL has a type for it, SQLite 32 characters."""
    return uuid.UUID(str(stored))
