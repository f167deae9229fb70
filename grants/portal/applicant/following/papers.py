"""What went to and fro: the letters that were sent in a dossier, with the event each came from, and the answers as they were sent."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from documents.letters import from_json
from documents.letters.letter import Letter as Written
from documents.models import Letter, Upload
from grants.accounted import said as said_afterwards
from grants.answers import as_said, of_version
from grants.attached import attached
from grants.models import Application, FinalAccount, PersonalAnswer, Report, Version
from grants.models.scheme import scheme_of
from workflow.form import asked
from workflow.models import Event
from workflow.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter to the applicant: its heading, what kind of letter it is, its day, and whether its file has been made.

    `written` is what it says, None once it was erased.
    """

    id: uuid.UUID
    title: str
    label: str
    sent_on: date
    is_made: bool
    written: Written | None


def sent_in(case: Application) -> list[Paper]:
    """The letters of a dossier, the newest first: a letter stands from the step that asked for it. One query."""
    rows = Letter.objects.filter(stream=case.stream_id).order_by("-sent_on", "-pk")
    return [_paper(row) for row in rows]


def _paper(row: Letter) -> Paper:
    is_made = row.state != Letter.REQUESTED
    if not row.facts:
        return Paper(row.pk, gettext("Deze brief is gewist"), "", row.sent_on, is_made, None)
    written = from_json(row.kind, row.facts)
    return Paper(row.pk, written.title, written.label, row.sent_on, is_made, written)


def by_event(events: Iterable[Event], papers: Sequence[Paper], shown: Iterable[str]) -> dict[uuid.UUID, list[Paper]]:
    """The letters by the event from which they followed: the nearest of its causes that is shown."""
    known, named = {event.pk: event for event in events}, set(shown)
    mine = {paper.id: paper for paper in papers}
    found: dict[uuid.UUID, list[Paper]] = {}
    for event in known.values():
        if event.machine == Letter.MACHINE and event.action == "request" and event.subject in mine:
            cause = known.get(event.cause) if event.cause else None
            while cause and f"{cause.machine}.{cause.action}" not in named:
                cause = known.get(cause.cause) if cause.cause else None
            if cause:
                found.setdefault(cause.pk, []).append(mine[event.subject])
    return found


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its answer in words, a paragraph each."""

    label: str
    said: Sequence[str]
    files: Sequence[Upload] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """One version of the answers: its number, when it came, and what it says, question by question."""

    number: int
    received_at: datetime
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class Reported:
    """One report or account as it was sent: its kind, its day, its text, and what was answered with it."""

    kind: str
    submitted_on: date | None
    text: str
    answers: Sequence[Answer] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """All that the applicant sent, the newest version first."""

    case: Application
    versions: Sequence[Sent]
    reports: Sequence[Reported]


def answers(case: Application) -> Answers:
    """What was sent, version by version. Seven queries."""
    scheme = scheme_of(case.round.scheme_version_id)
    questions = asked(scheme, case.round.rule)
    versions = list(Version.objects.filter(application=case).order_by("number"))
    personal: dict[uuid.UUID, dict[str, str]] = {}
    for version, id_, text in PersonalAnswer.objects.filter(version__in=versions).values_list(
        "version", "question", "value"
    ):
        personal.setdefault(version, {})[id_] = text
    files = attached(case)
    found = [_sent(one, questions, personal.get(one.pk, {}), files) for one in versions]
    reports = Report.objects.filter(application=case, submitted_on__isnull=False).order_by("-submitted_on", "pk")
    told = [Reported(one.kind, one.submitted_on, one.text, _later(scheme, one.answers, files)) for one in reports]
    accounts = FinalAccount.objects.filter(application=case).exclude(answers="").order_by("-received_on", "pk")
    told += [
        Reported(gettext("verantwoording"), one.received_on, "", _later(scheme, one.answers, files)) for one in accounts
    ]
    return Answers(case, found[::-1], told)


def _sent(
    version: Version, questions: Sequence[Any], personal: Mapping[str, str], files: Mapping[str, Sequence[Upload]]
) -> Sent:
    given = of_version(json.loads(version.answers), personal, questions)
    said = [
        Answer(one.label, as_said(one, given[one.id]), _named(files.get(one.id, ()), given[one.id]))
        for one in questions
        if one.id in given
    ]
    return Sent(version.number, version.received_at, said)


def _later(scheme: Scheme, given: str, files: Mapping[str, Sequence[Upload]]) -> list[Answer]:
    """What was answered with an account or a report."""
    return [
        Answer(one.label, as_said(one, value), _named(files.get(one.id, ()), value))
        for one, value in said_afterwards(scheme, given)
    ]


def _named(files: Sequence[Upload], answer: Any) -> list[Upload]:
    """Those that an answer names."""
    return [row for row in files if row.sha256 in str(answer)]
