"""When a term stands still: Awb 4:15, Awb 7:10(2) and Wet Bibob 31. Suspensions are a union of periods, never a sum."""

from collections.abc import Iterable
from datetime import date, timedelta

from workflow.law.refusals import LawRefusal
from workflow.law.wording import dutch_date

Interval = tuple[date, date]
"""A period of whole days; the first and the last day both count."""

DAY = timedelta(days=1)


class SuspensionMalformed(LawRefusal):
    """A suspension that ends before it begins."""

    code = "suspension-malformed"
    article = "Awb 4:15"

    def __init__(self, first: date, last: date) -> None:
        """Refuse a period whose end lies before its beginning."""
        super().__init__(f"De opschorting eindigt op {dutch_date(last)}, voordat zij op {dutch_date(first)} begint.")


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The days of all periods together, as periods in order that neither overlap nor touch.

    Raises `SuspensionMalformed`.

    >>> union([(date(2026, 2, 23), date(2026, 3, 15)), (date(2026, 2, 17), date(2026, 3, 1))])
    ((datetime.date(2026, 2, 17), datetime.date(2026, 3, 15)),)
    >>> len(union([(date(2026, 2, 1), date(2026, 2, 2)), (date(2026, 2, 3), date(2026, 2, 4))]))
    1
    >>> len(union([(date(2026, 2, 1), date(2026, 2, 2)), (date(2026, 2, 4), date(2026, 2, 5))]))
    2
    """
    merged: list[Interval] = []
    for first, last in sorted(intervals):
        if last < first:
            raise SuspensionMalformed(first, last)
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def days_in(interval: Interval) -> int:
    """How many days a period has, both ends counted.

    >>> days_in((date(2026, 2, 17), date(2026, 3, 1)))
    13
    """
    return (interval[1] - interval[0]).days + 1


def completion_suspension(invited: date, completed: date) -> Interval | None:
    """How long an invitation to complete the application stops the clock, Awb 4:15(1)a.

    "opgeschort met ingang van de dag na die waarop het bestuursorgaan de aanvrager krachtens artikel 4:5 uitnodigt de
    aanvraag aan te vullen, tot de dag waarop de aanvraag is aangevuld": the day of completion itself is not suspended.
    None when no day is left between the two. Awb 7:10(2) says the same of an objection that is repaired (6:6).

    >>> completion_suspension(date(2026, 2, 16), date(2026, 3, 2))
    (datetime.date(2026, 2, 17), datetime.date(2026, 3, 1))
    >>> completion_suspension(date(2026, 2, 16), date(2026, 2, 17)) is None
    True
    """
    if completed < invited:
        raise SuspensionMalformed(invited, completed)
    first, last = invited + DAY, completed - DAY
    return (first, last) if first <= last else None


def lapsed_suspension(invited: date, repair_deadline: date, *, lapse_day_inclusive: bool = False) -> Interval | None:
    """How long a repair term that lapses unused stops the clock, Awb 4:15(1)a.

    "tot de dag waarop [...] de daarvoor gestelde termijn ongebruikt is verstreken".
    Two readings differ by one day: is the last day of an unused repair term itself suspended? By default it is not,
    which gives the earlier deadline and so harms nobody; `lapse_day_inclusive` takes the other reading.

    >>> lapsed_suspension(date(2026, 2, 16), date(2026, 3, 9))
    (datetime.date(2026, 2, 17), datetime.date(2026, 3, 8))
    >>> lapsed_suspension(date(2026, 2, 16), date(2026, 3, 9), lapse_day_inclusive=True)
    (datetime.date(2026, 2, 17), datetime.date(2026, 3, 9))
    """
    return completion_suspension(invited, repair_deadline + DAY if lapse_day_inclusive else repair_deadline)


def foreign_suspension(told: date, received: date) -> Interval | None:
    """How long information from a foreign authority stops the clock, Awb 4:15(1)b.

    "met ingang van de dag na die waarop het bestuursorgaan de aanvrager mededeelt dat [...] informatie aan een buitenlandse instantie is
    gevraagd, tot de dag waarop deze informatie is ontvangen": neither of the two days is suspended.

    >>> foreign_suspension(date(2026, 3, 2), date(2026, 3, 9))
    (datetime.date(2026, 3, 3), datetime.date(2026, 3, 8))
    """
    return completion_suspension(told, received)


def consent_suspension(first: date, last: date) -> Interval:
    """How long delay to which the applicant agreed in writing stops the clock, Awb 4:15(2)a: the whole time agreed, both ends counted.

    >>> consent_suspension(date(2026, 3, 2), date(2026, 3, 15))
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 15))
    """
    if last < first:
        raise SuspensionMalformed(first, last)
    return first, last


def standstill(began: date, ended: date) -> Interval | None:
    """How long delay by the applicant, or force majeure, stops the clock, Awb 4:15(2)b and c: while it lasts, not on the day it ended.

    >>> standstill(date(2026, 3, 2), date(2026, 3, 9))
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 8))
    >>> standstill(date(2026, 3, 2), date(2026, 3, 2)) is None
    True
    """
    if ended < began:
        raise SuspensionMalformed(began, ended)
    return (began, ended - DAY) if began < ended else None


def advice_suspension(requested: date, received: date, *, at_most_weeks: int | None = None) -> Interval:
    """How long an advice of the Bureau Bibob stops the clock, Wet Bibob 31.

    "de periode die begint met de dag waarop het advies is aangevraagd en eindigt met de dag waarop dat advies is
    ontvangen, met dien verstande dat deze opschorting niet langer duurt dan de in artikel 15, eerste en tweede lid,
    bedoelde termijn, vermeerderd met de duur van de eenmalige verlenging". Both ends count. `at_most_weeks` is that
    term of the Bureau with its one extension; None when it does not bind.

    >>> advice_suspension(date(2026, 3, 2), date(2026, 3, 31))
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 31))
    >>> advice_suspension(date(2026, 3, 2), date(2026, 7, 1), at_most_weeks=12)
    (datetime.date(2026, 3, 2), datetime.date(2026, 5, 24))
    """
    if received < requested:
        raise SuspensionMalformed(requested, received)
    if at_most_weeks is None:
        return requested, received
    return requested, min(received, requested + timedelta(weeks=at_most_weeks) - DAY)
