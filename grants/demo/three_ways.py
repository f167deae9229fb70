"""The Challenge decided three ways side by side: as it was published, by lot, and in the order of arrival. A what-if: nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from budgets.figures import euro
from grants import deciding
from grants.demo import challenge
from grants.models import Round

WAYS = (("tender", "tender, zoals bekendgemaakt"), ("lottery", "loting"), ("first_come", "volgorde van binnenkomst"))


@dataclass(frozen=True, slots=True)
class Way:
    """One way: how many awards, for how much, what is left (cents), and how many of them win as published as well."""

    method: str
    awards: int
    awarded_cents: int
    left_cents: int
    also_published: int


def ways() -> tuple[Way, ...]:
    """The three ways, from the recorded contest of the ranked round."""
    round_ = Round.objects.get(pk=challenge.ROUND)
    seed = challenge.told()["round"]["draw_seed"]
    found = [deciding.what_if(round_, method, seed) for method, _ in WAYS]
    winners = [{one.reference for one in each.applications if one.amount_cents} for each in found]
    return tuple(
        Way(one.method, one.awards, one.awarded_cents, one.left_cents, len(won & winners[0]))
        for one, won in zip(found, winners, strict=True)
    )


def lines() -> Iterator[str]:
    """The same as a table."""
    yield f"  {'verdeling':<28}{'krijgt':>7}{'bedrag':>16}{'over':>14}{'ook zoals bekendgemaakt':>26}"
    for (_, name), way in zip(WAYS, ways(), strict=True):
        figures = f"{way.awards:>7}{euro(way.awarded_cents):>16}{euro(way.left_cents):>14}{way.also_published:>26}"
        yield f"  {name:<28}{figures}"
