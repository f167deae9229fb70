"""The relay of the outbox: takes what committed acts left, hands it to workers, at least once; consumers are idempotent by message id."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import timedelta

from celery import current_app
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from workflow import clock
from workflow.canonical import canonical
from workflow.models import Outbox
from workflow.registry import CONSUMERS

BATCH = 200
LEASE = timedelta(minutes=5)
"""How long a claimed message stays with one relay; when that one dies, another takes it after this."""

MAX_ATTEMPTS = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
"""How long a message that failed waits for the next attempt: each time twice as long, so that a server that is away is given time."""


def put(topic: str, reference: uuid.UUID) -> None:
    """Let a message leave that belongs to no act, such as one about a login: it goes with the transaction of the caller, or not at all."""
    message = uuid.uuid5(reference, topic)
    payload = canonical({"reference": str(reference)})
    Outbox.objects.create(id=message, topic=topic, payload=payload, created_at=clock.now())


def waiting() -> int:
    """How many messages have not been handled."""
    return Outbox.objects.filter(done_at=None).count()


def relay() -> int:
    """Publish one batch of waiting messages to the broker; how many. A message is done when its consumer says so with `done`."""
    claimed = _claim()
    for message in claimed:
        current_app.send_task(CONSUMERS[message.topic], args=[str(message.pk), json.loads(message.payload)])
    return len(claimed)


def _claim() -> list[Outbox]:
    free = Q(claimed_until=None) | Q(claimed_until__lt=clock.now())
    with transaction.atomic():
        rows = Outbox.objects.filter(free, done_at=None, attempts__lt=MAX_ATTEMPTS).order_by("created_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        claimed = list(rows[:BATCH])
        for message in claimed:
            message.claimed_until = clock.now() + LEASE
            message.attempts += 1
        Outbox.objects.bulk_update(claimed, ["claimed_until", "attempts"])
    return claimed


def stuck() -> QuerySet[Outbox]:
    """What was tried as often as anything is, and failed: it waits for a person."""
    tried = Outbox.objects.filter(done_at=None, attempts__gte=MAX_ATTEMPTS)
    return tried.filter(claimed_until__lt=clock.now()) | tried.filter(claimed_until=None)


def again(messages: Iterable[uuid.UUID]) -> int:
    """Try these messages anew, as often as the first time, if they are stuck; how many were."""
    keys = list(stuck().filter(pk__in=list(messages)).values_list("pk", flat=True))
    return Outbox.objects.filter(pk__in=keys).update(attempts=0, claimed_until=None)


def done(message: str) -> None:
    """Mark a message as handled."""
    Outbox.objects.filter(pk=message).update(done_at=clock.now(), claimed_until=None)


def failed(message: str, error: str) -> None:
    """Keep why a message failed and give it back for later; after `MAX_ATTEMPTS` it waits for a person."""
    attempts = Outbox.objects.values_list("attempts", flat=True).get(pk=message)
    wait = min(FIRST_WAIT * 2 ** max(attempts - 1, 0), LONGEST_WAIT)
    Outbox.objects.filter(pk=message).update(last_error=error[:400], claimed_until=clock.now() + wait)
