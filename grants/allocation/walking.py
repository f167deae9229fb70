"""Walking down a queue until the money is gone, and the draw that orders what is equal."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable

from grants.allocation.outcomes import AWARDED, AWARDED_PARTLY, REFUSED_CEILING, Candidate, Placement


def walk(
    queue: Iterable[Candidate],
    ceiling_cents: int,
    *,
    remainder: bool = True,
    taken_cents: int = 0,
    waiting: Container[str] = (),
    stopped: bool = False,
) -> tuple[Placement, ...]:
    """Award from the top until the ceiling is reached; nobody is skipped over.

    Enough left: in full. Not enough, but at least the minimum of the candidate: the remainder (Awb 4:25(2), "voor
    zover"). Otherwise that one and all below are refused, also those whose smaller plan would have fitted.

    `taken_cents` was promised before. Who is `waiting` cannot be decided yet: what they ask is kept for them, and who comes after
    them is decided only when it fits beside that. `stopped` says that somebody was refused before: nobody passes them.
    """
    placements: list[Placement] = []
    left, kept = ceiling_cents - taken_cents, 0
    for rank, candidate in enumerate(queue, 1):
        if candidate.id in waiting or (kept and not stopped and candidate.wanted_cents > left - kept):
            kept += candidate.wanted_cents
            continue
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
