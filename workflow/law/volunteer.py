"""The volunteer allowance that stays free of tax: three limits that must all hold (month, year, hour)."""

from dataclasses import dataclass

from workflow.law.refusals import LawRefusal, checked_cents
from workflow.law.tables import table
from workflow.law.wording import euros

ADULT_AGE = 21
"""From the day of the 21st birthday the higher hourly amount holds."""


class AllowanceUnknown(LawRefusal):
    """No verified limits are known for a year, so nothing is said about it."""

    code = "allowance-unknown"

    def __init__(self, year: int) -> None:
        """Refuse for a year without a row."""
        self.year = year
        super().__init__(f"De bedragen van de vrijwilligersvergoeding voor {year} zijn niet bekend.")


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one year, in cents, and where they come from."""

    year: int
    per_month_cents: int
    per_year_cents: int
    per_hour_cents: int
    per_hour_under_21_cents: int
    source: str


@dataclass(frozen=True, slots=True)
class Excess:
    """One limit that an allowance exceeds: "month", "year" or "hour"; amounts in cents; a Dutch sentence."""

    limit: str
    asked_cents: int
    maximum_cents: int
    sentence: str


_NAMES = {"month": "per maand", "year": "per jaar", "hour": "per uur"}


def limits(year: int) -> Limits:
    """The limits of a year. Raises `AllowanceUnknown` for a year without a verified row.

    >>> limits(2025).per_hour_cents, limits(2025).per_month_cents
    (560, 21000)
    >>> limits(2026)
    Traceback (most recent call last):
    workflow.law.volunteer.AllowanceUnknown: De bedragen van de vrijwilligersvergoeding voor 2026 zijn niet bekend.
    """
    for row in table("volunteer_allowance")["year"]:
        if row["year"] == year:
            return Limits(**row)
    raise AllowanceUnknown(year)


def excesses(
    known: Limits, *, per_month_cents: int, per_year_cents: int, per_hour_cents: int, age: int = ADULT_AGE
) -> tuple[Excess, ...]:
    """The limits that an allowance for one volunteer exceeds; empty when it stays free of tax. All amounts in cents.

    `known` are the limits of the year, from `limits` or from the municipality's own profile. One limit exceeded in one
    month taxes the whole. Raises `AmountMalformed`.

    >>> excesses(limits(2025), per_month_cents=21_000, per_year_cents=210_000, per_hour_cents=560)
    ()
    >>> found = excesses(limits(2025), per_month_cents=21_001, per_year_cents=210_000, per_hour_cents=560, age=20)
    >>> [excess.limit for excess in found]
    ['month', 'hour']
    >>> found[0].sentence
    'De vergoeding per maand is € 210,01. Onbelast is ten hoogste € 210.'
    """
    per_hour_maximum = known.per_hour_cents if age >= ADULT_AGE else known.per_hour_under_21_cents
    asked = {"month": per_month_cents, "year": per_year_cents, "hour": per_hour_cents}
    maxima = {"month": known.per_month_cents, "year": known.per_year_cents, "hour": per_hour_maximum}
    for amount_cents in asked.values():
        checked_cents(amount_cents, "De vergoeding")
    return tuple(_excess(name, asked[name], maxima[name]) for name in asked if asked[name] > maxima[name])


def _excess(limit: str, asked_cents: int, maximum_cents: int) -> Excess:
    spoken = f"De vergoeding {_NAMES[limit]} is {euros(asked_cents)}. Onbelast is ten hoogste {euros(maximum_cents)}."
    return Excess(limit, asked_cents, maximum_cents, spoken)
