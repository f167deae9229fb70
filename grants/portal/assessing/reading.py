"""An application as its assessor reads it: the answers as they were sent, every paragraph numbered so that a reason can point to it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from django.utils.translation import gettext, gettext_noop

from documents.models import Upload
from grants import sight
from grants.answers import as_said, of_version
from grants.attached import attached
from grants.desk import Desk
from grants.models import Application, PersonalAnswer, Version
from grants.models.scheme import scheme_of
from workflow import questions as kinds
from workflow.form import Asked, asked

NOT_SHOWN = (kinds.Address, kinds.Declaration, kinds.Iban, kinds.Kvk, kinds.PersonQuestion)
"""What nobody needs to judge a plan: who judges does not see the address, the account or the people of the applicant."""

INCOME = {
    "subsidie": gettext_noop("Gevraagde subsidie"),
    "eigen": gettext_noop("Eigen bijdrage"),
    "eigen_geld": gettext_noop("Eigen geld"),
    "eigen_uren": gettext_noop("Eigen uren"),
    "fonds": gettext_noop("Fonds"),
    "sponsor": gettext_noop("Sponsor"),
    "verkoop": gettext_noop("Verkoop"),
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, by its number in the whole application."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a budget."""

    what: str
    amount_cents: int
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The answer to one question: paragraphs, or a budget of costs and income."""

    id: str
    label: str
    paragraphs: Sequence[Paragraph] = ()
    costs: Sequence[Line] = ()
    income: Sequence[Line] = ()
    is_long: bool = False
    files: Sequence[Upload] = ()

    @property
    def total_cents(self) -> int:
        """What the costs come to."""
        return sum(line.amount_cents for line in self.costs)


def sections(case: Application, desk: Desk) -> tuple[Section, ...]:
    """The newest version of an application, question by question, with the files that a colleague may open."""
    newest = Version.objects.filter(application=case).order_by("-number").first()
    if newest is None:
        return ()
    scheme = scheme_of(case.round.scheme_version_id)
    shown = [one for one in asked(scheme, case.round.rule) if not isinstance(one, NOT_SHOWN)]
    written = dict(PersonalAnswer.objects.filter(version=newest).exclude(value="").values_list("question", "value"))
    answers = of_version(json.loads(newest.answers), written, shown)
    files = attached(case) if any(isinstance(one, kinds.Upload) for one in shown) else {}
    read = _read(shown, answers)
    return tuple(
        replace(one, files=files.get(one.id, ()) if sight.comes_with_file(one.id, desk) else ()) for one in read
    )


def _read(shown: Sequence[Asked], answers: Mapping[str, Any]) -> Iterator[Section]:
    numbers = count(1)
    for question in shown:
        value = answers.get(question.id)
        if value is None:
            continue
        if isinstance(question, kinds.BudgetTable):
            yield _budget(question, value)
        else:
            texts = [text for text in as_said(question, value) if text.strip()]
            paragraphs = [Paragraph(next(numbers), text.strip()) for text in texts]
            yield Section(question.id, question.label, paragraphs, is_long=isinstance(question, kinds.LongText))


def _budget(question: Asked, value: Mapping[str, Any]) -> Section:
    costs = [Line(line["what"], line["amount_cents"]) for line in value["costs"]]
    income = [
        Line(
            f"{gettext(INCOME.get(line['kind'], line['kind']))}: {line['what']}",
            line["amount_cents"],
            line["kind"] == "subsidie",
        )
        for line in value["income"]
    ]
    return Section(question.id, question.label, costs=costs, income=income, is_long=True)
