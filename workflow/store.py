"""How an act is stored: set-based, events first, each model in one statement, whatever the size of the act."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, QuerySet

from workflow import clock
from workflow.canonical import canonical, digest
from workflow.errors import Obstacle, refuse
from workflow.facts import Actor, Change, Erase, Put, Revise, Send, Taken, Written
from workflow.models import Command, Event, Opening, Outbox, Stream
from workflow.registry import FOLLOWERS, HERALDS, HOOKS


@dataclass(slots=True)
class Result:
    """What an act has decided so far and will write: streams and events, rows of machines, new and revised rows, messages."""

    taken: list[Taken] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    subjects: dict[type[Model], dict[Any, Model]] = field(default_factory=dict)
    put: dict[type[Model], list[Model]] = field(default_factory=dict)
    revised: dict[type[Model], dict[Any, Model]] = field(default_factory=dict)
    erased: list[Erase] = field(default_factory=list)
    sent: list[tuple[Send, uuid.UUID]] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)

    def add(self, taken: Taken, event: Event, openings: Sequence[Opening], written: Sequence[Written]) -> None:
        """Take in one change with its event, what it wrote (its own row first) and its products."""
        row = written[0].row
        self.taken.append(taken)
        self.events.append(event)
        self.openings.extend(openings)
        self.written.extend(written)
        self.subjects.setdefault(type(row), {})[row.pk] = row
        for product in taken.products:
            if isinstance(product, Put):
                self.put.setdefault(type(product.row), []).append(product.row)
            elif isinstance(product, Revise):
                self.revised.setdefault(type(product.row), {})[product.row.pk] = product.row
            elif isinstance(product, Erase):
                self.revised.setdefault(type(product.row), {})[product.row.pk] = product.row
                self.erased.append(product)
            elif isinstance(product, Send):
                self.sent.append((product, event.pk))


def claim(actor: Actor, key: str, changes: Sequence[Change], act: uuid.UUID) -> uuid.UUID | None:
    """Claim a key for this call, before any lock; the act of the same call made before, if there was one.

    Raises:
        Refusal: `key-reused` when the caller used the key for another call.
    """
    said = [[change.machine, change.action, change.subject, change.stream, change.payload.said()] for change in changes]
    fingerprint = digest([actor.on_behalf_of, actor.mandate, said])
    table = Command._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (caller, key, fingerprint, act, at) VALUES (%s, %s, %s, %s, %s) "  # noqa: S608 - our own table.
            "ON CONFLICT (caller, key) DO NOTHING",
            [actor.caller, key, fingerprint, _stored(act), _stored(clock.now())],
        )
        if cursor.rowcount == 1:
            return None
    earlier = Command.objects.get(caller=actor.caller, key=key)
    if earlier.fingerprint != fingerprint:
        raise refuse("key-reused", "key-reused", "Deze sleutel is al gebruikt voor een andere aanroep.")
    return earlier.act


def _stored(value: Any) -> Any:
    name = "act" if isinstance(value, uuid.UUID) else "at"
    return Command._meta.get_field(name).get_db_prep_value(value, connection)  # type: ignore[union-attr]


def check(result: Result) -> Obstacle | None:
    """Let the owners of rows look at the whole act before it is written: two awards that fit one by one may not fit together."""
    for model, rows in result.put.items():
        if (hook := HOOKS.get(model)) and (obstacle := hook.check(rows, result.put)):
            return obstacle
    return None


HEARD = "is_heard_{}"


def with_listeners(streams: QuerySet[Stream]) -> QuerySet[Stream]:
    """Streams with whether anybody listens to what happens in them, by the number of the herald."""
    return streams.annotate(**{HEARD.format(number): listens() for number, (listens, _) in enumerate(HERALDS)})


def write(result: Result, streams: Collection[Stream], *, key: str) -> None:
    """Store an act: streams and events first, so that the guard in the database finds the event when the row arrives."""
    _upsert(Stream, list(streams))
    Event.objects.bulk_create(result.events)
    if result.openings:
        Opening.objects.bulk_create(result.openings)
    for model in _in_order_of_reference():
        if rows := [*result.subjects.get(model, {}).values(), *result.revised.get(model, {}).values()]:
            _upsert(model, rows)
        if new := result.put.get(model):
            model._default_manager.bulk_create(new)
            if hook := HOOKS.get(model):
                hook.apply(new)
    for one in result.erased:
        mine = Opening.objects.filter(table=one.row._meta.db_table, row=str(one.row.pk))
        mine.filter(column__in=one.columns).delete()
    for follow in FOLLOWERS:
        follow(result.written)
    result.sent.extend(_heralded(result.events, streams))
    if result.sent:
        Outbox.objects.bulk_create(_messages(result.sent, key))


def _heralded(events: Sequence[Event], streams: Collection[Stream]) -> Iterator[tuple[Send, uuid.UUID]]:
    for number, (_, herald) in enumerate(HERALDS):
        if any(getattr(stream, HEARD.format(number), True) for stream in streams):  # A new stream was read nowhere.
            yield from herald(events)


def _upsert(model: type[Model], rows: Sequence[Model]) -> None:
    """Write whole rows, new or not, in one statement. They were read under their lock, so nothing newer is overwritten."""
    columns = [part.name for part in model._meta.concrete_fields if not part.primary_key]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=columns
    )


def _messages(sent: Sequence[tuple[Send, uuid.UUID]], key: str) -> list[Outbox]:
    return [
        Outbox(
            id=uuid.uuid5(event, f"{key}/{send.topic}/{send.reference}"),
            topic=send.topic,
            payload=canonical({"reference": send.reference, **send.payload}),
            created_at=clock.now(),
        )
        for send, event in sent
    ]


@cache
def _in_order_of_reference() -> tuple[type[Model], ...]:
    """All models, each after the ones its foreign keys point to, so that rows arrive in an order the database accepts."""
    ordered: list[type[Model]] = []

    def place(model: type[Model]) -> None:
        if model in ordered:
            return
        for part in model._meta.concrete_fields:
            if part.remote_field and part.related_model not in (model, None):
                place(part.related_model)
        ordered.append(model)

    for model in apps.get_models():
        place(model)
    return tuple(ordered)
