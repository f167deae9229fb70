"""Many cases at once, invented, to measure the pages with: groups that ask at the atelier, and plans that a jury judges.

They stand in two rounds of their own, beside those of today, and wait in turn at every desk. Every step that one person takes in many
cases is one act over many; only filing is not, for everybody files their own.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from grants.demo import answers, atelier, challenge, today, tour
from grants.demo.municipality import book_of, enter
from grants.demo.stage import Stage, at, step
from grants.demo.tour import Stop
from grants.payloads import Scoring
from workflow.facts import Change

LINE, CENTS = "4.1.1-VEEL", 100_000_000_00
ATELIER, CONTEST = "IA-VEEL", "OC-VEEL"

AT_ONCE = 500
"""Changes in one act: what a bureau would sign or pay in a day."""

UNTIL = ("approved", "checked", "locked", "drafted", "signed", "announced", "proposed", "filed", "scored")
"""How far the cases of the atelier are, in turn."""

EACH = 3
"""One case in so many is of the atelier; the others are plans for the jury."""

LEFT = 8
"""One plan in so many still waits for the jury."""

Took = tuple[datetime, str, Change]


def prepare(stage: Stage) -> None:
    """Open the two rounds, with money enough for everybody."""
    today.money_for(LINE, CENTS)
    for code, scheme, rule in (
        (ATELIER, "innovatie-atelier", "tranche"),
        (CONTEST, "ondernemers-challenge", "tender"),
    ):
        today.open_round(stage, code, scheme, rule, book_of(LINE), CENTS // 3)


def stops() -> Iterator[Stop]:
    """The pages that show all of a round, or of a line, of which there are many."""
    for name, role, args in (
        ("round", tour.POLICY, [CONTEST]),
        ("round", tour.POLICY, [ATELIER]),
        ("ranking", tour.POLICY, [CONTEST]),
        ("round-simulation", tour.POLICY, [CONTEST]),
        ("assess-interests", tour.JUROR, [CONTEST]),
        ("finance-line", tour.POLICY, [LINE, today.FILED.year]),
    ):
        yield Stop(name, role, reverse(name, args=args))


def add(stage: Stage, first: int, last: int, told: Callable[[int], object] = int) -> None:
    """Bring the cases with these numbers as far as they wait; `told` hears how many have been filed."""
    numbers = range(first, last)
    rows = [row for n in numbers for row in today.applicant(_key(n), 1_000 + n, f"Groep {n}", _like(n))]
    enter(rows, f"many/{first}", today.PREPARED)
    for n in numbers:
        stage.take(at(today.FILED, 9), _key(n), _filed(n))
        told(n)
    taken = [one for n in numbers for one in (_judged(n) if _is_plan(n) else _asked(n))]
    for (when, who, _), changes in _together(taken):
        for begin in range(0, len(changes), AT_ONCE):
            stage.take(when, who, changes[begin : begin + AT_ONCE])


def _key(n: int) -> str:
    return f"VEEL{n:05d}"


def _is_plan(n: int) -> bool:
    return n % EACH != 0


def _like(n: int) -> Mapping[str, Any]:
    if _is_plan(n):
        return next(iter(challenge.plans().values()))
    return next(row for row in atelier.told()["initiative"] if row["key"] == "IA01")


def _filed(n: int) -> Change:
    like, key = _like(n), _key(n)
    if _is_plan(n):
        idea = next(one for one in challenge.told()["idea"] if one["id"] == like["idea"])
        given = answers.challenge(like, idea, date(today.YEAR, 11, 1)) | {"start": f"{today.YEAR}-05-01"}
    else:
        given = answers.atelier(like)
    named = {**given, "idee_titel": f"Idee {n} (verzonnen)"}
    filing = today.filing_of(key, CONTEST if _is_plan(n) else ATELIER, named, like["area"])
    return step("application", "file", today.case_of(key), filing)


def _asked(n: int) -> Iterator[Took]:
    """The steps of a case of the atelier."""
    yield from today.road(_key(n), _like(n), UNTIL[n // EACH % len(UNTIL)], book_of(LINE))


def _judged(n: int) -> Iterator[Took]:
    """The steps of a plan: every juror gives and locks marks; some plans still wait for them."""
    case, stream = today.case_of(_key(n)), today.stream_of(_key(n))
    yield at(today.CHECKED, 14), "S01", step("application", "intake", case)
    if n % LEFT == 1:
        return
    codes = challenge.told()["round"]["criteria_order"]
    for place, juror in enumerate(challenge.told()["juror"]):
        mine = uuid.uuid5(case, f"assessment/{juror['key']}")
        levels = {code: 2 + (n // 3 + place + other) % 3 for other, code in enumerate(codes)}
        scored = step("assessment", "score", mine, Scoring(case, levels), stream)
        yield at(today.JUDGED, 10 + place), juror["key"], scored
        yield at(today.JUDGED, 10 + place, 30), juror["key"], step("assessment", "lock", mine)


def _together(taken: Iterable[Took]) -> Iterable[tuple[tuple[datetime, str, str], list[Change]]]:
    """What one person does at one moment, in the order of time."""
    acts: dict[tuple[datetime, str, str], list[Change]] = {}
    for when, who, change in taken:
        acts.setdefault((when, who, f"{change.machine}.{change.action}"), []).append(change)
    return sorted(acts.items(), key=lambda one: one[0])
