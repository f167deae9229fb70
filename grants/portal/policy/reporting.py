"""The annual report of a year: indicators with what was aimed at and what came of it, and what was done, from the trail and the ledger."""

from __future__ import annotations

import csv
import io
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django import forms
from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, Sum, When
from django.utils.translation import gettext_lazy

from budgets import ledger
from budgets.figures import euro
from budgets.models import Indicator, IndicatorValue, PolicyField, Transfer
from grants.desk import Desk
from grants.models import Application, Decision, SchemeVersion
from workflow.clock import AMSTERDAM
from workflow.door import perform
from workflow.models import Event
from workflow.registers import INDICATORS, Entries, register_id

NONE = "–"
"""What stands where nothing was aimed at or measured."""

Kind = Decision.Kind


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator in a year: what was aimed at, what came of it, what it was a year before, and the source."""

    indicator: Indicator
    target: str
    realised: str
    before: str
    source: str


@dataclass(frozen=True, slots=True)
class Done:
    """What one scheme did in a year: ideas, plans, who got a grant; what was promised, prizes included, and what was paid, in cents."""

    code: str
    title: str
    ideas: int
    plans: int
    grants: int
    granted_cents: int
    paid_cents: int


@dataclass(frozen=True, slots=True)
class Field:
    """A policy field with its indicators and its schemes."""

    field: PolicyField
    measured: Sequence[Measured]
    done: Sequence[Done]

    @property
    def text(self) -> str:
        """The paragraph for the annual report."""
        return "\n".join(_paragraph(self))


@dataclass(frozen=True, slots=True)
class Report:
    """The annual report of a year."""

    year: int
    fields: Sequence[Field]


def report(year: int) -> Report:
    """All of it; the same queries at any size."""
    done, before = _done(year), _granted(year - 1)
    values = IndicatorValue.objects.filter(year__in=(year - 1, year)).order_by("number")
    said = {(one.indicator_id, one.year, one.kind): one for one in values}
    counted = {one.code: one.grants for one in done}
    measured: dict[uuid.UUID, list[Measured]] = {}
    for one in Indicator.objects.order_by("code"):
        target, known = said.get((one.pk, year, "target")), said.get((one.pk, year, "realised"))
        earlier = said.get((one.pk, year - 1, "realised"))
        measured.setdefault(one.policy_field_id, []).append(
            Measured(
                one,
                target.text if target else NONE,
                _shown(known, counted.get(one.scheme) if one.scheme else None),
                _shown(earlier, before.get(one.scheme) if one.scheme else None),
                known.source if known else one.source,
            )
        )
    fields = PolicyField.objects.order_by("code")
    by_field = _fields_of_schemes()
    found = [
        Field(one, measured.get(one.pk, ()), [row for row in done if by_field.get(row.code) == one.code])
        for one in fields
    ]
    return Report(year, [one for one in found if one.measured or one.done])


def _shown(typed: IndicatorValue | None, counted: int | None) -> str:
    """What was typed stands before what was counted: somebody who measured it knows better."""
    if typed:
        return typed.text
    return str(counted) if counted else NONE


def _titles() -> dict[str, dict[str, str]]:
    rows = SchemeVersion.objects.order_by("published_on", "version").values_list("code", "body")
    return {code: json.loads(body) for code, body in rows}


def _fields_of_schemes() -> dict[str, str]:
    return {code: body["policy_field"] for code, body in _titles().items()}


def _year(year: int) -> tuple[datetime, datetime]:
    """The first moment of a year here, and that of the next, in UTC."""
    first, after = (datetime.combine(date(one, 1, 1), time(), AMSTERDAM).astimezone(UTC) for one in (year, year + 1))
    return first, after


SCHEME = "round__scheme_version__code"


def _done(year: int) -> list[Done]:
    first, after = _year(year)
    cases = Application.objects.all()
    began = Event.objects.filter(
        machine=Application.MACHINE, action="register_idea", at__gte=first, at__lt=after
    ).values("subject")
    ideas = dict(cases.filter(pk__in=began).values_list(SCHEME).annotate(Count("pk")))
    filed = cases.filter(received_at__gte=first, received_at__lt=after)
    plans = dict(filed.values_list(SCHEME).annotate(Count("pk")))
    granted, promised, paid = _granted(year), _booked(year, PROMISED), _booked(year, PAID)
    return [
        Done(
            code, body["title"], ideas.get(code, 0), plans.get(code, 0), granted.get(code, 0), promised.get(code, 0), paid.get(code, 0)
        )
        for code, body in sorted(_titles().items())
    ]  # fmt: skip


PROMISED, PAID = (Transfer.Kind.COMMIT,), (Transfer.Kind.ADVANCE, Transfer.Kind.PAY)
"""How the ledger calls it when an announced decision binds the municipality, a prize among them, and when money reached somebody."""


def _booked(year: int, kinds: Sequence[str]) -> dict[str, int]:
    """By scheme what the ledger booked on budget lines in a year, less what it corrected; both sides of a report are read in one way.

    A ceiling counts the same euros a second time, and is left out. A year that is over stays as it was: what a bank sends back later is
    booked later.
    """
    of_case = Application.objects.filter(stream=OuterRef("stream")).values(SCHEME)[:1]
    rows = Transfer.objects.filter(kind__in=kinds, booked_on__year=year, debit__book__startswith=ledger.LINE)
    cents = Case(
        When(corrects=None, then=F("amount_cents")), default=-F("amount_cents"), output_field=BigIntegerField()
    )
    return dict(rows.annotate(scheme=of_case).values_list("scheme").annotate(cents=Sum(cents)))


def _granted(year: int) -> dict[str, int]:
    """By scheme how many got a grant in a year: an award, or a determination at once, which has none before it (Awb 4:43)."""
    announced = Decision.objects.filter(state=Decision.ANNOUNCED, announced_on__year=year, amount_cents__gt=0)
    award = Decision.objects.filter(application=OuterRef("application"), kind=Kind.AWARD, state=Decision.ANNOUNCED)
    first = announced.filter(Q(kind=Kind.AWARD) | Q(kind=Kind.DETERMINATION) & ~Exists(award))
    by_scheme = first.values_list("application__round__scheme_version__code")
    return dict(by_scheme.annotate(Count("application", distinct=True)))


def _paragraph(field: Field) -> Iterator[str]:
    yield f"{field.field.code} {field.field.name}"
    yield ""
    yield "Wat wilden we bereiken?"
    for one in field.measured:
        yield f"{one.indicator.name}: {one.target}."
    yield ""
    yield "Wat hebben we gedaan?"
    for row in field.done:
        ideas = f"{row.ideas} ideeën en " if row.ideas else ""
        yield f"{row.title}: wij kregen {ideas}{row.plans} aanvragen."
        yield f"Wij gaven {row.grants} keer subsidie, samen {euro(row.granted_cents)}. Wij betaalden {euro(row.paid_cents)}."
    yield ""
    yield "Wat kwam eruit?"
    for one in field.measured:
        yield f"{one.indicator.name}: {one.realised} (vorig jaar {one.before}; bron: {one.source})."


HEADS = ("beleidsveld", "wat", "eenheid", "richting", "beoogd", "gerealiseerd", "vorig_jaar", "bron")


def as_csv(found: Report) -> bytes:
    """The indicators and the figures as CSV; amounts in cents."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADS)
    for field in found.fields:
        for row in (*map(_of_indicator, field.measured), *(line for one in field.done for line in _of_scheme(one))):
            writer.writerow([_harmless(cell) for cell in (field.field.code, *row)])
    return text.getvalue().encode("utf-8-sig")


