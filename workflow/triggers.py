"""What the database itself refuses, whoever asks: a state that no event accounts for, and any change to what is append-only.

A state guard looks for the newest event of the subject; it needs no session variable, so it holds for the application, for `update()`,
for a constructor and for someone with a database client alike. It fires on every insert and when a state or `subject_seq` changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from workflow.models import Event, Subject

STATE_REFUSED = "aanjager: no event accounts for this state"
APPEND_ONLY = "aanjager: this table is append-only"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: its name, its table, the statements that install it, and the text the database keeps of it."""

    name: str
    table: str
    install: tuple[str, ...]
    remove: tuple[str, ...]
    kept: str


def declared(vendor: str) -> tuple[Trigger, ...]:
    """Every trigger that must stand, for "sqlite" or "postgresql", from the models: machines and append-only tables."""
    build = {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]
    return tuple(trigger for table, machine in _guarded() for trigger in build(table, machine))


def _guarded() -> Iterator[tuple[str, str | None]]:
    """The guarded tables: with the machine for a state guard, with None for append-only."""
    for model in apps.get_models():
        if issubclass(model, Subject):
            yield model._meta.db_table, model.MACHINE
        if getattr(model, "APPEND_ONLY", False):
            yield model._meta.db_table, None


def _newest(machine: str) -> str:
    events = Event._meta.db_table
    mine = f"machine = '{machine}' AND subject = NEW.id"
    return (
        f"EXISTS (SELECT 1 FROM {events} WHERE {mine} AND subject_seq = NEW.subject_seq AND state_after = NEW.state) "  # noqa: S608 - our own tables.
        f"AND NOT EXISTS (SELECT 1 FROM {events} WHERE {mine} AND subject_seq > NEW.subject_seq)"
    )


def _sqlite(table: str, machine: str | None) -> Iterator[Trigger]:
    def trigger(kind: str, event: str, when: str, message: str) -> Trigger:
        name = f"aanjager_{kind}_{table}"
        clause = f" WHEN {when}" if when else ""
        body = f"CREATE TRIGGER {name} BEFORE {event} ON {table}{clause} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        return Trigger(name, table, (body,), (f"DROP TRIGGER IF EXISTS {name}",), body)

    if machine is None:
        yield trigger("keep_update", "UPDATE", "", APPEND_ONLY)
        yield trigger("keep_delete", "DELETE", "", APPEND_ONLY)
        return
    yield trigger("state_insert", "INSERT", f"NOT ({_newest(machine)})", STATE_REFUSED)
    yield trigger("state_update", "UPDATE OF state, subject_seq", f"NOT ({_newest(machine)})", STATE_REFUSED)


def _postgresql(table: str, machine: str | None) -> Iterator[Trigger]:
    def trigger(kind: str, events: str, each: str, test: str, message: str) -> Trigger:
        name = f"aanjager_{kind}_{table}"
        body = f"BEGIN {test} RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; "
        body += "END IF; RETURN NEW; END" if test else "END"
        function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ {body} $body$"
        create = f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"
        kept = f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}() {body} "
        return Trigger(name, table, (function, create), (f"DROP TRIGGER IF EXISTS {name} ON {table}",), kept)

    if machine is None:
        yield trigger("keep", "DELETE OR UPDATE OR TRUNCATE", "STATEMENT", "", APPEND_ONLY)
        return
    changed = (
        "TG_OP = 'INSERT' OR NEW.state IS DISTINCT FROM OLD.state OR NEW.subject_seq IS DISTINCT FROM OLD.subject_seq"
    )
    yield trigger(
        "state", "INSERT OR UPDATE", "ROW", f"IF ({changed}) AND NOT ({_newest(machine)}) THEN", STATE_REFUSED
    )


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers that stand and work, by name, with the text that the database keeps of them."""
    sql = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'aanjager%%'",
        "postgresql": (
            "SELECT t.tgname, pg_get_triggerdef(t.oid, true) || p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgname LIKE 'aanjager%%'"
        ),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        return dict(cursor.fetchall())


def missing(alias: str = "default") -> list[str]:
    """The names of triggers that should stand and do not, or whose text was changed; a table that is still to come has none."""
    connection = connections[alias]
    standing, tables = installed(connection), set(connection.introspection.table_names())
    return [
        trigger.name
        for trigger in declared(connection.vendor)
        if trigger.table in tables and standing.get(trigger.name) != trigger.kept
    ]


def remove_all(connection: BaseDatabaseWrapper) -> None:
    """Take all triggers away: only for a migration that changes tables, and for the clean-up of a test database."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in declared(connection.vendor):
            for statement in trigger.remove if trigger.table in tables else ():
                cursor.execute(statement)


def install_all(connection: BaseDatabaseWrapper) -> None:
    """Install every trigger whose table has its columns by now; the last migration leaves all of them standing."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        standing = installed(connection)
        for trigger in declared(connection.vendor):
            if (
                trigger.table in tables
                and Event._meta.db_table in tables
                and standing.get(trigger.name) != trigger.kept
            ):
                for statement in (*trigger.remove, *trigger.install):
                    cursor.execute(statement)
