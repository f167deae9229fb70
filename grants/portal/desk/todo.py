"""What colleagues asked of somebody and what they promised: the questions and promises that are open, the first day first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, QuerySet, Value

from grants import sight
from grants.desk import Desk
from grants.models import ContactNote, HelpRequest
from grants.portal.desk import whose

FEW, PER_PAGE = 3, 50
QUESTION, PROMISE = "vraag", "belofte"
STEPS = {QUESTION: (HelpRequest.MACHINE, "answer_help"), PROMISE: (ContactNote.MACHINE, "keep_promise")}


@dataclass(frozen=True, slots=True)
class Todo:
    """One of them: what it is, where, in which words, by when, and the step that finishes it."""

    what: str
    id: uuid.UUID
    reference: str
    title: str
    words: str
    by: date
    whose: whose.Told
    asked_by: str

    @property
    def machine(self) -> str:
        """The machine of the step."""
        return STEPS[self.what][0]

    @property
    def action(self) -> str:
        """The step."""
        return STEPS[self.what][1]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of them, with how many there are in all."""

    page: Page[Any]
    rows: Sequence[Todo]


def look(desk: Desk, number: str = "1", per_page: int = PER_PAGE) -> Listed:
    """A page of what is open for a colleague and for those whom they stand in for."""
    others = whose.stands_in(desk)
    found = list(_open(whose.people(desk, others), desk))
    page = Paginator(found, per_page).get_page(number)
    known = whose.known(desk, others, [person for row in page for person in (row[6], row[7])])
    return Listed(page, [_told(row, known) for row in page])


def _open(people: Sequence[uuid.UUID], desk: Desk) -> QuerySet[Any, Any]:
    seen = sight.is_seen(desk)
    questions = HelpRequest.objects.filter(seen, state=HelpRequest.ASKED, helper__in=people)
    promises = ContactNote.objects.filter(seen, state=ContactNote.NOTED, promised_by__isnull=False, author__in=people)
    columns = ("what", "pk", "stream__reference", "application__title", "said", "by", "owner", "asker")
    one = questions.annotate(**_said(QUESTION, "question", "until", "helper", "asked_by")).values_list(*columns)
    other = promises.annotate(**_said(PROMISE, "promised", "promised_by", "author", "author")).values_list(*columns)
    both: QuerySet[Any, Any] = one.order_by().union(other.order_by(), all=True)
    return both.order_by("by", "pk")


def _said(what: str, words: str, by: str, owner: str, asker: str) -> dict[str, Any]:
    kind = Value(what, output_field=CharField())
    return {"what": kind, "said": F(words), "by": F(by), "owner": F(owner), "asker": F(asker)}


def _told(row: Sequence[Any], known: whose.Known) -> Todo:
    what, pk, reference, title, words, by, owner, asker = row
    asked_by = "" if asker == owner else known.told(asker).words
    return Todo(what, pk, reference, title, words, by, known.told(owner), asked_by)
