"""A draft as it stands: the parts of its form, what was typed, what of it can be read, and how far each part is."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext, gettext_noop

from grants import drafts
from grants.answers import as_said
from grants.models import Application, DraftAnswer
from grants.models.scheme import scheme_of
from grants.portal.answer_fields import beside
from grants.portal.intake.filing import PARTS
from partners.models import Area, Organisation
from workflow import clock
from workflow import questions as kinds
from workflow.form import Around, Asked
from workflow.form import asked as questions_of
from workflow.scheme import Scheme

PARTY_PART, CHECK_PART = "organisatie", "controleren"
DONE, BUSY, TO_DO = gettext_noop("Klaar"), gettext_noop("Bezig"), gettext_noop("Nog niet")


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form: its code, its number in the row of pages, and its questions; that of the applicant has none."""

    code: str
    title: str
    number: int
    questions: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class Drafted:
    """One draft, read once for a page."""

    case: Application
    scheme: Scheme
    sections: tuple[Section, ...]
    rows: Mapping[str, DraftAnswer]
    is_own: bool = True
    """Whether it is the reader's own: who only writes along does not say for whom it is, asks nobody along, and sends nothing."""

    @property
    def pages(self) -> int:
        """How many steps the filing has, the check at the end included."""
        return len(self.sections) + 1

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """All that the scheme asks in this round, in its order."""
        return questions_of(self.scheme, self.case.round.rule)

    @cached_property
    def signature(self) -> tuple[Asked, ...]:
        """What is signed under the form."""
        return tuple(one for one in self.questions if isinstance(one, kinds.Declaration))

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        """What can be read of what was typed, by question."""
        readings = {one.id: one.read(self.typed(one.id))[0] for one in self.questions}
        return {id_: value for id_, value in readings.items() if value is not None}

    @cached_property
    def _around(self) -> Around:
        asks = any(isinstance(one, kinds.AreaChoice) and one.id in self.answers for one in self.questions)
        areas: Collection[str] = set(Area.objects.values_list("name", flat=True)) if asks else ()
        return Around(self.answers, clock.today(), areas)

    @cached_property
    def party(self) -> Organisation | None:
        """For whom the application is; None while nobody said so."""
        chosen = self.typed(drafts.PARTY)
        return Organisation.objects.filter(pk=uuid.UUID(chosen)).first() if chosen else None

    @property
    def saved_at(self) -> datetime | None:
        """When something was kept last."""
        return max((row.saved_at for row in self.rows.values()), default=None)

    def typed(self, id_: str) -> Any:
        """What was typed as the answer to a question."""
        return drafts.typed(self.rows.get(id_))

    def is_later(self, question: Asked) -> bool:
        """Whether an attachment is promised for later."""
        return self.typed(f"{question.id}{drafts.LATER}") is True

    def fault(self, question: Asked) -> str:
        """What is wrong with an answer, "" when nothing is."""
        value, obstacle = question.read(self.typed(question.id))
        if obstacle is None and value is not None:
            obstacle = question.misfit(value, self._around)
        return beside(question, obstacle) if obstacle else ""

    def faults(self, section: Section) -> dict[str, str]:
        """The same of all questions on a page, by question."""
        found = {one.id: self.fault(one) for one in section.questions}
        return {id_: sentence for id_, sentence in found.items() if sentence}

    def said(self, question: Asked) -> list[str]:
        """An answer in words; what cannot be read as it was typed."""
        typed = self.typed(question.id)
        if typed is None:
            return []
        value = self.answers.get(question.id)
        return as_said(question, value) if value is not None else list(_plainly(typed))

    def state(self, section: Section) -> str:
        """How far a page is."""
        if section.code == PARTY_PART:
            return DONE if self.party else TO_DO
        if not any(self.typed(one.id) is not None or self.is_later(one) for one in section.questions):
            return TO_DO if any(one.required for one in section.questions) else DONE
        asked = [one for one in section.questions if one.required and not self.is_later(one)]
        gaps = any(one.id not in self.answers for one in asked)
        return BUSY if gaps or self.faults(section) else DONE

    def missing(self) -> list[tuple[Section, Asked]]:
        """What is asked and not there, or not to be read, with the page on which it is asked; the signature stands apart."""
        return [
            (on, one) for on in self.sections for one in on.questions if one.required and one.id not in self.answers
        ]

    def find(self, code: str) -> Section:
        """The page with a code. Raises `Http404` when there is none."""
        for one in self.sections:
            if one.code == code:
                return one
        raise Http404

    def beside(self, section: Section) -> tuple[Section | None, Section | None]:
        """The page before and the page after one; None at either end."""
        at = self.sections.index(section)
        return (
            self.sections[at - 1] if at else None,
            self.sections[at + 1] if at + 1 < len(self.sections) else None,
        )


def _plainly(typed: Any) -> Iterator[str]:
    """What was typed in whatever shape, as lines of text."""
    if isinstance(typed, Mapping):
        yield " ".join(line for value in typed.values() for line in _plainly(value))
    elif isinstance(typed, list):
        for one in typed:
            yield from _plainly(one)
    elif typed not in (None, ""):
        yield from str(typed).splitlines()


def of(case: Application, *, is_own: bool = True) -> Drafted:
    """A draft as it stands. One query, and one more where the area or the party is looked at."""
    scheme = scheme_of(case.round.scheme_version_id)
    return Drafted(case, scheme, sections_of(questions_of(scheme, case.round.rule)), drafts.newest(case), is_own)


def sections_of(questions: Sequence[Asked]) -> tuple[Section, ...]:
    """The pages of a form: for whom it is, then a page for each of its parts; what is signed is signed at the end."""
    parts: dict[str, list[Asked]] = {}
    for one in questions:
        if not isinstance(one, kinds.Declaration):
            parts.setdefault(one.part, []).append(one)
    first = Section(PARTY_PART, gettext("Uw organisatie"), 1)
    others = enumerate(parts.items(), 2)
    return (first, *(Section(code, _title(code), number, tuple(mine)) for number, (code, mine) in others))


def _title(part: str) -> str:
    return gettext(PARTS.get(part, part.capitalize()))
