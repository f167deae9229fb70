"""Clerks click in any order, from nothing and in the demo as it stands, until they took every step; and everything holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from random import Random

import pytest
from pytest_django import DjangoDbBlocker

from budgets.ledger import Kind, transfer
from grants.demo import challenge
from grants.models import Round
from grants.payloads import RoundPlan
from tests.databases import copied, looking_at
from tests.invariants.clerks import Office, declared_states, declared_steps
from tests.invariants.successors import taken_over
from tests.invariants.test_clerks import live
from tests.invariants.year import found, year
from tests.stories.conftest import Finale, Play, play_to_the_finale
from workflow import clock
from workflow.facts import Actor, Change
from workflow.models import Event, Register, Stream
from workflow.registers import record

# The clerks who begin with nothing click on both engines; the long years after the demo are lived on one.
pytestmark = [pytest.mark.postgres, pytest.mark.proof, pytest.mark.django_db, pytest.mark.timeout(600)]

MOST = 8
"""So many times five years are lived at most: one from nothing, and one from each moment at which the demo was stopped."""


class Reserves(Finale):
    """A stage on which who was refused for want of money stands on a list: no scheme of the demo has one."""

    def take(self, when: datetime, who: str | Actor, changes: Change | Iterable[Change]) -> None:
        """Take a step; the figures of a round say that it has a reserve list."""
        asked = [changes] if isinstance(changes, Change) else list(changes)
        super().take(when, who, [_with_reserves(one) for one in asked])


def _with_reserves(change: Change) -> Change:
    if not isinstance(plan := change.payload, RoundPlan):
        return change
    return replace(change, payload=replace(plan, parameters={**plan.parameters, "reserve_list": True}))


def give_more() -> None:
    """More money on the budget line of the Challenge: a higher ceiling has something to be paid from."""
    last, book = Event.objects.latest("at").at, Round.objects.get(pk=challenge.ROUND).book
    register = Stream.objects.get(pk=Register.objects.get(code="budget").stream_id)
    more = transfer(Kind.AUTHORISE, book, 50_000_00, stream=register.pk, booked_on=clock.day_of(last))
    with clock.at(last):
        record("budget", more, actor=Actor(system="installation"), key="more")


@pytest.fixture(scope="module")
def reserves(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The Challenge after its decisions, in a database of its own, with a reserve list."""
    with ExitStack() as copies:
        with django_db_blocker.unblock():
            name = copies.enter_context(copied("reserves"))
            with looking_at(name):
                play_to_the_finale(Reserves())
                give_more()
        yield name
        with django_db_blocker.unblock():
            copies.close()


def test_clerks_take_every_step_of_every_machine_and_break_nothing(play: Play, reserves: str) -> None:
    """Every year is watched at every click and verified at its end; what no year before it took, comes first to mind."""
    taken: set[tuple[str, str]] = set()
    reached: set[tuple[str, str]] = set()
    refused: Counter[str] = Counter()
    for office in years((play.eve, play.finale, play.end, reserves), taken):
        live(office)
        taken |= office.taken
        reached |= office.reached
        refused += office.refused
        if taken >= declared_steps() and reached >= declared_states():
            break
    assert declared_steps() - taken == set()
    assert declared_states() - reached == set()
    assert len(refused) > 50, sorted(refused)


def years(databases: Sequence[str], taken: set[tuple[str, str]]) -> Iterator[Office]:
    """The offices, year after year; each year never was once the next begins."""
    rounds = found()
    for seed in range(MOST):
        with year():
            yield Office(Random(seed), rounds, wanted=frozenset(declared_steps() - taken))
        for database in databases:
            with running(database):
                yield taken_over(Random(seed), wanted=frozenset(declared_steps() - taken))


@contextmanager
def running(database: str) -> Iterator[None]:
    """A year in a municipality that is running."""
    with looking_at(database), year():
        yield
