"""How money that runs out is divided (Awb 4:26): the words a round uses for its rule, and the arithmetic behind each.

Amounts are integer cents, marks are exact fractions of 100 points, and nothing here knows the database: a preview,
a what-if at another ceiling and the decision itself are the same calls. A ranking never depends on the order in
which candidates are handed in.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

from workflow.scheme import LEVELS, Allocation, word

Rule = TypeVar("Rule", bound=Allocation)

Bands: TypeAlias = tuple[tuple[int | None, int], ...]
"""A table in steps: (below which measure, value in cents or points); the last step has None, for no bound."""

AWARDED = "awarded"
AWARDED_PARTLY = "awarded_partly"
REFUSED_CEILING = "refused_ceiling"
REFUSED_PASS_MARK = "refused_pass_mark"  # noqa: S105 - a mark out of 100, not a password.
REFUSED_MINIMUM = "refused_minimum"
REFUSED_LATE = "refused_late"
OUTCOMES = (AWARDED, AWARDED_PARTLY, REFUSED_CEILING, REFUSED_PASS_MARK, REFUSED_MINIMUM, REFUSED_LATE)

# --- The words ------------------------------------------------------------------------------------------------------


@word
@dataclass(frozen=True, slots=True)
class FirstCome(Allocation):
    """In the order of the day on which the application was complete; a published seed draws the order within a day."""

    draw: str = "day"
    remainder: bool = True


@word
@dataclass(frozen=True, slots=True)
class Tender(Allocation):
    """By exact score, from a pass mark and a minimum mean per criterion; ties by criteria in order, then by draw."""

    pass_mark: int
    minimum_mean: int
    ties: tuple[str, ...]
    remainder: bool = True


@word
@dataclass(frozen=True, slots=True)
class Formula(Allocation):
    """An amount that follows from the number of inhabitants and the floor area, for everyone who asks in time."""

    brackets: Bands
    per_m2_cents: int
    over_ceiling: str = "pro_rata"


@word
@dataclass(frozen=True, slots=True)
class NeedPoints:
    """Points per finding: condition by NEN 2767 score 1-6, hours by band, the others by level from 0."""

    condition: tuple[int, ...]
    safety: tuple[int, ...]
    hours: Bands
    energy: tuple[int, ...]
    accessibility: tuple[int, ...]


@word
@dataclass(frozen=True, slots=True)
class Need(Allocation):
    """By need: buildings in the condition of the first group or worse go before all others, then by points."""

    first_group_condition: int
    points: NeedPoints
    ties: tuple[str, ...]
    remainder: bool = True


def for_round(rule: Rule, parameters: Mapping[str, Any]) -> Rule:
    """The rule with the figures of one round in the place of the defaults of the scheme.

    `parameters` may come out of JSON: lists count as tuples, and an object fills in the fields of a word.
    """
    filled: Rule = _filled(rule, {name: value for name, value in parameters.items() if hasattr(rule, name)})
    return filled


def _filled(known: Any, given: Any) -> Any:
    if dataclasses.is_dataclass(known) and not isinstance(known, type):
        values = {name: _filled(getattr(known, name), value) for name, value in given.items()}
        return dataclasses.replace(known, **values)
    return tuple(_filled(None, item) for item in given) if isinstance(given, list | tuple) else given


# --- Walking down a ranking -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """One application in the queue: what it asks, and the least with which the plan can still be carried out."""

    id: str
    wanted_cents: int
    minimum_cents: int

    def __post_init__(self) -> None:
        assert 0 < self.minimum_cents <= self.wanted_cents, self


@dataclass(frozen=True, slots=True)
class Placement:
    """What the rule says of one candidate; `rank` is None when it never came into the ranking.

    `cumulative_cents` is awarded up to and including this one, `left_cents` is what then remains.
    """

    id: str
    rank: int | None
    outcome: str
    amount_cents: int
    cumulative_cents: int
    left_cents: int


def walk(queue: Iterable[Candidate], ceiling_cents: int, *, remainder: bool = True) -> tuple[Placement, ...]:
    """Award from the top until the ceiling is reached; nobody is skipped over.

    Enough left: in full. Not enough, but at least the minimum of the candidate: the remainder (Awb 4:25(2), "voor
    zover"). Otherwise that one and all below are refused, also those whose smaller plan would have fitted.
    """
    placements: list[Placement] = []
    left, stopped = ceiling_cents, False
    for rank, candidate in enumerate(queue, 1):
        amount = 0 if stopped else _fitting(candidate, left, remainder=remainder)
        stopped = amount < candidate.wanted_cents
        left -= amount
        outcome = REFUSED_CEILING if not amount else AWARDED_PARTLY if stopped else AWARDED
        placements.append(Placement(candidate.id, rank, outcome, amount, ceiling_cents - left, left))
    return tuple(placements)


def _fitting(candidate: Candidate, left_cents: int, *, remainder: bool) -> int:
    if candidate.wanted_cents <= left_cents:
        return candidate.wanted_cents
    return left_cents if remainder and candidate.minimum_cents <= left_cents else 0


def draw_order(seed: str, draw_key: str) -> str:
    """The place of a key in a draw, as SHA-256 hex: ascending, and open to anyone who has the published seed."""
    return hashlib.sha256(f"{seed}:{draw_key}".encode()).hexdigest()


# --- First come -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Arrival:
    """An application and the legal day on which it was complete: filing early but incomplete gives no place."""

    candidate: Candidate
    complete_on: date
    draw_key: str


def rank_first_come(arrivals: Iterable[Arrival], rule: FirstCome, seed: str) -> tuple[Candidate, ...]:
    """The queue: by day of completeness, within a day by draw."""
    assert rule.draw == "day", f"no draw per {rule.draw}"
    ordered = sorted(arrivals, key=lambda one: (one.complete_on, draw_order(seed, one.draw_key), one.candidate.id))
    return tuple(one.candidate for one in ordered)


# --- Tender ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan in a tender: its mean level per criterion (by code), none when it came too late to be scored."""

    candidate: Candidate
    means: Mapping[str, Fraction]
    draw_key: str
    late: bool = False


def mean_levels(levels: Sequence[Mapping[str, int]]) -> dict[str, Fraction]:
    """The exact mean per criterion over the assessors who scored; those with an interest are not among them."""
    return {code: Fraction(sum(one[code] for one in levels), len(levels)) for code in levels[0]}


def score_parts(weights: Mapping[str, int], means: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The points that each criterion brings in, exactly: weight times mean level, out of five."""
    return {code: weight * means[code] / LEVELS for code, weight in weights.items()}


def score(weights: Mapping[str, int], means: Mapping[str, Fraction]) -> Fraction:
    """The exact score out of 100. Ties are ties of this number, never of the two decimals that are shown."""
    return sum(score_parts(weights, means).values(), Fraction(0))


def refusal_before_ranking(entry: Entry, weights: Mapping[str, int], rule: Tender) -> str:
    """Why an entry stays out of the ranking: too late, below the pass mark or a minimum; "" when it comes in."""
    if entry.late:
        return REFUSED_LATE
    if score(weights, entry.means) < rule.pass_mark:
        return REFUSED_PASS_MARK
    return REFUSED_MINIMUM if min(entry.means.values()) < rule.minimum_mean else ""


def rank_tender(entries: Iterable[Entry], weights: Mapping[str, int], rule: Tender, seed: str) -> tuple[Candidate, ...]:
    """The entries that pass, best first."""

    def place(entry: Entry) -> tuple[Fraction | str, ...]:
        draw = draw_order(seed, entry.draw_key)
        ties = (draw if tie == "draw" else -entry.means[tie] for tie in rule.ties)
        return (-score(weights, entry.means), *ties, entry.candidate.id)

    passed = (entry for entry in entries if not refusal_before_ranking(entry, weights, rule))
    return tuple(entry.candidate for entry in sorted(passed, key=place))


def place_tender(
    entries: Sequence[Entry], weights: Mapping[str, int], rule: Tender, seed: str, ceiling_cents: int
) -> tuple[Placement, ...]:
    """The whole outcome of a tender: the ranking down to the last, then those that never came into it, by id."""
    ranked = walk(rank_tender(entries, weights, rule, seed), ceiling_cents, remainder=rule.remainder)
    awarded = sum(placement.amount_cents for placement in ranked)
    out = ((entry.candidate.id, refusal_before_ranking(entry, weights, rule)) for entry in entries)
    unranked = (Placement(id_, None, why, 0, awarded, ceiling_cents - awarded) for id_, why in sorted(out) if why)
    return (*ranked, *unranked)


# --- Formula --------------------------------------------------------------------------------------------------------


def banded(bands: Bands, measure: int) -> int:
    """The value of the first step that the measure falls in."""
    return next(value for below, value in bands if below is None or measure < below)


def formula_parts(rule: Formula, inhabitants: int, area_m2: int) -> tuple[int, int]:
    """The part by inhabitants and the part by floor area, in cents, as the letter shows them."""
    return banded(rule.brackets, inhabitants), rule.per_m2_cents * area_m2


def formula_amount(rule: Formula, inhabitants: int, area_m2: int) -> int:
    """The amount in cents that the formula gives, before anyone looks at the ceiling."""
    return sum(formula_parts(rule, inhabitants, area_m2))


def pro_rata(amounts_cents: Sequence[int], ceiling_cents: int) -> tuple[int, ...]:
    """Everyone the same share of what they would have got, rounded down to the cent; unchanged when all of it fits."""
    total = sum(amounts_cents)
    return tuple(amounts_cents) if total <= ceiling_cents else tuple(c * ceiling_cents // total for c in amounts_cents)


def place_formula(amounts_cents: Mapping[str, int], ceiling_cents: int) -> tuple[Placement, ...]:
    """The outcome of a formula round, by id; without ranking, for all share alike when the money does not suffice."""
    ids = sorted(amounts_cents)
    wanted = [amounts_cents[id_] for id_ in ids]
    placements: list[Placement] = []
    given = 0
    for id_, full, amount in zip(ids, wanted, pro_rata(wanted, ceiling_cents), strict=True):
        given += amount
        outcome = REFUSED_CEILING if not amount else AWARDED if amount == full else AWARDED_PARTLY
        placements.append(Placement(id_, None, outcome, amount, given, ceiling_cents - given))
    return tuple(placements)


# --- Need -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Urgency:
    """What was found: NEN 2767 score 1-6, danger 0-3, hours open per week, label steps won, accessibility 0-2."""

    condition: int
    safety: int
    hours: int
    energy: int
    accessibility: int


@dataclass(frozen=True, slots=True)
class Works:
    """Works on one building, with what was found there."""

    candidate: Candidate
    urgency: Urgency
    draw_key: str


def need_parts(points: NeedPoints, urgency: Urgency) -> dict[str, int]:
    """The points per finding, as the ranking shows them; more label steps than the table knows count as its last."""
    return {
        "condition": points.condition[urgency.condition - 1],
        "safety": points.safety[urgency.safety],
        "hours": banded(points.hours, urgency.hours),
        "energy": points.energy[min(urgency.energy, len(points.energy) - 1)],
        "accessibility": points.accessibility[urgency.accessibility],
    }


def need_points(points: NeedPoints, urgency: Urgency) -> int:
    """The points of a building, out of 100."""
    return sum(need_parts(points, urgency).values())


def rank_need(works: Iterable[Works], rule: Need, seed: str) -> tuple[Candidate, ...]:
    """The queue by need: the first group whatever its points, then points, then the ties of the rule."""

    def place(one: Works) -> tuple[int | str, ...]:
        draw = draw_order(seed, one.draw_key)
        ties = (draw if tie == "draw" else -int(getattr(one.urgency, tie)) for tie in rule.ties)
        second_group = one.urgency.condition < rule.first_group_condition
        return (second_group, -need_points(rule.points, one.urgency), *ties, one.candidate.id)

    return tuple(one.candidate for one in sorted(works, key=place))


# --- Prizes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finalist:
    """A plan in the finale: the grade of the jury (0-100) and the valid votes of the public."""

    id: str
    jury_grade: int
    votes: int
    draw_key: str


def combined_prize_mark(finalist: Finalist, highest_votes: int, jury_share: int, vote_share: int) -> Fraction:
    """The exact mark: the jury's share by its grade, the public's share by votes against the highest number."""
    vote = Fraction(vote_share * finalist.votes, highest_votes) if highest_votes else Fraction(0)
    return Fraction(jury_share * finalist.jury_grade, 100) + vote


def rank_finale(finalists: Sequence[Finalist], jury_share: int, vote_share: int, seed: str) -> tuple[str, ...]:
    """The finalists by combined mark; equal marks by the grade of the jury, then by draw."""
    highest = max(finalist.votes for finalist in finalists)

    def place(finalist: Finalist) -> tuple[Fraction | int | str, ...]:
        mark = combined_prize_mark(finalist, highest, jury_share, vote_share)
        return (-mark, -finalist.jury_grade, draw_order(seed, finalist.draw_key), finalist.id)

    return tuple(finalist.id for finalist in sorted(finalists, key=place))


# --- Showing exact marks --------------------------------------------------------------------------------------------


def hundredths(mark: Fraction) -> int:
    """An exact mark as whole hundredths, half up: 87 1/3 is 8733."""
    return int(mark * 100 + Fraction(1, 2))


def points_shown(parts: Sequence[Fraction]) -> tuple[int, ...]:
    """The parts of a score in hundredths, by largest remainder: what a reader adds up is the score that is shown."""
    assert all(part >= 0 for part in parts), parts
    floors = [int(part * 100) for part in parts]
    short = hundredths(sum(parts, Fraction(0))) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda n: (floors[n] - parts[n] * 100, n))
    raised = set(by_remainder[:short])
    return tuple(floor + (n in raised) for n, floor in enumerate(floors))
