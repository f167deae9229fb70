"""What was given to whom: the rows of the register of awards, for the page and for every file that is published.

No person is in it, by how it is asked for: the name of a recipient is read only when its legal form is that of a legal person, the words
of a plan only then as well, and no other column of a person, an organisation or an application is read at all. The database says every
row as it is told, so that a file of a million rows goes by no hand of ours.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
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

CASE = "application__"
FORM, CODE = f"{CASE}organisation__legal_form", f"{CASE}round__scheme_version__code"

IS_PRIZE = Q(kind=Kind.PRIZE)


class Row(NamedTuple):
    """One award or prize, by the id of its decision; `code` is that of the scheme, `theme` from a fixed list, `kvk` of a legal person.

    Amounts in cents; None where there is none, or not yet. The fields are what the database is asked for, and nothing beside it.
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


def told(found: QuerySet[Decision]) -> QuerySet[Decision, Any]:
    """Decisions with every field of a row, each under its own name with `row_` before it.

    A prize is determined as it is given (Awb 4:43), and nobody asks for one.
    """
    unnamed = {form: gettext(words) for form, words in UNNAMED.items()}
    own_name = When(_is_named() & ~Q(**{f"{CASE}organisation__name": ""}), then=F(f"{CASE}organisation__name"))
    revoked = ~IS_PRIZE & Q(**{f"{CASE}state": Application.REVOKED})
    columns = {
        "id": F("pk"),
        "announced_on": F("announced_on"),
        "code": F(CODE),
        "scheme": _words(CODE, titles(), ""),
        "recipient": Case(
            own_name, default=_words(FORM, unnamed, unnamed[Form.NATURAL_PERSON]), output_field=CharField()
        ),
        "kvk": _only_of_named(f"{CASE}organisation__kvk"),
        "title": _only_of_named(f"{CASE}title"),
        "theme": _words(f"{CASE}theme", dict(THEMES), ""),
        "is_prize": ExpressionWrapper(IS_PRIZE, BooleanField()),
        "is_revoked": ExpressionWrapper(revoked, BooleanField()),
        "requested_cents": _of_award("requested_cents", None),
        "granted_cents": _of_award("granted_cents", F("amount_cents")),
        "determined_cents": _of_award("determined_cents", F("amount_cents")),
        "paid_cents": _paid(),
    }
    assert tuple(columns) == Row._fields
    return found.annotate(**{f"row_{name}": column for name, column in columns.items()})


def rows(found: QuerySet[Decision]) -> Iterator[Row]:
    """Decisions as rows, in their order, in one query and in the memory of a few of them."""
    names = [f"row_{name}" for name in Row._fields]
    yield from map(Row._make, told(found).values_list(*names).iterator(chunk_size=AT_ONCE))


def every() -> Iterator[Row]:
    """Every row there is, the oldest first."""
    return rows(oldest_first())


def oldest_first() -> QuerySet[Decision]:
    """All that was given, the oldest first."""
    return giving().order_by("announced_on", "pk")


def _is_named() -> Q:
    return Q(**{f"{FORM}__in": NAMED})


def _only_of_named(column: str) -> Case:
    return Case(When(_is_named(), then=F(column)), default=Value(""), output_field=CharField())


def _words(column: str, words: Mapping[str, str], otherwise: str) -> Case:
    """What a code says in words."""
    return Case(
        *(When(**{column: code}, then=Value(said)) for code, said in words.items()),
        default=Value(otherwise),
        output_field=CharField(),
    )


def _of_award(name: str, of_prize: F | None) -> Case:
    """An amount of the application, or what it is of a prize."""
    return Case(When(IS_PRIZE, then=of_prize), default=F(f"{CASE}{name}"), output_field=BigIntegerField())


def _paid() -> Coalesce:
    """What arrived at the recipient less what came back, apart for a prize, in cents."""
    outer = ExpressionWrapper(OuterRef("kind"), CharField())
    prize, is_prize = Exists(Decision.objects.filter(IS_PRIZE, pk=OuterRef("decision"))), Q(of=Kind.PRIZE)
    mine = Payment.objects.filter(stream=OuterRef("stream"), state=Payment.SETTLED).annotate(of=outer)
    back, cents = When(kind=Payment.Kind.RECOVERY_RECEIPT, then=F("amount_cents") * Value(-1)), BigIntegerField()
    signed = Case(back, default=F("amount_cents"), output_field=cents)
    sums = mine.filter((is_prize & prize) | (~is_prize & ~prize)).order_by().values("stream").annotate(sum=Sum(signed))
    return Coalesce(Cast(Subquery(sums.values("sum")), cents), Value(0), output_field=cents)


def titles() -> dict[str, str]:
    """The schemes by code, with the title of the newest version of each."""
    versions = SchemeVersion.objects.order_by("code", "published_on", "version").values_list("code", "pk")
    return {code: scheme_of(pk).title for code, pk in dict(versions).items()}
