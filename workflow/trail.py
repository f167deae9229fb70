"""The trail: how events are made and chained. Only the door writes it; everyone may read and verify it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.db import connection
from django.db.models import Model

from workflow.canonical import canonical, digest, plain
from workflow.facts import Actor, Change
from workflow.models import Event, Opening, Series, Stream
from workflow.models.stream import GENESIS
from workflow.personal import commitment, new_salt, personal_columns

SEALED = "sealed"
"""The key under which the commitment to a personal value stands in the data of an event."""

ERASED = "erased"
"""The key under which stand, in the place of a personal value that a step erased, the events whose openings it destroyed."""

CHUNK = 2_000
"""Events that are read at a time."""

ENVELOPE = (
    "id", "stream_id", "seq", "act", "cause", "machine", "subject", "subject_seq", "action", "state_before", "state_after",
    "at", "person", "system", "role", "on_behalf_of", "mandate", "data", "prev",
)  # fmt: skip


@dataclass(slots=True)
class Entry:
    """What an event says besides its envelope: the change and the values written, by table, row and column."""

    change: Change
    state_before: str
    state_after: str
    subject_seq: int
    role: str
    cause: uuid.UUID | None
    written: Sequence[tuple[Model, Mapping[str, Any]]] = field(default_factory=tuple)


def column_values(row: Model, columns: Sequence[str] | None = None) -> dict[str, Any]:
    """The values of a row by column (attname), all of them or the named ones, as they would be stored."""
    wanted = [part for part in row._meta.concrete_fields if columns is None or part.attname in columns]
    return {part.attname: plain(part.to_python(part.value_from_object(row))) for part in wanted}


def append(stream: Stream, entry: Entry, *, actor: Actor, at: Any, act: uuid.UUID) -> tuple[Event, list[Opening]]:
    """Make the next event of a stream and move the stream's head to it, in memory; the caller holds the lock and stores both."""
    event = Event(
        id=uuid.uuid4(), stream=stream, seq=stream.head_seq + 1, act=act, cause=entry.cause,
        machine=entry.change.machine, subject=entry.change.subject, subject_seq=entry.subject_seq, action=entry.change.action,
        state_before=entry.state_before, state_after=entry.state_after, at=at.astimezone(UTC),
        person=actor.person, system=actor.system, role=entry.role, on_behalf_of=actor.on_behalf_of, mandate=actor.mandate,
        prev=stream.head_hash,
    )  # fmt: skip
    openings: list[Opening] = []
    rows = [[row._meta.db_table, str(row.pk), _sealed(event, row, values, openings)] for row, values in entry.written]
    opened = {"stream": [stream.kind, stream.reference]} if event.seq == 1 else {}
    event.data = canonical({"input": entry.change.payload.public(), "rows": rows, **opened})
    event.hash = event_hash(event)
    stream.head_seq, stream.head_hash = event.seq, event.hash
    return event, openings


def _sealed(event: Event, row: Model, values: Mapping[str, Any], openings: list[Opening]) -> dict[str, Any]:
    table, key, personal = row._meta.db_table, str(row.pk), personal_columns(type(row))
    shown: dict[str, Any] = {}
    for column, value in values.items():
        if column not in personal or value in (None, "") or (isinstance(value, dict) and ERASED in value):
            shown[column] = value
            continue
        salt = new_salt()
        shown[column] = {SEALED: commitment(salt, (str(event.stream_id), event.seq, table, key, column), value)}
        openings.append(Opening(event=event, table=table, row=key, column=column, salt=salt))
    return shown


def event_hash(event: Event) -> str:
    """The hash of an event over its whole envelope, the hash before it included."""
    return digest({name: getattr(event, name) for name in ENVELOPE})


def said(event: Event) -> dict[str, Any]:
    """What the data of an event says; nothing when somebody made it unreadable, which its hash tells already."""
    try:
        found = json.loads(event.data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def next_numbers(prefix: str, count: int) -> Iterator[int]:
    """Give out the next `count` numbers under a prefix; the row of the series is locked until the end of the transaction."""
    table = Series._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (prefix, last) VALUES (%s, %s) "  # noqa: S608 - the table name is our own model's.
            f"ON CONFLICT (prefix) DO UPDATE SET last = {table}.last + excluded.last RETURNING last",
            [prefix, count],
        )
        last: int = cursor.fetchone()[0]
    return iter(range(last - count + 1, last + 1))


def places() -> Iterator[str | None]:
    """Every place where a chain does not hold: a missing or edited event, or a head that is not its last event.

    None comes each time that another `CHUNK` of events was looked at, so that who waits hears that it goes on.
    """
    heads = {stream.pk: stream for stream in Stream.objects.all()}
    seen: dict[uuid.UUID, tuple[int, str]] = {}
    known: set[uuid.UUID] = set()
    causes: dict[uuid.UUID, str] = {}
    for count, event in enumerate(Event.objects.order_by("stream_id", "seq").iterator(chunk_size=CHUNK), 1):
        if count % CHUNK == 0:
            yield None
        seq, before = seen.get(event.stream_id, (0, GENESIS))
        stream = heads.get(event.stream_id)
        place = f"{stream.reference if stream else event.stream_id} gebeurtenis {event.seq}"
        if event.seq != seq + 1:
            yield f"{place}: gebeurtenis {seq + 1} ontbreekt"
        elif event.prev != before:
            yield f"{place}: sluit niet aan op de vorige"
        if event.hash != event_hash(event):
            yield f"{place}: de inhoud past niet bij de hash"
        if event.seq == 1 and not (stream and said(event).get("stream") == [stream.kind, stream.reference]):
            yield f"{place}: de soort of de verwijzing van de keten is niet die van de eerste gebeurtenis"
        seen[event.stream_id] = (event.seq, event.hash)
        known.add(event.pk)
        if event.cause:
            causes.setdefault(event.cause, place)
    yield from (
        f"{place}: de gebeurtenis die de oorzaak was ontbreekt" for one, place in causes.items() if one not in known
    )
    yield from _missing_streams(stream.reference for stream in heads.values())
    for pk, stream in heads.items():
        if (stream.head_seq, stream.head_hash) != seen.get(pk, (0, GENESIS)):
            yield f"{stream.reference}: de kop van de keten is niet de laatste gebeurtenis"


def _missing_streams(references: Iterable[str]) -> Iterator[str]:
    """Every number that was given out under a prefix and has no stream: a chain that was taken away whole leaves a gap."""
    found: dict[str, set[int]] = {}
    for reference in references:
        prefix, _, number = reference.rpartition("-")
        found.setdefault(prefix, set()).add(int(number) if number.isdigit() else 0)
    given = dict(Series.objects.values_list("prefix", "last"))
    for prefix in sorted(given.keys() | found.keys()):
        expected = set(range(1, given.get(prefix, 0) + 1))
        yield from (
            f"{prefix}-{number:04d}: deze keten ontbreekt" for number in sorted(expected - found.get(prefix, set()))
        )
        yield from (
            f"{prefix}-{number:04d}: dit nummer is nooit gegeven"
            for number in sorted(found.get(prefix, set()) - expected)
        )
