"""Rounds on screen: the window, what of the ceiling is used, how many cases stand where, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404

from budgets.models import LedgerAccount
from grants import blind, steps, trail
from grants.desk import Desk
from grants.models import Application, Round
from grants.portal.bars import Part, parts
from grants.portal.turns import turn_of
from workflow.models import Event

SHOWN = ("paid", "advanced", "committed", "reserved", "available")


@dataclass(frozen=True, slots=True)
class Page:
    """All of a round."""

    round: Round
    shares: tuple[Part, ...]
    counts: tuple[tuple[str, int], ...]
    open: tuple[steps.Offered, ...]
    blocked: dict[str, list[steps.Offered]]
    trail: tuple[trail.Happened, ...]
    has_ranking: bool


def listed() -> Sequence[tuple[Round, str]]:
    """Every round, the newest first, with how many cases it has, and what it waits for."""
    found = list(Round.objects.annotate(cases=Count("applications")).order_by("-opens_at", "code"))
    return [(one, turn_of(one)) for one in found]


def find(code: str, desk: Desk) -> Round:
    """The round with this code, which then lies on the desk. Raises `Http404` when there is none."""
    found = Round.objects.select_related("stream").filter(code=code).first()
    if found is None:
        raise Http404
    desk.rows.lay(found)
    desk.rows.lay(found.stream)
    return found


def thing_of(round_: Round) -> trail.Thing:
    """The round as something with a state."""
    return trail.Thing(Round.MACHINE, round_.pk, round_.state, "")


def page(round_: Round, desk: Desk) -> Page:
    """What a colleague sees of a round."""
    found = steps.of_thing(thing_of(round_), desk)
    events = list(trail.named(Event.objects.filter(stream=round_.stream_id)).order_by("seq"))
    return Page(
        round=round_,
        shares=_shares(round_),
        counts=tuple(_counts(round_)),
        open=tuple(one for one in found if one.is_open),
        blocked=dict(steps.blocked(found)),
        trail=tuple(reversed(trail.told(events, {}))),
        has_ranking=blind.may_look(round_, desk),
    )


def _shares(round_: Round) -> tuple[Part, ...]:
    """What of the ceiling stands in which pot."""
    pots = dict(LedgerAccount.objects.filter(book=round_.ceiling_book).values_list("pot", "balance_cents"))
    return parts({pot: pots.get(pot, 0) for pot in SHOWN})


def _counts(round_: Round) -> Iterator[tuple[str, int]]:
    """How many cases stand in which state, in the order in which a case goes through them."""
    counted = dict(round_.applications.values_list("state").annotate(count=Count("pk")))
    yield from ((word, counted[state]) for state, word in Application.WORDS.items() if state in counted)
