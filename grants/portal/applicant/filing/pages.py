"""One page of the form: its questions as fields that show what was typed, and what was typed read from what a browser sends."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from grants.drafts import Typed
from grants.models import DraftAnswer
from grants.portal.answer_fields import AnswerField
from grants.portal.applicant.filing import budget
from grants.portal.applicant.filing.drafted import Drafted, Section
from grants.portal.tables import Table
from workflow import clock
from workflow import questions as kinds
from workflow.form import Asked

SEEN, SHEET, SAID, ONE = "versie.", "blad", "gezegd", "bewaar"
"""What goes along with the answers: which wording the page showed, which rendering it is, what was said to be wrong, and which answer is
saved by itself."""


class PartForm(forms.Form):
    """The questions of one page; never in the way of going on."""

    use_required_attribute = False


@dataclass(frozen=True, slots=True)
class Line:
    """One question on the page: its field, the number of the wording that is shown, how much still fits, and the sums of a budget."""

    field: forms.BoundField
    question: Asked
    number: int
    counter: Counter | None
    sums: budget.Sums | None


@dataclass(frozen=True, slots=True)
class Counter:
    """How many characters a text may have, and has."""

    most: int
    used: int

    @property
    def words(self) -> str:
        """How many still fit, or are too many."""
        left = self.most - self.used
        if left >= 0:
            return ngettext("nog %(left)s teken", "nog %(left)s tekens", left) % {"left": left}
        return ngettext("%(over)s teken te veel", "%(over)s tekens te veel", -left) % {"over": -left}


def form_of(drafted: Drafted, section: Section, data: QueryDict | None = None) -> PartForm:
    """The page with what was kept, or with what was typed just now; what is wrong is said, and may stay."""
    fields = {one.id: AnswerField(one) for one in section.questions if not isinstance(one, kinds.Upload)}
    for field in fields.values():
        if isinstance(field.widget, Table) and field.widget.many:
            field.widget.template_name = "portal/applicant/filing/rows.html"
    made: type[PartForm] = type("PartForm", (PartForm,), fields)
    form = made(kept(drafted, section) if data is None else data)
    for id_, sentence in drafted.faults(section).items():
        if id_ in fields and id_ not in form.errors:
            form.add_error(id_, sentence)
    return form


def kept(drafted: Drafted, section: Section) -> QueryDict:
    """What was typed as a browser would send it."""
    data = QueryDict(mutable=True)
    for one in section.questions:
        value = drafted.typed(one.id)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            data.setlist(one.id, value)
        elif value is not None:
            data[one.id] = value if isinstance(value, str) else json.dumps(value)
    return data


def lines(drafted: Drafted, form: PartForm, section: Section) -> list[Line]:
    """The questions of the page with what stands around them."""
    return [_line(drafted, form, one) for one in section.questions if one.id in form.fields]


def _line(drafted: Drafted, form: PartForm, question: Asked) -> Line:
    row = drafted.rows.get(question.id)
    return Line(
        form[question.id],
        question,
        row.number if row else 0,
        counter(question, form[question.id].value()),
        budget.sums(form[question.id].value(), drafted.case.round.figures)
        if isinstance(question, kinds.BudgetTable)
        else None,
    )


def counter(question: Asked, typed: Any) -> Counter | None:
    """How much of a text is used, for a question that takes more than a line."""
    if not isinstance(question, kinds.LongText):
        return None
    return Counter(question.max_chars, len(str(typed or "").replace("\r\n", "\n").strip()))


def posted(section: Section, data: QueryDict) -> dict[str, Typed]:
    """What was typed on the page, question by question; only of questions that came along with it."""
    found = {}
    for one in section.questions:
        number = data.get(f"{SEEN}{one.id}")
        if number is not None and not isinstance(one, kinds.Upload):
            value = AnswerField(one).widget.value_from_datadict(data, {}, one.id)
            found[one.id] = Typed(None if value in ("", [], {}) else value, number_of(number))
    return found


def number_of(text: str) -> int:
    """A whole number that a browser sent; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 - digits of a column.


def sheet_of(data: Mapping[str, Any]) -> uuid.UUID:
    """The rendering of the page from which something was sent; a new one where it says none."""
    try:
        return uuid.UUID(str(data.get(SHEET, "")))
    except ValueError:
        return uuid.uuid4()


@dataclass(frozen=True, slots=True)
class Clash:
    """One answer that was changed here and elsewhere: what was typed here, and what stands there, both as text and as it travels."""

    question: Asked
    mine: Sequence[str]
    mine_kept: str
    theirs: Sequence[str]
    by: str
    row: DraftAnswer
    together: str


def clashes(drafted: Drafted, typed: Mapping[str, Typed], rows: Mapping[str, DraftAnswer]) -> Iterator[Clash]:
    """What two people, or one on two devices, wrote in the same place, in the order of the form."""
    for one in drafted.questions:
        if row := rows.get(one.id):
            mine = typed[one.id].value
            here = Drafted(drafted.case, drafted.scheme, (), {one.id: DraftAnswer(value=json.dumps(mine))})
            there = Drafted(drafted.case, drafted.scheme, (), {one.id: row})
            texts = (there.typed(one.id) or "", mine or "")
            both = "\n\n".join(texts) if isinstance(one, kinds.LongText) else ""
            yield Clash(one, here.said(one), json.dumps(mine), there.said(one), row.person.name, row, both)


MINE, THEIRS, TOGETHER = "mijn", "hun", "samen"


def chosen(section: Section, data: QueryDict) -> dict[str, Typed]:
    """What somebody chose of what clashed: the own wording or both together; who chose the other's changes nothing."""
    found = {}
    for one in section.questions:
        choice, seen = data.get(f"keuze.{one.id}"), number_of(data.get(f"{SEEN}{one.id}", ""))
        if choice == MINE:
            found[one.id] = Typed(_read(data.get(f"{MINE}.{one.id}", "")), seen)
        elif choice == TOGETHER:
            found[one.id] = Typed(data.get(f"{TOGETHER}.{one.id}") or None, seen)
    return found


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text or None


def kept_at(drafted: Drafted) -> str:
    """When something was kept last, as a page says it."""
    if drafted.saved_at is None:
        return ""
    local = drafted.saved_at.astimezone(clock.AMSTERDAM)
    if local.date() == clock.today():
        return gettext("Bewaard om %(time)s uur") % {"time": f"{local:%H.%M}"}
    return gettext("Bewaard op %(day)s om %(time)s uur") % {"day": f"{local:%d-%m-%Y}", "time": f"{local:%H.%M}"}
