"""The form of a new round: each of its figures beside what the scheme says and what it was in the round it is copied from."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_noop

from grants.allocation import FixedList, Formula, Need
from grants.field_words import LABELS
from grants.models import Round, SchemeVersion
from grants.payloads import RoundPlan
from grants.portal.fields import ChoiceOf, EuroField
from grants.portal.payload_form import DOT, SIMPLE, PayloadForm, shown
from grants.portal.policy.figures import ANY_ROUND, FIGURES, FLAG, typed
from grants.regimes import NAMED
from grants.round_checks import Line
from grants.saying import euro
from workflow.clock import AMSTERDAM
from workflow.facts import Payload
from workflow.scheme import RoundRule, Scheme

SEEDS = {"draw_seed": "draw_seed_commitment", "sample_seed": "sample_seed_commitment"}
"""The fields with a secret number, and the figure of the round that keeps its hash."""

WEIGHT = f"weights{DOT}"


@dataclass(frozen=True, slots=True)
class Start:
    """What the plan of a round begins with: the version of the scheme, the kind of round, and the round that is copied, if any.

    `changes` says that the round is no copy: what was planned of that round itself becomes something else.
    """

    version: SchemeVersion
    scheme: Scheme
    rule: RoundRule
    source: Round | None
    lines: Mapping[str, Line]
    contacts: tuple[tuple[str, str], ...]
    changes: bool = False

    @property
    def draws(self) -> bool:
        """Whether a draw may decide between applications."""
        return not isinstance(self.rule.allocation, FixedList | Formula)

    @property
    def samples(self) -> bool:
        """Whether some are determined without a report, of whom a sample accounts (Awb 4:45)."""
        return self.rule.parameters.get("regime") not in NAMED

    @property
    def weighs(self) -> bool:
        """Whether the criteria of the scheme have a weight here: a formula and a need are reckoned otherwise."""
        return bool(self.scheme.criteria) and not isinstance(self.rule.allocation, Formula | Need)

    @property
    def names(self) -> tuple[str, ...]:
        """The figures that this round has."""
        return tuple(name for name in FIGURES if name in self.rule.parameters or name in ANY_ROUND)


class RoundForm(PayloadForm):
    """A round to prepare; `form_of` makes the subclass for a scheme."""

    payload_kind = RoundPlan
    start: ClassVar[Start]
    defaults: ClassVar[Mapping[str, Any]]
    before: ClassVar[Mapping[str, Any]]

    def __init__(self, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={**beginning(self.start), **(initial or {})})

    def payload(self) -> Payload:
        """The plan of the round: a secret number goes no further than here, its hash does."""
        said, start = self.cleaned_data, self.start
        parameters: dict[str, Any] = {
            name: said[name]
            for name in start.names
            if said[name] != typed(name, start.rule.parameters.get(name, False))
        }
        if start.weighs:
            parameters["weights"] = {one.code: said[WEIGHT + one.code] for one in start.scheme.criteria}
        if said["contact"]:
            parameters["contact"] = said["contact"]
        for name, figure in SEEDS.items():
            if said.get(name):
                parameters[figure] = hashlib.sha256(said[name].encode()).hexdigest()
            elif start.changes and start.source and figure in start.source.figures:
                parameters[figure] = start.source.figures[figure]
        plain = ("title", "prefix", "opens_at", "closes_at", "ceiling_cents", "book")
        return RoundPlan(
            code=said.get("code") or (start.source.code if start.source else ""),
            scheme_version=start.version.pk,
            rule=start.rule.code,
            prize_ceiling_cents=said.get("prize_ceiling_cents") or 0,
            prize_book=said.get("prize_book") or "",
            parameters=parameters,
            **{name: said[name] for name in plain},
        )

    def groups(self) -> Iterator[tuple[str, bool, list[Any]]]:
        """The fields under their headings, and whether they are short."""
        for heading, names in GROUPS.items():
            found = [self[name] for name in self.fields if name in names or name.partition(DOT)[0] in names]
            if found:
                yield heading, heading in NARROW, found

    def rows(self) -> Iterator[Row]:
        """Every figure as it was filled in, beside the scheme and the round it was copied from."""
        for bound in self:
            value = self.cleaned_data.get(bound.name)
            yield Row(
                str(bound.label),
                _said(bound.field, value),
                _said(bound.field, self.defaults.get(bound.name)),
                _said(bound.field, self.before.get(bound.name)),
                bound.name in SEEDS,
            )


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it becomes, what the scheme says, and what it was in the round that is copied ("" where nothing)."""

    label: str
    value: str
    default: str
    before: str
    is_secret: bool

    @property
    def differs(self) -> bool:
        """Whether it is another than before, else than the scheme says."""
        known = self.before or self.default
        return bool(known) and known != self.value


