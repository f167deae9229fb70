"""The status file: what the bank says became of the payments in an order. Read, judged as a whole, and laid beside what is on record.

The file is JSON: `order` (its reference), `sha256` (the hash of its file) and `lines`, each with `payment` (its id), `amount_cents`,
`day` (ISO 8601), `outcome` ("settled" or "returned") and, for what came back, `reason`. Pure: no database, nothing is written.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from budgets.figures import euro
from budgets.models import Payment, PaymentOrder
from workflow.canonical import LARGEST
from workflow.errors import Obstacle, Refusal
from workflow.law.wording import dutch_date

LARGEST_FILE = 5_000_000
"""Bytes in a file: an order of the most payments takes about a fifth of it."""

SETTLED, RETURNED = "settled", "returned"


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one payment, and on which day."""

    payment: uuid.UUID
    amount_cents: int
    day: date
    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """A file that was read: the order that it is about, and its lines, each once."""

    order: str
    sha256: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file asks for: lines to settle, lines to return, and lines that were done before, or are overtaken by a return."""

    settle: tuple[Line, ...] = ()
    bring_back: tuple[Line, ...] = ()
    done: tuple[Line, ...] = ()


def read(content: bytes) -> Status:
    """The file as it was sent.

    Raises:
        Refusal: `status-file-malformed` for anything that is not such a file, an amount that is no whole number of cents included.
    """
    if len(content) > LARGEST_FILE:
        raise _malformed("het is te groot")
    try:
        told = json.loads(content, parse_float=_no_fraction, parse_constant=_no_fraction)
    except (ValueError, RecursionError):
        raise _malformed("het is geen JSON, of een bedrag is geen heel aantal centen") from None
    if not isinstance(told, dict) or not isinstance(told.get("lines"), list):
        raise _malformed("er staan geen regels in")
    order, sha256 = told.get("order"), told.get("sha256")
    if not isinstance(order, str) or not isinstance(sha256, str):
        raise _malformed("het noemt geen opdracht")
    lines = (_line(number, one) for number, one in enumerate(told["lines"], 1))
    return Status(order, sha256, tuple(dict.fromkeys(lines)))


def plan(status: Status, order: PaymentOrder, payments: Mapping[uuid.UUID, Payment]) -> Plan:
    """Lay a file beside the payments of the order that it names: what is still to be done.

    Raises:
        Refusal: with an obstacle for each line that does not fit; then nothing of the file is done.
    """
    if status.sha256 != order.sha256:
        sentence = f"Dit bestand hoort niet bij opdracht {status.order}: de controlesom is anders."
        raise Refusal("guard", Obstacle("other-order", sentence))
    if wrong := list(_wrong(status, payments)):
        raise Refusal("guard", *wrong)
    back = [one for one in status.lines if one.outcome == RETURNED and _state(one, payments) != Payment.RETURNED]
    over = {one.payment for one in back}
    paid = [one for one in status.lines if one.outcome == SETTLED and one.payment not in over]
    settle = [one for one in paid if _state(one, payments) == Payment.ORDERED]
    asked = {*settle, *back}
    return Plan(tuple(settle), tuple(back), tuple(one for one in status.lines if one not in asked))


def _state(line: Line, payments: Mapping[uuid.UUID, Payment]) -> str:
    return str(payments[line.payment].state)


def _wrong(status: Status, payments: Mapping[uuid.UUID, Payment]) -> Iterator[Obstacle]:
    seen: set[tuple[uuid.UUID, str]] = set()
    for line in status.lines:
        payment, place = payments.get(line.payment), (line.payment, line.outcome)
        if payment is None:
            yield Obstacle("other-order", f"Betaling {line.payment} hoort niet bij opdracht {status.order}.")
        elif payment.amount_cents != line.amount_cents:
            yield _other_amount(payment, line)
        elif place in seen or _on_record(payment, line) not in (None, line.day):
            sentence = (
                f"Betaling {payment.reference}: het bestand zegt {dutch_date(line.day)}, wij weten een andere dag."
            )
            yield Obstacle("status-contradicts", sentence, "Awb 4:89, derde lid", {"payment": str(payment.pk)})
        seen.add(place)


def _on_record(payment: Payment, line: Line) -> date | None:
    """The day on record for what the line says, None when nothing is; a settlement that was overtaken by a return is no quarrel."""
    if line.outcome == RETURNED:
        return payment.returned_on if payment.state == Payment.RETURNED else None
    return payment.settled_on if payment.state == Payment.SETTLED else None


def _other_amount(payment: Payment, line: Line) -> Obstacle:
    apart = line.amount_cents - payment.amount_cents
    sentence = (
        f"Betaling {payment.reference} is {euro(payment.amount_cents)}, het bestand zegt {euro(line.amount_cents)}: "
        f"{euro(apart)} verschil."
    )
    detail: dict[str, object] = {"ours_cents": payment.amount_cents, "theirs_cents": line.amount_cents}
    return Obstacle("status-amount-differs", sentence, "Awb 4:89", detail)


def _line(number: int, told: Any) -> Line:
    """One line, whole and of the right types; a truth value is no amount."""
    if not isinstance(told, dict):
        raise _malformed(f"regel {number} is geen regel")
    amount, outcome, reason = told.get("amount_cents"), told.get("outcome"), told.get("reason", "")
    if type(amount) is not int or not 0 < amount <= LARGEST:
        raise _malformed(f"het bedrag in regel {number} is geen heel aantal centen boven nul")
    if outcome not in (SETTLED, RETURNED) or not isinstance(reason, str) or bool(reason) != (outcome == RETURNED):
        raise _malformed(f"regel {number} zegt niet of de betaling is verwerkt of waarom zij terugkwam")
    try:
        return Line(uuid.UUID(told["payment"]), amount, date.fromisoformat(told["day"]), outcome, reason)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _malformed(f"regel {number} noemt geen betaling of geen dag") from None


def _no_fraction(text: str) -> Any:
    raise ValueError(text)


def _malformed(why: str) -> Refusal:
    return Refusal("malformed", Obstacle("status-file-malformed", f"Dit statusbestand kunnen wij niet lezen: {why}."))
