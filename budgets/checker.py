"""The second path: recomputes the ledger from its entries in plain SQL, and says where the two differ.

It imports no model and nothing of the ledger, so that a mistake there cannot hide itself here; the table of kinds is
written out a second time for that reason. It only reads. Figures that are compared come from one statement, hence from
one snapshot on either engine: it takes no lock, waits for nobody, and can run while others write.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

FLOWS = {
    "authorise": ("council", "available"),
    "withdraw": ("available", "council"),
    "reserve": ("available", "reserved"),
    "unreserve": ("reserved", "available"),
    "commit": ("reserved", "committed"),
    "advance": ("committed", "advanced"),
    "pay": ("committed", "paid"),
    "settle_advance": ("advanced", "paid"),
    "release": ("committed", "available"),
    "reclaim": ("advanced", "recoverable"),
    "reclaim_paid": ("paid", "recoverable"),
    "receive": ("recoverable", "available"),
}

PART = 1_000_000_000

# Every entry as two movements: into the account it reaches, out of the one it leaves. A sum of 64-bit numbers may need
# more than 64 bits, where SQLite gives up and one corrupted row would stop the check; so it is taken in two parts
# (of PART), which `_whole` puts together again. Both engines divide towards zero.
MOVES = """
    WITH moves AS (
        SELECT kind, stream_id, credit_id AS account,
            amount_cents / 1000000000 AS high, amount_cents % 1000000000 AS low
        FROM budgets_transfer
        UNION ALL
        SELECT kind, stream_id, debit_id, -(amount_cents / 1000000000), -(amount_cents % 1000000000)
        FROM budgets_transfer
    )
"""

BALANCES = """
    SELECT a.book, a.pot, a.balance_cents, SUM(m.high), SUM(m.low)
    FROM budgets_ledgeraccount a LEFT JOIN moves m ON m.account = a.id
    GROUP BY a.id, a.book, a.pot, a.balance_cents ORDER BY a.book, a.pot
"""

CONSERVATION = """
    SELECT a.book, SUM(a.balance_cents / 1000000000), SUM(a.balance_cents % 1000000000), SUM(m.high), SUM(m.low)
    FROM budgets_ledgeraccount a
    LEFT JOIN (
        SELECT account, SUM(high) AS high, SUM(low) AS low FROM moves WHERE kind IN ('authorise', 'withdraw') GROUP BY account
    ) m ON m.account = a.id
    WHERE a.pot <> 'council' GROUP BY a.book ORDER BY a.book
"""

DOSSIERS = """
    SELECT s.reference, a.book, a.pot, SUM(m.high), SUM(m.low)
    FROM moves m JOIN budgets_ledgeraccount a ON a.id = m.account JOIN workflow_stream s ON s.id = m.stream_id
    WHERE a.pot NOT IN ('council', 'available')
    GROUP BY s.reference, a.book, a.pot ORDER BY s.reference, a.book, a.pot
"""

ENTRIES = """
    SELECT t.id, t.kind, t.amount_cents, t.corrects_id IS NOT NULL, d.book, d.pot, c.book, c.pot
    FROM budgets_transfer t
    LEFT JOIN budgets_ledgeraccount d ON d.id = t.debit_id LEFT JOIN budgets_ledgeraccount c ON c.id = t.credit_id
"""

CORRECTIONS = """
    SELECT t.id, t.amount_cents, o.amount_cents
    FROM budgets_transfer t LEFT JOIN budgets_transfer o ON o.id = t.corrects_id
    WHERE t.corrects_id IS NOT NULL AND (o.id IS NULL OR o.corrects_id IS NOT NULL OR t.amount_cents <> o.amount_cents
        OR t.kind <> o.kind OR t.stream_id <> o.stream_id OR t.debit_id <> o.credit_id OR t.credit_id <> o.debit_id)
