"""A published scheme as a person reads it: its figures with their articles, its questions, criteria, steps and duties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from budgets.models import LedgerAccount
from grants.models import Application, Round, SchemeVersion
from workflow import roles
from workflow.narrowing import used_steps
from workflow.registry import MACHINES
from workflow.scheme import Default, Scheme


@dataclass(frozen=True, slots=True)
class Row:
    """One step of a case under a scheme: who takes it, on which article, what it leads to, and how many demands come before it."""

    label: str
    who: str
    article: str
    target: str
    demands: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a scheme with its article, and whether it stands in a rule that exists or is proposed with the scheme."""

    what: str
    value: str
    article: str
    is_real: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One version of a scheme, with its rounds and what each has left under its ceiling, and the other versions there are."""

    row: SchemeVersion
    scheme: Scheme
    figures: Sequence[Figure]
    parts: Sequence[tuple[str, Sequence[Any]]]
    steps: Sequence[Row]
    rounds: Sequence[tuple[Round, int]]
    others: Sequence[SchemeVersion]


def find(code: str, version: str) -> tuple[SchemeVersion, Scheme]:
    """A published version, and what it says. Raises `Http404` when there is none."""
    row = SchemeVersion.objects.filter(code=code, version=version).first()
    if row is None:
        raise Http404
    return row, Scheme.from_json(row.body)


def listed() -> list[tuple[SchemeVersion, Scheme]]:
    """Every published version, by scheme, the newest first; one query."""
    rows = SchemeVersion.objects.order_by("code", "-published_on", "-version")
    return [(row, Scheme.from_json(row.body)) for row in rows]


def page(code: str, version: str) -> Page:
    """What a policy officer reads of a version."""
    row, scheme = find(code, version)
    return Page(
        row,
        scheme,
        [_figure(one) for one in scheme.defaults],
        [(part, list(questions)) for part, questions in groupby(scheme.questions, key=lambda one: one.part)],
        _steps(scheme),
        _rounds(row),
        list(SchemeVersion.objects.filter(code=code).exclude(pk=row.pk).order_by("-published_on", "-version")),
    )


def _rounds(row: SchemeVersion) -> list[tuple[Round, int]]:
    """The rounds of a version, the newest first, with what is left under the ceiling of each; two queries."""
    rounds = list(Round.objects.filter(scheme_version=row).order_by("-opens_at", "code"))
    books = [one.ceiling_book for one in rounds]
    free = LedgerAccount.objects.filter(book__in=books, pot=LedgerAccount.Pot.AVAILABLE)
    left = dict(free.values_list("book", "balance_cents"))
    return [(one, left.get(one.ceiling_book, 0)) for one in rounds]


def _figure(one: Default) -> Figure:
    article = gettext("de regeling zelf") if one.article == "scheme" else one.article
    return Figure(one.what, one.value, article, one.status.startswith("real"))


def _steps(scheme: Scheme) -> list[Row]:
    used = used_steps(scheme)
    return [
        Row(
            one.label,
            ", ".join(gettext(roles.LABELS.get(role, role)) for role in one.roles) or gettext("volgt vanzelf"),
            one.article,
            Application.WORDS.get(one.target, one.target) if one.target else "",
            len(scheme.step(Application.MACHINE, one.action).guards),
        )
        for one in MACHINES[Application.MACHINE].model.declarations().values()
        if one.action in used
    ]
