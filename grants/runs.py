"""Runs of an allocation beside the ranking of a whole round: what is ready in an open round, and who moves up from the reserve list."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet, Sum

from budgets.models import LedgerAccount
from grants.allocation import REFUSED_CEILING, Contest, Entrant, ReserveList, draw_order
from grants.models import Application, Decision, Ranking, Round
from grants.ranking import entrants_of, marks, published_rule
from grants.sent import sent as last_sent
from workflow.clock import day_of

Cases = Mapping[uuid.UUID, Application]


def ready(round_: Round, seed: str, today: date) -> tuple[Contest, Cases]:
    """First come, in an open round: all that was complete before today, in order; what is not assessed yet waits, and keeps its place.

    Today itself is drawn tomorrow, when all of the day are known. Nobody passes who was refused for the ceiling; whose draft was
    annulled came before them, and is decided in a run before the others.
    """
    rule = published_rule(round_)
    seen, denominator, cases = _queue(round_)
    due = [one for one in seen if one.complete_on and one.complete_on < today]
    refused = _first_refused(round_, seed)
    ahead = [one for one in due if refused and (one.complete_on, draw_order(seed, one.draw_key)) < refused]
    ceiling, taken = _promised(round_)
    contest = Contest(
        rule, ceiling, seed, tuple(ahead or due), denominator, *marks(rule, round_),
        taken_cents=taken, stopped=bool(refused) and not ahead,
    )  # fmt: skip
    return contest, {uuid.UUID(one.id): cases[uuid.UUID(one.id)] for one in contest.entrants}


def tomorrow(round_: Round, today: date) -> tuple[str, ...]:
    """The references of those who are ready and were complete today: they are drawn tomorrow."""
    seen, _, cases = _queue(round_)
    late = [cases[uuid.UUID(one.id)] for one in seen if one.complete_on == today and not one.waiting]
    return tuple(sorted(case.stream.reference for case in late))


def _queue(round_: Round) -> tuple[list[Entrant], int, Cases]:
    """Who waits for a decision and asks an amount, in order of arrival, with the denominator of their points."""
    mine = _undecided(round_).exclude(state=Application.INCOMPLETE).filter(requested_cents__gt=0)
    cases = {case.pk: case for case in mine.select_related("stream").order_by("received_at", "pk")}
    entrants, denominator = entrants_of(round_, published_rule(round_), cases)
    sent = last_sent(list(cases.values()))
    seen = [_as_it_stands(one, cases[uuid.UUID(one.id)], sent[uuid.UUID(one.id)].received_at) for one in entrants]
    return seen, denominator, cases


def _first_refused(round_: Round, seed: str) -> tuple[date, str] | None:
    """The place in the queue of the first who was refused for the ceiling by a decision that stands: day, and draw within the day."""
    refusals = Decision.objects.filter(application__round=round_, kind=Decision.Kind.REFUSAL, ground=REFUSED_CEILING)
    rows = refusals.exclude(state=Decision.ANNULLED).values_list("application__complete_on", "application__draw_key")
    return min(((day, draw_order(seed, key)) for day, key in rows if day), default=None)


def _as_it_stands(one: Entrant, case: Application, sent_at: Any) -> Entrant:
    """Who is not found complete yet may turn out to have been so since the last of it came; an unconfirmed moment may still change."""
    waiting = case.state != Application.ASSESSED or case.receipt_by is not None
    return replace(one, complete_on=one.complete_on or (day_of(sent_at) if sent_at else None), waiting=waiting)


def reserves(round_: Round) -> tuple[Contest, Cases]:
    """Who was refused for the ceiling alone and has no award since, in the order of their list, under what is free now."""
    awarded = Decision.objects.filter(kind=Decision.Kind.AWARD).exclude(state=Decision.ANNULLED).values("application")
    rows = Ranking.objects.filter(round=round_, outcome=REFUSED_CEILING, application__state=Application.REJECTED)
    waiting = rows.exclude(application__in=awarded).order_by("rank").select_related("application__stream")
    cases = {row.application_id: row.application for row in waiting}
    ranks = {str(row.application_id): row.rank for row in waiting}
    entrants, denominator = entrants_of(round_, published_rule(round_), cases)
    listed = tuple(replace(one, rank=ranks[one.id]) for one in entrants)
    ceiling, taken = _promised(round_)
    return Contest(ReserveList(), ceiling, "", listed, denominator, taken_cents=taken), cases


def claimed(round_: Round) -> int:
    """What undecided applications ask under the ceiling, in cents; what a draft reserved counts as promised already."""
    return _undecided(round_).aggregate(cents=Sum("requested_cents"))["cents"] or 0


def last_rank(round_: Round) -> int:
    """The last place that was given out in a round that is decided bit by bit."""
    return Ranking.objects.filter(round=round_).aggregate(last=Max("rank"))["last"] or 0


def _undecided(round_: Round) -> QuerySet[Application, Application]:
    drafted = Decision.objects.exclude(state=Decision.ANNULLED).values("application")
    return Application.objects.filter(round=round_, state__in=Application.UNDECIDED).exclude(pk__in=drafted)


def _promised(round_: Round) -> tuple[int, int]:
    """The ceiling by the ledger, and what of it was promised, in cents."""
    pots: Sequence[tuple[str, int]] = list(
        LedgerAccount.objects.filter(book=round_.ceiling_book).values_list("pot", "balance_cents")
    )
    total = sum(cents for _, cents in pots)
    return total, total - dict(pots).get(LedgerAccount.Pot.AVAILABLE, 0)
