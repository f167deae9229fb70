"""The file of a payment order: canonical JSON, a pure function of the order, its payments and the accounts that were approved.

The same rows give the same bytes, so that the hash in the order proves the file. Amounts are whole cents, days ISO 8601.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from budgets.models import Payment, PaymentOrder
from workflow.canonical import canonical

FORMAT = "aanjager-payment-order.1"

CODES: Mapping[str, str] = {"advance": "voorschotten-subsidie", "balance": "subsidies", "bank": "betalingen-onderweg"}
"""The account in the books of the municipality for each kind of payment, and the one it is paid from; a payment rule may name others."""


def control(payments: Sequence[Payment], codes: Mapping[str, str] = CODES) -> dict[str, Any]:
    """The control figures of an order over these payments: how many, how much, by book, and the journal."""
    books: Counter[str] = Counter()
    entries: Counter[tuple[str, str]] = Counter()
    for payment in payments:
        books[payment.book] += payment.amount_cents
        entries[payment.book, payment.kind] += payment.amount_cents
    journal = [
        {"book": book, "debit": codes[kind], "credit": codes["bank"], "amount_cents": cents}
        for (book, kind), cents in sorted(entries.items())
    ]
    return {
        "number": len(payments),
        "total_cents": sum(books.values()),
        "lines": canonical([{"book": book, "amount_cents": cents} for book, cents in sorted(books.items())]),
        "journal": canonical(journal),
    }


def order_file(order: PaymentOrder, payments: Sequence[Payment]) -> bytes:
    """The file that goes to the bank. The payments come with their accounts."""
    said = {
        "format": FORMAT,
        "order": order.stream.reference,
        "made_on": order.made_on,
        "payer": {"iban": order.payer_iban, "name": order.payer_name},
        "number": order.number,
        "total_cents": order.total_cents,
        "lines": json.loads(order.lines),
        "journal": json.loads(order.journal),
        "payments": [_line(payment) for payment in sorted(payments, key=lambda payment: payment.pk)],
    }
    return (canonical(said) + "\n").encode()


def fingerprint(content: bytes) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(content).hexdigest()


def _line(payment: Payment) -> dict[str, Any]:
    """One payment as the bank needs it; its `id` fits the 35 characters in which a bank hands a reference back."""
    account = payment.bank_account
    return {
        "id": payment.pk.hex,
        "reference": payment.reference,
        "iban": account.iban,
        "name": account.holder,
        "amount_cents": payment.amount_cents,
        "planned_on": payment.planned_on,
    }
