"""Talking an application over: what each assessor locked side by side, the levels that they agree on, and what these do to the ranking."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.http import Http404, QueryDict

from grants import blind, deciding, judges, steps, worklist
from grants.allocation import Contest, hundredths, place, score, with_means
from grants.births import About
from grants.desk import Desk
from grants.judged import alone, levels_of, locked_in, means_of, reasons_of, together
from grants.models import PANEL, Application, Assessment
from grants.models.scheme import scheme_of
from grants.payloads import Consensus
from grants.portal import dossier, taking
from grants.portal.assessing import scoring
from grants.portal.payload_form import PayloadForm, form_for
from grants.portal.ranking import firmness
from partners.models import Person
from workflow import door
from workflow.canonical import canonical
from workflow.errors import Obstacle
from workflow.scheme import Criterion

ACTION = "agree_levels"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one assessor gave on one criterion, and why."""

    name: str
    level: int
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: what each gave, the mean in hundredths, whether they lie far apart, what was agreed, and the fields to agree on it."""

    judged: scoring.Judged
    cells: Sequence[Cell]
    mean: int
    apart: bool
    agreed: Cell | None

    @property
    def criterion(self) -> Criterion:
        """The criterion."""
        return self.judged.criterion


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the application stands: its place (None: outside the ranking), its score in hundredths, and whether it gets money."""

    rank: int | None
    hundredths: int
    above: bool


@dataclass(frozen=True, slots=True)
class Pull:
    """What the levels would do: the stand before and after, and the titles of other plans that change sides of the line."""

    before: Stand
    after: Stand
    others: Sequence[str]


@dataclass(slots=True)
class Page:
    """The page; `looked` once somebody asked what would follow, with the `pull` on the ranking for who may see that."""

    case: Application
    rows: Sequence[Assessment]
    names: Mapping[uuid.UUID, str]
    asked: taking.Asked
    form: PayloadForm
    shut: tuple[Obstacle, ...]
    obstacles: tuple[Obstacle, ...] = ()
    pull: Pull | None = None
    looked: bool = False
    saved: bool = False

    @property
    def agreed(self) -> Assessment | None:
        """What was agreed."""
        return together(self.rows)

    @property
    def lines(self) -> list[Line]:
        """Every criterion, those on which the assessors differ most first."""
        return sorted(_lines(self), key=lambda line: not line.apart)

    @property
    def totals(self) -> list[tuple[str, int]]:
        """The score of each assessor in hundredths."""
        weights = scoring.weights_of(self.case)
        return [(self.names[one.assessor], hundredths(score(weights, means_of([one])))) for one in alone(self.rows)]

    @property
    def spread(self) -> int:
        """How far the scores lie apart, in whole points."""
        given = [total for _, total in self.totals]
        return (max(given) - min(given)) // 100 if given else 0

    @property
    def is_wide(self) -> bool:
        """Whether that is a reason to talk."""
        return 100 * self.spread >= firmness.WIDE

    @property
    def mean(self) -> int:
        """The score that counts now, in hundredths."""
        return hundredths(score(scoring.weights_of(self.case), means_of(self.rows)))


def open_page(reference: str, desk: Desk, posted: QueryDict | None, key: str) -> Page:
    """The page, for who locked the own marks on this application. Raises `Http404` for everybody else."""
    case = dossier.find(reference, desk)
    own = worklist.own(desk).filter(application=case).first()
    if own is None or own.state != Assessment.LOCKED or judges.judged_by(case.round, desk) not in judges.SCORERS:
        raise Http404
    rows = list(Assessment.objects.filter(application=case, state=Assessment.LOCKED).order_by("assessor"))
    names = dict(Person.objects.filter(pk__in=[one.assessor for one in rows]).values_list("pk", "name"))
    asked = taking.find(case, desk, Assessment.MACHINE, ACTION, steps.NOTHING_YET, key)
    made = form_for(Consensus, case)
    (option,) = door.tried([asked.change(About(case.pk))], actor=desk.actor)
    return Page(case, rows, names, asked, made(posted) if posted is not None else made(), option.obstacles)


def _lines(page: Page) -> Iterator[Line]:
    weights, means = scoring.weights_of(page.case), means_of(alone(page.rows))
    apart, agreed = firmness.far_apart(page.rows), page.agreed
    for one in scheme_of(page.case.round.scheme_version_id).criteria:
        cells = [_cell(row, page.names[row.assessor], one.code) for row in alone(page.rows)]
        together_ = _cell(agreed, "", one.code) if agreed and one.code in levels_of(agreed) else None
        judged = scoring.judged(one, weights[one.code], page.form)
        yield Line(judged, cells, hundredths(means[one.code]), one.code in apart, together_)


def _cell(row: Assessment, name: str, code: str) -> Cell:
    return Cell(name, levels_of(row)[code], reasons_of(row).get(code, ""))


def answer(page: Page, desk: Desk, posted: QueryDict, *, write: bool) -> Page:
    """Look at what agreed levels would do, or record them through the door; what is in the way stands above what was filled in."""
    sheet = taking.answer(page.asked, taking.CONFIRM if write else taking.CHECK, posted)
    page.form, page.obstacles, page.saved = sheet.form, sheet.obstacles, sheet.outcome is not None
    page.looked = sheet.follows is not None
    if page.looked and not blind.left_to_lock(page.case.round, desk):
        page.pull = pull_of(page.case, form_levels(page.form))
    if page.obstacles:
        page.asked.key = uuid.uuid4()  # So that what is mended after going back in the browser can be recorded.
    return page


def form_levels(form: PayloadForm) -> dict[str, int]:
    """The levels that were filled in, by criterion."""
    filled = ((name.removeprefix("levels."), value) for name, value in form.cleaned_data.items() if value)
    return {code: level for code, level in filled if isinstance(level, int)}


def pull_of(case: Application, levels: Mapping[str, int]) -> Pull | None:
    """Where the application and the others would come with these levels; None when it cannot be placed yet."""
    contest, id_ = deciding.contest_now(case.round), str(case.pk)
    if all(one.id != id_ for one in contest.entrants):
        return None
    rows = locked_in(case.round)[case.pk]
    agreed = Assessment(application=case, assessor=PANEL, state=Assessment.LOCKED, levels=canonical(dict(levels)))
    after = with_means(contest, scoring.weights_of(case), {id_: means_of([*rows, agreed])})
    changed = firmness.awarded(place(contest)) ^ firmness.awarded(place(after))
    titles = Application.objects.filter(pk__in=changed - {id_}).values_list("title", flat=True)
    return Pull(_stand(contest, id_), _stand(after, id_), sorted(titles))


def _stand(contest: Contest, id_: str) -> Stand:
    found = next(one for one in place(contest) if one.id == id_)
    entrant = next(one for one in contest.entrants if one.id == id_)
    return Stand(
        found.rank, hundredths(Fraction(entrant.points or 0, contest.denominator)), above=bool(found.amount_cents)
    )
