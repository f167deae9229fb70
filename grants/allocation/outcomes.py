"""What a rule can say of an application."""

from __future__ import annotations

from dataclasses import dataclass

AWARDED = "awarded"
AWARDED_PARTLY = "awarded_partly"
REFUSED_CEILING = "refused_ceiling"
REFUSED_PASS_MARK = "refused_pass_mark"  # noqa: S105 - a mark out of 100, not a password.
REFUSED_MINIMUM = "refused_minimum"
REFUSED_LATE = "refused_late"
REFUSED_NOT_LISTED = "refused_not_listed"
OUTCOMES = (
    AWARDED,
    AWARDED_PARTLY,
    REFUSED_CEILING,
    REFUSED_PASS_MARK,
    REFUSED_MINIMUM,
    REFUSED_LATE,
    REFUSED_NOT_LISTED,
)


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
