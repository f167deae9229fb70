"""All tables at a glance, and a hand that corrupts one cell of them as someone with all rights on the database could."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import CheckConstraint, Field, Model

from workflow import triggers
from workflow.replay import OUR_APPS
from workflow.verify import verify

Everything = dict[str, list[tuple[Any, ...]]]


def our_models() -> list[type[Model]]:
    """Every model of our apps, the engine's own included."""
    return [model for model in apps.get_models() if model._meta.app_label in OUR_APPS]


def everything() -> Everything:
    """Every row of every table; two of these are equal when nothing at all was written in between."""
    return {model._meta.db_table: list(model._base_manager.order_by("pk").values_list()) for model in our_models()}


def counts() -> dict[str, int]:
    """How many rows every table has."""
    return {model._meta.db_table: model._base_manager.count() for model in our_models()}


def run(sql: str, *parameters: Any) -> None:
    """Run one statement, as a database client would."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def settle() -> None:
    """On PostgreSQL, have the checks done that wait for the end of the transaction: a table with checks in waiting cannot be altered."""
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def undone() -> Iterator[None]:
    """Undo at the end of the block all that it did to the database, triggers and tables included."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def all_rights(*models: type[Model]) -> Iterator[None]:
    """Undo at the end what is done to these tables in this block, in which no trigger, reference or check protects them."""
    postgres = connection.vendor == "postgresql"
    settle()
    if not postgres:
        run("PRAGMA ignore_check_constraints = ON")
    try:
        with undone():
            triggers.remove_all(connection)
            if postgres:
                for table, constraint in _checks(models):
                    run(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
                run("SET LOCAL session_replication_role = replica")
            yield
    finally:
        if not postgres:
            run("PRAGMA ignore_check_constraints = OFF")


def _checks(models: Iterable[type[Model]]) -> Iterator[tuple[str, str]]:
    for model in models:
        checks = (one for one in model._meta.constraints if isinstance(one, CheckConstraint))
        yield from ((model._meta.db_table, one.name) for one in checks)


def differences() -> list[str]:
    """What `verify` finds besides the guards, which stepped aside for the hand that corrupts."""
    found = verify()
    return [*found.broken, *found.conservation_differences, *found.replay_differences]


def stored(part: Field[Any, Any], value: Any) -> Any:
    """A value as the database keeps it."""
    return part.get_db_prep_value(value, connection)


def overwrite(model: type[Model], pk: Any, part: Field[Any, Any], value: Any) -> None:
    """Change one cell."""
    key = stored(model._meta.pk, pk)
    where = f'"{model._meta.pk.column}" = %s'
    run(f'UPDATE {model._meta.db_table} SET "{part.column}" = %s WHERE {where}', stored(part, value), key)


OTHER: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (bool, lambda value: not value),
    (int, lambda value: value + 100),
    (datetime, lambda value: value + timedelta(seconds=1)),
    (date, lambda value: value + timedelta(days=1)),
    (uuid.UUID, lambda _: uuid.uuid4()),
    (str, lambda value: ("x" if value[:1] != "x" else "y") + value[1:]),
)

EMPTY: dict[str, Any] = {
    "DateField": date(2026, 6, 1), "DateTimeField": datetime.fromisoformat("2026-06-01T12:00:00+00:00"), "UUIDField": uuid.UUID(int=7),
}  # fmt: skip


def another(part: Field[Any, Any], value: Any) -> Any:
    """A value of the same kind that is not this one."""
    if value is None:
        kind = getattr(part, "target_field", part).get_internal_type()
        return EMPTY.get(kind, "x" if kind in ("CharField", "TextField") else 1)
    change = next(change for kind, change in OTHER if isinstance(value, kind))
    return change(value)
