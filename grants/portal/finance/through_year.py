"""What of a budget line was taken, month by month, beside the whole line until 31 December: as a line that is drawn and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Case, F, Q, Sum, When
from django.utils.formats import date_format

from budgets.ledger import Kind
from budgets.models import LedgerAccount, Transfer

AVAILABLE = LedgerAccount.Pot.AVAILABLE
WIDE, HIGH = 1200, 300
"""The size of the drawing in its own units."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the budget year: what was taken of the line by its end in cents, and how much of the line that is in percent."""

    word: str
    cents: int
    percent: int


@dataclass(frozen=True, slots=True)
class Plot:
    """The months until now, the points of the line that is drawn through them, and where it would stay until 31 December."""

    months: Sequence[Month]
    points: str
    now_x: int
    now_y: int
    whole_cents: int


def through_year(book: str, year: int, whole_cents: int, today: date) -> Plot | None:
    """The year of a line until today; None before its first month, or for a line without money."""
    last = 12 if today.year > year else today.month if today.year == year else 0
    return drawn(_taken(book), year, last, whole_cents) if last and whole_cents > 0 else None


def _taken(book: str) -> Mapping[date, int]:
    """What went from the free money of a line to a dossier, less what came back, by day, in one query; the council's own not counted."""
    account = Q(book=book, pot=AVAILABLE)
    accounts = LedgerAccount.objects.filter(account).values("pk")
    mine = Transfer.objects.filter(Q(debit__in=accounts) | Q(credit__in=accounts))
    rows = mine.exclude(kind__in=[Kind.AUTHORISE, Kind.WITHDRAW]).values("booked_on")
    out = Case(
        When(debit__in=accounts, then=F("amount_cents")), default=-F("amount_cents"), output_field=BigIntegerField()
    )
    return dict(rows.annotate(cents=Sum(out)).values_list("booked_on", "cents"))


def drawn(taken: Mapping[date, int], year: int, last: int, whole_cents: int) -> Plot:
    """The plot of what was taken by day, through the last month that has begun; what was taken before the year counts from its start."""
    ends = [
        sum(cents for day, cents in taken.items() if (day.year, day.month) <= (year, month))
        for month in range(1, last + 1)
    ]
    months = [
        Month(date_format(date(year, number + 1, 1), "F"), cents, 100 * cents // whole_cents)
        for number, cents in enumerate(ends)
    ]
    before = sum(cents for day, cents in taken.items() if day.year < year)
    points = list(enumerate((before, *ends)))
    x, y = _place(points[-1], whole_cents)
    return Plot(months, " ".join("{},{}".format(*_place(one, whole_cents)) for one in points), x, y, whole_cents)


def _place(point: tuple[int, int], whole_cents: int) -> tuple[int, int]:
    """Where the end of a month stands in the drawing, which grows downward."""
    month, cents = point
    return WIDE * month // 12, HIGH - HIGH * max(0, min(cents, whole_cents)) // whole_cents
