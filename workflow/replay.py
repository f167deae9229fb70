"""Replay: fold the events into rows and compare them with the tables, column by column.

Every event holds every value it wrote, so the fold needs no code of the time at which it happened. A personal value is compared through its
commitment; when it was erased, with its opening, there is nothing left to compare.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db.models import Model

from workflow.models import Command, Event, Opening, Outbox, Series, Stream, Subject
from workflow.personal import commitment, personal_columns
from workflow.registry import MACHINES
from workflow.trail import ERASED, SEALED, column_values, said

OUTSIDE: dict[str, str] = {
    Stream._meta.db_table: "the heads of the chains are compared with the last events",
    Event._meta.db_table: "the events themselves are verified by their chains",
    Opening._meta.db_table: "salts of personal values: a wrong or missing one shows as a value that does not open",
    Series._meta.db_table: "the last number given out; a number given out twice breaks a unique reference",
    Command._meta.db_table: "keys of calls, hashed: they protect against repetition and state nothing",
    Outbox._meta.db_table: "messages under way; what they lead to comes back through the door",
}
"""Tables of the engine that a fold does not cover, each with the reason; the apps above add theirs with `leave_out`."""


def leave_out(table: str, reason: str) -> None:
    """Name a table that holds nothing an event accounts for, and why."""
    OUTSIDE[table] = reason


@dataclass(frozen=True, slots=True)
class Value:
    """The last value that an event wrote in a column, and where the event stands."""

    value: Any
    stream: str
    seq: int
    event: uuid.UUID


Salts = dict[tuple[uuid.UUID, str, str, str], str]
"""Salts of personal values by event, table, primary key and column."""

Rows = dict[str, dict[str, dict[str, Value]]]
"""Folded rows: table → primary key → column → value."""


GONE = {ERASED: True}
"""The value of a column whose last personal value was erased: nothing may stand there, and nothing opens it."""


def written(event: Event) -> list[Any]:
    """What an event says that it wrote: a table, a primary key and the values by column, for each row."""
    found: list[Any] = said(event).get("rows", [])
    return found


def opens(event: Event, place: tuple[str, str, str], salt: str, value: str, sealed: dict[str, Any]) -> bool:
    """Whether a value is the one that an event holds a commitment to, at its place: table, primary key and column."""
    return commitment(salt, (str(event.stream_id), event.seq, *place), value) == sealed.get(SEALED)


def fold() -> Rows:
    """Every row as the events say it is."""
    rows: Rows = {}
    erased: set[tuple[str, str, str, uuid.UUID]] = set()
    tables = {machine: rules.model._meta.db_table for machine, rules in MACHINES.items()}
    for event in Event.objects.order_by("stream_id", "seq").iterator(chunk_size=2000):
        for table, key, values in said(event).get("rows", ()):
            mine = rows.setdefault(table, {}).setdefault(key, {})
            for column, value in values.items():
                if isinstance(value, dict) and ERASED in value:
                    erased |= {(table, key, column, uuid.UUID(one)) for one in value[ERASED]}
                else:
                    mine[column] = Value(value, str(event.stream_id), event.seq, event.pk)
        if table := tables.get(event.machine):
            mine = rows.setdefault(table, {}).setdefault(str(event.subject), {})
            mine["state"] = Value(event.state_after, str(event.stream_id), event.seq, event.pk)
    for table, key, column, event_id in erased:
        last = rows.get(table, {}).get(key, {}).get(column)
        if last and last.event == event_id:
            rows[table][key][column] = replace(last, value=GONE)
    return rows


def covered() -> list[type[Model]]:
    """The models whose tables must equal the fold."""
    mine = (model for model in apps.get_models() if model._meta.app_label in OUR_APPS)
    return [model for model in mine if model._meta.db_table not in OUTSIDE]


OUR_APPS = ("workflow", "partners", "budgets", "documents", "grants")


def differences() -> Iterator[str]:
    """Every place where a table is not what the events say: a row too many, a row too few, a column that differs."""
    rows = fold()
    salts = {(o.event_id, o.table, o.row, o.column): o.salt for o in Opening.objects.iterator(chunk_size=2000)}
    for model in covered():
        expected = rows.pop(model._meta.db_table, {})
        for row in model._default_manager.iterator(chunk_size=2000):
            folded = expected.pop(str(row.pk), None)
            if folded is None:
                yield f"{model._meta.db_table} {row.pk}: geen gebeurtenis over deze rij"
            else:
                yield from _columns(row, folded, salts)
        yield from (f"{model._meta.db_table} {key}: de rij ontbreekt" for key in expected)


def _columns(row: Model, folded: dict[str, Value], salts: Salts) -> Iterator[str]:
    derived: frozenset[str] = getattr(row, "DERIVED", frozenset())  # Recomputed by the checks of conservation.
    for column, actual in column_values(row).items():
        if column in derived or (column == "id" and isinstance(row, Subject)):
            continue
        if wrong := _wrong(row, column, actual, folded.get(column), salts):
            yield f"{row._meta.db_table} {row.pk} kolom {column}: {wrong}"


def _wrong(row: Model, column: str, actual: Any, said: Value | None, salts: Salts) -> str:
    """What is wrong with one value, "" when nothing is."""
    if said is None:  # The column is younger than the row: it holds what a new row begins with.
        return "" if actual == column_values(type(row)())[column] else "geen gebeurtenis schreef deze waarde"
    if said.value == GONE:
        return "is niet leeg, terwijl deze waarde is gewist" if actual else ""
    if isinstance(said.value, dict) and SEALED in said.value:
        return _wrong_personal(row, column, actual, said, salts)
    if actual == said.value:
        return ""
    shown = "de persoonlijke waarde" if column in personal_columns(type(row)) else repr(actual)
    return f"is {shown}, volgens de gebeurtenissen {said.value!r}"


def _wrong_personal(row: Model, column: str, actual: Any, said: Value, salts: Salts) -> str:
    table, key = row._meta.db_table, str(row.pk)
    salt = salts.get((said.event, table, key, column))
    if salt is None:
        return "de opening van deze persoonlijke waarde ontbreekt"
    opened = commitment(salt, (said.stream, said.seq, table, key, column), actual)
    return "" if opened == said.value[SEALED] else "is niet de waarde die is vastgelegd"
