"""The words that a round uses for its rule of allocation (Awb 4:26)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from workflow.scheme import Allocation, word

Rule = TypeVar("Rule", bound=Allocation)

Bands: TypeAlias = tuple[tuple[int | None, int], ...]
"""A table in steps: (below which measure, value in cents or points); the last step has None, for no bound."""


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


@word
@dataclass(frozen=True, slots=True)
class Lottery(Allocation):
    """By draw among all who are good enough: the seed is fixed by its hash before the round opens, and published with the list."""

    remainder: bool = True


@word
@dataclass(frozen=True, slots=True)
class FixedList(Allocation):
    """Only for recipients that the rules name: pairs of draw key and the most that each can get, in cents, in order of the list."""

    recipients: tuple[tuple[str, int], ...] = ()
    remainder: bool = True


@word
@dataclass(frozen=True, slots=True)
class ProRata(Allocation):
    """The same share of what was asked for everyone who is good enough, rounded down to the cent."""


@word
@dataclass(frozen=True, slots=True)
class ReserveList(Allocation):
    """Who was refused for the ceiling alone, in the order of the first list, when money comes free."""

    remainder: bool = True
