"""The file of a payment order: pain.001.001.09, the credit transfer that every bank in the SEPA area reads.

A pure function of the order, its payments and the accounts that were approved: the same rows give the same bytes, so that the hash in the
order proves the file. Each payment is booked on its own, so that the statement of the bank names it back (`budgets.bank_statement`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from budgets.models import Payment, PaymentOrder
from budgets.sepa_text import sepa_text
from workflow.canonical import canonical

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
LONGEST_NAME, LONGEST_REMITTANCE = 70, 140

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
    document = Element("Document", xmlns=NAMESPACE)
    root = SubElement(document, "CstmrCdtTrfInitn")
    header = SubElement(root, "GrpHdr")
    _put(header, "MsgId", order.stream.reference)
    _put(header, "CreDtTm", f"{order.made_on.isoformat()}T00:00:00")
    _sums(header, order.number, order.total_cents)
    _put(header, "InitgPty/Nm", sepa_text(order.payer_name, LONGEST_NAME))
    ordered = sorted(payments, key=lambda one: (_day(order, one), one.pk))
    for number, (day, rows) in enumerate(groupby(ordered, key=lambda one: _day(order, one)), 1):
        _batch(root, order, f"{order.stream.reference}-{number}", day, list(rows))
    indent(document)
    written: bytes = tostring(document, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _day(order: PaymentOrder, payment: Payment) -> date:
    """The day on which the bank is asked to pay: never one that was before the order."""
    return max(order.made_on, payment.planned_on)


def _batch(root: Element, order: PaymentOrder, name: str, day: date, payments: Sequence[Payment]) -> None:
    """The payments of one day, from the account of the municipality; a bank knows itself by the number of the account."""
    batch = SubElement(root, "PmtInf")
    _put(batch, "PmtInfId", name)
    _put(batch, "PmtMtd", "TRF")
    _put(batch, "BtchBookg", "false")
    _sums(batch, len(payments), sum(one.amount_cents for one in payments))
    _put(batch, "PmtTpInf/SvcLvl/Cd", "SEPA")
    _put(batch, "ReqdExctnDt/Dt", day.isoformat())
    _put(batch, "Dbtr/Nm", sepa_text(order.payer_name, LONGEST_NAME))
    _put(batch, "DbtrAcct/Id/IBAN", order.payer_iban)
    _put(batch, "DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED")
    _put(batch, "ChrgBr", "SLEV")
    for one in payments:
        _transfer(SubElement(batch, "CdtTrfTxInf"), one)


def _transfer(at: Element, payment: Payment) -> None:
    """One payment; its `id` fits the 35 characters in which a bank hands a reference back."""
    account = payment.bank_account
    _put(at, "PmtId/EndToEndId", payment.pk.hex)
    _put(at, "Amt/InstdAmt", euros(payment.amount_cents)).set("Ccy", "EUR")
    _put(at, "Cdtr/Nm", sepa_text(account.holder, LONGEST_NAME))
    _put(at, "CdtrAcct/Id/IBAN", account.iban)
    _put(at, "RmtInf/Ustrd", sepa_text(payment.reference, LONGEST_REMITTANCE))


def _sums(at: Element, number: int, total_cents: int) -> None:
    _put(at, "NbOfTxs", str(number))
    _put(at, "CtrlSum", euros(total_cents))


def _put(at: Element, path: str, text: str) -> Element:
    """Put a text at the end of a path of elements that are made for it."""
    for name in path.split("/"):
        at = SubElement(at, name)
    at.text = text
    return at


def euros(amount_cents: int) -> str:
    """Cents as a bank writes euros.

    >>> euros(5), euros(1_680_00)
    ('0.05', '1680.00')
    """
    return f"{amount_cents // 100}.{amount_cents % 100:02d}"


def fingerprint(content: bytes) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(content).hexdigest()
