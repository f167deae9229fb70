"""The post room: what came in today and how, what waits for a check or a second look, and what is with the applicant until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop

from documents.models import Letter
from grants.desk import Desk
from grants.models import Application, Receipt
from grants.portal.bulk import PER_PAGE
from grants.portal.queue import ALL, Filters, cases, day_of, of_state
from grants.sight import is_seen, seen_by
from workflow import clock

CHECK, SECOND, AWAY = "controle", "ontvangst", "aanvrager"
TABS: Mapping[str, str] = {
    CHECK: gettext_noop("Te controleren"),
    SECOND: gettext_noop("Ontvangst bevestigen"),
    AWAY: gettext_noop("Bij de aanvrager"),
}

CHANNELS: Mapping[str, str] = {
    "portal": gettext_noop("portaal"),
    "paper": gettext_noop("papier"),
    "counter": gettext_noop("balie"),
    "email": gettext_noop("e-mail"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One case that lies in the post room."""

    case: Any
    channel: str
    is_own: bool

    @property
    def came_back(self) -> bool:
        """Whether what was missing came in, and nobody looked at it yet."""
        return bool(self.case.state == Application.SUBMITTED and self.case.completed_on)

    @property
    def lapsed(self) -> bool:
        """Whether the day went by until which the applicant could complete."""
        until: date | None = self.case.completion_until
        return bool(self.case.state == Application.INCOMPLETE and until and until < clock.today())


@dataclass(frozen=True, slots=True)
class Post:
    """The post room as somebody sees it."""

    tab: str
    tabs: Sequence[tuple[str, str, int]]
    rows: Sequence[Row]
    page: Page[Any]
    today: Sequence[tuple[str, int]]
    first: str | None
    returned: int


def look(desk: Desk, tab: str, number: str) -> Post:
    """One page of a tab."""
    chosen = tab if tab in TABS else CHECK
    listed = {CHECK: to_check, SECOND: to_confirm, AWAY: with_applicant}[chosen](desk)
    counts, completed = _counts(desk)
    page = Paginator(list(listed.values_list("stream__reference", flat=True)), PER_PAGE).get_page(number)
    found = {one.stream.reference: one for one in _shown(list(page))}
    rows = [Row(one, CHANNELS[one.channel], one.receipt_by == desk.actor.person) for one in map(found.get, page) if one]
    tabs = [(code, words, counts[code]) for code, words in TABS.items()]
    first = next((row.case.stream.reference for row in rows), None) if chosen == CHECK else None
    return Post(chosen, tabs, rows, page, _today(desk, completed), first, _returned(desk))


def _shown(references: Sequence[str]) -> QuerySet[Any]:
    """The cases on a page, with all that is said of them."""
    found = Application.objects.filter(stream__reference__in=references).annotate(term=of_state())
    return found.annotate(channel=_channel(), legal=day_of(F("legal_deadline"))).select_related(
        "round", "stream", "organisation"
    )


def _returned(desk: Desk) -> int:
    """Letters that the post brought back and that have to go out again."""
    return Letter.objects.filter(is_seen(desk), state=Letter.RETURNED).count()


def to_check(desk: Desk) -> QuerySet[Any]:
    """What waits for the check, by its legal date; what a colleague still has to confirm is not ready for it."""
    return cases(Filters(step=CHECK), desk).filter(receipt_by=None).order_by("by", "stream__reference")


def to_confirm(desk: Desk) -> QuerySet[Any]:
    """What was entered afterwards, and waits for a second person."""
    waiting = cases(Filters(whose=ALL), desk).filter(state__in=Application.UNDECIDED)
    return waiting.exclude(receipt_by=None).order_by("by", "stream__reference")


def with_applicant(desk: Desk) -> QuerySet[Any]:
    """What the applicant still has to send, what expires first in front."""
    away = cases(Filters(whose=ALL), desk).filter(state=Application.INCOMPLETE)
    return away.order_by(F("completion_until").asc(nulls_last=True), "stream__reference")


def next_to_check(reference: str, desk: Desk) -> str | None:
    """The case that comes after one in the list of what waits for a check; the first where it is not in there."""
    order = list(to_check(desk).values_list("stream__reference", flat=True)[:1000])
    place = order.index(reference) + 1 if reference in order else 0
    return order[place] if place < len(order) else next((one for one in order if one != reference), None)


def _counts(desk: Desk) -> tuple[Mapping[str, int], int]:
    """How many lie where, and how many completions came in today, in one query."""
    found = seen_by(desk).aggregate(
        n_check=Count("pk", filter=Q(state=Application.SUBMITTED, complete_on=None, receipt_by=None)),
        n_second=Count("pk", filter=Q(state__in=Application.UNDECIDED, receipt_by__isnull=False)),
        n_away=Count("pk", filter=Q(state=Application.INCOMPLETE)),
        n_completed=Count("pk", filter=Q(completed_on=clock.today())),
    )
    return {CHECK: found["n_check"], SECOND: found["n_second"], AWAY: found["n_away"]}, found["n_completed"]


def _channel() -> Any:
    """How a case came in: what nobody entered came through the portal."""
    entered = Receipt.objects.filter(application=OuterRef("pk"), about="file").order_by("number")
    return Coalesce(Subquery(entered.values("channel")[:1]), Value("portal"))


def _today(desk: Desk, completed: int) -> Sequence[tuple[str, int]]:
    """How many applications came in today, by channel, with the completions."""
    start = datetime.combine(clock.today(), time.min, clock.AMSTERDAM)
    came = seen_by(desk).filter(received_at__gte=start).annotate(channel=_channel())
    counted = dict(came.order_by().values_list("channel").annotate(count=Count("pk")))
    return [
        *((words, counted.get(code, 0)) for code, words in CHANNELS.items()),
        (gettext_noop("aanvullingen"), completed),
    ]
