"""The settlement of earlier years ("afrekening voorgaande jaren"): what came back on a line of a year that had ended when it was booked.

It is derived from the entries, in plain SQL, as the rest of the second path is (`budgets.checker`); it only reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

PART = 1_000_000_000

# Sums are taken in two parts, as the checker does: a sum of 64-bit numbers may need more than 64 bits.
ENTRIES = """
    SELECT d.book, t.kind, t.booked_on, t.corrects_id IS NOT NULL,
        SUM(t.amount_cents / 1000000000), SUM(t.amount_cents % 1000000000)
    FROM budgets_transfer t JOIN budgets_ledgeraccount d ON d.id = t.debit_id
    WHERE t.kind IN ('release', 'reclaim', 'receive') AND d.book LIKE 'line:%'
    GROUP BY d.book, t.kind, t.booked_on, t.corrects_id IS NOT NULL
    ORDER BY d.book, t.booked_on
"""


@dataclass(slots=True)
class PriorYear:
    """What one year brought to a line of an earlier year, in cents: released, claimed back, and received of claims."""

    code: str
    year: int
    booked_year: int
    released: int = 0
    reclaimed: int = 0
    received: int = 0

    @property
    def benefit(self) -> int:
        """What the year that booked it is better off: what was released, and what was claimed back; a receipt only pays a claim."""
        return self.released + self.reclaimed


_FIELDS = {"release": "released", "reclaim": "reclaimed", "receive": "received"}


def prior_years() -> list[PriorYear]:
    """The settlement of earlier years by line and year of booking, in order."""
    found: dict[tuple[str, int, int], PriorYear] = {}
    for book, kind, booked_on, corrects, high, low in _select():
        _, code, year = book.split(":")
        booked = int(str(booked_on)[:4])
        if booked > int(year):
            line = found.setdefault((code, int(year), booked), PriorYear(code, int(year), booked))
            cents = int(high) * PART + int(low)
            setattr(line, _FIELDS[kind], getattr(line, _FIELDS[kind]) + (-cents if corrects else cents))
    return [found[key] for key in sorted(found)]


def _select() -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES)
        yield from cursor.fetchall()
