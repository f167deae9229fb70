"""Whatever someone does to a trigger, `verify` names it."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.invariants.tables import run, settle, undone
from workflow import triggers
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def test_every_trigger_that_is_dropped_is_named_and_no_other() -> None:
    settle()
    declared = triggers.declared(connection.vendor)
    assert len(declared) > 15
    for trigger in declared:
        with undone():
            for statement in trigger.remove:
                run(statement)
            assert verify().differences == [trigger.name]


@pytest.mark.sqlite
def test_on_sqlite_a_trigger_with_a_harmless_body_is_named() -> None:
    for trigger in triggers.declared("sqlite"):
        harmless = trigger.install[0].split(" BEGIN ")[0] + " BEGIN SELECT 1; END"
        with undone():
            run(trigger.remove[0])
            run(harmless)
            assert verify().differences == [trigger.name]


@pytest.mark.postgres
def test_on_postgresql_a_trigger_with_a_harmless_body_is_named() -> None:
    settle()
    for trigger in triggers.declared("postgresql"):
        with undone():
            run(
                f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
            )
            assert verify().differences == [trigger.name]


@pytest.mark.postgres
@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE {table} DISABLE TRIGGER {name}",
        "ALTER TABLE {table} ENABLE REPLICA TRIGGER {name}",
        "DROP TRIGGER {name} ON {table}; {create}; ALTER TABLE {table} DISABLE TRIGGER {name}",
        "DROP TRIGGER {name} ON {table}; CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        "DROP TRIGGER {name} ON {table}; CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN (false) EXECUTE FUNCTION {name}()",
        "DROP TRIGGER {name} ON {table}; CREATE TRIGGER {name} BEFORE DELETE OR UPDATE ON auth_group EXECUTE FUNCTION {name}()",
    ],
)
def test_on_postgresql_a_trigger_that_is_switched_off_or_looks_away_is_named(change: str) -> None:
    settle()
    for trigger in triggers.declared("postgresql"):
        with undone():
            statement = change.format(name=trigger.name, table=trigger.table, create=trigger.install[1])
            run(statement.replace("auth_group", "workflow_series"))
            assert verify().differences == [trigger.name]


def test_the_triggers_that_stand_are_those_that_are_declared() -> None:
    names = {trigger.name for trigger in triggers.declared(connection.vendor)}
    assert set(triggers.installed(connection)) == names
