"""By exact score, from a pass mark and a minimum on every criterion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grants.allocation.marks import score
from grants.allocation.outcomes import REFUSED_LATE, REFUSED_MINIMUM, REFUSED_PASS_MARK, Candidate, Placement
from grants.allocation.walking import draw_order, walk
from grants.allocation.words import Tender


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan in a tender: its mean level per criterion (by code), none when it came too late to be scored."""

    candidate: Candidate
    means: Mapping[str, Fraction]
    draw_key: str
    late: bool = False


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
