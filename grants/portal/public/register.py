"""The register of awards on a page: what was announced, to whom, and how much was asked, granted, determined and paid."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q

from grants.open_data.awards import Row, giving, rows, titles

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Page:
    """One page, the newest first, with what one can choose from and what was chosen ("" and 0 for all)."""

    rows: Sequence[Row]
    years: Sequence[int]
    schemes: Mapping[str, str]
    year: int
    scheme: str
    following: str


def look(said: Mapping[str, str]) -> Page:
    """The page that an address asks for; what it asks and is not there counts as not asked. Six queries at most, at any size."""
    years = [day.year for day in giving().dates("announced_on", "year", order="DESC")]
    schemes = titles()
    year = next((one for one in years if said.get("jaar") == str(one)), 0)
    scheme = said.get("regeling", "") if said.get("regeling") in schemes else ""
    found = giving()
    if year:
        found = found.filter(announced_on__year=year)
    if scheme:
        found = found.filter(application__round__scheme_version__code=scheme)
    if after := _place(said.get("na", "")):
        found = found.filter(Q(announced_on__lt=after[0]) | Q(announced_on=after[0], pk__gt=after[1]))
    found = found.order_by("-announced_on", "pk")
    listed = list(rows(found[: PER_PAGE + 1]))
    shown = listed[:PER_PAGE]
    asked = {"jaar": str(year) if year else "", "regeling": scheme}
    more = _next(shown[-1], asked) if len(listed) > PER_PAGE else ""
    return Page(shown, years, schemes, year, scheme, more)


def _place(said: str) -> tuple[date, uuid.UUID] | None:
    """After which row a page begins; None when an address names none."""
    day, _, key = said.partition("_")
    try:
        return date.fromisoformat(day), uuid.UUID(key)
    except ValueError:
        return None


def _next(last: Row, asked: Mapping[str, str]) -> str:
    return urlencode({**asked, "na": f"{last.announced_on.isoformat()}_{last.id}"})