NARROW = ("Gewichten van de criteria", "Bedragen, termijnen en regels")
"""The headings under which two fields stand beside each other."""

GROUPS: Mapping[str, frozenset[str]] = {
    gettext_noop("De ronde"): frozenset({"title", "code", "prefix", "opens_at", "closes_at", "contact"}),
    gettext_noop("Geld"): frozenset({"ceiling_cents", "book", "prize_ceiling_cents", "prize_book"}),
    gettext_noop("Gewichten van de criteria"): frozenset({"weights"}),
    gettext_noop("Bedragen, termijnen en regels"): frozenset(FIGURES),
    gettext_noop("Loting"): frozenset(SEEDS),
}


def form_of(start: Start) -> type[RoundForm]:
    """The form for a scheme, with what it said and what it was as help beside each field."""
    defaults, before = _defaults(start), _before(start)
    earlier = gettext("Nu") if start.changes else gettext("Vorige ronde")
    fields: dict[str, forms.Field] = {}
    for name, field in _fields(start):
        article = FIGURES[name].article if name in FIGURES else ARTICLES.get(name.partition(DOT)[0], "")
        beside = [
            *([field.help_text] if field.help_text else []),
            *([gettext("Regeling: %(said)s.") % {"said": said}] if (said := _said(field, defaults.get(name))) else []),
            *([f"{earlier}: {said}."] if (said := _said(field, before.get(name))) else []),
            *([f"{article}."] if article else []),
        ]
        field.help_text = " ".join(str(one) for one in beside)
        if field.required:
            field.widget.attrs["aria-required"] = "true"
        fields[name] = field
    return type("RoundForm", (RoundForm,), {**fields, "start": start, "defaults": defaults, "before": before})


ARTICLES = {
    "ceiling_cents": "Awb 4:25, eerste lid",
    "opens_at": "Awb 4:27, eerste lid",
    "weights": "Awb 4:26",
    "draw_seed": "Awb 4:26",
    "sample_seed": "Awb 4:45",
}


def _said(field: forms.Field, value: Any) -> str:
    return "" if value in (None, "", (), []) else shown(field, value).replace("\n", ", ")


def _fields(start: Start) -> Iterator[tuple[str, forms.Field]]:
    """Every field of the form, in its order."""
    for name, length in (("title", 200), ("code", 40), ("prefix", 30)):
        if name == "code" and start.changes:
            continue  # References are made with it.
        yield name, forms.CharField(max_length=length, **_worded(name))
    for name in ("opens_at", "closes_at"):
        yield name, SIMPLE[datetime](**_worded(name))
    yield "contact", ChoiceOf(choices=start.contacts, **_worded("contact", required=False))
    yield "ceiling_cents", EuroField(**_worded("ceiling_cents"))
    free = gettext("%(line)s (vrij: %(amount)s)")
    books = [(book, free % {"line": line.name, "amount": euro(line.free_cents)}) for book, line in start.lines.items()]
    yield "book", ChoiceOf(choices=books, **_worded("book"))
    if "prizes_cents" in start.rule.parameters:
        yield "prize_ceiling_cents", EuroField(**_worded("prize_ceiling_cents"))
        yield "prize_book", ChoiceOf(choices=books, **_worded("prize_book"))
    for criterion in start.scheme.criteria if start.weighs else ():
        label = gettext("%(label)s, in punten") % {"label": criterion.label}
        yield (
            WEIGHT + criterion.code,
            SIMPLE[int](label=label, error_messages={"required": gettext("Vul in: %(label)s") % {"label": label}}),
        )
    for name in start.names:
        figure = FIGURES[name]
        yield (
            name,
            figure.field(
                label=gettext(figure.label),
                required=figure.field is not FLAG,
                error_messages={"required": gettext("Vul in: %(label)s") % {"label": gettext(figure.label)}},
            ),
        )
    yield from _seeds(start)


