"""A failing audit write leaves nothing changed, and so does any other write that fails."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection

from tests import world
from tests.invariants import mutants
from tests.invariants.tables import everything, run, settle
from tests.world import World
from workflow.models import Outbox
from workflow.registry import MACHINES

pytestmark = pytest.mark.django_db

WRITTEN_BY_AN_ANNOUNCEMENT = (
    "workflow_command", "workflow_stream", "workflow_event", "workflow_opening", "workflow_deadline", "budgets_transfer",
    "budgets_ledgeraccount", "documents_letter", "grants_application", "grants_decision", "grants_report", "workflow_outbox",
)  # fmt: skip


@contextmanager
def refusing(table: str) -> Iterator[None]:
    """A table that accepts nothing: every insert and update of it fails in the database itself."""
    settle()
    if connection.vendor == "postgresql":
        run(
            "CREATE OR REPLACE FUNCTION broken_disk() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''broken disk''; END'"
        )
        run(
            f"CREATE TRIGGER broken_disk BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION broken_disk()"
        )
        yield
        run(f"DROP TRIGGER broken_disk ON {table}")
        return
    for event in ("INSERT", "UPDATE"):
        body = "BEGIN SELECT RAISE(ABORT, 'broken disk'); END"
        run(f"CREATE TRIGGER broken_disk_{event} BEFORE {event} ON {table} {body}")
    yield
    for event in ("INSERT", "UPDATE"):
        run(f"DROP TRIGGER broken_disk_{event}")


def to_announce() -> tuple[World, uuid.UUID]:
    town = world.found()
    decision = town.draft(town.assessed())
    town.take("mandate_holder", "decision", "sign", decision)
    return town, decision


def changed_by_a_failure_in(table: str) -> list[str]:
    """Announce while a table fails; say what changed all the same, and whether nobody heard of the failure."""
    town, decision = to_announce()
    before, heard = everything(), ""
    with refusing(table):
        try:
            town.take("policy_officer", "decision", "announce", decision)
        except DatabaseError as error:
            heard = str(error)
    after = everything()
    silent = [] if "broken disk" in heard else [f"nobody heard that {table} failed"]
    return silent + [name for name, rows in before.items() if after[name] != rows]


@pytest.mark.parametrize("table", WRITTEN_BY_AN_ANNOUNCEMENT)
def test_a_write_that_fails_leaves_the_whole_database_as_it_was(table: str) -> None:
    assert changed_by_a_failure_in(table) == []


def test_an_announcement_writes_in_exactly_these_tables() -> None:
    town, decision = to_announce()
    before = everything()
    town.take("policy_officer", "decision", "announce", decision)
    after = everything()
    assert {table for table, rows in before.items() if after[table] != rows} == set(WRITTEN_BY_AN_ANNOUNCEMENT)
    assert Outbox.objects.filter(topic="render-letter").count() == 2
    assert {"application", "decision", "letter", "report"} <= set(MACHINES)


def test_after_the_failure_the_same_step_is_taken_as_if_nothing_happened() -> None:
    town, decision = to_announce()
    with refusing("workflow_event"), pytest.raises(DatabaseError, match="broken disk"):
        town.take("policy_officer", "decision", "announce", decision)
    outcome = town.take("policy_officer", "decision", "announce", decision)
    assert [(taken.change.machine, taken.change.action) for taken in outcome.taken] == [
        ("decision", "announce"), ("application", "award"), ("report", "ask"), ("letter", "request"),
    ]  # fmt: skip


def test_an_engine_that_swallows_a_failing_audit_write_is_stopped_by_the_guard_in_the_database() -> None:
    with mutants.swallowed_audit():
        town, decision = to_announce()
        with refusing("workflow_event"), pytest.raises(DatabaseError, match="no event accounts for this state"):
            town.take("policy_officer", "decision", "announce", decision)


def test_an_engine_that_swallows_it_in_a_database_without_guards_is_noticed() -> None:
    with mutants.no_triggers(), mutants.swallowed_audit():
        found = changed_by_a_failure_in("workflow_event")
    assert found[0] == "nobody heard that workflow_event failed"
    assert "grants_application" in found
