"""The questions of a scheme as fields of a form: a clerk types what stands on paper, as its question reads it.

What is missing never blocks (Awb 4:5); what cannot be read is said beside the field, and may be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from budgets.figures import bare_euro
from grants.portal.tables import Column, KeptAsJson, Table
from grants.portal.uploads import Files
from partners.models import Area
from workflow import questions as kinds
from workflow.answers import FIELD_LABELS
from workflow.errors import Obstacle
from workflow.form import Asked

INCOME = (
    ("subsidie", gettext_noop("Subsidie van ons")),
    ("eigen", gettext_noop("Eigen bijdrage")),
    ("eigen_geld", gettext_noop("Eigen geld")),
    ("eigen_uren", gettext_noop("Eigen uren")),
    ("fonds", gettext_noop("Een fonds")),
    ("sponsor", gettext_noop("Een sponsor")),
    ("verkoop", gettext_noop("Verkoop")),
)
"""Where the money of a budget comes from, as a form says it."""

AMOUNT = Column("amount", gettext_noop("Bedrag in euro"))
WHAT = Column("what", gettext_noop("Omschrijving"))
YES_OR_NO = (("ja", gettext_lazy("Ja")), ("nee", gettext_lazy("Nee")))
NOT_ANSWERED = ("", gettext_lazy("Niet ingevuld"))
SHOWN_AT_ONCE = 6


class AnswerField(forms.Field):
    """The answer to one question: read as the door will read it, and never missed when it is not there."""

    def __init__(self, question: Asked) -> None:
        self.question = question
        self.blocks = question.blocks
        widget = _widget(question)
        super().__init__(label=question.label, help_text=question.help, required=question.required, widget=widget)
        if isinstance(widget, Table | Files):
            self.hidden_widget = KeptAsJson
        elif isinstance(widget, forms.CheckboxSelectMultiple):
            self.hidden_widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> Any:
        """The answer as it is kept, None where nothing was filled in."""
        found, obstacle = self.question.read(value)
        if obstacle is None:
            return found
        raise ValidationError(beside(self.question, obstacle))

    def prepare_value(self, value: Any) -> Any:
        """What is kept as it was typed."""
        if isinstance(self.question, kinds.Boolean) and isinstance(value, bool):
            return "ja" if value else "nee"
        if isinstance(self.question, kinds.Money) and isinstance(value, int):
            return bare_euro(value)
        return value


def beside(question: Asked, obstacle: Obstacle) -> str:
    """What is wrong with an answer, as it is said beside its question and above the page."""
    sentence = obstacle.sentence.removeprefix(f"Bij ‘{question.label}’: ")
    return f"{question.label} {sentence[:1].upper()}{sentence[1:]}"


def _widget(question: Asked) -> forms.Widget:
    made = WIDGETS.get(type(question))
    return made(question) if made else forms.TextInput()


def _choice(question: kinds.Choice) -> forms.Widget:
    if question.many:
        return forms.CheckboxSelectMultiple(choices=question.options)
    few = len(question.options) <= SHOWN_AT_ONCE
    return (forms.RadioSelect if few else forms.Select)(choices=[NOT_ANSWERED, *question.options])


def _areas(_: Asked) -> forms.Widget:
    names = Area.objects.order_by("name").values_list("name", flat=True)
    return forms.Select(choices=[("", gettext("Kies er een")), *((name, name) for name in names)])


def _person(question: kinds.PersonQuestion) -> forms.Widget:
    columns = tuple(_column(name) for name in question.fields)
    return Table({"": columns}, most=question.maximum)


def _column(name: str) -> Column:
    return Column(name, FIELD_LABELS[name], required=name != "email")


def _budget(question: kinds.BudgetTable) -> forms.Widget:
    income = (Column("kind", gettext_noop("Van wie"), (("", gettext_noop("Kies")), *INCOME)), WHAT, AMOUNT)
    return Table({"costs": (WHAT, AMOUNT), "income": income}, most=question.max_rows)


WIDGETS: Mapping[type, Callable[[Any], forms.Widget]] = {
    kinds.Address: lambda question: Table({"": tuple(_column(name) for name in question.FIELDS)}, most=1),
    kinds.AreaChoice: _areas,
    kinds.Boolean: lambda _: forms.RadioSelect(choices=[NOT_ANSWERED, *YES_OR_NO]),
    kinds.BudgetTable: _budget,
    kinds.Choice: _choice,
    kinds.DateQuestion: lambda _: forms.DateInput(attrs={"type": "date"}),
    kinds.Declaration: lambda _: forms.CheckboxInput(),
    kinds.Integer: lambda _: forms.TextInput(attrs={"inputmode": "numeric", "class": "amount"}),
    kinds.LongText: lambda _: forms.Textarea(attrs={"rows": 4}),
    kinds.Money: lambda _: forms.TextInput(attrs={"inputmode": "decimal", "class": "amount"}),
    kinds.PersonQuestion: _person,
    kinds.Quotes: lambda question: Table(
        {"": (Column("firm", gettext_noop("Bedrijf")), AMOUNT)}, most=question.maximum, many=True
    ),
    kinds.Upload: Files,
}
"""How each kind of question is filled in; any other is one line of text."""
