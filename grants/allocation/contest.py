"""A contest: everything that a rule of allocation looks at, and the list that follows from it. Pure, and the same for ever.

What is recorded with a decision, what is shown in a what-if and what decides are the same value and the same call: whoever has the
recorded inputs gets the same list again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields, replace
from datetime import date
from typing import Any

from grants.allocation.formula import formula_parts
from grants.allocation.need import Urgency, need_points
from grants.allocation.outcomes import (
    REFUSED_LATE,
    REFUSED_MINIMUM,
    REFUSED_NOT_LISTED,
    REFUSED_PASS_MARK,
    Candidate,
    Placement,
)
from grants.allocation.shares import place_formula, place_pro_rata
from grants.allocation.walking import draw_order, walk
from grants.allocation.words import FirstCome, FixedList, Formula, Lottery, Need, ProRata, ReserveList, Tender
from workflow import scheme
from workflow.scheme import LEVELS, Allocation


@dataclass(frozen=True, slots=True)
class Entrant:
    """One application in a contest, without personal data; amounts in cents, days in Europe/Amsterdam.

    `points` over the denominator of the contest is the exact score, `means` the mean level per criterion over that same denominator
    divided by five, `lowest` the lowest of them; None where nobody scores. `complete_on` is None until nothing is missing. `waiting`
    says that it cannot be decided yet, `rank` is its place on an earlier list.
    """

    id: str
    draw_key: str
    wanted_cents: int
    minimum_cents: int
    complete_on: date | None = None
    late: bool = False
    points: int | None = None
    means: Mapping[str, int] = field(default_factory=dict)
    lowest: int | None = None
    urgency: Urgency | None = None
    inhabitants: int | None = None
    area_m2: int | None = None
    waiting: bool = False
    rank: int | None = None

    @property
    def candidate(self) -> Candidate:
        """What it asks."""
        return Candidate(self.id, self.wanted_cents, self.minimum_cents)


@dataclass(frozen=True, slots=True)
class Contest:
    """The rule with the figures of the round, the ceiling and what of it was promised before (cents), seed, marks, and who takes part."""

    rule: Allocation
    ceiling_cents: int
    seed: str
    entrants: tuple[Entrant, ...]
    denominator: int = 1
    pass_mark: int = 0
    minimum_mean: int = 0
    taken_cents: int = 0
    stopped: bool = False

    def under(
        self, rule: Allocation | None = None, ceiling_cents: int | None = None, seed: str | None = None
    ) -> Contest:
        """The same contest by another rule, under another ceiling, with another seed."""
        return replace(
            self,
            rule=rule or self.rule,
            ceiling_cents=self.ceiling_cents if ceiling_cents is None else ceiling_cents,
            seed=self.seed if seed is None else seed,
        )


def place(contest: Contest) -> tuple[Placement, ...]:
    """Where everyone ends: the ranking down to the last, then those that never came into it. The order of the entrants does not matter."""
    entrants = sorted(contest.entrants, key=lambda one: one.id)
    out = {one.id: why for one in entrants if (why := _out(contest, one))}
    ranked = PLACED[type(contest.rule)](contest, [one for one in entrants if one.id not in out])
    awarded = contest.taken_cents + sum(placement.amount_cents for placement in ranked)
    left = contest.ceiling_cents - awarded
    order = sorted(out.items(), key=lambda pair: (pair[1] == REFUSED_LATE, pair[0]))
    return (*ranked, *(Placement(id_, None, why, 0, awarded, left) for id_, why in order))


def _out(contest: Contest, one: Entrant) -> str:
    """Why an entrant stays out of the ranking: too late, not on the list, below the pass mark or a minimum; "" when it comes in."""
    if one.waiting:
        return ""
    if one.late:
        return REFUSED_LATE
    if isinstance(contest.rule, FixedList) and one.draw_key not in dict(contest.rule.recipients):
        return REFUSED_NOT_LISTED
    if one.points is not None and one.points < contest.pass_mark * contest.denominator:
        return REFUSED_PASS_MARK
    least = contest.minimum_mean * contest.denominator // LEVELS
    return REFUSED_MINIMUM if one.lowest is not None and one.lowest < least else ""


Entrants = Sequence[Entrant]


def _drawn(contest: Contest, one: Entrant) -> str:
    return draw_order(contest.seed, one.draw_key)


def _walked(contest: Contest, queue: Entrants) -> tuple[Placement, ...]:
    remainder: bool = contest.rule.remainder  # type: ignore[attr-defined]
    waiting = frozenset(one.id for one in queue if one.waiting)
    return walk(
        (one.candidate for one in queue),
        contest.ceiling_cents,
        remainder=remainder,
        taken_cents=contest.taken_cents,
        waiting=waiting,
        stopped=contest.stopped,
    )


def _tender(contest: Contest, entrants: Entrants) -> tuple[Placement, ...]:
    """By exact score, then by the criteria of the rule in turn, then by draw, for which nobody has a mean."""
    rule: Tender = contest.rule  # type: ignore[assignment]

    def best_first(one: Entrant) -> tuple[int | str, ...]:
        return (-(one.points or 0), *(-one.means.get(tie, 0) for tie in rule.ties), _drawn(contest, one))

    return _walked(contest, sorted(entrants, key=best_first))


def _first_come(contest: Contest, entrants: Entrants) -> tuple[Placement, ...]:
    """By day of completeness, within a day by draw: filing early but incomplete gives no place."""
    assert contest.rule.draw == "day", contest.rule  # type: ignore[attr-defined]
    ready = [one for one in entrants if one.complete_on]
    return _walked(contest, sorted(ready, key=lambda one: (one.complete_on or date.max, _drawn(contest, one))))


def _lottery(contest: Contest, entrants: Entrants) -> tuple[Placement, ...]:
    return _walked(contest, sorted(entrants, key=lambda one: _drawn(contest, one)))


def _fixed_list(contest: Contest, entrants: Entrants) -> tuple[Placement, ...]:
    """In the order of the list, each at most what the list says."""
    most: dict[str, int] = dict(contest.rule.recipients)  # type: ignore[attr-defined]
    by_key = {one.draw_key: one for one in entrants}
    queue = [(by_key[key], cents) for key, cents in most.items() if key in by_key]
    return _walked(
        contest,
        [
            replace(one, wanted_cents=min(one.wanted_cents, cents), minimum_cents=min(one.minimum_cents, cents))
            for one, cents in queue
        ],
    )


def _reserve_list(contest: Contest, entrants: Entrants) -> tuple[Placement, ...]:
    return _walked(contest, sorted(entrants, key=lambda one: one.rank or 0))


def _pro_rata(contest: Contest, entrants: Entrants) -> tuple[Placement, ...]:
    queue = sorted(entrants, key=lambda one: _drawn(contest, one))
    return place_pro_rata([one.candidate for one in queue], contest.ceiling_cents)


def _need(contest: Contest, entrants: Entrants) -> tuple[Placement, ...]:
    """The first group whatever its points, then by points, then by the ties of the rule."""
    rule: Need = contest.rule  # type: ignore[assignment]

    def most_urgent_first(one: Entrant) -> tuple[int | str, ...]:
        assert one.urgency is not None
        ties = (_drawn(contest, one) if tie == "draw" else -int(getattr(one.urgency, tie)) for tie in rule.ties)
        second_group = one.urgency.condition < rule.first_group_condition
        return (second_group, -need_points(rule.points, one.urgency), *ties)

    return _walked(contest, sorted((one for one in entrants if one.urgency), key=most_urgent_first))


def _formula(contest: Contest, entrants: Entrants) -> tuple[Placement, ...]:
    """Who has not said how many people live there or how large the house is, has no amount yet."""
    assert contest.rule.over_ceiling == "pro_rata", contest.rule  # type: ignore[attr-defined]
    found = {one.id: sum(parts) for one in entrants if (parts := shown_parts(contest, one))}
    return place_formula(found, contest.ceiling_cents)


def shown_parts(contest: Contest, one: Entrant) -> tuple[int, int] | None:
    """The parts of a formula in cents, as the letter shows them; None without its figures."""
    if not isinstance(contest.rule, Formula) or not one.inhabitants or not one.area_m2:
        return None
    return formula_parts(contest.rule, one.inhabitants, one.area_m2)


def points_of(contest: Contest, one: Entrant) -> int | None:
    """The points that the ranking shows, over the denominator of the contest; those of need are whole."""
    if isinstance(contest.rule, Need):
        return need_points(contest.rule.points, one.urgency) if one.urgency else None
    return one.points


PLACED: dict[type[Allocation], Callable[[Contest, Entrants], tuple[Placement, ...]]] = {
    Tender: _tender,
    FirstCome: _first_come,
    Lottery: _lottery,
    FixedList: _fixed_list,
    ProRata: _pro_rata,
    Need: _need,
    Formula: _formula,
    ReserveList: _reserve_list,
}
"""How each rule makes its list of those who come in."""


def to_plain(contest: Contest) -> dict[str, Any]:
    """A contest as plain values, in canonical order: what is recorded with the list."""
    plain = {part.name: getattr(contest, part.name) for part in fields(contest)}
    entrants = sorted(contest.entrants, key=lambda one: one.id)
    rows = [{part.name: getattr(one, part.name) for part in fields(one)} for one in entrants]
    for row in rows:
        row["urgency"] = astuple(row["urgency"]) if row["urgency"] else None
        row["complete_on"] = row["complete_on"].isoformat() if row["complete_on"] else None
    return {**plain, "rule": scheme.to_plain(contest.rule), "entrants": rows}


def from_plain(plain: Mapping[str, Any]) -> Contest:
    """The contest that was recorded."""

    def entrant(row: Mapping[str, Any]) -> Entrant:
        day, found = row["complete_on"], row["urgency"]
        return Entrant(
            **{
                **row,
                "complete_on": date.fromisoformat(day) if day else None,
                "urgency": Urgency(*found) if found else None,
            }
        )

    return Contest(
        **{**plain, "rule": scheme.from_plain(plain["rule"]), "entrants": tuple(map(entrant, plain["entrants"]))}
    )
