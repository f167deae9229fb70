"""Fields of the forms of steps: what a person types, and the plain value of it that `workflow.reading` reads a payload from."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext, gettext_lazy

from budgets.figures import amount_obstacle, bare_euro
from grants.models import Application
from grants.portal.tables import Amounts, KeptAsJson
from partners.identifiers import normalise_kvk
from partners.models import Organisation
from workflow.amounts import read_cents


class HouseRenderer(TemplatesSetting):
    """Forms in the style of the house: label, help and error in reach of the field that they are about."""

    form_template_name = "portal/form.html"
    field_template_name = "portal/field.html"


class EuroField(forms.CharField):
    """An amount in euros, as a person types it; its value is whole cents."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "amount"})

    def to_python(self, value: Any) -> Any:
        """Read cents; a text that may mean two amounts is refused rather than guessed."""
        text = super().to_python(value)
        return _cents(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """Show cents as euros, and what was typed as it was typed."""
        return bare_euro(value) if isinstance(value, int) else value


class CeilingField(EuroField):
    """An amount that can be a ceiling; its value is whole cents."""

    def validate(self, value: Any) -> None:
        """More than nothing, and no more than a ledger can hold."""
        super().validate(value)
        if value is not None and amount_obstacle(value):
            raise ValidationError(gettext("Een plafond is meer dan nul, bijvoorbeeld 112.500."))


def _cents(text: str) -> int:
    found = read_cents(text)
    if found is None:
        raise ValidationError(gettext("Dit bedrag kunnen wij niet lezen. Schrijf het zo: 1.250,50."))
    return found


class CaseField(forms.CharField):
    """Another dossier, by the reference that a person knows; its value is the id."""

    def clean(self, value: Any) -> Any:
        """Look the reference up, once it is a text that can be looked up."""
        text = super().clean(value)
        if not text:
            return None
        found = Application.objects.filter(stream__reference=text).values_list("pk", flat=True).first()
        if found is None:
            raise ValidationError(
                gettext("Wij kennen geen zaak ‘%(text)s’. Een kenmerk ziet eruit als OC-2026-0042.") % {"text": text}
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show the reference of an id, and what was typed as it was typed."""
        if not isinstance(value, uuid.UUID):
            return value
        return Application.objects.filter(pk=value).values_list("stream__reference", flat=True).first()


class PartiesField(forms.CharField):
    """Organisations that we know, each on a line by its KvK number or its exact name; the value is their ids."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> Any:
        """Look each of them up."""
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        return [self._found(line) for line in lines[:MOST_LINES]]

    @staticmethod
    def _found(text: str) -> uuid.UUID:
        number = normalise_kvk(text)
        known = Q(kvk=number) if number.isdigit() else Q(name__iexact=text)
        found = list(Organisation.objects.filter(known).values_list("pk", flat=True)[:2])
        if len(found) != 1:
            why = gettext("Wij kennen er meer.") if found else gettext("Leg die eerst vast.")
            raise ValidationError(
                gettext("Wij vinden niet één organisatie ‘%(text)s’. %(why)s") % {"text": text, "why": why}
            )
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        """Show names for ids, and what was typed as it was typed."""
        if isinstance(value, str) or not value:
            return value
        names = dict(Organisation.objects.filter(pk__in=value).values_list("pk", "name"))
        return "\n".join(names.get(one, str(one)) for one in value)


MOST_LINES = 50


class AmountsField(forms.Field):
    """An amount for each line of a list that is known beforehand; the value is cents, in that order."""

    def __init__(self, *, lines: Sequence[str], **kwargs: Any) -> None:
        self.lines = tuple(lines)
        super().__init__(widget=Amounts(self.lines), **kwargs)
        self.hidden_widget = KeptAsJson

    def clean(self, value: Any) -> Any:
        """Cents; a line that was left blank cost nothing, and a list that was left blank says nothing."""
        texts = [str(one).strip() for one in value] if isinstance(value, list) else []
        return [_cents(text) if text else 0 for text in texts] if any(texts) else []

    def prepare_value(self, value: Any) -> Any:
        """Show cents as euros, and what was typed as it was typed."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            return value
        return [bare_euro(one) if isinstance(one, int) else str(one) for one in value]


class IdField(forms.UUIDField):
    """Something that has an id and no list to choose from."""

    default_error_messages = {"invalid": gettext_lazy("Dit is geen id. Een id heeft 32 cijfers en letters.")}


class LinesField(forms.CharField):
    """Any number of values, one on each line; euros where the values are amounts."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, euros: bool = False, **kwargs: Any) -> None:
        self.euros = euros
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The lines that say something."""
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]
        return [_cents(line) for line in lines] if self.euros else lines

    def prepare_value(self, value: Any) -> Any:
        """One line for each value."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            return value
        return "\n".join(bare_euro(one) if isinstance(one, int) else str(one) for one in value)


class PairsField(forms.CharField):
    """Names with their values, one pair on each line: "naam: waarde". A value that is JSON keeps its type."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, texts: bool = True, **kwargs: Any) -> None:
        self.texts = texts
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The pairs by name."""
        found: dict[str, Any] = {}
        for line in filter(None, map(str.strip, (super().to_python(value) or "").splitlines())):
            name, colon, text = line.partition(":")
            if not colon or not name.strip():
                raise ValidationError(
                    gettext("Schrijf op elke regel een naam, een dubbele punt en een waarde. Nu staat er: %(line)s")
                    % {"line": line}
                )
            found[name.strip()] = text.strip() if self.texts else _typed(text.strip())
        return found

    def prepare_value(self, value: Any) -> Any:
        """One line for each pair."""
        if not isinstance(value, Mapping):
            return value
        return "\n".join(f"{name}: {one if isinstance(one, str) else json.dumps(one)}" for name, one in value.items())


def _typed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


class RowsField(forms.CharField):
    """Rows of a small table, one on each line with a semicolon between the columns; a column of cents is typed in euros."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, columns: Sequence[str], named: bool, **kwargs: Any) -> None:
        self.columns, self.named = tuple(columns), named
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The rows: by name of the column, or just in order."""
        lines = filter(None, map(str.strip, (super().to_python(value) or "").splitlines()))
        rows = [[cell.strip() for cell in line.split(";")] for line in lines]
        if any(len(row) != len(self.columns) for row in rows):
            raise ValidationError(
                gettext("Zet op elke regel %(columns)s gegevens, met een puntkomma ertussen.")
                % {"columns": len(self.columns)}
            )
        return [self._row(row) for row in rows]

    def _row(self, row: Sequence[str]) -> Any:
        cells = [
            _cents(cell) if name.endswith("_cents") else cell or None
            for name, cell in zip(self.columns, row, strict=True)
        ]
        return dict(zip(self.columns, cells, strict=True)) if self.named else cells

    def prepare_value(self, value: Any) -> Any:
        """One line for each row."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            return value
        return "\n".join("; ".join(_cell(row, name, n) for n, name in enumerate(self.columns)) for row in value)


def _cell(row: Any, name: str, number: int) -> str:
    value = getattr(row, name) if hasattr(row, name) else row[name] if isinstance(row, Mapping) else row[number]
    if name.endswith("_cents") and isinstance(value, int):
        return bare_euro(value)
    return "" if value is None else str(value)


class ChoiceOf(forms.ChoiceField):
    """One of a list; few are shown all at once, many in a menu."""

    def __init__(self, *, choices: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        few = len(choices) <= SHOWN_AT_ONCE
        nothing = [("", gettext_lazy("Niets kiezen") if few else gettext_lazy("Kies er een"))]
        begins = any(value == kwargs.get("initial") for value, _ in choices)
        named = any(value == "" for value, _ in choices) or (few and (begins or kwargs.get("required", True)))
        shown = [*([] if named else nothing), *choices]
        kwargs.setdefault("widget", forms.RadioSelect if few else forms.Select)
        super().__init__(choices=shown, **kwargs)

    default_error_messages = {"invalid_choice": gettext_lazy("Kies een van de antwoorden uit de lijst.")}


SHOWN_AT_ONCE = 6


class IdChoice(ChoiceOf):
    """The same for things with an id."""

    def leave_out(self, ids: Collection[uuid.UUID]) -> None:
        """Offer the others only."""
        offered: Any = self.choices
        self.choices = [(value, words) for value, words in offered if value not in ids]

    def to_python(self, value: Any) -> Any:
        """The id, or nothing."""
        return value or ""

    def clean(self, value: Any) -> Any:
        """As an id, so that it needs no reading."""
        found = super().clean(value)
        return uuid.UUID(found) if found else None
