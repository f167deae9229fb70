"""Files in a form that was filled in elsewhere: decoded, looked into as every file of an applicant, and kept once it was filed.

Open Forms writes a file as its name and its content in base64, a question for more of them as a list, and one without any as null.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from rest_framework.exceptions import APIException, ValidationError

from documents import uploads
from documents.inside import MEGABYTE
from grants.models import Application
from grants.not_taken import said
from workflow import questions
from workflow.errors import Obstacle, refuse
from workflow.form import Asked

NAME, CONTENT = "file_name", "content"
MINUTE = 60


class NotNow(APIException):
    """Files cannot be scanned at this moment: nothing was filed, and the same form is sent again later."""

    status_code, wait = 503, MINUTE

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.obstacle = Obstacle("file-not-now", sentence)


@dataclass(frozen=True, slots=True)
class Sent:
    """One file that came in with a form, of which is known what it is."""

    question: str
    file: ContentFile[bytes]
    kind: str

    @property
    def answer(self) -> dict[str, Any]:
        """How an answer names it."""
        return {"id": uploads.digest_of(self.file), "kind": self.kind, "bytes": self.file.size}


def taken_out(values: Mapping[str, Any], asked: Sequence[Asked]) -> tuple[dict[str, Any], Sequence[Sent]]:
    """The values with each file replaced by its hash, and the files.

    Raises:
        ValidationError: for what is no file as a form writes it.
        Refusal: `file-not-taken` for a file that does not come in, with the reason.
        NotNow: while no file can be scanned.
    """
    found = dict(values)
    files: list[Sent] = []
    for question in asked:
        if isinstance(question, questions.Upload) and question.id in values:
            sent = list(_files(question, values[question.id]))
            found[question.id] = list({one.answer["id"]: one.answer for one in sent}.values())
            files += sent
    return found, files


def check_room(files: Sequence[Sent], asked: Sequence[Asked], case: Application) -> None:
    """Raise `Refusal` (`file-not-taken`) when the dossier would hold more than one may: what is there already counts once."""
    sizes = {(one.question, str(one.answer["id"])): int(one.answer["bytes"]) for one in files}
    if not uploads.has_room(case.stream, sizes):
        last = next(one for one in asked if isinstance(one, questions.Upload) and one.id == files[-1].question)
        raise _refused(uploads.NotTaken(uploads.TOO_MUCH), last)


def keep(files: Sequence[Sent], case: Application) -> None:
    """Keep the files with the application that they came with; those that are there already stay as they are."""
    for one in files:
        uploads.keep(one.file, one.kind, case.stream, one.question, case.contact)


def _files(question: questions.Upload, value: object) -> Iterator[Sent]:
    """The files of one question, each looked into."""
    given = value if isinstance(value, list) else [] if value in (None, "", {}) else [value]
    if len(given) > question.max_files:
        raise _refused(uploads.NotTaken(uploads.TOO_MANY), question)
    for one in given:
        try:
            file = _decoded(question, one)
            yield Sent(question.id, file, uploads.checked(file, question.kinds, question.max_mb))
        except uploads.NotTaken as wrong:
            raise _refused(wrong, question) from wrong


def _refused(wrong: uploads.NotTaken, question: questions.Upload) -> Exception:
    sentence = said(wrong, question)
    if wrong.why == uploads.NOT_NOW:
        return NotNow(sentence)
    return refuse("malformed", "file-not-taken", sentence, field=question.id)


def _decoded(question: questions.Upload, one: object) -> ContentFile[bytes]:
    """The file of a name and its content. What is too large is not decoded."""
    wrong = ValidationError({f"values.{question.id}": [f"Een bestand is een object met {NAME} en {CONTENT} (base64)."]})
    if not isinstance(one, dict) or one.keys() != {NAME, CONTENT}:
        raise wrong
    name, content = one[NAME], one[CONTENT]
    if not isinstance(name, str) or not isinstance(content, str):
        raise wrong
    if len(content) > question.max_mb * MEGABYTE * 4 // 3 + 4:
        raise uploads.NotTaken(uploads.TOO_LARGE)
    try:
        return ContentFile(base64.b64decode(content, validate=True), name)
    except (binascii.Error, ValueError):
        raise wrong from None
