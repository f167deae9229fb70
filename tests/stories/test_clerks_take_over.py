"""Clerks click in any order, from nothing and in the demo as it stands, until they took every step; and everything holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from tests.databases import looking_at
from tests.invariants.clerks import Office, declared_states, declared_steps
from tests.invariants.successors import taken_over
from tests.invariants.test_clerks import live
from tests.invariants.year import found, year
from tests.stories.conftest import Play

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

MOST = 8
"""So many times four years are lived at most: one from nothing, and one from each moment at which the demo was stopped."""

TOLD_ELSEWHERE = {("round", "move_up")}
"""No scheme of the demo has a reserve list; `tests/grants/test_reserve_list_and_ceiling.py` tells of one."""


def test_clerks_take_every_step_of_every_machine_and_break_nothing(play: Play) -> None:
    """Every year is watched at every click and verified at its end; what no year before it took, comes first to mind."""
    taken: set[tuple[str, str]] = set()
    reached: set[tuple[str, str]] = set()
    refused: Counter[str] = Counter()
    for office in years(play, taken):
        live(office)
        taken |= office.taken
        reached |= office.reached
        refused += office.refused
        if taken >= declared_steps() - TOLD_ELSEWHERE and reached >= declared_states():
            break
    assert declared_steps() - taken == TOLD_ELSEWHERE
    assert declared_states() - reached == set()
    assert len(refused) > 50, sorted(refused)


def years(play: Play, taken: set[tuple[str, str]]) -> Iterator[Office]:
    """The offices, year after year; each year never was once the next begins."""
    rounds = found()
    for seed in range(MOST):
        with year():
            yield Office(Random(seed), rounds, wanted=frozenset(declared_steps() - taken))
        for database in (play.eve, play.finale, play.end):
            with running(database):
                yield taken_over(Random(seed), wanted=frozenset(declared_steps() - taken))


@contextmanager
def running(database: str) -> Iterator[None]:
    """A year in a municipality that is running."""
    with looking_at(database), year():
        yield
