"""The subsidies there are: each scheme with its words for a visitor, its rounds, and what one can do with it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.http import Http404

from grants.leaflet import Aim, Leaflet
from grants.models import SchemeVersion
from grants.models.scheme import scheme_of
from grants.portal.public.rounds import REMEMBERED, Shown, announced, shown
from grants.schemes import LEAFLETS
from grants.windows import COMING, OPEN, OVER
from workflow import clock
from workflow.questions import BudgetTable
from workflow.scheme import Criterion, Scheme

ORDER = (OPEN, COMING, OVER)
FEW = 24
"""Rounds of one scheme that its page tells of; they end with the oldest."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One criterion, and for how many points of 100 it counts."""

    criterion: Criterion
    weight: int


@dataclass(frozen=True, slots=True)
class Card:
    """One scheme as a visitor sees it; `rounds` are open or will be, `past` are over, the last to close first."""

    scheme: Scheme
    leaflet: Leaflet | None
    rounds: Sequence[Shown]
    past: Sequence[Shown]

    @property
    def when(self) -> str:
        """Whether one can apply in one of its rounds."""
        return min((one.when for one in self.rounds), key=ORDER.index, default=OVER)

    @property
    def first(self) -> Shown | None:
        """The round to name first: the one that closes first, or else the one that opens first."""
        return self.rounds[0] if self.rounds else None

    @property
    def asks_a_budget(self) -> bool:
        """Whether the form has a budget, of which there is a sample then."""
        return any(isinstance(one, BudgetTable) for one in self.scheme.questions)

    @property
    def weighed(self) -> list[Weighed]:
        """The criteria with their weights, as the rounds to come were announced with them."""
        told: Mapping[str, int] = next(
            (one.round.figures["weights"] for one in self.rounds if "weights" in one.round.figures), {}
        )
        return [Weighed(one, told.get(one.code, one.weight)) for one in self.scheme.criteria]

    @property
    def last(self) -> Shown | None:
        """The last round that is over."""
        return self.past[0] if self.past else None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The cards that were asked for, what one can ask for, and which of it was asked ("" for all)."""

    cards: Sequence[Card]
    aims: Sequence[Aim]
    aim: str


def look(aim: str) -> Catalogue:
    """The subsidies that are for an aim; all of them when there is no such aim. Three queries, at any number of schemes and rounds."""
    aims = {one.code: one for leaflet in LEAFLETS.values() for one in leaflet.aims}
    cards = _cards()
    offered = {one.code for card in cards if card.leaflet for one in card.leaflet.aims}
    chosen = aim if aim in offered else ""
    fitting = [card for card in cards if not chosen or _is_for(card, chosen)]
    return Catalogue(fitting, [one for code, one in aims.items() if code in offered], chosen)


def card_of(code: str) -> Card:
    """One scheme. Raises `Http404` when none was published under this code. Three queries."""
    versions = _versions(code=code)
    if not versions:
        raise Http404
    rounds = shown(list(announced().filter(scheme_version__code=code)[:FEW]))
    return _card(versions, rounds)


def others(code: str) -> list[Card]:
    """The other schemes in which one can apply now. Three queries."""
    return [card for card in _cards() if card.scheme.code != code and card.when == OPEN]


def _cards() -> list[Card]:
    """Every scheme: first those in which one can apply, then those in which one will."""
    rounds = shown(list(announced().filter(closes_at__gte=clock.now() - REMEMBERED)))
    grouped = groupby(_versions(), key=itemgetter(0))
    cards = [_card(list(versions), [one for one in rounds if one.scheme.code == code]) for code, versions in grouped]
    return sorted(cards, key=lambda card: (ORDER.index(card.when), card.scheme.title))


def _versions(**found: str) -> list[tuple[str, uuid.UUID]]:
    """Which versions of the schemes were published, by scheme, the oldest first."""
    rows = SchemeVersion.objects.filter(**found).order_by("code", "published_on", "version")
    return list(rows.values_list("code", "pk"))


def _card(versions: Sequence[tuple[str, uuid.UUID]], rounds: Sequence[Shown]) -> Card:
    live = sorted((one for one in rounds if one.when != OVER), key=_first_to_come)
    under = {one.round.scheme_version_id for one in live}
    scheme = scheme_of(_newest([pk for _, pk in versions], under))
    return Card(scheme, LEAFLETS.get(scheme.code), live, [one for one in rounds if one.when == OVER])


def _newest(versions: Sequence[uuid.UUID], under: Collection[uuid.UUID]) -> uuid.UUID:
    """The version to show: the newest under which one can apply, or else the newest there is."""
    return [one for one in versions if one in under or not under][-1]


def _first_to_come(one: Shown) -> tuple[int, Any, str]:
    moment = one.round.closes_at if one.when == OPEN else one.round.opens_at
    return ORDER.index(one.when), moment, one.round.code


def _is_for(card: Card, aim: str) -> bool:
    return card.leaflet is not None and any(one.code == aim for one in card.leaflet.aims)
