"""The own applications: first those that wait for the applicant, then what is not sent yet, then what runs, then what is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from budgets.models import Payment
from grants.co_writing import written_along
from grants.explanation import TURNS
from grants.models import Application, Decision, Message, Report
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.following.said import DONE, YOU, word_of
from grants.portal.applicant.following.turns import RUNNING, SOON, Turn, turns
from grants.thread import asks_applicant
from workflow import clock

PER_PAGE = 50

ASKED, UNSENT, RUNS, OVER = range(4)
"""The groups, in their order on the page."""

_YOURS = tuple(state for state, (who, *_) in TURNS.items() if who == YOU and state not in (*RUNNING, Application.DRAFT))
_OVER = tuple(state for state, (who, *_) in TURNS.items() if who == DONE)


@dataclass(frozen=True, slots=True)
class Row:
    """One own application: what it is called, its state in a word, whose turn it is, where to go, and when its round closes."""

    reference: str
    title: str
    scheme: str
    state: str
    turn: Turn
    address: str
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """A page of the own applications by group."""

    asked: Sequence[Row]
    unsent: Sequence[Row]
    runs: Sequence[Row]
    over: Sequence[Row]
    page: Page[Any]
    along: Sequence[Application] = ()
    """The drafts of others on which one writes along."""

    @property
    def is_empty(self) -> bool:
        """Whether somebody has no application at all, and writes along on none."""
        return not (self.page.paginator.count or self.along)


def look(applicant: Applicant, number: str = "1", per_page: int = PER_PAGE) -> Mine:
    """What is the applicant's own; the same queries whatever there is."""
    assert applicant.actor.person, "an applicant is a person"
    found = grouped(applicant.own).select_related("round", "stream")
    page: Page[Any] = Paginator(found.order_by("group", "-stream__reference"), per_page).get_page(number)
    cases = list(page.object_list)
    whose = turns(cases, applicant.rows)
    rows: dict[int, list[Row]] = {group: [] for group in range(OVER + 1)}
    for case in cases:
        rows[case.group].append(_row(case, whose[case.pk]))
    rows[ASKED].sort(key=lambda row: (row.turn.by is None, row.turn.by or clock.today()))
    along = written_along(applicant.actor.person).select_related("round", "stream").order_by("stream__reference")
    return Mine(rows[ASKED], rows[UNSENT], rows[RUNS], rows[OVER], page, list(along[:per_page]))


def grouped(cases: QuerySet[Application]) -> QuerySet[Any]:
    """Cases with the group in which they stand."""
    in_this_case = {"stream": OuterRef("stream")}
    soon = Report.objects.filter(**in_this_case, state=Report.DUE, due_on__lte=clock.today() + SOON)
    came = Payment.objects.filter(decision=OuterRef("pk"), state=Payment.SETTLED).values("decision")
    claims = Decision.objects.filter(**in_this_case, kind=Decision.Kind.RECOVERY, state=Decision.ANNOUNCED)
    unpaid = claims.annotate(came=Coalesce(Subquery(came.annotate(sum=Sum("amount_cents")).values("sum")), 0))
    open_ = Q(round__closes_at__gte=clock.now())
    before = Q(state__in=[state for state in _YOURS if TURNS[state][2] == "close"])
    asked = Message.objects.filter(asks_applicant(), application=OuterRef("pk"))
    return cases.annotate(asked_by_message=Exists(asked)).annotate(
        group=Case(
            When(Exists(unpaid.filter(amount_cents__gt=F("came"))), then=Value(ASKED)),
            When(state=Application.DRAFT, then=Value(UNSENT)),
            When(before & ~open_, then=Value(OVER)),
            When(state__in=_YOURS, then=Value(ASKED)),
            When(Q(state__in=RUNNING) & Exists(soon), then=Value(ASKED)),
            When(asked_by_message=True, then=Value(ASKED)),
            When(state__in=_OVER, then=Value(OVER)),
            default=Value(RUNS),
            output_field=IntegerField(),
        )
    )


def _row(case: Application, turn: Turn) -> Row:
    reference, is_draft = case.stream.reference, case.state == Application.DRAFT
    closes_at = case.round.closes_at if is_draft else None
    address = "applicant-tasks" if is_draft else "own-case"
    return Row(
        reference,
        case.title,
        case.round.title,
        word_of(case.state),
        turn,
        reverse(address, args=[reference]),
        closes_at,
    )
