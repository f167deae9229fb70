"""A past round played once more on screen: what a policy officer may vary, and what would come of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop

from grants import simulation
from grants.allocation import AWARDED, AWARDED_PARTLY, Contest, Placement, Tender
from grants.models import Application, Round
from grants.models.scheme import scheme_of
from grants.portal.fields import CeilingField
from grants.portal.policy.round_form import WEIGHT
from grants.portal.ranking.listing import WHY
from grants.simulation import Changed, Otherwise, Played

WHOLE = 100
MOST = 200
"""Changed outcomes on one page."""


OUTCOMES = {AWARDED: gettext_noop("krijgt geld"), AWARDED_PARTLY: gettext_noop("krijgt een deel"), **WHY}


@dataclass(frozen=True, slots=True)
class Row:
    """One application that would end otherwise, in words."""

    reference: str
    title: str
    before: str
    before_cents: int
    after: str
    after_cents: int


@dataclass(frozen=True, slots=True)
class Page:
    """The round, the form, and what would come of it (None: it was not divided yet, or the question cannot be answered)."""

    round: Round
    form: forms.Form
    played: Played | None
    rows: Sequence[Row]
    divided: bool


class Parameters(forms.Form):
    """What may be otherwise."""

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Refuse weights that do not add up."""
        said = super().clean() or {}
        names = [name for name in self.fields if name.startswith(WEIGHT)]
        total = sum(said.get(name, 0) for name in names)
        if names and total != WHOLE and all(name in said for name in names):
            self.add_error(
                names[-1],
                gettext("De gewichten zijn samen %(total)s. Maak er %(whole)s van.") % {"total": total, "whole": WHOLE},
            )
        return said


def page(round_: Round, said: Mapping[str, str]) -> Page:
    """What the page answers; a fixed number of queries, and nothing written."""
    contest = simulation.contest_of_past(round_)
    now = simulation.as_it_was(round_)
    form = _form(round_, contest, now)(said or None, initial=_initial(now))
    if contest is None or (form.is_bound and not form.is_valid()):
        return Page(round_, form, None, (), contest is not None)
    played = simulation.play(round_, contest, _asked(form, now) if form.is_bound else now)
    return Page(round_, form, played, list(_rows(played.changed[:MOST])), divided=True)


def _form(round_: Round, contest: Contest | None, now: Otherwise) -> type[Parameters]:
    fields: dict[str, forms.Field] = {
        "plafond": CeilingField(label=gettext("Plafond"), error_messages={"required": gettext("Vul een plafond in.")})
    }
    if contest and any(one.points is not None for one in contest.entrants):
        fields["drempel"] = _number(gettext("Punten die nodig zijn, van 100"), WHOLE)
        fields["niveau"] = _number(gettext("Niveau dat elk criterium gemiddeld haalt"), 5)
        if isinstance(contest.rule, Tender):
            labels = {one.code: one.label for one in scheme_of(round_.scheme_version_id).criteria}
            fields |= {
                WEIGHT + code: _number(
                    gettext("Gewicht van %(criterion)s") % {"criterion": labels.get(code, code)}, WHOLE, 1
                )
                for code in now.weights
            }
    return type("RoundParameters", (Parameters,), fields)


def _number(label: str, most: int, least: int = 0) -> forms.Field:
    words = gettext("Vul bij ‘%(label)s’ een heel getal in van %(least)s tot en met %(most)s.") % {
        "label": label,
        "least": least,
        "most": most,
    }
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "amount"})
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=widget, error_messages=errors)


def _initial(now: Otherwise) -> dict[str, Any]:
    weights = {WEIGHT + code: weight for code, weight in now.weights.items()}
    return {"plafond": now.ceiling_cents, "drempel": now.pass_mark, "niveau": now.minimum_mean, **weights}


def _asked(form: forms.Form, now: Otherwise) -> Otherwise:
    """What was asked; what the form does not ask stays as it was."""
    said = form.cleaned_data
    weights = {code: said.get(WEIGHT + code, weight) for code, weight in now.weights.items()}
    return Otherwise(said["plafond"], said.get("drempel", now.pass_mark), said.get("niveau", now.minimum_mean), weights)


def _rows(changed: Sequence[Changed]) -> Iterator[Row]:
    columns = Application.objects.filter(pk__in=[one.application for one in changed])
    known = {pk: (reference, title) for pk, reference, title in columns.values_list("pk", "stream__reference", "title")}
    for one in changed:
        yield Row(*known[one.application], *_said(one.before), *_said(one.after))


def _said(one: Placement) -> tuple[str, int]:
    return gettext(OUTCOMES[one.outcome]), one.amount_cents
