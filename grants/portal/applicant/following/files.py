"""Files that come with what somebody sends in a case: kept as those of a filing are, and named in the answer by their hash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files import File
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from documents import uploads
from documents.models import Upload
from documents.uploads import NotTaken
from grants.models import Application
from grants.not_taken import said
from grants.portal.answer_fields import AnswerField
from grants.portal.payload_form import PayloadForm
from grants.portal.tables import KeptAsJson, unseen
from grants.portal.uploads import Files
from partners.models import Person
from workflow import questions as kinds
from workflow.facts import Actor

ANEW = ".anders"
"""The end of the name of the tick that what was sent before is to be replaced."""


def asked_in(form: type[PayloadForm]) -> Iterator[tuple[str, kinds.Upload]]:
    """The attachments that a form asks for, by the name of their field."""
    for name, field in form.base_fields.items():
        if isinstance(field, AnswerField) and isinstance(field.question, kinds.Upload):
            yield name, field.question


def from_afar(form: type[PayloadForm]) -> type[PayloadForm]:
    """The same form where no letter lies on the table of which the scan may hold the files."""
    for field in form.base_fields.values():
        if isinstance(field.widget, Files):
            field.widget.with_letter = False
    return form


def taken_in(
    case: Application, form: type[PayloadForm], posted: QueryDict, files: MultiValueDict[str, Any], actor: Actor
) -> tuple[QueryDict, dict[str, str]]:
    """What was posted with the files named by their hash, and by field why one did not come in.

    A page that names a file which is not with this dossier is not believed.
    """
    typed, refused = posted.copy(), {}
    for name, question in asked_in(form):
        held = [] if posted.get(f"{name}{ANEW}") else _held(case, question, unseen(posted.get(name) or "[]"))
        try:
            for file in files.getlist(name):
                held = _with(held, _kept(case, question, file, actor), question)
        except NotTaken as why:
            refused[name] = said(why, question)
        typed[name] = KeptAsJson().format_value(held) or ""
    return typed, refused


def _held(case: Application, question: kinds.Upload, named: object) -> list[dict[str, Any]]:
    rows = {row.sha256: row for row in Upload.objects.filter(stream=case.stream_id, question=question.id)}
    ids = [one.get("id") for one in named if isinstance(one, Mapping)] if isinstance(named, list) else []
    return [_named(rows[one]) for one in dict.fromkeys(map(str, ids)) if one in rows]


def _kept(case: Application, question: kinds.Upload, file: File[bytes], actor: Actor) -> Upload:
    assert actor.person, "who sends a file is a person"
    person = Person.objects.get(pk=actor.person)
    return uploads.take_in(file, case.stream, question.id, person, kinds=question.kinds, max_mb=question.max_mb)


def _with(held: list[dict[str, Any]], row: Upload, question: kinds.Upload) -> list[dict[str, Any]]:
    """With one more: where one file is asked, another takes its place."""
    others = [one for one in held if one["id"] != row.sha256] if question.max_files > 1 else []
    if len(others) >= question.max_files:
        raise NotTaken(uploads.TOO_MANY)
    return [*others, _named(row)]


def _named(row: Upload) -> dict[str, Any]:
    return {"id": row.sha256, "kind": row.kind, "bytes": row.bytes}
