"""How a screen says amounts, days and lengths of time: in the language of who reads it; a file and a letter stay Dutch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext, override

from budgets import ledger
from budgets.figures import MINUS, NBSP
from workflow import clock

P = ParamSpec("P")
R = TypeVar("R")


def euro(amount_cents: int) -> str:
    """An amount in cents as euros: € 4.500,00 in Dutch, € 4,500.00 in English."""
    sign = f"{MINUS}{NBSP}" if amount_cents < 0 else ""
    return f"{sign}€{NBSP}{fraction(abs(amount_cents))}"


def whole_euro(amount_cents: int) -> str:
    """The same without the cents where there are none."""
    return euro(amount_cents)[:-3] if amount_cents % 100 == 0 else euro(amount_cents)


def fraction(hundredths: int) -> str:
    """A number of hundredths with two decimals."""
    return number_format(Decimal(hundredths) / 100, 2, force_grouping=True)


def tenth(tenths: int) -> str:
    """A number of tenths with one decimal."""
    return number_format(Decimal(tenths) / 10, 1, force_grouping=True)


def book(name: str) -> str:
    """A book of the ledger as a person calls it."""
    if name.startswith(ledger.LINE):
        code, year = ledger.line_of(name)
        return gettext("begrotingspost %(code)s van %(year)s") % {"code": code, "year": year}
    return gettext(ledger.spoken(name))


def thousands(number: int) -> str:
    """A whole number with a mark between the thousands."""
    return number_format(number, force_grouping=True)


def day(value: date) -> str:
    """A day in full."""
    return date_format(value, "j F Y")


def weekday(value: date) -> str:
    """A day in full with its weekday."""
    return date_format(value, "l j F Y")


def month(value: date) -> str:
    """The month and the year of a day."""
    return date_format(value, "F Y")


def moment(value: datetime) -> str:
    """A moment in full, by the clock of this country."""
    local = value.astimezone(clock.AMSTERDAM)
    return gettext("%(day)s, %(hour)s.%(minute)s uur") % {
        "day": day(local.date()),
        "hour": f"{local:%H}",
        "minute": f"{local:%M}",
    }


def end_moment(value: datetime) -> str:
    """The moment at which something ends, in full: midnight is the end of the day before, at 24.00."""
    last = clock.last_day_of(value)
    return moment(value) if last == clock.day_of(value) else gettext("%(day)s, 24.00 uur") % {"day": day(last)}


def short_moment(value: datetime) -> str:
    """A moment as a list shows it: 16 nov 2026 14.02."""
    local = value.astimezone(clock.AMSTERDAM)
    return gettext("%(day)s %(hour)s.%(minute)s") % {
        "day": date_format(local.date(), "j M Y"),
        "hour": f"{local:%H}",
        "minute": f"{local:%M}",
    }


def away(value: date) -> str:
    """How far a day is from today."""
    days = (value - clock.today()).days
    if days == 0:
        return gettext("vandaag")
    if days > 0:
        return ngettext("nog %(days)s dag", "nog %(days)s dagen", days) % {"days": days}
    return ngettext("%(days)s dag te laat", "%(days)s dagen te laat", -days) % {"days": -days}


def in_dutch(view: Callable[P, R]) -> Callable[P, R]:
    """A view that answers with a file: what leaves the screen is Dutch, whoever fetches it."""

    @wraps(view)
    def spoken(*args: P.args, **kwargs: P.kwargs) -> R:
        with override(settings.LANGUAGE_CODE):
            return view(*args, **kwargs)

    return spoken
