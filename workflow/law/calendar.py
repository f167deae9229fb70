"""The legal calendar: which days are working days for the Algemene termijnenwet (Atw), article 3.

Own calendar on purpose: the common holiday packages leave out 5 May outside lustrum years and never have the days
of royal decrees.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from workflow.law.refusals import LawRefusal
from workflow.law.tables import table
from workflow.law.wording import WEEKDAYS, dutch_date

DAY = timedelta(days=1)
SATURDAY = 5


class CalendarExhausted(LawRefusal):
    """A day was asked for of which the decree days are not loaded: add them to `data/decree_days.toml`."""

    code = "calendar-exhausted"
    article = "Algemene termijnenwet, artikel 3, lid 3"

    def __init__(self, day: date, coverage: "Coverage") -> None:
        """Refuse for a day outside the coverage."""
        self.day, self.coverage = day, coverage
        bounds = f"van {dutch_date(coverage.first)} tot en met {dutch_date(coverage.last)}"
        super().__init__(f"De feestdagen voor {dutch_date(day)} zijn niet geladen. De kalender loopt {bounds}.")


@dataclass(frozen=True, slots=True)
class Coverage:
    """From which day through which day the decree days are known."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Whether the calendar knows this day."""
        return self.first <= day <= self.last


@cache
def coverage() -> Coverage:
    """The days that the calendar covers.

    >>> coverage().last
    datetime.date(2028, 12, 31)
    """
    rows = table("decree_days")
    return Coverage(rows["covered_from"], rows["covered_through"])


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous computus.

    >>> easter_sunday(2026), easter_sunday(2024)
    (datetime.date(2026, 4, 5), datetime.date(2024, 3, 31))

    The years in which it is as early and as late as it can be:

    >>> years = range(1583, 2300)
    >>> [year for year in years if easter_sunday(year) == date(year, 3, 22)]
    [1598, 1693, 1761, 1818, 2285]
    >>> [year for year in years if easter_sunday(year) == date(year, 4, 25)]
    [1666, 1734, 1886, 1943, 2038, 2190, 2258]

    The years in which it is a week earlier than the moon of the tables alone would have it:

    >>> [easter_sunday(year).day for year in (1954, 1981, 2049, 2076)]
    [18, 19, 18, 19]
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    solar = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + solar + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """Atw 3(1): "de dag waarop de verjaardag van de Koning wordt gevierd": 27 April, or the day before a Sunday.

    >>> kings_day(2026), kings_day(2025)
    (datetime.date(2026, 4, 27), datetime.date(2025, 4, 26))
    """
    day = date(year, 4, 27)
    return day - DAY if day.weekday() > SATURDAY else day


@cache
def statutory_holidays(year: int) -> dict[date, str]:
    """The recognised holidays of a year, Atw 3(1) and (2), with their Dutch names.

    Atw 3(1): "de Nieuwjaarsdag, de Christelijke tweede Paas- en Pinksterdag, de beide Kerstdagen, de
    Hemelvaartsdag, de dag waarop de verjaardag van de Koning wordt gevierd en de vijfde mei"; (2): "wordt de Goede
    Vrijdag [...] gelijkgesteld". 5 May counts every year, not only in lustrum years:

    >>> statutory_holidays(2026)[date(2026, 5, 5)]
    'Bevrijdingsdag'
    >>> len(statutory_holidays(2026))
    9
    """
    easter = easter_sunday(year)
    return {
        date(year, 1, 1): "Nieuwjaarsdag",
        easter - 2 * DAY: "Goede Vrijdag",
        easter + DAY: "Tweede Paasdag",
        kings_day(year): "Koningsdag",
        date(year, 5, 5): "Bevrijdingsdag",
        easter + 39 * DAY: "Hemelvaartsdag",
        easter + 50 * DAY: "Tweede Pinksterdag",
        date(year, 12, 25): "Eerste Kerstdag",
        date(year, 12, 26): "Tweede Kerstdag",
    }


