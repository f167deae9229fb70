"""The register of awards: what was announced, to whom, and how much was asked, granted, determined and paid.

No person is in it, by how it is asked for: the name of a recipient is read only when its legal form is that of a legal person, the words
of a plan only then as well, and no other column of a person, an organisation or an application is read at all.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext, gettext_noop

from budgets.models import Payment
from grants.models import Application, Decision, SchemeVersion
from grants.models.scheme import scheme_of
from grants.themes import THEMES
from partners.models import Organisation

PER_PAGE = 25
Form, Kind = Organisation.LegalForm, Decision.Kind

NAMED = (Form.STICHTING, Form.VERENIGING, Form.COOPERATIE, Form.BV)
"""Legal persons. The name of any other recipient can be that of a human being: a one-man business, partners, a group of neighbours."""

UNNAMED: Mapping[str, str] = {
    Form.INFORMAL_GROUP: gettext_noop("Een groep bewoners"),
    Form.NATURAL_PERSON: gettext_noop("Een inwoner"),
    Form.EENMANSZAAK: gettext_noop("Een ondernemer"),
    Form.VOF: gettext_noop("Een onderneming van meer personen"),
}
"""What stands in the place of a name."""

_IS_NAMED = Q(application__organisation__legal_form__in=NAMED)


@dataclass(frozen=True, slots=True)
class Row:
    """One award or prize; `theme` is from a fixed list. Amounts in cents; None where there is none, or not yet."""

    announced_on: date
    scheme: str
    recipient: str
    title: str
    theme: str
    is_prize: bool
    is_revoked: bool
    requested_cents: int | None
    granted_cents: int
    determined_cents: int | None
    paid_cents: int


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
    years = [day.year for day in _giving().dates("announced_on", "year", order="DESC")]
    schemes = _titles()
    year = next((one for one in years if said.get("jaar") == str(one)), 0)
    scheme = said.get("regeling", "") if said.get("regeling") in schemes else ""
    found = _giving()
    if year:
        found = found.filter(announced_on__year=year)
    if scheme:
        found = found.filter(application__round__scheme_version__code=scheme)
    if after := _place(said.get("na", "")):
        found = found.filter(Q(announced_on__lt=after[0]) | Q(announced_on=after[0], pk__gt=after[1]))
    raw: list[Mapping[str, Any]] = list(_columns(found.order_by("-announced_on", "pk")[: PER_PAGE + 1]))
    shown = raw[:PER_PAGE]
    asked = {"jaar": str(year) if year else "", "regeling": scheme}
    more = _next(shown[-1], asked) if len(raw) > PER_PAGE else ""
    return Page(list(_rows(shown, schemes)), years, schemes, year, scheme, more)


def _giving() -> QuerySet[Decision]:
    """The announced decisions that gave money to somebody: awards, determinations without an award before them, and prizes."""
    kinds = (Kind.AWARD, Kind.DETERMINATION, Kind.PRIZE)
    return Decision.objects.filter(state=Decision.ANNOUNCED, gives=True, kind__in=kinds)


def _columns(found: QuerySet[Decision]) -> Iterable[Mapping[str, Any]]:
    """The columns of the register, and none beside them."""
    case = "application__"
    return found.values(
        "pk",
        "announced_on",
        "kind",
        "amount_cents",
        "stream_id",
        form=F(f"{case}organisation__legal_form"),
        code=F(f"{case}round__scheme_version__code"),
        theme=F(f"{case}theme"),
        state_of_case=F(f"{case}state"),
        requested=F(f"{case}requested_cents"),
        granted=F(f"{case}granted_cents"),
        determined=F(f"{case}determined_cents"),
        name=_only_of_named("application__organisation__name"),
        title=_only_of_named("application__title"),
    )


def _only_of_named(column: str) -> Case:
    return Case(When(_IS_NAMED, then=F(column)), default=Value(""), output_field=CharField())


def _rows(raw: Sequence[Mapping[str, Any]], schemes: Mapping[str, str]) -> Iterable[Row]:
    paid, themes = _paid([one["stream_id"] for one in raw]), dict(THEMES)
    for one in raw:
        is_prize = one["kind"] == Kind.PRIZE
        requested, granted, determined = _amounts(one)
        yield Row(
            announced_on=one["announced_on"],
            scheme=schemes[one["code"]],
            recipient=one["name"] or gettext(UNNAMED.get(one["form"], UNNAMED[Form.NATURAL_PERSON])),
            title=one["title"],
            theme=themes.get(one["theme"], ""),
            is_prize=is_prize,
            is_revoked=one["state_of_case"] == Application.REVOKED and not is_prize,
            requested_cents=requested,
            granted_cents=granted,
            determined_cents=determined,
            paid_cents=paid.get((one["stream_id"], is_prize), 0),
        )


def _amounts(one: Mapping[str, Any]) -> tuple[int | None, int, int | None]:
    """What was asked, granted and determined. A prize is determined as it is given (Awb 4:43), and nobody asks for one."""
    if one["kind"] == Kind.PRIZE:
        return None, one["amount_cents"], one["amount_cents"]
    return one["requested"], one["granted"], one["determined"]


def _paid(streams: Sequence[uuid.UUID]) -> dict[tuple[uuid.UUID, bool], int]:
    """What arrived at each recipient less what came back, apart for prizes, in cents."""
    prize = Decision.objects.filter(pk=OuterRef("decision"), kind=Kind.PRIZE)
    sums = (
        Payment.objects.filter(stream__in=streams, state=Payment.SETTLED)
        .annotate(is_prize=Exists(prize))
        .values_list("stream_id", "is_prize", "kind")
        .annotate(cents=Sum("amount_cents"))
        .order_by()
    )
    found: dict[tuple[uuid.UUID, bool], int] = {}
    for stream, is_prize, kind, cents in sums:
        sign = -1 if kind == Payment.Kind.RECOVERY_RECEIPT else 1
        found[stream, is_prize] = found.get((stream, is_prize), 0) + sign * cents
    return found


def _titles() -> dict[str, str]:
    """The schemes by code, with the title of the newest version of each."""
    versions = SchemeVersion.objects.order_by("code", "published_on", "version").values_list("code", "pk")
    return {code: scheme_of(pk).title for code, pk in dict(versions).items()}


def _place(said: str) -> tuple[date, uuid.UUID] | None:
    """After which row a page begins; None when an address names none."""
    day, _, key = said.partition("_")
    try:
        return date.fromisoformat(day), uuid.UUID(key)
    except ValueError:
        return None


def _next(last: Mapping[str, Any], asked: Mapping[str, str]) -> str:
    return urlencode({**asked, "na": f"{last['announced_on'].isoformat()}_{last['pk']}"})
