"""The check whether all is there (Awb 4:5): what the scheme asks beside what came, and the two answers to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.forms import BoundField
from django.http import Http404
from django.utils.translation import gettext

from documents.letters import from_json
from documents.models import Upload
from grants import saying
from grants.answers import as_said, sent_answers
from grants.attached import attached
from grants.dates import TERMS
from grants.desk import Desk
from grants.models import Application
from grants.models.scheme import scheme_of
from grants.portal import dossier, taking
from grants.portal.answer_fields import beside
from grants.portal.intake.filing import PARTS
from partners.models import Area
from workflow import clock, deadlines
from workflow.form import Around, Asked, asked, misfits, missing
from workflow.law.terms import set_by_authority
from workflow.questions import AreaChoice
from workflow.scheme import Scheme

ASK, FIND = "request_completion", "intake"
WEEKS = 2
"""The term to complete that is proposed where the round names none."""

CUT = 300
"""Signs of an answer that are shown at once."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked: what came, what the rule says of it, and what the clerk says."""

    question: Asked
    said: Sequence[str]
    lacks: bool
    ticked: bool
    why: BoundField
    judged: bool
    files: Sequence[Upload] = ()
    fault: str = ""
    """What does not fit the other answers or the day of receipt, "" when all fits."""

    @property
    def short(self) -> str:
        """The answer on one line."""
        whole = " · ".join(self.said)
        return whole if len(whole) <= CUT else f"{whole[:CUT]}…"


@dataclass(slots=True)
class Page:
    """The check of one case as it stands after what was asked of it."""

    case: Application
    sheet: taking.Sheet
    parts: Sequence[tuple[str, Sequence[Item]]]
    decide_by: date | None
    awaited: Sequence[str]
    following: str | None

    @property
    def lacking(self) -> int:
        """How many things are not there that must be."""
        return sum(item.lacks for _, items in self.parts for item in items)

    @property
    def to_do(self) -> bool:
        """Whether the case waits for this check; who was overtaken by a colleague keeps what they typed."""
        waits = self.case.state == Application.SUBMITTED and self.case.complete_on is None
        return waits or bool(self.asks and self.sheet.obstacles)

    @property
    def new_dates(self) -> Mapping[str, date]:
        """The legal dates as they become, by the word for their kind."""
        return {one.kind: one.last_day for one in self.sheet.follows.dates} if self.sheet.follows else {}

    @property
    def new_decide_by(self) -> date | None:
        """Until when one decides if this is sent today, and all comes on the last day."""
        return self.new_dates.get(TERMS["decision_term"])

    @property
    def until(self) -> date | None:
        """Until when the applicant can complete."""
        return self.new_dates.get(TERMS["completion_term"])

    @property
    def stands_still_from(self) -> date:
        """The first day on which the term stands still when the letter goes today (Awb 4:15)."""
        return clock.today() + timedelta(days=1)

    @property
    def letter(self) -> Any:
        """The letter that would go, as its facts."""
        written = self.sheet.follows.letters if self.sheet.follows else ()
        return from_json(written[0].kind, written[0].facts) if written else None

    @property
    def asks(self) -> bool:
        """Whether what is looked at is a request to complete."""
        return self.sheet.asked.declared.action == ASK


def find(reference: str, desk: Desk) -> Application:
    """A case that was filed and is not decided. Raises `Http404` when there is none."""
    case = dossier.find(reference, desk)
    if case.received_at is None:
        raise Http404
    return case


def open_page(case: Application, desk: Desk, posted: Any, phase: str, key: str, following: str | None) -> Page:
    """The check, as it begins or as it was filled in."""
    action = FIND if posted is not None and posted.get("stap") == FIND else ASK
    step = taking.find(case, desk, Application.MACHINE, action, str(case.pk), key)
    scheme, rule = scheme_of(case.round.scheme_version_id), case.round.rule
    questions = asked(scheme, rule)
    answers = sent_answers(case, questions)
    lacking, faults = missing(scheme, answers, rule), _faults(case, scheme, answers)
    begun = (
        None if posted is None or (action == ASK and phase == taking.FILL_IN and not posted.get("until")) else posted
    )
    sheet = taking.answer(step, phase, begun)
    form = sheet.form
    if action == ASK and begun is None:
        form.initial["missing"], form.initial["until"] = list(lacking), until(case)
    shown = form if action == ASK else taking.answer(_asking(step, case, desk), taking.FILL_IN, {}).form
    ticked, judged = set(shown["missing"].value() or ()), set(shown["judged_without"].value() or ())
    sent = attached(case)
    items = [
        Item(
            one, as_said(one, answers[one.id]) if one.id in answers else (), one.id in lacking, one.id in ticked,
            shown[f"why.{one.id}"], one.id in judged, tuple(sent.get(one.id, ())),
            faults.get(one.id, ""),
        )
        for one in questions
    ]  # fmt: skip
    term = deadlines.current([case.pk]).get(case.pk, {}).get("decision_term")
    return Page(
        case, sheet, _by_part(items), term.legal_deadline if term else None, _awaited(case, questions), following
    )


def _faults(case: Application, scheme: Scheme, answers: Mapping[str, Any]) -> Mapping[str, str]:
    """What is wrong between answers that are each well formed, by question: an end before its start."""
    assert case.received_at, "only what was filed is checked"
    questions = {one.id: one for one in asked(scheme, case.round.rule)}
    asks = any(isinstance(questions[id_], AreaChoice) for id_ in answers)
    areas = set(Area.objects.values_list("name", flat=True)) if asks else frozenset[str]()
    wrong = misfits(scheme, Around(answers, clock.day_of(case.received_at), areas), case.round.rule)
    by_question = ((str(one.detail["question"]), one) for one in wrong)
    return {id_: beside(questions[id_], one) for id_, one in by_question}


def _asking(step: taking.Asked, case: Application, desk: Desk) -> taking.Asked:
    return taking.find(case, desk, Application.MACHINE, ASK, str(case.pk), str(step.key))


def until(case: Application) -> date:
    """The last day to complete that is proposed: the weeks of the round from today, on a working day."""
    weeks = case.round.figures.get("repair_term_weeks", WEEKS)
    return set_by_authority(clock.today() + timedelta(weeks=weeks))


def _by_part(items: Sequence[Item]) -> Sequence[tuple[str, Sequence[Item]]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.question.part, []).append(item)
    return [(gettext(PARTS.get(part, part.capitalize())), rows) for part, rows in found.items()]


def _awaited(case: Application, questions: Sequence[Asked]) -> Sequence[str]:
    """What was asked of the applicant last, where that is still awaited."""
    if case.state != Application.INCOMPLETE:
        return ()
    return [one.label for one in questions if f'"{one.id}"' in case.awaited]


def told(page: Page) -> str:
    """What was done, in a sentence."""
    reference = page.case.stream.reference
    if not page.asks:
        return gettext("%(reference)s is compleet.") % {"reference": reference}
    sent = gettext("De vraag om aanvulling van %(reference)s is verstuurd.") % {"reference": reference}
    by = gettext("Beslis uiterlijk op %(day)s.") % {"day": saying.day(page.decide_by)} if page.decide_by else ""
    return f"{sent} {by}".strip()
