"""A sample of decisions or of steps: the population that an auditor asks for, and what was drawn of it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from grants.models import Application, Decision
from grants.portal.auditing import drawing, searching
from grants.portal.auditing.drawing import Drawn, Item
from workflow import clock
from workflow.canonical import digest

MOST = 100
"""How many a sample may have: what one person can look at, and one download can hold."""

RANDOM, EURO = "aselect", "euro"


class Question(forms.Form):
    """What is drawn from, how, and how many."""

    use_required_attribute = False

    regeling = forms.ChoiceField(label=gettext_lazy("Regeling"), required=False)
    soort = forms.ChoiceField(label=gettext_lazy("Waaruit trekt u?"), required=False)
    van = forms.DateField(
        label=gettext_lazy("Vanaf"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Vul bij ‘Vanaf’ een dag in.")},
    )
    tot = forms.DateField(
        label=gettext_lazy("Tot en met"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Vul bij ‘Tot en met’ een dag in.")},
    )
    bedrag = forms.IntegerField(
        label=gettext_lazy("Vanaf hoeveel hele euro’s"),
        required=False,
        min_value=0,
        max_value=10**9,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Alleen bij besluiten."),
        error_messages={"invalid": gettext_lazy("Vul het bedrag in als heel getal.")},
    )
    wijze = forms.ChoiceField(
        label=gettext_lazy("Hoe trekt u?"),
        choices=[
            (RANDOM, gettext_lazy("Elk dossier even veel kans")),
            (EURO, gettext_lazy("Elke euro even veel kans")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies hoe u trekt.")},
    )
    aantal = forms.IntegerField(
        label=gettext_lazy("Hoeveel"),
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "amount"}),
        help_text=format_lazy(gettext_lazy("Ten hoogste {most}."), most=MOST),
        error_messages={
            "required": gettext_lazy("Vul in hoeveel u er trekt."),
            "invalid": gettext_lazy("Vul bij ‘Hoeveel’ een heel getal in."),
            "min_value": gettext_lazy("Trek er ten minste 1."),
            "max_value": gettext_lazy("Trek er ten hoogste %(limit_value)s."),
        },
    )
    getal = forms.CharField(
        label=gettext_lazy("Getal van de loting"),
        max_length=80,
        help_text=gettext_lazy("Kies zelf, of laat dit staan. Met hetzelfde getal krijgt iedereen dezelfde lijst."),
        error_messages={"required": gettext_lazy("Vul een getal of woord in voor de loting.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"wijze": RANDOM, "aantal": 10, "getal": secrets.token_hex(6)})
        self.fields["regeling"].choices = [("", gettext("Alle regelingen")), *searching.schemes()]  # type: ignore[attr-defined]
        self.fields["soort"].choices = kinds()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse euros where nothing has an amount, and a period that ends before it begins."""
        said = super().clean() or {}
        if "." in said.get("soort", "") and (said.get("wijze") == EURO or said.get("bedrag")):
            self.add_error(
                "wijze", gettext("Een stap heeft geen bedrag. Kies besluiten, of geef elk dossier even veel kans.")
            )
        if said.get("van") and said.get("tot") and said["tot"] < said["van"]:
            self.add_error("tot", gettext("De laatste dag ligt voor de eerste."))
        return said


def kinds() -> list[Any]:
    """What a sample can be drawn from: decisions of any kind or of one, or the times that a step was taken."""
    decisions = [(one.value, gettext("Alleen: %(kind)s") % {"kind": gettext(one.label)}) for one in Decision.Kind]
    by_machine = (
        (
            gettext("Stappen: %(machine)s") % {"machine": gettext(words)},
            [(code, gettext(label)) for code, label in steps],
        )
        for words, steps in searching.steps_by_machine()
        if words != searching.WORDS["register"]
    )
    return [("", gettext("Alle besluiten")), (gettext("Besluiten"), decisions), *by_machine]


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing of the population as the list shows it."""

    item: Item
    stream: uuid.UUID
    reference: str
    what: str
    day: date


@dataclass(frozen=True, slots=True)
class Sample:
    """What was asked, from how many it was drawn, and what came out."""

    asked: Mapping[str, Any]
    population: int
    total_cents: int
    population_sha256: str
    drawn: Sequence[tuple[Drawn, Unit]]

    @property
    def is_by_euro(self) -> bool:
        """Whether each euro had the same chance."""
        return bool(self.asked["wijze"] == EURO)

    @property
    def hits(self) -> int:
        """How many hits there are in all."""
        return sum(drawn.hits for drawn, _ in self.drawn)


def draw(asked: Mapping[str, Any]) -> Sample:
    """The sample that a valid question asks for; two queries at any size."""
    units = _steps(asked) if "." in asked["soort"] else _decisions(asked)
    by_key = {unit.item.key: unit for unit in units}
    items = [unit.item for unit in units]
    found = (drawing.by_euro if asked["wijze"] == EURO else drawing.at_random)(items, asked["getal"], asked["aantal"])
    return Sample(
        asked,
        len(items),
        sum(item.amount_cents for item in items),
        digest([[item.key, item.amount_cents] for item in sorted(items, key=lambda one: one.key)]),
        tuple((one, by_key[one.item.key]) for one in found),
    )


def _decisions(asked: Mapping[str, Any]) -> list[Unit]:
    """The announced decisions that are asked for."""
    rows: QuerySet[Decision] = Decision.objects.filter(state=Decision.ANNOUNCED)
    if asked["soort"]:
        rows = rows.filter(kind=asked["soort"])
    if asked["regeling"]:
        rows = rows.filter(application__round__scheme_version__code=asked["regeling"])
    if asked["van"]:
        rows = rows.filter(announced_on__gte=asked["van"])
    if asked["tot"]:
        rows = rows.filter(announced_on__lte=asked["tot"])
    if asked["bedrag"]:
        rows = rows.filter(amount_cents__gte=asked["bedrag"] * 100)
    columns = rows.values_list("pk", "amount_cents", "stream", "stream__reference", "kind", "announced_on")
    return [
        Unit(Item(str(pk), cents), stream, reference, gettext(Decision.Kind(kind).label), day)
        for pk, cents, stream, reference, kind, day in columns
        if day
    ]


def _steps(asked: Mapping[str, Any]) -> list[Unit]:
    """The steps that are asked for, in dossiers."""
    search = searching.Asked(step=asked["soort"], scheme=asked["regeling"], since=asked["van"], until=asked["tot"])
    rows = searching.matching(search).filter(stream__kind=Application.STREAM_KIND)
    label = searching.label_of(asked["soort"])
    columns = rows.values_list("pk", "stream", "stream__reference", "at")
    return [Unit(Item(str(pk), 0), stream, reference, label, clock.day_of(at)) for pk, stream, reference, at in columns]
