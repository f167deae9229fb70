"""The finale of a challenge: jury and public choose the prizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grants.allocation.walking import draw_order


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
