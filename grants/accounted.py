"""What came with an account and with reports, read back: values beside what was planned, files, and what did not come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from grants.afterwards import Grant, ever_asked
from grants.answers import as_said
from grants.models import Application, FinalAccount
from grants.models.scheme import scheme_of
from grants.sent import with_sent
from workflow.form import Asked
from workflow.questions import Upload
from workflow.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Measured:
    """A value that was answered afterwards, in words, beside what was planned ("" where nothing was)."""

    label: str
    planned: str
    done: str


@dataclass(frozen=True, slots=True)
class Accounted:
    """The account in the eyes of who assesses it: its day, the values, and what was asked and did not come."""

    received_on: date
    measured: Sequence[Measured]
    missing: Sequence[str]


STATES = frozenset({Application.ACCOUNT_SUBMITTED, Application.ACCOUNTED})


def with_account(cases: QuerySet[Application]) -> QuerySet[Any]:
    """These cases in one query with what `accounted` shows of each."""
    last = FinalAccount.objects.filter(application=OuterRef("pk")).order_by("-received_on", "-pk")
    columns = {f"account_{name}": Subquery(last.values(name)[:1]) for name in ("received_on", "answers")}
    found: QuerySet[Any] = with_sent(cases).annotate(**columns)
    return found


def accounted(case: Any) -> Accounted | None:
    """The account of a case that was read `with_account`; None where there is none."""
    if case.state not in STATES or case.account_received_on is None:
        return None
    scheme, given = scheme_of(case.round.scheme_version_id), answers_in(case.account_answers)
    missing = Grant(scheme, case.round.figures, case.granted_cents or 0).missing(given)
    measured = list(_measured(scheme, given, answers_in(case.sent_answers)))
    return Accounted(case.account_received_on, measured, [one.label for one in missing])


def answers_in(text: str | None) -> Mapping[str, Any]:
    """The answers as a row of an account or a report holds them."""
    found: Mapping[str, Any] = json.loads(text) if text else {}
    return found


def said(scheme: Scheme, text: str) -> Iterator[tuple[Asked, Any]]:
    """What was answered in a row, in the order in which it is asked."""
    given = answers_in(text)
    yield from ((one, given[id_]) for id_, one in ever_asked(scheme).items() if id_ in given)


def _measured(scheme: Scheme, given: Mapping[str, Any], planned: Mapping[str, Any]) -> Iterator[Measured]:
    beside = {one.question.id: one.planned for one in scheme.afterwards}
    for id_, one in ever_asked(scheme).items():
        if id_ in given and not isinstance(one, Upload):
            yield Measured(one.label, _words(scheme, beside.get(id_, ""), planned), ", ".join(as_said(one, given[id_])))


def _words(scheme: Scheme, id_: str, planned: Mapping[str, Any]) -> str:
    question = scheme.question(id_) if id_ else None
    if not isinstance(question, Asked) or planned.get(id_) is None:
        return ""
    return ", ".join(as_said(question, planned[id_]))