"""

REPORT = """
    SELECT l.code, l.year, l.name, a.pot, SUM(m.high), SUM(m.low),
        SUM(CASE WHEN m.kind = 'authorise' THEN m.high END), SUM(CASE WHEN m.kind = 'authorise' THEN m.low END)
    FROM budgets_budgetline l
    LEFT JOIN budgets_ledgeraccount a ON a.book = 'line:' || l.code || ':' || l.year
    LEFT JOIN moves m ON m.account = a.id
    GROUP BY l.code, l.year, l.name, a.pot ORDER BY l.code, l.year
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the ledger does not add up: the rule that is broken, what should stand there and what does."""

    rule: str
    place: str
    expected: int | str
    found: int | str

    def __str__(self) -> str:
        return f"{self.rule} {self.place}: hoort {self.expected} te zijn, is {self.found}"


@dataclass(slots=True)
class LineReport:
    """Where the money of one budget line stands, in cents, counted from the entries."""

    code: str
    year: int
    name: str
    authorised: int = 0
    reserved: int = 0
    committed: int = 0
    advanced: int = 0
    paid: int = 0
    recoverable: int = 0
    available: int = 0


def differences() -> list[Difference]:
    """All places where the ledger does not add up; an empty list is the proof that it does."""
    return [*_balances(), *_conservation(), *_dossiers(), *_entries(), *_corrections()]


def sentences() -> list[str]:
    """The differences as lines for `manage.py verify`, each with its place and both figures."""
    return [str(difference) for difference in differences()]


def report() -> list[LineReport]:
    """Where the money of every budget line stands, in order of code and year."""
    lines: dict[tuple[str, int], LineReport] = {}
    for code, year, name, pot, high, low, authorised_high, authorised_low in _select(REPORT):
        line = lines.setdefault((code, year), LineReport(code, year, name))
        line.authorised += _whole(authorised_high, authorised_low)
        if pot:
            setattr(line, pot, _whole(high, low))
    return list(lines.values())


def _balances() -> Iterator[Difference]:
    """Every balance is the sum of its entries, none but the council's is below zero, and together they are nothing."""
    total = 0
    for book, pot, balance, high, low in _select(BALANCES):
        total += balance
        if balance != (computed := _whole(high, low)):
            yield Difference("balance", f"{book}/{pot}", computed, balance)
        if balance < 0 and pot != "council":
            yield Difference("not-negative", f"{book}/{pot}", 0, balance)
    if total:
        yield Difference("debits-equal-credits", "ledger", 0, total)


def _conservation() -> Iterator[Difference]:
    """What was authorised in a book stands in its pots, all of it."""
    for book, high, low, authorised_high, authorised_low in _select(CONSERVATION):
        if (found := _whole(high, low)) != (authorised := _whole(authorised_high, authorised_low)):
            yield Difference("conservation", book, authorised, found)


def _dossiers() -> Iterator[Difference]:
    """No dossier commits more than it reserved, or pays, settles, reclaims or receives more than it has."""
    for reference, book, pot, high, low in _select(DOSSIERS):
        if (found := _whole(high, low)) < 0:
            yield Difference("dossier", f"{reference} {book}/{pot}", 0, found)


def _entries() -> Iterator[Difference]:
    """Every entry moves more than nothing between the pots that its kind names, in one book or out of the council's."""
    for id_, kind, amount, corrects, *accounts in _select(ENTRIES):
        place = f"transfer {_uuid(id_)}"
        if amount <= 0:
            yield Difference("amount", place, 1, amount)
        debit_book, debit_pot, credit_book, credit_pot = (*accounts[2:], *accounts[:2]) if corrects else accounts
        source, target = FLOWS.get(kind, ("", ""))
        book = debit_book if target == "council" else credit_book
        out_of, into = ("council" if pot == "council" else book for pot in (source, target))
        expected = f"{kind} {out_of}/{source} {into}/{target}"
        found = f"{kind} {debit_book}/{debit_pot} {credit_book}/{credit_pot}"
        if expected != found:
            yield Difference("pots", place, expected, found)


def _corrections() -> Iterator[Difference]:
    """Every correction is the exact opposite of an entry that is none itself."""
    for id_, amount, corrected in _select(CORRECTIONS):
        yield Difference("correction", f"transfer {_uuid(id_)}", corrected or 0, amount)


def _select(statement: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(MOVES + statement)
        yield from cursor.fetchall()


def _whole(high: Any, low: Any) -> int:
    return int(high or 0) * PART + int(low or 0)


def _uuid(stored: Any) -> uuid.UUID:
    """An identifier as either engine stores it: PostgreSQL has a type for it, SQLite 32 characters."""
    return uuid.UUID(str(stored))
