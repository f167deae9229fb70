"""How money that runs out is divided (Awb 4:26): the words a round uses for its rule, and the arithmetic behind each.

Amounts are integer cents, marks are exact fractions of 100 points, and nothing here knows the database: a preview,
a what-if at another ceiling and the decision itself are the same calls. A ranking never depends on the order in
which candidates are handed in.
"""

from grants.allocation.contest import Contest, Entrant, from_plain, place, points_of, shown_parts, to_plain
from grants.allocation.finale import Finalist, combined_prize_mark, rank_finale
from grants.allocation.formula import banded, formula_parts, pro_rata
from grants.allocation.judging import with_means
from grants.allocation.marks import hundredths, mean_levels, points_shown, score, score_parts, single
from grants.allocation.need import Urgency, need_parts, need_points
from grants.allocation.outcomes import (
    AWARDED,
    AWARDED_PARTLY,
    OUTCOMES,
    REFUSED_CEILING,
    REFUSED_LATE,
    REFUSED_MINIMUM,
    REFUSED_NOT_LISTED,
    REFUSED_PASS_MARK,
    Candidate,
    Placement,
)
from grants.allocation.shares import place_formula, place_pro_rata
from grants.allocation.walking import draw_order, walk
from grants.allocation.words import (
    Bands,
    FirstCome,
    FixedList,
    Formula,
    Lottery,
    Need,
    NeedPoints,
    ProRata,
    ReserveList,
    Tender,
    for_round,
)

__all__ = [
    "AWARDED",
    "AWARDED_PARTLY",
    "OUTCOMES",
    "REFUSED_CEILING",
    "REFUSED_LATE",
    "REFUSED_MINIMUM",
    "REFUSED_NOT_LISTED",
    "REFUSED_PASS_MARK",
    "Bands",
    "Candidate",
    "Contest",
    "Entrant",
    "Finalist",
    "FirstCome",
    "FixedList",
    "Formula",
    "Lottery",
    "Need",
    "NeedPoints",
    "Placement",
    "ProRata",
    "ReserveList",
    "Tender",
    "Urgency",
    "banded",
    "combined_prize_mark",
    "draw_order",
    "for_round",
    "formula_parts",
    "from_plain",
    "hundredths",
    "mean_levels",
    "need_parts",
    "need_points",
    "place",
    "place_formula",
    "place_pro_rata",
    "points_of",
    "points_shown",
    "pro_rata",
    "rank_finale",
    "score",
    "score_parts",
    "shown_parts",
    "single",
    "to_plain",
    "walk",
    "with_means",
]
