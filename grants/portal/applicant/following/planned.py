"""What somebody was going to do, beside the report of what they did: their own answers about the plan."""

from __future__ import annotations

from collections.abc import Sequence

from grants.answers import as_said, sent_answers
from grants.models import Application
from grants.models.scheme import scheme_of
from workflow import questions as kinds
from workflow.form import Asked, asked


def planned(case: Application) -> Sequence[tuple[str, Sequence[str]]]:
    """The questions about the plan with what was answered last, in the order of the form. Two queries."""
    questions = about_plan(asked(scheme_of(case.round.scheme_version_id), case.round.rule))
    found = sent_answers(case, questions) if questions else {}
    return [(one.label, as_said(one, found[one.id])) for one in questions if one.id in found]


def about_plan(questions: Sequence[Asked]) -> Sequence[Asked]:
    """The questions about what somebody will do: of the parts in which they tell it in words, and which ask no money and no papers."""
    others = {one.part for one in questions if isinstance(one, kinds.BudgetTable | kinds.Iban | kinds.Upload)}
    told = {one.part for one in questions if isinstance(one, kinds.LongText)} - others
    return [one for one in questions if one.part in told and not isinstance(one, kinds.Declaration)]
