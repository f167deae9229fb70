"""Recorded runs of an allocation, and replaying them: the same inputs give the same list, on any machine and at any time."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import asdict

from grants.allocation import Contest, Placement, from_plain, place, to_plain
from grants.models import AllocationRun, Round
from workflow.canonical import canonical, digest


def record(round_: Round, action: str, contest: Contest) -> AllocationRun:
    """The row (not stored) that keeps a run: its inputs, and the list that follows from them."""
    number = round_.subject_seq + 1
    inputs, listed = canonical(to_plain(contest)), canonical(_plain(place(contest)))
    return AllocationRun(
        id=uuid.uuid5(round_.pk, f"run/{number}"),
        round=round_,
        number=number,
        action=action,
        contest=inputs,
        placements=listed,
        sha256=digest([inputs, listed]),
    )


def contest_in(run: AllocationRun) -> Contest:
    """The inputs of a recorded run."""
    return from_plain(json.loads(run.contest))


def replay(run: AllocationRun) -> tuple[Placement, ...]:
    """The list that follows from the recorded inputs today."""
    return place(contest_in(run))


def differences() -> Iterator[str]:
    """Every recorded run whose inputs give another list than the one that was recorded: part of `manage.py verify`."""
    for run in AllocationRun.objects.order_by("round", "number").iterator(chunk_size=200):
        where = f"{AllocationRun._meta.db_table} {run.pk}"
        if digest([run.contest, run.placements]) != run.sha256:
            yield f"{where}: de controlesom past niet bij de lijst"
        elif canonical(_plain(replay(run))) != run.placements:
            yield f"{where}: opnieuw berekend is de lijst een andere"


def _plain(placements: tuple[Placement, ...]) -> list[dict[str, object]]:
    return [asdict(one) for one in placements]
