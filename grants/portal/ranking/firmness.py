"""How firm a ranking is: what becomes of each application when one assessor is left out, and where assessors differ."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grants.allocation import Contest, Placement, place, single, with_means
from grants.judged import alone, levels_of, means_of
from grants.models import Assessment
from grants.portal.ranking.drawing import Dots

WIDE = 1800
"""From how many hundredths of points between the lowest and the highest score a plan is talked over."""

FAR = 2
"""More levels than this between two assessors on one criterion is talked over as well."""

Given = Mapping[uuid.UUID, Sequence[Assessment]]


@dataclass(frozen=True, slots=True)
class Firmness:
    """How often each application comes on the other side of the line when each of so many assessors is left out; `always` never falls."""

    assessors: int
    crossed: Mapping[str, int]
    always: int


def firmness(contest: Contest, listed: Sequence[Placement], given: Given, weights: Mapping[str, int]) -> Firmness:
    """Leave out every assessor in turn, and rank again by the same rule."""
    above = awarded(listed)
    assessors = sorted({one.assessor for rows in given.values() for one in alone(rows)})
    crossed: Counter[str] = Counter()
    for left_out in assessors:
        means = {str(case): found for case, rows in given.items() if (found := means_of(rows, without=left_out))}
        crossed.update(above ^ awarded(place(with_means(contest, weights, means))))
    return Firmness(len(assessors), crossed, sum(not crossed[one] for one in above))


def awarded(listed: Iterable[Placement]) -> frozenset[str]:
    """Who stands above the line."""
    return frozenset(one.id for one in listed if one.amount_cents)


def dots_of(rows: Iterable[Assessment], weights: Mapping[str, int]) -> Dots:
    """What every assessor gave one application, as scores out of 100."""
    return Dots(tuple(sorted(single(weights, levels_of(one)) for one in alone(rows))))


def far_apart(rows: Sequence[Assessment]) -> tuple[str, ...]:
    """The criteria on which two assessors differ by more than two levels."""
    levels = [levels_of(one) for one in alone(rows)]
    by_criterion = {code: [one[code] for one in levels] for code in (levels[0] if levels else ())}
    return tuple(code for code, found in by_criterion.items() if max(found) - min(found) > FAR)