def _of_indicator(one: Measured) -> tuple[str, ...]:
    about = one.indicator
    return (
        about.name, about.unit, str(about.get_direction_display()), one.target, one.realised, one.before, one.source,
    )  # fmt: skip


def _of_scheme(one: Done) -> Iterator[tuple[str, ...]]:
    for what, unit, value in (
        ("ideeën", "aantal", one.ideas),
        ("aanvragen", "aantal", one.plans),
        ("subsidies", "aantal", one.grants),
        ("verleend", "cents", one.granted_cents),
        ("betaald", "cents", one.paid_cents),
    ):
        yield f"{one.title}: {what}", unit, "", "", str(value), "", "Aanjager"


def _harmless(cell: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


class ValueForm(forms.Form):
    """A value of an indicator, with its source."""

    use_required_attribute = False

    soort = forms.ChoiceField(
        label=gettext_lazy("Wat legt u vast?"),
        choices=[("realised", gettext_lazy("Wat eruit kwam")), ("target", gettext_lazy("Wat wij willen bereiken"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat u vastlegt.")},
    )
    waarde = forms.CharField(
        label=gettext_lazy("Waarde"),
        max_length=60,
        help_text=gettext_lazy("Een getal of een woord, zoals 31 of Toename. Is er niet gemeten, leg dan niets vast."),
        error_messages={"required": gettext_lazy("Vul een waarde in.")},
    )
    bron = forms.CharField(
        label=gettext_lazy("Bron"),
        max_length=200,
        help_text=gettext_lazy("Waar staat dit? Bijvoorbeeld de burgerpeiling van dit jaar."),
        error_messages={"required": gettext_lazy("Vul in waar de waarde vandaan komt.")},
    )


def enter(indicator: Indicator, year: int, form: ValueForm, desk: Desk) -> None:
    """Enter a value; what stood there before stays on record."""
    said = form.cleaned_data
    before = IndicatorValue.objects.filter(indicator=indicator, year=year, kind=said["soort"]).count()
    row = IndicatorValue(
        id=uuid.uuid5(indicator.pk, f"{year}/{said['soort']}/{before + 1}"), indicator=indicator, year=year, kind=said["soort"],
        number=before + 1, text=said["waarde"], source=said["bron"],
    )  # fmt: skip
    entries = Entries(INDICATORS, (row,))
    perform("register", "measure", register_id(INDICATORS), entries, actor=desk.actor, key=f"indicator/{row.pk}")
