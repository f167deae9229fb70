"""Looks over the shoulder of the clerks: after every click, whether money is conserved, chains hold and each changed row is accounted for.

It looks at what a click may have touched, and at all else for having stayed as it was: quick enough to look every time.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from budgets import checker
from budgets.models import LedgerAccount, Transfer
from grants.demo import data
from grants.demo.stage import id_of
from tests.invariants import tables
from tests.invariants.year import Case, staff
from workflow.errors import Refusal
from workflow.facts import Outcome
from workflow.models import Event, Opening, Stream
from workflow.models.stream import GENESIS
from workflow.replay import covered
from workflow.roles import at_work
from workflow.trail import column_values, event_hash, said

Rows = dict[str, dict[str, tuple[Any, ...]]]
"""Rows as the database gives them, without the conversions that make reading everything after every click slow."""

COUNTED = (Event, Opening)
"""The largest tables, of which the rows are only counted after a click: that none of them changed is verified at the end of the year."""

MONEY = (LedgerAccount._meta.db_table, Transfer._meta.db_table)
"""The tables that the second path of the ledger reads: it is walked again after each click that wrote to one of them."""

CLASHES = {frozenset(pair) for pair in data.organisation()["separation"]["pairs"]}
"""Duties that do not go together in a dossier, by the data and not by the engine; "*" is any other duty."""


def all_rows() -> Rows:
    """Every row of every table, by table and key."""
    with connection.cursor() as cursor:
        return {model._meta.db_table: _rows_of(model, cursor) for model in tables.our_models()}


def _rows_of(model: type[Model], cursor: Any) -> dict[str, tuple[Any, ...]]:
    """The rows of one table, by key."""
    if model in COUNTED:
        cursor.execute(f"SELECT COUNT(*) FROM {model._meta.db_table}")
        return {"count": cursor.fetchone()}
    columns = ", ".join(f'"{part.column}"' for part in model._meta.concrete_fields)
    cursor.execute(f"SELECT {columns} FROM {model._meta.db_table}")
    return {_key(row[0]): row for row in cursor.fetchall()}


def written() -> dict[str, int]:
    """How often each table was written to, as the database itself counts, whatever was undone: a table with the same count is the same.

    PostgreSQL counts within the transaction, by table. SQLite counts for all tables together, under "".
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return {"": connection.connection.total_changes}
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return dict(cursor.fetchall())


def _key(stored: Any) -> str:
    """A key as events write it: SQLite keeps a UUID as 32 digits."""
    text = str(stored)
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}" if len(text) == 32 else text


class Watch:
    """Remembers everything as it was after the last click."""

    def __init__(self, cases: dict[uuid.UUID, Case]) -> None:
        self.cases = cases
        self.seen, self.written = all_rows(), written()
        self.roles: dict[uuid.UUID, set[str]] = {}
        for role, keys in staff().items():
            for key in keys:
                self.roles.setdefault(id_of("person", key), set()).add(role)

    def after(self, result: Outcome | Refusal) -> list[str]:
        """What is wrong after a click; nothing when all is well."""
        before = self._look_again()
        changed = [
            table for table in before if before[table] is not self.seen[table] and before[table] != self.seen[table]
        ]
        if isinstance(result, Refusal):
            return [f"{result.code} veranderde {table}" for table in changed]
        events = list(Event.objects.filter(act=result.act).select_related("stream").order_by("stream", "seq"))
        moved = any(before[table] is not self.seen[table] for table in MONEY)
        money = (str(one) for one in checker.differences()) if moved else ()
        return [*money, *self._chained(events, before), *self._accounted(events, before), *self._permitted(events)]

    def _look_again(self) -> Rows:
        """Read the tables that were written to, and give what all of them were before. What was not written to is not read again."""
        before, counted = self.seen, self.written
        self.written = written()
        with connection.cursor() as cursor:
            self.seen = {
                table: _rows_of(model, cursor) if self._is_written(table, counted) else before[table]
                for model in tables.our_models()
                if (table := model._meta.db_table)
            }
        return before

    def _is_written(self, table: str, counted: dict[str, int]) -> bool:
        return any(self.written.get(name) != counted.get(name) for name in ("", table))

    def _chained(self, events: Sequence[Event], before: Rows) -> Iterator[str]:
        was, now = (rows[Event._meta.db_table]["count"][0] for rows in (before, self.seen))
        if now - was != len(events):
            yield "er zijn andere gebeurtenissen dan die van deze stap"
        last: dict[uuid.UUID, Event] = {}
        for event in events:
            earlier = (
                last.get(event.stream_id) or Event.objects.filter(stream=event.stream_id, seq=event.seq - 1).first()
            )
            if event.prev != (earlier.hash if earlier else GENESIS) or event.hash != event_hash(event):
                yield f"{event}: sluit niet aan"
            last[event.stream_id] = event
        heads = {stream.pk: stream.head_hash for stream in Stream.objects.filter(pk__in=last)}
        if heads != {stream: event.hash for stream, event in last.items()}:
            yield "een keten heeft een andere kop dan zijn laatste gebeurtenis"

    def _accounted(self, events: Sequence[Event], before: Rows) -> Iterator[str]:
        """Every row that changed is named by an event, and stands there as the event says."""
        named: dict[str, dict[str, dict[str, Any]]] = {}
        for event in events:
            for table, key, values in said(event)["rows"]:
                named.setdefault(table, {}).setdefault(key, {}).update(values)
        for model in covered():
            table, columns = model._meta.db_table, [part.attname for part in model._meta.concrete_fields]
            derived = {columns.index(name) for name in getattr(model, "DERIVED", ())}
            was, now, told = before[table], self.seen[table], named.get(table, {})
            for key in () if was is now else was.keys() | now.keys():
                if (
                    was.get(key) != now.get(key)
                    and _without(was.get(key), derived) != _without(now.get(key), derived)
                    and key not in told
                ):
                    yield f"{table} {key}: veranderd, zonder gebeurtenis"
            rows = (
                {str(row.pk): column_values(row) for row in model._default_manager.filter(pk__in=told)} if told else {}
            )
            for key, values in told.items():
                row = rows.get(key, {})
                yield from (f"{table} {key} {c}: is {row.get(c)!r}" for c, v in values.items() if _differs(row, c, v))

    def _permitted(self, events: Sequence[Event]) -> Iterator[str]:
        """Who acted has the role or is the applicant, and performed no other duty in the dossier that does not go with it."""
        contacts = {case.contact for case in self.cases.values()}
        for event in events:
            if event.person is None or (event.cause and not event.role):
                continue
            mine = at_work(self.roles.get(event.person, set())) | ({"applicant"} if event.person in contacts else set())
            if event.role not in mine | {""} and event.cause is None:
                yield f"{event}: {event.role} zonder die rol"
            duties = set(
                Event.objects.filter(stream=event.stream_id, person=event.person).values_list("role", flat=True)
            ) - {""}
            if event.stream.kind == "dossier" and any(clash <= duties for clash in CLASHES):
                yield f"{event}: dezelfde persoon was {sorted(duties)}"


def _without(row: tuple[Any, ...] | None, places: set[int]) -> tuple[Any, ...] | None:
    return None if row is None else tuple(value for n, value in enumerate(row) if n not in places)


def _differs(row: dict[str, Any], column: str, value: Any) -> bool:
    """Whether a column is not what the event says; what is sealed or erased is looked at when the year is verified as a whole."""
    return column not in row or (not isinstance(value, dict) and row[column] != value)
