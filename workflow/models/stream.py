"""Streams and their events: the append-only trail, chained by hash within each stream."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

HASH_LENGTH = 64
GENESIS = "0" * HASH_LENGTH
"""The hash that the first event of a stream names as the one before it."""


class Stream(models.Model):
    """A dossier, a round, a register or an act: the lock row of all that happens in it, with the head of its chain of events."""

    PLAIN: ClassVar[frozenset[str]] = frozenset({"kind", "reference", "head_hash"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=60, unique=True)
    head_seq = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=HASH_LENGTH, default=GENESIS)

    def __str__(self) -> str:
        return self.reference


class Event(models.Model):
    """One change that was made: who, in which role, what, from which state to which, when, and every value it wrote.

    `data` is canonical JSON: the public input of the step and the rows it wrote, with a salted commitment in the place of each personal
    value. `hash` covers all other fields and the hash before it, so that no field can be edited without breaking the chain.
    """

    APPEND_ONLY: ClassVar[bool] = True
    PLAIN: ClassVar[frozenset[str]] = frozenset(
        {"machine", "action", "state_before", "state_after", "system", "role", "mandate", "data", "prev", "hash"}
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    act = models.UUIDField()
    cause = models.UUIDField(null=True)
    machine = models.CharField(max_length=40)
    subject = models.UUIDField()
    subject_seq = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    state_before = models.CharField(max_length=40, blank=True)
    state_after = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    system = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=40)
    on_behalf_of = models.UUIDField(null=True)
    mandate = models.CharField(max_length=200, blank=True)
    data = models.TextField()
    prev = models.CharField(max_length=HASH_LENGTH)
    hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["stream", "seq"], name="event_once_per_place"),
            models.UniqueConstraint(
                fields=["machine", "subject", "subject_seq"], name="event_once_per_step_of_a_subject"
            ),
        )
        indexes = (
            models.Index(fields=["stream", "person"], name="event_duties_in_a_dossier"),
            models.Index(fields=["at", "stream", "seq"], name="event_by_moment"),
        )

    def __str__(self) -> str:
        return f"{self.stream_id}/{self.seq} {self.machine}.{self.action}"


class Opening(models.Model):
    """The salt of one committed personal value. With the value it opens the commitment in the event; deleting it closes it for ever."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="openings")
    table = models.CharField(max_length=80)
    row = models.CharField(max_length=60)
    column = models.CharField(max_length=60)
    salt = models.CharField(max_length=HASH_LENGTH)

    PLAIN: ClassVar[frozenset[str]] = frozenset({"table", "row", "column", "salt"})

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["event", "table", "row", "column"], name="opening_once_per_value"),
        )

    def __str__(self) -> str:
        return f"{self.table}/{self.row}/{self.column}"


class Series(models.Model):
    """The last number given out under a prefix of references ("OC-2026")."""

    PLAIN: ClassVar[frozenset[str]] = frozenset({"prefix"})

    prefix = models.CharField(primary_key=True, max_length=40)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix} {self.last}"
