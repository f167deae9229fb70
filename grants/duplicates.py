"""Probable duplicates in a round: applications of one applicant that ask the same, or for the same plan."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from grants.models import Application

if TYPE_CHECKING:
    from collections.abc import Iterator

WHO = ("organisatie", "contactpersoon", "rekening")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two applications that are probably the same: the one received first, the other, and why we think so (Dutch words)."""

    stays: Application
    other: Application
    alike: tuple[str, ...]


def probable(round_: str = "") -> list[Pair]:
    """The pairs among the undecided applications of a round, by its code ("" for all), those received first in front; one query.

    One applicant (organisation, contact or bank account) in one round, with one title or one amount.
    """
    rows = Application.objects.filter(state__in=Application.UNDECIDED, **({"round__code": round_} if round_ else {}))
    cases = rows.select_related("stream", "bank_account", "organisation", "contact").order_by("received_at", "pk")
    return list(_pairs(list(cases)))


def _pairs(cases: list[Application]) -> Iterator[Pair]:
    groups: dict[tuple[object, ...], list[Application]] = {}
    for case in cases:
        for known in _who(case).items():
            groups.setdefault((*known, case.round_id), []).append(case)
    found: dict[tuple[Application, Application], list[str]] = {}
    for key, several in groups.items():
        for pair in combinations(several, 2):
            found.setdefault(pair, []).append(str(key[0]))
    for (stays, other), who in sorted(found.items(), key=lambda one: (one[0][0].received_at, one[0][1].received_at)):
        if asked := _what(stays, other):
            yield Pair(stays, other, (*(name for name in WHO if name in who), *asked))


def _who(case: Application) -> dict[str, object]:
    known = (case.organisation_id, case.contact_id, case.bank_account.iban if case.bank_account else None)
    return {name: value for name, value in zip(WHO, known, strict=True) if value}


def _what(one: Application, other: Application) -> tuple[str, ...]:
    title = ("titel",) if _plain(one.title) == _plain(other.title) else ()
    amount = ("bedrag",) if one.requested_cents and one.requested_cents == other.requested_cents else ()
    return (*title, *amount)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
