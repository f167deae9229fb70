"""Attachments: sent one by one as somebody goes, taken back, or promised for later; each is an answer that holds the hash of the file."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.http import Http404

from documents import uploads
from documents.models import Upload
from grants import drafts, not_taken
from grants.drafts import Typed
from grants.models import Application
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.filing.drafted import Drafted, Section
from partners.models import Person
from workflow import questions as kinds

said = not_taken.said


@dataclass(frozen=True, slots=True)
class Asked:
    """One attachment that is asked for, what was sent, and whether the rest is promised for later."""

    question: kinds.Upload
    files: Sequence[Upload]
    is_later: bool

    @property
    def takes_more(self) -> bool:
        """Whether there is room for another file."""
        return len(self.files) < self.question.max_files

    @property
    def accepts(self) -> str:
        """What a browser offers to choose from."""
        return ",".join(f".{kind}" for kind in self.question.kinds)

    @property
    def kinds(self) -> str:
        """The same as a person reads it."""
        return ", ".join(self.question.kinds)


def asked(drafted: Drafted, section: Section) -> list[Asked]:
    """The attachments of a page. One query, none where the page asks for none."""
    questions = [one for one in section.questions if isinstance(one, kinds.Upload)]
    rows = _sent(drafted.case, [one.id for one in questions]) if questions else {}
    return [Asked(one, list(_answered(drafted, one, rows)), drafted.is_later(one)) for one in questions]


def _sent(case: Application, questions: Sequence[str]) -> dict[tuple[str, str], Upload]:
    found = Upload.objects.filter(stream=case.stream_id, question__in=questions)
    return {(row.question, row.sha256): row for row in found}


def _answered(drafted: Drafted, question: kinds.Upload, rows: dict[tuple[str, str], Upload]) -> Iterator[Upload]:
    for one in _hashes(drafted, question.id):
        if row := rows.get((question.id, one)):
            yield row


def _hashes(drafted: Drafted, id_: str) -> list[str]:
    typed = drafted.typed(id_)
    return [one["id"] for one in typed or ()]


def find(drafted: Drafted, id_: str) -> kinds.Upload:
    """The attachment that an address names. Raises `Http404` when it is none."""
    for one in drafted.questions:
        if one.id == id_ and isinstance(one, kinds.Upload):
            return one
    raise Http404


def add(drafted: Drafted, question: kinds.Upload, files: Sequence[File[bytes]], applicant: Applicant) -> None:
    """Keep files, and name them in the answer.

    Raises:
        NotTaken: when one of them does not come in; those before it did.
    """
    assert applicant.actor.person, "an applicant is a person"
    person = Person.objects.get(pk=applicant.actor.person)
    named: list[dict[str, Any]] = list(drafted.typed(question.id) or ())
    try:
        for file in files:
            if len(named) >= question.max_files:
                raise uploads.NotTaken(uploads.TOO_MANY)
            row = uploads.take_in(
                file, drafted.case.stream, question.id, person, kinds=question.kinds, max_mb=question.max_mb
            )
            if row.sha256 not in [one["id"] for one in named]:
                named.append({"id": row.sha256, "kind": row.kind, "bytes": row.bytes})
    finally:
        _keep(drafted, question.id, named or None, person.pk)


def take_back(drafted: Drafted, question: kinds.Upload, id_: str, applicant: Applicant) -> None:
    """Take a file out of the answer, and let go of it."""
    rows = {str(row.pk): row for row in _sent(drafted.case, [question.id]).values()}
    if row := rows.get(id_):
        left = [one for one in drafted.typed(question.id) or () if one["id"] != row.sha256]
        assert applicant.actor.person, "an applicant is a person"
        _keep(drafted, question.id, left or None, applicant.actor.person)
        uploads.let_go(row)


def promise(drafted: Drafted, question: kinds.Upload, applicant: Applicant, *, later: bool) -> None:
    """Say that it comes later, or that it does not have to any more."""
    assert applicant.actor.person, "an applicant is a person"
    _keep(drafted, f"{question.id}{drafts.LATER}", later or None, applicant.actor.person)


def _keep(drafted: Drafted, id_: str, value: Any, person: uuid.UUID) -> None:
    seen = drafted.rows[id_].number if id_ in drafted.rows else 0
    drafts.keep(drafted.case, person, {id_: Typed(value, seen)}, uuid.uuid4())
