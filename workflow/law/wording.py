"""Dutch words for dates, lengths and amounts, as they stand in the sums and in letters."""

from datetime import date

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
UNITS = {
    "days": ("dag", "dagen"),
    "weeks": ("week", "weken"),
    "months": ("maand", "maanden"),
    "years": ("jaar", "jaar"),
}


def dutch_date(day: date) -> str:
    """A day in full.

    >>> dutch_date(date(2026, 5, 4))
    '4 mei 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_and_date(day: date) -> str:
    """A day in full with its weekday.

    >>> weekday_and_date(date(2026, 5, 4))
    'maandag 4 mei 2026'
    """
    return f"{WEEKDAYS[day.weekday()]} {dutch_date(day)}"


def length(amount: int, unit: str) -> str:
    """A length of time; unit is "days", "weeks", "months" or "years".

    >>> length(1, "weeks"), length(13, "weeks"), length(5, "years")
    ('1 week', '13 weken', '5 jaar')
    """
    return f"{amount} {UNITS[unit][amount != 1]}"


def period(first: date, last: date) -> str:
    """A period with both its ends; the year is said once where one year suffices.

    >>> period(date(2026, 2, 17), date(2026, 3, 1))
    '17 februari tot en met 1 maart 2026'
    >>> period(date(2026, 12, 30), date(2027, 1, 2))
    '30 december 2026 tot en met 2 januari 2027'
    >>> period(date(2026, 3, 1), date(2026, 3, 1))
    '1 maart 2026'
    """
    if first == last:
        return dutch_date(last)
    start = dutch_date(first) if first.year != last.year else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} tot en met {dutch_date(last)}"


def listed(parts: list[str]) -> str:
    """Parts in a row, the last one after "en".

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a en b', 'a, b en c')
    """
    return ", ".join([*parts[:-2], " en ".join(parts[-2:])])


def euros(amount_cents: int) -> str:
    """An amount in cents as euros; whole euros without decimals.

    >>> euros(144200), euros(552550), euros(-5), euros(100000000)
    ('€ 1.442', '€ 5.525,50', '-€ 0,05', '€ 1.000.000')
    >>> euros(-1), euros(0), euros(1)
    ('-€ 0,01', '€ 0', '€ 0,01')
    """
    whole, cents = divmod(abs(amount_cents), 100)
    sign = "-" if amount_cents < 0 else ""
    return f"{sign}€ {whole:,}".replace(",", ".") + (f",{cents:02}" if cents else "")
