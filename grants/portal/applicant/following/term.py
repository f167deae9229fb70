"""When the applicant gets our decision: the legal date with its sum, what of the term is used, stood still and is left."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from grants.dates import terms_on_record
from grants.effects.standstill import completed_term
from grants.facts import CaseFacts
from grants.models import Application, Suspension
from grants.models.scheme import scheme_of
from grants.portal.applicant.following.said import reckoned
from workflow import clock
from workflow.facts import Actor, Change
from workflow.law.penalty import late_penalty
from workflow.law.suspension import Interval
from workflow.law.terms import Term
from workflow.models import Deadline
from workflow.registry import Desk

WIDE = 760
"""How wide the bar is drawn, in its own units."""

DAY = timedelta(days=1)
STILL = "De termijn stond "
"""So begins the sentence of a sum that tells of the days that stood still."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the bar: used, still or left; from where, and how wide."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The term as a bar: its first and last day, its pieces, where today is, and how many days of each kind there are."""

    begins: date
    ends: date
    pieces: Sequence[Piece]
    today: int
    used_days: int
    still_days: int
    left_days: int


@dataclass(frozen=True, slots=True)
class Late:
    """What one can do when we are late: from when a penalty runs if the letter comes today, and the most that it becomes, in cents."""

    days: int
    penalty_from: date
    most_cents: int


@dataclass(frozen=True, slots=True)
class TermCard:
    """The day by which we decide; `if_today` says that it holds when the completion comes today.

    `at_last` is that day when what was asked comes no sooner than `complete_by`.
    """

    last_day: date
    if_today: bool
    at_last: date | None
    complete_by: date | None
    still_since: date | None
    bar: Bar
    sum: Sequence[tuple[str, str]]
    late: Late | None


def card(case: Application, actor: Actor, rows: Desk) -> TermCard | None:
    """The card of the term to decide; None when nobody has to decide any more, or not yet. At most two queries."""
    if case.state not in Application.UNDECIDED:
        return None
    computed = (one for one in terms_on_record(case, rows) if (one.subject, one.kind) == (case.pk, "decision_term"))
    if (found := max(computed, key=lambda one: one.revision, default=None)) is None:
        return None
    stands_still = list(Suspension.objects.filter(application=case).order_by("first"))
    today, running = clock.today(), [one for one in stands_still if one.running and one.last >= clock.today()]
    if case.state != Application.INCOMPLETE:
        return _card(
            found.starts_on,
            found.legal_deadline,
            _intervals(found.suspensions),
            tuple(_sum(found.explanation.split("\n"), found.article)),
            running,
        )
    term = as_completed(case, found, stands_still, today, actor)
    late = found.legal_deadline if running and found.legal_deadline != term.deadline else None
    return _card(
        term.event, term.deadline, term.suspended, tuple(_sum(term.steps, term.basis)), running,
        if_today=True, at_last=late, complete_by=case.completion_until,
    )  # fmt: skip


def as_completed(
    case: Application, found: Deadline, stands_still: Sequence[Suspension], day: date, actor: Actor
) -> Term:
    """The term to decide as the engine will reckon it when what is missing comes in on a day."""
    facts = CaseFacts(
        row=case,
        change=Change("application", "complete", case.pk),
        actor=actor,
        now=clock.now(),
        scheme=scheme_of(case.round.scheme_version_id),
        application=case,
        more={"suspensions": stands_still, "deadlines": {"decision_term": found}},
    )
    return completed_term(facts, day)


def _intervals(said: str) -> tuple[Interval, ...]:
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in json.loads(said or "[]"))


def _card(
    begins: date,
    ends: date,
    still: Sequence[Interval],
    sentences: Sequence[tuple[str, str]],
    running: Sequence[Suspension],
    *,
    if_today: bool = False,
    at_last: date | None = None,
    complete_by: date | None = None,
) -> TermCard:
    today = clock.today()
    late = _late(ends) if ends < today and not running else None
    since = min((one.first for one in running), default=None)
    return TermCard(
        ends,
        if_today=if_today,
        at_last=at_last,
        complete_by=complete_by,
        still_since=since if since and since <= today else None,
        bar=bar(begins, ends, still, today),
        sum=sentences,
        late=late,
    )


def _late(ends: date) -> Late:
    today = clock.today()
    found = late_penalty(today, decision_deadline=ends)
    return Late((today - ends).days, found.first_penalty_day, found.max_amount_cents)


def _sum(sentences: Iterable[str], article: str) -> Iterator[tuple[str, str]]:
    """The sum, each sentence with the article it rests on, once: the first has that of the term, standing still has its own."""
    for number, sentence in enumerate(reckoned(sentences)):
        said = article if number == 0 else "Awb 4:15" if sentence.startswith(STILL) else ""
        yield sentence, said


def bar(begins: date, ends: date, still: Sequence[Interval], today: date) -> Bar:
    """The term day by day as a bar: the day on which it began does not count.

    >>> bar(date(2026, 10, 1), date(2026, 10, 11), [(date(2026, 10, 3), date(2026, 10, 4))], date(2026, 10, 6)).pieces
    (Piece(kind='used', x=0, width=76), Piece(kind='still', x=76, width=152), Piece(kind='used', x=228, width=152), \
Piece(kind='left', x=380, width=380))
    """
    days = [begins + number * DAY for number in range(1, (ends - begins).days + 1)]
    kinds = [_kind(day, still, today) for day in days]
    pieces: list[Piece] = []
    for number, kind in enumerate(kinds):
        x = round(number * WIDE / len(kinds))
        width = round((number + 1) * WIDE / len(kinds)) - x
        if pieces and pieces[-1].kind == kind:
            pieces[-1] = Piece(kind, pieces[-1].x, pieces[-1].width + width)
        else:
            pieces.append(Piece(kind, x, width))
    gone = min(max((today - begins).days, 0), len(kinds))
    at = round(gone * WIDE / max(len(kinds), 1))
    counted = (kinds.count("used"), kinds.count("still"), kinds.count("left"))
    return Bar(begins, ends, tuple(pieces), at, *counted)


def _kind(day: date, still: Sequence[Interval], today: date) -> str:
    if any(first <= day <= last for first, last in still):
        return "still"
    return "used" if day <= today else "left"