@cache
def decree_days() -> dict[date, str]:
    """The days of the royal decrees, Atw 3(3), with the reason.

    Atw 3(3): "Wij kunnen bepaalde dagen voor de toepassing van deze wet met de in het eerste lid genoemde
    gelijkstellen."

    >>> decree_days()[date(2026, 5, 15)]
    'vrijdag na Hemelvaartsdag'
    """
    return {row["on"]: row["why"] for row in table("decree_days")["day"]}


def why_not_working(day: date) -> str | None:
    """Why a day is no working day, in Dutch, to follow "is"; None for a working day. Raises `CalendarExhausted`.

    >>> why_not_working(date(2026, 4, 3)), why_not_working(date(2026, 4, 4)), why_not_working(date(2026, 5, 15))
    ('Goede Vrijdag', 'een zaterdag', 'een aangewezen vrije dag (vrijdag na Hemelvaartsdag)')
    >>> why_not_working(date(2029, 1, 2))
    Traceback (most recent call last):
    workflow.law.calendar.CalendarExhausted: De feestdagen voor 2 januari 2029 zijn niet geladen. De kalender loopt \
van 1 januari 2022 tot en met 31 december 2028.
    """
    if day not in coverage():
        raise CalendarExhausted(day, coverage())
    if name := statutory_holidays(day.year).get(day):
        return name
    if day.weekday() >= SATURDAY:
        return f"een {WEEKDAYS[day.weekday()]}"
    if reason := decree_days().get(day):
        return f"een aangewezen vrije dag ({reason})"
    return None


def is_working_day(day: date) -> bool:
    """Whether a day is no Saturday, Sunday, recognised holiday or day equated with one. Raises `CalendarExhausted`.

    >>> [is_working_day(date(2026, 5, day)) for day in (4, 5, 14, 15, 16, 18)]
    [True, False, False, False, False, True]
    """
    return why_not_working(day) is None


def next_working_day(day: date) -> date:
    """The first working day on or after a day. Raises `CalendarExhausted`, also when the search leaves the calendar.

    >>> next_working_day(date(2026, 4, 3)), next_working_day(date(2026, 4, 7))
    (datetime.date(2026, 4, 7), datetime.date(2026, 4, 7))
    """
    while not is_working_day(day):
        day += DAY
    return day


def previous_working_day(day: date) -> date:
    """The last working day on or before a day. Raises `CalendarExhausted`, also when the search leaves the calendar.

    >>> previous_working_day(date(2026, 4, 6)), previous_working_day(date(2026, 4, 2))
    (datetime.date(2026, 4, 2), datetime.date(2026, 4, 2))
    """
    while not is_working_day(day):
        day -= DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """The day on which a number of working days after a day have passed; the day itself does not count.

    >>> add_working_days(date(2026, 4, 2), 1), add_working_days(date(2026, 4, 2), 0)
    (datetime.date(2026, 4, 7), datetime.date(2026, 4, 2))
    """
    for _ in range(count):
        day = next_working_day(day + DAY)
    return day


def add_weekdays(day: date, count: int) -> date:
    """The same without holidays: only Saturdays and Sundays are passed over.

    Never later than `add_working_days`, and never exhausted.

    >>> add_weekdays(date(2026, 4, 2), 1), add_weekdays(date(2026, 4, 3), 1)
    (datetime.date(2026, 4, 3), datetime.date(2026, 4, 6))
    """
    for _ in range(count):
        day += DAY
        while day.weekday() >= SATURDAY:
            day += DAY
    return day


def coverage_warning(on: date) -> str | None:
    """A Dutch warning when the calendar runs out within eighteen months after a day, else None.

    >>> coverage_warning(date(2026, 6, 30)) is None
    True
    >>> coverage_warning(date(2027, 7, 1))
    'De kalender met feestdagen loopt tot en met 31 december 2028. Laad de nieuwe aangewezen dagen.'
    """
    last = coverage().last
    if 12 * (last.year - on.year) + last.month - on.month >= 18:
        return None
    return f"De kalender met feestdagen loopt tot en met {dutch_date(last)}. Laad de nieuwe aangewezen dagen."
