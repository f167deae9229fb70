"""What was given to whom: the rows of the register of awards, for the page and for every file that is published.

No person is in it, by how it is asked for: the name of a recipient is read only when its legal form is that of a legal person, the words
of a plan only then as well, and no other column of a person, an organisation or an application is read at all.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext, gettext_noop

from budgets.models import Payment
from grants.models import Application, Decision, SchemeVersion
from grants.models.scheme import scheme_of
from grants.themes import THEMES
from partners.models import Organisation

AT_ONCE = 2_000
"""Rows that are read together: a file of a million of them takes the memory of these."""

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
    """One award or prize, by the id of its decision; `code` is that of the scheme, `theme` from a fixed list, `kvk` of a legal person.

    Amounts in cents; None where there is none, or not yet.
    """

    id: uuid.UUID
    announced_on: date
    code: str
    scheme: str
    recipient: str
    kvk: str
    title: str
    theme: str
    is_prize: bool
    is_revoked: bool
    requested_cents: int | None
    granted_cents: int
    determined_cents: int | None
    paid_cents: int


def giving() -> QuerySet[Decision]:
    """The announced decisions that gave money to somebody: awards, determinations without an award before them, and prizes."""
    kinds = (Kind.AWARD, Kind.DETERMINATION, Kind.PRIZE)
    return Decision.objects.filter(state=Decision.ANNOUNCED, gives=True, kind__in=kinds)


def columns(found: QuerySet[Decision]) -> QuerySet[Decision, Any]:
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
        kvk=_only_of_named("application__organisation__kvk"),
        title=_only_of_named("application__title"),
    )


def every() -> Iterator[Row]:
    """Every row there is, the oldest first, in the memory of a few."""
    schemes = titles()
    found = columns(giving().order_by("announced_on", "pk")).iterator(chunk_size=AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        yield from rows(some, schemes)


def _only_of_named(column: str) -> Case:
    return Case(When(_IS_NAMED, then=F(column)), default=Value(""), output_field=CharField())


def rows(raw: Sequence[Mapping[str, Any]], schemes: Mapping[str, str]) -> Iterator[Row]:
    """Rows as they are told, with what was paid; one query for that."""
    paid, themes = _paid([one["stream_id"] for one in raw]), dict(THEMES)
    for one in raw:
        is_prize = one["kind"] == Kind.PRIZE
        requested, granted, determined = _amounts(one)
        yield Row(
            id=one["pk"],
            announced_on=one["announced_on"],
            code=one["code"],
            scheme=schemes[one["code"]],
            recipient=one["name"] or gettext(UNNAMED.get(one["form"], UNNAMED[Form.NATURAL_PERSON])),
            kvk=one["kvk"],
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


def titles() -> dict[str, str]:
    """The schemes by code, with the title of the newest version of each."""
    versions = SchemeVersion.objects.order_by("code", "published_on", "version").values_list("code", "pk")
    return {code: scheme_of(pk).title for code, pk in dict(versions).items()}