def _worded(name: str, *, required: bool = True) -> dict[str, Any]:
    label = gettext(LABELS[name])
    return {
        "label": label,
        "required": required,
        "error_messages": {"required": gettext("Vul in: %(label)s") % {"label": label}},
    }


def _seeds(start: Start) -> Iterator[tuple[str, forms.Field]]:
    keep = gettext("Schrijf het op en houd het geheim. Wij bewaren alleen de controlecode.")
    if start.changes:
        keep = " ".join((gettext("Laat leeg: dan blijft het getal dat er al is."), keep))
    if start.draws:
        label = gettext("Geheim getal van de loting")
        yield "draw_seed", forms.CharField(label=label, max_length=200, help_text=keep, required=not start.changes)
    if start.samples:
        label = gettext("Geheim getal van de steekproef")
        yield "sample_seed", forms.CharField(label=label, max_length=200, help_text=keep, required=False)


def _defaults(start: Start) -> dict[str, Any]:
    """What the scheme says of each field."""
    figures = start.rule.parameters
    weights = {WEIGHT + one.code: one.weight for one in start.scheme.criteria}
    named = {name: typed(name, figures.get(name)) for name in start.names}
    ceilings = {name: figures.get(name) for name in ("ceiling_cents", "prize_ceiling_cents")}
    return {**ceilings, **named, **weights}


def _before(start: Start) -> dict[str, Any]:
    """What each field was in the round that is copied."""
    source = start.source
    if source is None:
        return {}
    figures = source.figures
    plain = (name for name in Round.PLANNED if name != "rule")
    weights = {WEIGHT + code: weight for code, weight in figures.get("weights", {}).items()}
    named = {name: typed(name, figures.get(name)) for name in start.names}
    return {
        **{name: getattr(source, name) for name in plain},
        **weights,
        **named,
        "contact": figures.get("contact", ""),
    }


def beginning(start: Start) -> dict[str, Any]:
    """What the form holds at first: the round that is copied a year on, else what the scheme says; a fresh secret for each draw."""
    if start.changes:
        return {**_defaults(start), **_before(start)}
    fresh = {name: secrets.token_hex(8) for name in SEEDS}
    if start.source is None:
        year = start.version.published_on.year + 1
        word = (
            f"{start.scheme.prefix}-{year}"
            if len(start.scheme.rounds) == 1
            else f"{start.scheme.prefix}-{start.rule.code}-{year}"
        )
        return {**_defaults(start), "title": f"{start.scheme.title} {year}", "code": word, "prefix": word, **fresh}
    copied = {name: _a_year_on(name, value) for name, value in _before(start).items()}
    for name in BOOKS:
        if copied[name] not in start.lines:
            copied[name] = getattr(start.source, name)
    return {**_defaults(start), **copied, **fresh}


BOOKS = ("book", "prize_book")


def _a_year_on(name: str, value: Any) -> Any:
    """The same a year later: a moment or a day, the year in a name, a list of years; all else as it was.

    >>> _a_year_on("code", "OC-2026"), _a_year_on("opens_at", datetime(2028, 2, 29, 9))
    ('OC-2027', datetime.datetime(2029, 2, 28, 9, 0))
    """
    if name in ("title", "code", "prefix", *BOOKS):
        return re.sub(r"\b20\d\d\b", lambda year: str(int(year[0]) + 1), value)
    if name == "instalment_years":
        return tuple(year + 1 for year in value or ())
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(AMSTERDAM)
    if not isinstance(value, date):
        return value
    is_leap_day = (value.month, value.day) == (2, 29)
    return value.replace(year=value.year + 1, day=28 if is_leap_day else value.day)
