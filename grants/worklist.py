"""The own list of an assessor: what is still to judge, what is locked and what was left for an interest. Nobody else's marks are read."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, gettext_noop

from grants.desk import Desk
from grants.judges import INSPECTOR, JUDGES, judged_by
from grants.models import Application, Assessment, Inspection, Round
from workflow.models import Deadline

WAITING, SCORED, LOCKED, INTEREST = "todo", "scored", "locked", "conflicted"
TABS = ((WAITING, gettext_noop("Te doen")), (LOCKED, gettext_noop("Klaar")), (INTEREST, gettext_noop("Belang gemeld")))
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Case:
    """As much of an application as the list says of it, in the order of `SAID`: of thousands nothing else is read."""

    pk: uuid.UUID
    title: str
    reference: str
    stream_id: uuid.UUID
    round_id: uuid.UUID
    round_code: str
    round_title: str
    organisation: str | None


SAID = (
    "pk",
    "title",
    "stream__reference",
    "stream_id",
    "round_id",
    "round__code",
    "round__title",
    "organisation__name",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One application on the list: the own state of it, that of a visit where there was one, and its days (None: no date)."""

    case: Case
    state: str
    inspects: bool
    by: date | None
    legal: date | None
    visit: str = ""

    @property
    def state_word(self) -> str:
        """The own state as a person reads it; only of what is shown."""
        if self.visit:
            return Inspection.WORDS[self.visit]
        if self.state != WAITING:
            return Assessment.WORDS[self.state]
        return gettext("te bezoeken") if self.inspects else gettext("te beoordelen")


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of one tab, with how many there are on each."""

    tab: str
    rows: Sequence[Row]
    tabs: Sequence[tuple[str, str, int]]


class Place(NamedTuple):
    """Where an application stands on the list: of thousands nothing else is read."""

    pk: uuid.UUID
    reference: str
    round_code: str
    state: str


def look(desk: Desk, tab: str) -> Listed:
    """One tab of the own list, the first day first."""
    all_ = places(desk)
    tab = tab if tab in dict(TABS) else WAITING
    on = {code: [one for one in all_ if _tab(one) == code] for code, _ in TABS}
    return Listed(tab, rows(desk, on[tab][:PER_PAGE]), [(code, words, len(on[code])) for code, words in TABS])


def _tab(place: Place) -> str:
    return WAITING if place.state == SCORED else place.state


def places(desk: Desk) -> list[Place]:
    """Everything that a colleague judges or judged, the first day first."""
    found = _cases(desk).order_by(F("by").asc(nulls_last=True), "stream__reference")
    said = found.values_list("pk", "stream__reference", "round__code", "own", "visit")
    return [Place(pk, reference, code, _state(own, visit)) for pk, reference, code, own, visit in said]


def rows(desk: Desk, shown: Sequence[Place]) -> list[Row]:
    """As much as the list says of these, in their order."""
    said = _cases(desk).filter(pk__in=[one.pk for one in shown])
    visiting = set(_rounds(desk, (INSPECTOR,)))
    found = {}
    for *of_case, own, visit, by, legal in said.values_list(*SAID, "own", "visit", "by", "legal"):
        case = Case(*of_case)
        found[case.pk] = Row(case, _state(own, visit), case.round_id in visiting, by, legal, visit or "")
    return [found[one.pk] for one in shown if one.pk in found]


def _state(own: str | None, visit: str | None) -> str:
    return LOCKED if visit else own or WAITING


def _rounds(desk: Desk, as_what: Collection[str]) -> list[uuid.UUID]:
    """The rounds in which a colleague judges in one of these ways; read once for a page."""
    announced = desk.rows.once(
        "announced_rounds", [None], lambda _: {None: list(Round.objects.exclude(state__in=Round.UNANNOUNCED))}
    )[None]
    return [one.pk for one in announced if judged_by(one, desk) in as_what]


def _cases(desk: Desk) -> QuerySet[Any]:
    """All that a colleague judges or judged, with the own state, that of a visit, and the days by which each should and must be decided."""
    person = desk.actor.person
    assert person, "a desk is a person's"
    visited = Inspection.objects.filter(application__round__in=_rounds(desk, (INSPECTOR,)))
    theirs, others = visited.filter(inspector=person), visited.exclude(inspector=person)
    waiting = Q(state=Application.SUBMITTED, complete_on__isnull=False, round__in=_rounds(desk, JUDGES))
    mine = Q(pk__in=own(desk).values("application")) | Q(pk__in=theirs.values("application"))
    terms = Deadline.objects.filter(subject=OuterRef("pk"), kind="decision_term").order_by("-revision")
    return (
        Application.objects.filter(waiting | mine)
        .exclude(pk__in=others.values("application"))
        .annotate(
            own=Subquery(own(desk).filter(application=OuterRef("pk")).values("state")[:1]),
            visit=Subquery(theirs.filter(application=OuterRef("pk")).values("state")[:1]),
            by=Subquery(terms.annotate(day=Coalesce("plan_by", "legal_deadline")).values("day")[:1]),
            legal=Subquery(terms.values("legal_deadline")[:1]),
        )
    )


def own(desk: Desk) -> QuerySet[Assessment, Assessment]:
    """The assessments of a colleague, of one application at most one."""
    assert desk.actor.person, "a desk is a person's"
    return Assessment.objects.filter(assessor=desk.actor.person)


def undeclared(found: Iterable[Place], known: Collection[str]) -> list[Place]:
    """The applications of which somebody has not said yet whether they have an interest in them."""
    return [one for one in found if one.state == WAITING and str(one.pk) not in known]


def next_after(found: Sequence[Place], reference: str) -> str | None:
    """The reference of the next application that is still to judge, from the one after this on; None when there is no other."""
    order = [one.reference for one in found]
    start = order.index(reference) + 1 if reference in order else 0
    turned = [*found[start:], *found[:start]]
    return next((one.reference for one in turned if one.state == WAITING and one.reference != reference), None)
