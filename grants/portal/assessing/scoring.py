"""The sheet on which an application is judged: per criterion a level with its words, a reason, and what it comes to out of 100."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.forms import BoundField
from django.http import Http404, QueryDict
from django.utils.translation import gettext

from grants import steps, worklist
from grants.allocation import hundredths, score
from grants.desk import Desk
from grants.guards import ReasonAtTheEnds
from grants.models import Application, Assessment, Inspection
from grants.models.scheme import scheme_of
from grants.portal import dossier, taking
from grants.portal.payload_form import PayloadForm, form_for
from grants.ranking import marks, published_rule
from workflow.errors import Obstacle
from workflow.scheme import LEVELS, Criterion

BAR = 400
"""The width of the bar of a total, in the units of its drawing."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion: its number, what it means, and whether it was chosen."""

    number: int
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion on the sheet, with the fields of the form that belong to it."""

    criterion: Criterion
    weight: int
    levels: Sequence[Level]
    given: BoundField
    reason: BoundField

    @property
    def chosen(self) -> Level | None:
        """The level that was chosen, if any."""
        return next((level for level in self.levels if level.chosen), None)


@dataclass(frozen=True, slots=True)
class Total:
    """What the levels come to: hundredths of points so far and still possible, and the marks of the round (0: none)."""

    hundredths: int
    possible: int
    given: int
    of: int
    pass_mark: int
    minimum_mean: int

    @property
    def width(self) -> int:
        """How far the bar is filled."""
        return self.hundredths * BAR // 10_000

    @property
    def possible_width(self) -> int:
        """How far it can still come."""
        return self.possible * BAR // 10_000

    @property
    def mark_x(self) -> int:
        """Where the pass mark stands in the bar."""
        return self.pass_mark * BAR // 100


@dataclass(slots=True)
class Page:
    """An application with the own sheet beside it; `asked` is the step that saving it takes."""

    case: Application
    stands: worklist.Place
    row: worklist.Row
    own: Assessment | Inspection | None
    asked: taking.Asked
    form: PayloadForm
    following: str | None
    place: tuple[int, int]
    obstacles: tuple[Obstacle, ...] = ()
    saved: bool = False

    @property
    def is_inspection(self) -> bool:
        """Whether this is judged by a visit, and not by marks."""
        return self.row.inspects

    @property
    def is_over(self) -> bool:
        """Whether nothing can be changed any more."""
        return self.row.state == worklist.LOCKED

    @property
    def asks_reasons(self) -> bool:
        """Whether the lowest and the highest level need a reason before they are locked."""
        guards = scheme_of(self.case.round.scheme_version_id).step(Assessment.MACHINE, "lock").guards
        return any(isinstance(one, ReasonAtTheEnds) for one in guards)

    @property
    def can_talk(self) -> bool:
        """Whether the own marks are locked, so that those of others may be seen and talked over."""
        return isinstance(self.own, Assessment) and self.own.state == Assessment.LOCKED

    @property
    def interest_subject(self) -> str:
        """On what an interest is declared: the own assessment, or a new one."""
        return str(self.own.pk) if isinstance(self.own, Assessment) else steps.NOTHING_YET

    @property
    def criteria(self) -> list[Judged]:
        """Every criterion with its fields."""
        weights = weights_of(self.case)
        criteria = scheme_of(self.case.round.scheme_version_id).criteria
        return [judged(one, weights[one.code], self.form) for one in criteria]

    @property
    def total(self) -> Total:
        """What was chosen so far comes to."""
        return total_of(self.case, {one.criterion.code: one.chosen.number for one in self.criteria if one.chosen})


def weights_of(case: Application) -> dict[str, int]:
    """The weights of the round, those of the scheme where it has none."""
    criteria = scheme_of(case.round.scheme_version_id).criteria
    return {one.code: case.round.figures.get("weights", {}).get(one.code, one.weight) for one in criteria}


def total_of(case: Application, levels: Mapping[str, int]) -> Total:
    """What levels come to, with what is still possible for the criteria that have none."""
    weights = weights_of(case)
    scored = {code: weight for code, weight in weights.items() if code in levels}
    now = score(scored, {code: Fraction(levels[code]) for code in scored})
    left = sum(weight for code, weight in weights.items() if code not in levels)
    pass_mark, minimum = marks(published_rule(case.round), case.round)
    return Total(hundredths(now), hundredths(now + left), len(scored), len(weights), pass_mark, minimum)


def judged(criterion: Criterion, weight: int, form: PayloadForm) -> Judged:
    """A criterion with its fields in a form."""
    given = form[f"levels.{criterion.code}"]
    chosen = str(given.value() or "")
    levels = [Level(n, criterion.anchors[n - 1], str(n) == chosen) for n in range(1, LEVELS + 1)]
    return Judged(criterion, weight, levels, given, form[f"reasons.{criterion.code}"])


def open_sheet(reference: str, desk: Desk, posted: QueryDict | None, key: str) -> Page:
    """The page of one application of the own list, as it was or as it was filled in. Raises `Http404` when it is not on the list."""
    places = worklist.places(desk)
    place = next((one for one in places if one.reference == reference), None)
    if place is None or place.state == worklist.INTEREST:
        raise Http404
    [row] = worklist.rows(desk, [place])
    case = dossier.find(reference, desk)
    own = _own(case, desk, row)
    machine, action = (Inspection.MACHINE, "inspect") if row.inspects else (Assessment.MACHINE, "score")
    subject = steps.NOTHING_YET if own is None or born_under(key, machine) == own.pk else str(own.pk)
    asked = taking.find(case, desk, machine, action, subject, key)
    made = form_for(asked.kind, case)
    form = made(posted) if posted is not None else made(initial=_before(own))
    todo = [one for one in places if one.state == worklist.WAITING or one is place]
    following = worklist.next_after(places, reference)
    return Page(case, place, row, own, asked, form, following, (todo.index(place) + 1, len(todo)))


def born_under(key: str, machine: str) -> uuid.UUID | None:
    """What was new under a key: saving the same form twice is one new assessment, and not a change of it."""
    try:
        return uuid.uuid5(uuid.UUID(key), machine)
    except ValueError:
        return None


def _own(case: Application, desk: Desk, row: worklist.Row) -> Assessment | Inspection | None:
    if row.inspects:
        return Inspection.objects.filter(application=case).first()  # Of another, it would not be on the list.
    return worklist.own(desk).filter(application=case).first()


def _before(own: Assessment | Inspection | None) -> dict[str, Any]:
    """What was given before, to go on with."""
    if own is None:
        return {}
    if isinstance(own, Inspection):
        names = ("visited_on", "condition", "safety", "energy", "accessibility", "hours")
        return {name: getattr(own, name) for name in names}
    return dict(_given(own))


def _given(own: Assessment) -> Iterator[tuple[str, Any]]:
    for code, level in json.loads(own.levels).items():
        yield f"levels.{code}", level
    for code, reason in (json.loads(own.reasons) if own.reasons else {}).items():
        yield f"reasons.{code}", reason


def record(page: Page, posted: QueryDict) -> Page:
    """Save a sheet through the door; what is in the way stands above what was filled in."""
    sheet = taking.answer(page.asked, taking.CONFIRM, posted)
    page.form, page.obstacles, page.saved = sheet.form, sheet.obstacles, sheet.outcome is not None
    if page.obstacles:
        page.asked.key = uuid.uuid4()  # So that what is mended after going back in the browser can be saved.
    return page


def lock(page: Page, desk: Desk, key: str, *, write: bool) -> tuple[Obstacle, ...]:
    """Lock the own marks, or try to; what is in the way. Raises `Http404` when there is nothing to lock."""
    if not isinstance(page.own, Assessment):
        raise Http404
    asked = taking.find(page.case, desk, Assessment.MACHINE, "lock", str(page.own.pk), key)
    return taking.answer(asked, taking.CONFIRM if write else taking.CHECK, QueryDict()).obstacles


def told(page: Page) -> str:
    """What was saved, in a sentence."""
    if page.is_inspection:
        return gettext("De inspectie van %(title)s is vastgelegd.") % {"title": page.case.title}
    return gettext("Uw cijfers voor %(title)s zijn bewaard.") % {"title": page.case.title}
