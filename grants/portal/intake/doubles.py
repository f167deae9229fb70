"""What probably came twice: the two side by side, and what follows when the later one ends in the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from grants.answers import answers_of, as_said
from grants.desk import Desk
from grants.duplicates import Pair, probable
from grants.models import Application
from grants.models.scheme import scheme_of
from grants.portal import dossier, taking
from grants.saying import euro
from grants.sight import seen_by
from workflow.form import asked

MOST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of both: what it is, what each says, and whether that is the same."""

    what: str
    first: str
    second: str

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.first == self.second


@dataclass(frozen=True, slots=True)
class Page:
    """Two applications side by side, and merging the second into the first."""

    stays: Application
    ends: Application
    lines: Sequence[Line]
    sheet: taking.Sheet


def pairs(desk: Desk) -> Sequence[Pair]:
    """What probably came twice, in all rounds, of the dossiers that a colleague sees."""
    found = probable()
    named = {case.pk for pair in found for case in (pair.stays, pair.other)}
    seen = set(seen_by(desk).filter(pk__in=named).values_list("pk", flat=True))
    return [pair for pair in found if {pair.stays.pk, pair.other.pk} <= seen][:MOST]


def open_page(stays: str, ends: str, desk: Desk, phase: str, posted: Any, key: str) -> Page:
    """The two, and what merging them does. Raises `Http404` when they are not two cases that came in."""
    first, second = dossier.find_all([stays, ends], desk)
    if first.pk == second.pk or not (first.received_at and second.received_at):
        raise Http404
    step = taking.find(second, desk, Application.MACHINE, "merge", str(second.pk), key)
    data = {**(posted or {}), "other": first.stream.reference}
    return Page(first, second, list(_lines(first, second)), taking.answer(step, phase, data))


def _lines(first: Application, second: Application) -> Iterator[Line]:
    for what, said in (
        (gettext("Titel"), lambda case: case.title),
        (gettext("Aanvrager"), lambda case: case.organisation.name if case.organisation else case.contact.name),
        (gettext("Gevraagd"), lambda case: euro(case.requested_cents) if case.requested_cents else gettext("niets")),
    ):
        yield Line(what, said(first), said(second))
    questions = asked(scheme_of(first.round.scheme_version_id), first.round.rule)
    found = answers_of([first, second], questions)
    one, other = found[first.pk], found[second.pk]
    for question in questions:
        texts = [
            "\n".join(as_said(question, side[question.id])) if question.id in side else "" for side in (one, other)
        ]
        if any(texts):
            yield Line(question.label, *texts)
