"""How long things take: the median and the 90th percentile by nearest rank, with the time that stood still apart, all from the trail."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext

from grants.models import Application, Decision, SchemeVersion
from workflow import clock
from workflow.models import Deadline, Event

WIDTH = 400
"""The width of the longest bar, in the units of its drawing."""

ON_AN_APPLICATION = (Decision.Kind.AWARD, Decision.Kind.REFUSAL, Decision.Kind.SET_ASIDE)
MEDIAN, HIGH = 50, 90


@dataclass(frozen=True, slots=True)
class Lasts:
    """How long one thing takes: of how many cases, in days, and whether it is time that stands still."""

    words: str
    count: int
    median: int
    high: int
    stands_still: bool = False
    median_width: int = 0
    high_width: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """How many decisions came within the legal term."""

    count: int
    within: int

    @property
    def share(self) -> int | None:
        """The share within the term in whole percents, rounded down: 99.6 % is not all."""
        return self.within * 100 // self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Page:
    """The lead times of a scheme, and what came of it."""

    decision: Sequence[Lasts]
    states: Sequence[Lasts]
    kept: Kept
    indicators: Sequence[tuple[str, int | None, int | None]]
    width: int = WIDTH


def percentile(days: Sequence[int], part: int) -> int:
    """The smallest number of days within which this part (of 100) of all falls.

    >>> percentile([1, 2, 3, 4, 100], 50), percentile([1, 2, 3, 4, 100], 90), percentile([7], 50)
    (3, 100, 7)
    """
    return sorted(days)[math.ceil(len(days) * part / 100) - 1]


def page(version: SchemeVersion) -> Page:
    """All of it, for one version of a scheme; the same queries at any size."""
    cases = Application.objects.filter(round__scheme_version=version)
    decided = list(_decided(cases))
    gross = [total for total, _, _ in decided]
    still = [paused for _, paused, _ in decided]
    net = [total - paused for total, paused, _ in decided]
    decision = [
        *_lasts(gettext("Van begin van de termijn tot besluit"), gross),
        *_lasts(gettext("Waarvan de klok liep"), net),
        *_lasts(gettext("Waarvan de klok stilstond"), [days for days in still if days], stands_still=True),
    ]
    return Page(
        _drawn(decision),
        _drawn(list(_by_state(cases))),
        Kept(len(decided), sum(in_time for *_, in_time in decided)),
        _indicators(cases),
    )


def _lasts(words: str, days: Sequence[int], *, stands_still: bool = False) -> Iterator[Lasts]:
    if days:
        yield Lasts(words, len(days), percentile(days, MEDIAN), percentile(days, HIGH), stands_still)


def _drawn(rows: Sequence[Lasts]) -> list[Lasts]:
    longest = max((row.high for row in rows), default=0) or 1
    return [
        Lasts(
            row.words, row.count, row.median, row.high, row.stands_still,
            WIDTH * row.median // longest, WIDTH * row.high // longest,
        )
        for row in rows
    ]  # fmt: skip


def _decided(cases: QuerySet[Application]) -> Iterator[tuple[int, int, bool]]:
    """Of each case with a decision: days in all, days that stood still, and whether it came in time."""
    announced = Decision.objects.filter(
        application__in=cases, state=Decision.ANNOUNCED, kind__in=ON_AN_APPLICATION, announced_on__isnull=False
    )
    days: Any = announced.order_by("-announced_on").values_list("application", "announced_on")
    first: dict[uuid.UUID, date] = dict(days)  # The newest come first, so that the oldest is what stays.
    rows = Deadline.objects.filter(subject__in=cases.values("pk"), kind="decision_term").order_by("revision")
    columns = rows.values_list("subject", "starts_on", "legal_deadline", "suspended_days")
    newest = {subject: (begin, last, paused) for subject, begin, last, paused in columns}
    for case, (begin, last, paused) in newest.items():
        if case in first:
            total = max(0, (first[case] - begin).days)
            yield total, min(paused, total), first[case] <= last


def _by_state(cases: QuerySet[Application]) -> Iterator[Lasts]:
    """How long cases stayed in each state that they left, in the order in which a case goes through them."""
    moved = Event.objects.filter(machine=Application.MACHINE, subject__in=cases.values("pk")).order_by(
        "subject", "subject_seq"
    )
    days: dict[str, list[int]] = {}
    last: tuple[uuid.UUID, date] | None = None
    for subject, before, after, at in moved.values_list("subject", "state_before", "state_after", "at").iterator():
        if before == after:
            continue
        today = clock.day_of(at)
        if last and last[0] == subject:
            days.setdefault(before, []).append((today - last[1]).days)
        last = subject, today
    for state, word in Application.WORDS.items():
        yield from _lasts(gettext(word).capitalize(), days.get(state, []), stands_still=state == Application.INCOMPLETE)


def _indicators(cases: QuerySet[Application]) -> list[tuple[str, int | None, int | None]]:
    """What came of the scheme: words, how many, and for how much; nothing where there is nothing to say yet."""
    counted = cases.exclude(received_at=None).aggregate(
        filed=Count("pk"), asked=Sum("requested_cents"), granted=Count("granted_cents"), grants=Sum("granted_cents"),
        closed=Count("determined_cents"), paid=Sum("determined_cents"),
    )  # fmt: skip
    rejected = cases.filter(state=Application.REJECTED).aggregate(count=Count("pk"), asked=Sum("requested_cents"))
    return [
        (gettext("Aanvragen ontvangen"), counted["filed"], counted["asked"]),
        (gettext("Subsidie verleend"), counted["granted"], counted["grants"]),
        (gettext("Afgewezen"), rejected["count"], rejected["asked"]),
        (gettext("Vastgesteld"), counted["closed"], counted["paid"]),
    ]
