"""The statement of the bank: camt.053, any version, read into lines. Pure: no database, nothing is written.

What comes from outside may be hostile: there is no document type and no entity in it, it has a largest size, and what is not understood is
refused as a whole. An amount becomes whole cents by its figures, never by way of a fraction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from workflow.errors import Obstacle, Refusal

LARGEST_STATEMENT = 5_000_000
"""Bytes in a file: a busy day of a large municipality takes about a fifth of it."""

MOST_LINES = 2_000
"""Lines of a statement that are laid beside the payments at once: a longer one is asked by day."""

AMOUNT = re.compile(r"(\d{1,13})(?:\.(\d{1,2})0*)?", re.ASCII)
UNSAID = "MS03"
"""What banks write for a reason that was not given."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement on the account of the municipality.

    `id` is what the bank calls it, `end_to_end` the name that we gave the payment, `reason` the code of a return ("" for what is none),
    `text` what the other side wrote. `day` is the day of value, `amount_cents` more than nothing.
    """

    id: str
    day: date
    amount_cents: int
    incoming: bool
    end_to_end: str
    reason: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that was read: of which account, and its movements in their order."""

    iban: str
    movements: tuple[Movement, ...]


def read(content: bytes) -> Statement:
    """The statement as it was sent.

    Raises:
        Refusal: `statement-malformed` for anything that is not such a file, `statement-too-long` for more lines than fit.
    """
    if len(content) > LARGEST_STATEMENT:
        raise _malformed("het is te groot")
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise _malformed("het is geen XML zoals een bank die maakt") from None
    statements = root.findall("{*}BkToCstmrStmt/{*}Stmt")
    accounts = {_text(one, "Acct/Id/IBAN") for one in statements}
    if len(accounts) != 1 or "" in accounts:
        raise _malformed("het is geen afschrift (camt.053) van één rekening")
    movements = tuple(line for one in statements for line in _movements(one))
    if len(movements) > MOST_LINES:
        sentence = f"Dit afschrift heeft meer dan {MOST_LINES} regels. Vraag de bank om een afschrift voor elke dag."
        raise Refusal("malformed", Obstacle("statement-too-long", sentence))
    return Statement(accounts.pop(), movements)


def _movements(statement: Element) -> Iterator[Movement]:
    """What was booked; what is still expected is left for the next statement."""
    name = _text(statement, "Id")
    for number, entry in enumerate(statement.findall("{*}Ntry"), 1):
        if (_text(entry, "Sts/Cd") or _text(entry, "Sts")) != "BOOK":
            continue
        called = _text(entry, "AcctSvcrRef") or f"{name}/{number}"
        details = entry.findall("{*}NtryDtls/{*}TxDtls") or [entry]
        for place, detail in enumerate(details, 1):
            alone = len(details) == 1
            yield _movement(entry, detail, called if alone else f"{called}/{place}", alone=alone)


def _movement(entry: Element, detail: Element, called: str, *, alone: bool) -> Movement:
    amount = detail.find("{*}Amt")
    if amount is None:
        amount = detail.find("{*}AmtDtls/{*}TxAmt/{*}Amt")
    if amount is None and alone:
        amount = entry.find("{*}Amt")
    incoming = (_text(detail, "CdtDbtInd") or _text(entry, "CdtDbtInd")) == "CRDT"
    side = "Dbtr" if incoming else "Cdtr"
    back = detail.find("{*}RtrInf")
    return Movement(
        id=called,
        day=_day(_text(entry, "ValDt/Dt") or _text(entry, "BookgDt/Dt")),
        amount_cents=_cents(amount),
        incoming=incoming,
        end_to_end=_text(detail, "Refs/EndToEndId"),
        reason="" if back is None else _text(back, "Rsn/Cd") or UNSAID,
        name=_text(detail, f"RltdPties/{side}/Nm") or _text(detail, f"RltdPties/{side}/Pty/Nm"),
        text=" ".join(one.text or "" for one in detail.findall("{*}RmtInf/{*}Ustrd"))[:140],
    )


def _text(at: Element, path: str) -> str:
    """The text at the end of a path in whatever version of the standard; "" when there is none."""
    return (at.findtext("/".join(f"{{*}}{name}" for name in path.split("/"))) or "").strip()


def _cents(amount: Element | None) -> int:
    found = AMOUNT.fullmatch((amount.text or "").strip()) if amount is not None else None
    if amount is None or found is None or amount.get("Ccy") != "EUR":
        raise _malformed("een bedrag is niet in euro’s en hele centen")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise _malformed("een regel noemt geen dag") from None


def _malformed(why: str) -> Refusal:
    return Refusal("malformed", Obstacle("statement-malformed", f"Dit afschrift kunnen wij niet lezen: {why}."))
