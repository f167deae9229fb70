"""Clerks click in any order, and everything holds: over all roles, all machines and the three schemes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from budgets import ledger
from budgets.models import Transfer
from tests.invariants import tables
from tests.invariants.clerks import Click, Office
from tests.invariants.mutants import swapped
from tests.invariants.watch import Watch
from tests.invariants.year import cases, found, year
from workflow import door, registry, roles, store
from workflow.errors import Refusal
from workflow.facts import Change
from workflow.machine import StepDeclaration
from workflow.verify import verify

pytestmark = pytest.mark.django_db

CLICKS, HALFWAY = 200, 80
SEEDS = range(24)
"""The years in which an engine without one of its protections is noticed at the latest."""


class Noticed(Exception):  # noqa: N818 - what the watch is there for.
    """Something does not hold any more after a click."""


def clicks(office: Office, count: int = CLICKS) -> Iterator[Click]:
    """A year of clicks: mostly fitting, some wild; halfway the rounds close."""
    for number in range(count):
        if number == HALFWAY:
            office.jump()
        office.wait(office.dice.randint(0, 12))
        yield office.fitting() if office.dice.random() < 0.8 else office.wild()


def live(office: Office, count: int = CLICKS) -> None:
    """Live a year, watched at every click and verified at its end."""
    watch = Watch(office.cases)
    for click in clicks(office, count):
        if wrong := watch.after(office.click(click)):
            raise Noticed(f"click {office.clicks} {click.step}: {wrong}")
    if wrong := verify().differences:
        raise Noticed(f"{wrong}")


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=(pytest.mark.sqlite, pytest.mark.postgres)[seed % 2]) for seed in (0, 1, 2, 5)]
)
def test_clerks_who_begin_with_nothing_click_in_any_order_and_break_nothing(seed: int) -> None:
    """The years repeat themselves, seed by seed; `tests/stories/test_clerks_take_over.py` goes on until every step was taken."""
    rounds = found()
    with year():
        office = Office(Random(seed), rounds)
        live(office)
    assert len(office.taken) > 30
    assert {"wrong-state", "not-permitted", "unknown-subject"} <= set(office.refused)


class Clerks(RuleBasedStateMachine):
    """The same, with hypothesis choosing: it shrinks what it finds to the fewest clicks."""

    def __init__(self, rounds: Sequence[Change]) -> None:
        super().__init__()
        self._year: AbstractContextManager[None] = year()
        self._year.__enter__()
        self.office = Office(Random(0), tuple(rounds))
        self.watch = Watch(self.office.cases)

    @rule(dice=st.randoms(use_true_random=False))
    def fitting(self, dice: Random) -> None:
        """Someone takes a step that is open by its state."""
        self.office.dice = dice
        self._click(self.office.fitting())

    @rule(dice=st.randoms(use_true_random=False))
    def wild(self, dice: Random) -> None:
        """Someone clicks anything."""
        self.office.dice = dice
        self._click(self.office.wild())

    @rule(hours=st.integers(1, 24 * 14))
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.office.wait(hours)

    @rule()
    def close_the_rounds(self) -> None:
        """It is the day after all rounds closed."""
        self.office.jump()

    def _click(self, click: Click) -> None:
        assert self.watch.after(self.office.click(click)) == []

    def teardown(self) -> None:
        """Everything adds up, and the year never was."""
        try:
            assert verify().differences == []
        finally:
            self._year.__exit__(None, None, None)


def test_hypothesis_finds_no_order_of_clicks_that_breaks_anything() -> None:
    rounds = found()
    quick = settings(max_examples=10, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(lambda: Clerks(rounds), settings=quick)  # type: ignore[arg-type]  # Any callable will do.


# --- Mutants: an engine with one protection taken away is noticed -------------------------------------------------


def any_state_will_do() -> AbstractContextManager[None]:
    """Steps are taken from any state."""
    return swapped(StepDeclaration, "opens", lambda _self, _state: True)


@contextmanager
def balances_are_forgotten() -> Iterator[None]:
    """Entries are written, and the balances stay as they are."""
    right = registry.HOOKS[Transfer]
    registry.HOOKS[Transfer] = registry.RowHook(ledger.check, lambda _rows: None)
    try:
        yield
    finally:
        registry.HOOKS[Transfer] = right


def events_leave_out_rows() -> AbstractContextManager[None]:
    """Events say nothing of the rows that come with a step."""
    return swapped(door._Act, "_other_rows", lambda _self, _products: iter(()))


def heads_stay_behind() -> AbstractContextManager[None]:
    """The heads of the chains are not stored."""
    right = store._upsert

    def upsert(model: type[Any], rows: Sequence[Any]) -> None:
        known = [row for row in rows if model.__name__ != "Stream" or row.head_seq == 1]
        right(model, known)

    return swapped(store, "_upsert", upsert)


def nobody_is_asked_for_a_role() -> AbstractContextManager[None]:
    """Whoever clicks may."""
    return swapped(roles, "acting_role", lambda allowed, _have, _facts: allowed[0] if allowed else None)


def nobody_is_kept_apart() -> AbstractContextManager[None]:
    """One person may do everything in a dossier."""
    return swapped(roles, "separation", lambda *_: None)


@pytest.mark.parametrize(
    "mutant",
    [
        any_state_will_do, balances_are_forgotten, events_leave_out_rows, heads_stay_behind, nobody_is_asked_for_a_role,
        nobody_is_kept_apart,
    ],
)  # fmt: skip
def test_an_engine_without_one_of_its_protections_is_noticed(mutant: Any) -> None:
    rounds = found()
    noticed = None
    with mutant():
        for seed in SEEDS:
            with year():
                try:
                    live(Office(Random(seed), rounds))
                except Exception as fault:  # noqa: BLE001 - whatever is no refusal tells that something is wrong.
                    noticed = fault
                    break
    assert noticed is not None
    assert not isinstance(noticed, Refusal)


def test_the_watch_sees_a_row_that_changes_without_an_event() -> None:
    rounds = found()
    with year():
        office = Office(Random(1), tuple(rounds))
        watch = Watch(cases())
        tables.run("UPDATE partners_person SET phone = '1'")
        assert any("zonder gebeurtenis" in line for line in watch.after(office.click(office.fitting())))
