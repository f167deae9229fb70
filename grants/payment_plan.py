"""How an amount is paid: as parts by book and date, by the figures of the round. Pure; amounts in cents.

A part without a date is due within six weeks after the announcement (Awb 4:87). A part of kind "rest" is committed by the award and
paid only after the determination; what is paid before it is an advance (Awb 4:95).
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from grants.models.decision import Part
from workflow.law.terms import payment_term

INSTALMENT_DAY = (6, 1)
"""From the second year on an instalment is paid on 1 June (proposed)."""


def due_on(part: Part, announced_on: date) -> date:
    """The last day on which the law allows to pay a part of a decision: its own, or six weeks after the announcement (Awb 4:87)."""
    return part.due_on or _by_law(announced_on)


@lru_cache(maxsize=1_000)  # Many decisions are announced on one day.
def _by_law(announced_on: date) -> date:
    return payment_term(announced_on).deadline


def in_year(book: str, year: int) -> str:
    """The book of the same budget line in another year."""
    kind, code, _ = book.split(":")
    return f"{kind}:{code}:{year}"


def at_once(book: str, amount_cents: int) -> tuple[Part, ...]:
    """One payment, right after the announcement: a direct determination or a prize (Awb 4:43)."""
    return (Part(book, "balance", None, amount_cents),)


def advance_and_rest(book: str, amount_cents: int, figures: Mapping[str, Any]) -> tuple[Part, ...]:
    """The advance share of the round at once, the rest after the determination."""
    advance = int(amount_cents * figures["advance_share"])
    rest = amount_cents - advance
    return (Part(book, "advance", None, advance), *((Part(book, "rest", None, rest),) if rest else ()))


def instalments(book: str, amount_cents: int, figures: Mapping[str, Any]) -> tuple[Part, ...]:
    """Equal yearly advances rounded down to the cent, the last takes the remainder; each on the line of its own year."""
    years: list[int] = list(figures["instalment_years"])
    equal = amount_cents // len(years)
    cents = [equal] * (len(years) - 1) + [amount_cents - equal * (len(years) - 1)]
    days = [None, *(date(year, *INSTALMENT_DAY) for year in years[1:])]
    return tuple(
        Part(in_year(book, year), "advance", day, part) for year, day, part in zip(years, days, cents, strict=True)
    )


def award_parts(book: str, amount_cents: int, figures: Mapping[str, Any], *, in_one: bool = False) -> tuple[Part, ...]:
    """The parts of an award, by what the round says: instalments over years, or an advance with the rest later.

    A small award may be paid at once when the applicant asked for that (`in_one`).
    """
    if "instalment_years" not in figures:
        return advance_and_rest(book, amount_cents, figures)
    if in_one and amount_cents < figures.get("at_once_below_cents", 0):
        return (Part(book, "advance", None, amount_cents),)
    return instalments(book, amount_cents, figures)


def balance_parts(
    held: Mapping[str, Mapping[str, int]], determined_cents: int, due: Mapping[str, date | None]
) -> tuple[Part, ...]:
    """What remains to be paid after a determination, by book, the earliest first: never more than what is still committed there."""
    left = determined_cents - sum(pots.get("advanced", 0) for pots in held.values())
    parts: list[Part] = []
    for book, pots in sorted(held.items()):
        if (cents := min(left, pots.get("committed", 0))) > 0:
            parts.append(Part(book, "balance", due.get(book), cents))
            left -= cents
    return tuple(parts)
