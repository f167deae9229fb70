"""The figures of a round that may differ from year to year: what a person calls them, how they are typed, and their article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from grants.portal.fields import EuroField, LinesField

WHOLE = 100


class ShareField(forms.CharField):
    """A share as a person types it, "50", "12,5" or "2/3"; its value is exact."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "amount"})

    def to_python(self, value: Any) -> Any:
        """Read percents, or a fraction.

        >>> ShareField().to_python("12,5"), ShareField().to_python("2/3")
        (Fraction(1, 8), Fraction(2, 3))
        """
        text = (super().to_python(value) or "").replace("%", "").replace(",", ".").strip()
        if not text:
            return None
        try:
            share = Fraction(text) if "/" in text else Fraction(text) / WHOLE
        except (ValueError, ZeroDivisionError) as unreadable:
            raise ValidationError(UNREADABLE) from unreadable
        if not 0 <= share <= 1:
            raise ValidationError(UNREADABLE)
        return share

    def prepare_value(self, value: Any) -> Any:
        """Show a share as whole percents where it is, else as a fraction; what was typed as it was typed."""
        if not isinstance(value, Fraction):
            return value
        return str(value * WHOLE) if WHOLE % value.denominator == 0 else str(value)


UNREADABLE = "Schrijf een deel van 0 tot en met 100 procent, of als breuk: 2/3."


class YearsField(LinesField):
    """Years, one on each line."""

    def to_python(self, value: Any) -> Any:
        """Whole years, in order."""
        lines = super().to_python(value)
        if not all(len(line) == len("2026") and line.isascii() and line.isdigit() for line in lines):
            raise ValidationError("Schrijf op elke regel een jaar, zoals 2027.")
        return tuple(sorted(map(int, lines)))

    def prepare_value(self, value: Any) -> Any:
        """One line for each year."""
        return value if isinstance(value, str) or value is None else "\n".join(map(str, value))


class AmountsField(LinesField):
    """Amounts in euros, one on each line; their values are cents."""

    def __init__(self, **said: Any) -> None:
        super().__init__(euros=True, **said)

    def to_python(self, value: Any) -> Any:
        """The amounts, in the order in which they were typed."""
        return tuple(super().to_python(value))


def _number(**said: Any) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "amount"})
    return forms.IntegerField(min_value=0, max_value=10**6, widget=widget, **said)


def _day(**said: Any) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **said)


CENTS, SHARE, NUMBER, FLAG, DAY, YEARS, AMOUNTS = (
    EuroField,
    ShareField,
    _number,
    forms.BooleanField,
    _day,
    YearsField,
    AmountsField,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its words, its article ("" where the scheme alone says so), and the field in which it is typed."""

    label: str
    article: str
    field: Any


FIGURES: Mapping[str, Figure] = {
    "maximum_cents": Figure("Hoogstens per aanvraag", "Awb 4:26", CENTS),
    "full_up_to_cents": Figure("Kosten die wij helemaal betalen, tot en met", "", CENTS),
    "share_above": Figure("Deel van de kosten daarboven, in procenten", "", SHARE),
    "funding_share": Figure("Deel van de kosten, hoogstens, in procenten", "", SHARE),
    "share": Figure("Deel van de kosten, in procenten", "Awb 4:31", SHARE),
    "own_hours_share": Figure("Eigen uren, hoogstens dit deel van het eigen geld", "", SHARE),
    "per_m2_cents": Figure("Bedrag per vierkante meter", "", CENTS),
    "pass_mark": Figure("Punten die nodig zijn, van 100", "Awb 4:26", NUMBER),
    "minimum_mean": Figure("Niveau dat elk criterium gemiddeld haalt", "Awb 4:26", NUMBER),
    "first_group_condition": Figure("Conditie vanaf welke een gebouw voorgaat", "Awb 4:26", NUMBER),
    "repair_term_weeks": Figure("Weken om aan te vullen", "Awb 4:5, eerste lid", NUMBER),
    "advance_share": Figure("Voorschot, in procenten", "Awb 4:95", SHARE),
    "instalment_years": Figure("Jaren van de voorschotten", "Awb 4:95", YEARS),
    "at_once_below_cents": Figure("In één keer betaald onder", "Awb 4:95", CENTS),
    "direct_through_cents": Figure("Meteen vastgesteld tot en met", "Awb 4:43", CENTS),
    "report_from_cents": Figure("Verslag nodig vanaf", "Awb 4:45", CENTS),
    "accountant_from_cents": Figure("Accountant nodig vanaf", "Awb 4:78", CENTS),
    "report_weeks_after_end": Figure("Weken voor het verslag, na afloop", "Awb 4:45", NUMBER),
    "determination_weeks_after_end": Figure("Weken om vast te stellen, na afloop", "Awb 4:47", NUMBER),
    "execution_through": Figure("Plannen zijn klaar op", "", DAY),
    "accounts_due": Figure("Verantwoording uiterlijk op", "Awb 4:45", DAY),
    "keep_meeting_function_years": Figure("Jaren dat het huis open blijft", "Awb 4:38", NUMBER),
    "prizes_cents": Figure("Prijzen, de hoogste eerst", "Awb 4:43", AMOUNTS),
    "jury_share": Figure("Deel van de jury in de prijs, in procenten", "Awb 4:26", NUMBER),
    "vote_share": Figure("Deel van de stemmen in de prijs, in procenten", "Awb 4:26", NUMBER),
    "one_award_per_undertaking": Figure("Eén subsidie per onderneming", "", FLAG),
    "remainder": Figure("Wie niet meer past, kan de rest krijgen", "Awb 4:25, tweede lid", FLAG),
    "reserve_list": Figure("Er is een reservelijst", "Awb 4:25", FLAG),
    "carries_over": Figure("Wat over is, gaat naar de volgende ronde", "Awb 4:27", FLAG),
    "budget_caveat": Figure("Bij het plafond staat dat de begroting nog niet vaststaat", "Awb 4:28", FLAG),
}
"""In the order of the form. What a scheme has beyond these (points, brackets, ties) is the same in each of its rounds."""

ANY_ROUND = ("budget_caveat",)
"""Figures that any round may have, whether its scheme names them or not."""


def typed(name: str, value: Any) -> Any:
    """A figure as its field holds it: rounds keep days and lists as JSON does."""
    if FIGURES[name].field is DAY and isinstance(value, str):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
