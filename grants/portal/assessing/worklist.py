"""The own list of an assessor: what is still to judge, what is locked and what was left for an interest. Nobody else's marks are read."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_noop

from grants.desk import Desk
from grants.judges import INSPECTOR, SCORERS, judged_by
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


def look(desk: Desk, tab: str) -> Listed:
    """One tab of the own list, the first day first."""
    rows = all_rows(desk)
    tab = tab if tab in dict(TABS) else WAITING
    on = {code: [row for row in rows if _tab(row) == code] for code, _ in TABS}
    return Listed(tab, on[tab][:PER_PAGE], [(code, words, len(on[code])) for code, words in TABS])


def _tab(row: Row) -> str:
    return WAITING if row.state == SCORED else row.state


def all_rows(desk: Desk) -> list[Row]:
    """Everything that a colleague judges or judged, in the same number of queries at any size."""
    rounds = {one.pk: judged_by(one, desk) for one in Round.objects.exclude(state__in=Round.UNANNOUNCED)}
    scores = [pk for pk, role in rounds.items() if role in SCORERS]
    visits = [pk for pk, role in rounds.items() if role == INSPECTOR]
    mine = dict(own(desk).values_list("application_id", "state"))
    seen = (
        {one.application_id: one for one in Inspection.objects.filter(application__round__in=visits)} if visits else {}
    )
    waiting = Q(state=Application.SUBMITTED, complete_on__isnull=False, round__in=[*scores, *visits])
    cases = Application.objects.filter(
        waiting | Q(pk__in=own(desk).values("application")) | Q(pk__in=_of(desk, seen.values()))
    )
    days = _days(cases)
    rows = (
        _row(case, mine.get(case.pk, ""), seen.get(case.pk), *days.get(case.pk, (None, None)), rounds)
        for case in (Case(*said) for said in cases.values_list(*SAID))
        if case.pk not in seen or seen[case.pk].inspector == desk.actor.person
    )
    return sorted(rows, key=lambda row: (row.by or date.max, row.case.reference))


def _days(cases: QuerySet[Application, Application]) -> dict[uuid.UUID, tuple[date | None, date | None]]:
    """By which day each should be decided, and must be by law, as the newest of its terms says."""
    terms = Deadline.objects.filter(subject__in=cases.values("pk"), kind="decision_term").order_by("revision")
    return {subject: (by, legal) for subject, by, legal in terms.values_list("subject", "plan_by", "legal_deadline")}


def own(desk: Desk) -> QuerySet[Assessment, Assessment]:
    """The assessments of a colleague, of one application at most one."""
    assert desk.actor.person, "a desk is a person's"
    return Assessment.objects.filter(assessor=desk.actor.person)


def _of(desk: Desk, visits: Iterable[Inspection]) -> list[uuid.UUID]:
    return [one.application_id for one in visits if one.inspector == desk.actor.person]


def _row(
    case: Case, own: str, visit: Inspection | None, by: date | None, legal: date | None, rounds: dict[uuid.UUID, str]
) -> Row:
    state = LOCKED if visit else own or WAITING
    return Row(case, state, rounds.get(case.round_id) == INSPECTOR, by or legal, legal, visit.state if visit else "")


def undeclared(rows: Iterable[Row], known: Collection[str]) -> list[Row]:
    """The applications of which somebody has not said yet whether they have an interest in them."""
    return [row for row in rows if row.state == WAITING and str(row.case.pk) not in known]


def next_after(rows: Sequence[Row], reference: str) -> str | None:
    """The reference of the next application that is still to judge, from the one after this on; None when there is no other."""
    order = [row.case.reference for row in rows]
    start = order.index(reference) + 1 if reference in order else 0
    turned = [*rows[start:], *rows[:start]]
    others = (row for row in turned if row.state == WAITING and row.case.reference != reference)
    return next((row.case.reference for row in others), None)
