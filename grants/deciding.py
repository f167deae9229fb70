"""Deciding a round, for whoever stands at the keyboard: the list that would follow, drafting it, signing it, announcing it.

The list is the same value whether it is only looked at or drafted: the contest as things stand, or as it was recorded.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grants import runs
from grants.allocation import (
    AWARDED,
    AWARDED_PARTLY,
    Contest,
    FirstCome,
    FixedList,
    Formula,
    Lottery,
    Need,
    Placement,
    ProRata,
    Tender,
    for_round,
    hundredths,
    place,
    points_of,
)
from grants.allocation_runs import contest_in
from grants.models import AllocationRun, Application, Decision, Round
from grants.payloads import Seed
from grants.ranking import contest_of, looked_at, published_rule
from workflow import clock, door
from workflow.errors import refuse
from workflow.facts import NOTHING, Actor, Change
from workflow.law.wording import listed
from workflow.passing import Run, passing
from workflow.registry import Desk
from workflow.scheme import Allocation

METHODS: dict[str, type[Allocation]] = {
    "first_come": FirstCome,
    "tender": Tender,
    "lottery": Lottery,
    "formula": Formula,
    "fixed_list": FixedList,
    "pro_rata": ProRata,
    "need": Need,
}
"""The rules of allocation by the name that a command gives them."""

MADE: dict[type[Allocation], Callable[[Mapping[str, Any]], Allocation]] = {
    FirstCome: lambda _: FirstCome(),
    Lottery: lambda _: Lottery(),
    ProRata: lambda _: ProRata(),
    FixedList: lambda figures: for_round(FixedList(), figures),
    Tender: lambda figures: Tender(figures.get("pass_mark", 0), figures.get("minimum_mean", 0), ("draw",)),
}
"""What a rule looks like in a round that was not published with it; formula and need have no meaning without their own figures."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One application on a list: its reference, place, score out of 100 with two decimals, outcome, and amount in cents."""

    reference: str
    rank: int | None
    score: str | None
    outcome: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, with what it spends and leaves, in cents; `tomorrow` are the references that were complete today, and are drawn tomorrow."""

    round: str
    method: str
    ceiling_cents: int
    awards: int
    awarded_cents: int
    left_cents: int
    applications: tuple[Listed, ...]
    tomorrow: tuple[str, ...] = ()


def method_of(rule: Allocation) -> str:
    """The name of a rule; that of first come for the reserve list, which follows the first one."""
    return next((name for name, kind in METHODS.items() if isinstance(rule, kind)), "reserve_list")


def rule_by(method: str, round_: Round) -> Allocation:
    """The rule by its name: as published when it is the round's own, else with the marks of the round.

    Raises:
        Refusal: `method-needs-figures` for formula and need in a round without their figures.
    """
    published, kind = published_rule(round_), METHODS[method]
    if isinstance(published, kind):
        return published
    if kind not in MADE:
        raise refuse("guard", "method-needs-figures", "Deze ronde heeft de cijfers niet die bij deze verdeling horen.")
    return MADE[kind](round_.figures)


def contest_now(round_: Round, seed: str = "", desk: Desk | None = None) -> Contest:
    """What the rule looks at: as it was recorded when the round was ranked, else as things stand; read once on a `desk`."""
    ranked = round_.state == Round.RANKED and AllocationRun.objects.filter(round=round_, action="rank").first()
    if ranked:
        return contest_in(ranked)
    if isinstance(published_rule(round_), FirstCome) and round_.state != Round.RANKED:
        return runs.ready(round_, seed, clock.today())[0]
    return looked_at(desk, round_).contest if desk and not seed else contest_of(round_, seed)[0]


def what_if(
    round_: Round, method: str | None = None, seed: str | None = None, ceiling_cents: int | None = None
) -> Listing:
    """The list that would follow, by another rule, seed or ceiling when these are given. Writes nothing."""
    rule = rule_by(method, round_) if method else None
    contest = contest_now(round_, seed or "").under(rule, ceiling_cents, seed)
    return listing(round_, contest, place(contest))


def listing(round_: Round, contest: Contest, placements: Sequence[Placement]) -> Listing:
    """A list as a person reads it."""
    entrants = {one.id: one for one in contest.entrants}
    wanted = [uuid.UUID(one.id) for one in placements]
    references = dict(Application.objects.filter(pk__in=wanted).values_list("pk", "stream__reference"))
    rows = tuple(
        Listed(
            references[uuid.UUID(one.id)],
            one.rank,
            _score(points_of(contest, entrants[one.id]), contest),
            one.outcome,
            one.amount_cents,
        )
        for one in placements
    )
    given = sum(one.amount_cents for one in placements)
    awards = sum(one.outcome in (AWARDED, AWARDED_PARTLY) for one in placements)
    left = contest.ceiling_cents - contest.taken_cents - given
    by_day = isinstance(published_rule(round_), FirstCome) and round_.state != Round.RANKED
    later = runs.tomorrow(round_, clock.today()) if by_day else ()
    return Listing(round_.code, method_of(contest.rule), contest.ceiling_cents, awards, given, left, rows, later)


def _score(points: int | None, contest: Contest) -> str | None:
    if points is None:
        return None
    shown = hundredths(Fraction(points, contest.denominator))
    return f"{shown // 100}.{shown % 100:02d}"


def decide(round_: Round, actor: Actor, seed: str = "") -> Listing:
    """Draft the decisions of a round through the door: all at once by its ranking, or what is ready in the order of arrival."""
    first_come = isinstance(published_rule(round_), FirstCome)
    action = "decide_ready" if first_come else "rank"
    key = f"decide/{round_.pk}/{round_.subject_seq}"
    door.perform("round", action, round_.pk, Seed(seed), actor=actor, key=key)
    run = AllocationRun.objects.filter(round=round_).order_by("-number")[0]
    contest = contest_in(run)
    return listing(round_, contest, place(contest))


def sign(decisions: Sequence[Decision], actor: Actor) -> Run:
    """Sign all that the actor has the mandate for, as one act; the others are set aside."""
    return _each("sign", [one for one in decisions if one.state == Decision.DRAFTED], actor)


def announce(decisions: Sequence[Decision], actor: Actor) -> Run:
    """Announce all that is signed, as one act."""
    return _each("announce", [one for one in decisions if one.state == Decision.SIGNED], actor)


def _each(action: str, decisions: Sequence[Decision], actor: Actor) -> Run:
    owners = {one.application_id: one.pk for one in decisions}

    def changes(left: Sequence[uuid.UUID]) -> list[Change]:
        return [Change("decision", action, one, NOTHING) for one in left]

    return passing([one.pk for one in decisions], changes, actor, owners)


def decisions_of(named: Sequence[str]) -> list[Decision]:
    """The decisions that are not over, of rounds by their code and of applications by their reference, in order of reference.

    Raises:
        Refusal: `nothing-by-this-name` for a name that is neither.
    """
    rounds = set(Round.objects.filter(code__in=named).values_list("code", flat=True))
    cases = set(Application.objects.filter(stream__reference__in=named).values_list("stream__reference", flat=True))
    if strangers := [f"‘{one}’" for one in named if one not in rounds | cases]:
        sentence = f"Wij kennen geen ronde en geen zaak {listed(strangers)}."
        raise refuse("unknown-subject", "nothing-by-this-name", sentence)
    mine = Decision.objects.filter(application__round__code__in=named) | Decision.objects.filter(
        application__stream__reference__in=named
    )
    waiting = mine.filter(state__in=[Decision.DRAFTED, Decision.SIGNED])
    return list(
        waiting.select_related("application__stream", "application__round").order_by(
            "application__stream__reference", "pk"
        )
    )
