"""What an amendment or a revocation does to the money of a case: pure sums over what stands in the pots of its dossier.

Amounts in cents. `held` is what a dossier has by book and pot. The parts of an amendment take the place of all that was not paid yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grants.models.decision import Part

Held = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Moves:
    """What is reserved at the draft, and released and reclaimed at the announcement, by book."""

    reserve: Counter[str] = field(default_factory=Counter)
    release: Counter[str] = field(default_factory=Counter)
    reclaim: Counter[str] = field(default_factory=Counter)
    reclaim_paid: Counter[str] = field(default_factory=Counter)


def lines(held: Held, prize_book: str = "") -> dict[str, Mapping[str, int]]:
    """The budget lines of a dossier, without that of its prizes, in order of book."""
    return {book: pots for book, pots in sorted(held.items()) if book.startswith("line:") and book != prize_book}


def paid_out(held: Held, prize_book: str = "") -> int:
    """What left the municipality and may stay: advances and payments."""
    return sum(pots.get("advanced", 0) + pots.get("paid", 0) for pots in lines(held, prize_book).values())


def amended(held: Held, parts: Sequence[Part], amount_cents: int, ceiling: str, prize_book: str = "") -> Moves:
    """What an amendment to an amount with these unpaid parts moves.

    A line is reserved for what the parts ask of it beyond what is committed there, and releases what they leave; the ceiling is reserved
    for what the whole rises. What was advanced beyond the new amount is reclaimed, from the latest line first.
    """
    asked: Counter[str] = Counter()
    for part in parts:
        asked[part.book] += part.amount_cents
    mine, moves = lines(held, prize_book), Moves()
    for book in sorted({*mine, *asked}):
        more = asked[book] - mine.get(book, {}).get("committed", 0)
        (moves.reserve if more > 0 else moves.release)[book] += abs(more)
    whole = paid_out(held, prize_book) + sum(asked.values())
    moves.reserve[ceiling] += max(0, whole - held.get(ceiling, {}).get("committed", 0))
    _reclaim(moves.reclaim, mine, "advanced", max(0, paid_out(held, prize_book) - amount_cents))
    return moves


def revoked(held: Held, prize_book: str = "") -> Moves:
    """What taking back the whole grant moves: everything that is committed is released, everything that was paid is reclaimed."""
    moves = Moves()
    for book, pots in lines(held, prize_book).items():
        moves.release[book] += pots.get("committed", 0)
        moves.reclaim[book] += pots.get("advanced", 0)
        moves.reclaim_paid[book] += pots.get("paid", 0)
    return moves


def _reclaim(into: Counter[str], mine: Mapping[str, Mapping[str, int]], pot: str, cents: int) -> None:
    for book, pots in reversed(list(mine.items())):
        taken = min(cents, pots.get(pot, 0))
        into[book] += taken
        cents -= taken
    assert cents == 0, "no more is reclaimed than was advanced"


def following(unpaid: Iterable[Part], left_cents: int, otherwise: Part) -> tuple[Part, ...]:
    """The unpaid parts fitted to what is left to pay: the last ones shrink first, and the last one takes what is added."""
    parts: list[Part] = []
    for part in unpaid:
        cents = min(part.amount_cents, left_cents)
        left_cents -= cents
        if cents:
            parts.append(Part(part.book, part.kind, part.due_on, cents))
    if left_cents > 0:
        last = parts.pop() if parts else Part(otherwise.book, otherwise.kind, otherwise.due_on, 0)
        parts.append(Part(last.book, last.kind, last.due_on, last.amount_cents + left_cents))
    return tuple(parts)
