"""Probable duplicates in a round: applications of one applicant that ask the same, or for the same plan."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from grants.models import Application

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WHO = ("organisatie", "contactpersoon", "rekening")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two applications that are probably the same: the one received first, the other, and why we think so (Dutch words)."""

    stays: Application
    other: Application
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """As much of an application as tells whether it is like another, in the order of `SAID`: of thousands nothing else is read."""

    pk: uuid.UUID
    round_id: uuid.UUID
    title: str
    requested_cents: int | None
    organisation: uuid.UUID | None
    contact: uuid.UUID | None
    iban: str | None


SAID = ("pk", "round_id", "title", "requested_cents", "organisation_id", "contact_id", "bank_account__iban")


def probable(round_: str = "") -> list[Pair]:
    """The pairs among the undecided applications of a round, by its code ("" for all), those received first in front; two queries.

    One applicant (organisation, contact or bank account) in one round, with one title or one amount.
    """
    rows = Application.objects.filter(state__in=Application.UNDECIDED, **({"round__code": round_} if round_ else {}))
    said = [_Said(*row) for row in rows.order_by("received_at", "pk").values_list(*SAID)]
    found = list(_alike(said))
    wanted = {one.pk for pair in found for one in pair[:2]}
    cases = Application.objects.select_related("stream", "bank_account", "organisation", "contact").in_bulk(wanted)
    return [Pair(cases[stays.pk], cases[other.pk], alike) for stays, other, alike in found]


def _alike(said: Sequence[_Said]) -> Iterator[tuple[_Said, _Said, tuple[str, ...]]]:
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, one in enumerate(said):
        for name, value in zip(WHO, (one.organisation, one.contact, one.iban), strict=True):
            if value:
                groups.setdefault((name, value, one.round_id), []).append(place)
    found: dict[tuple[int, int], list[str]] = {}
    for key, several in groups.items():
        for pair in combinations(several, 2):
            found.setdefault(pair, []).append(str(key[0]))
    for (first, second), who in sorted(found.items()):
        if asked := _what(said[first], said[second]):
            yield said[first], said[second], (*(name for name in WHO if name in who), *asked)


def _what(one: _Said, other: _Said) -> tuple[str, ...]:
    title = ("titel",) if _plain(one.title) == _plain(other.title) else ()
    amount = ("bedrag",) if one.requested_cents and one.requested_cents == other.requested_cents else ()
    return (*title, *amount)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
