"""Slows down who guesses: a name or an address that was wrong too often has to wait, whoever is right after that.

A browser in which somebody signed in before is counted by itself, so that nobody elsewhere can make its owner wait by guessing at the name.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.utils.crypto import salted_hmac

from partners.models.failed_try import FailedTry
from workflow import clock

WINDOW = timedelta(minutes=15)
PER_NAME = 5
PER_ADDRESS = 50
"""A town hall goes out by one address, so that it has room for the mistakes of many."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try that may go on, or has to wait some minutes (0: it may go on)."""

    name: str
    rows: Sequence[uuid.UUID] = ()
    wait_minutes: int = 0

    def succeeded(self) -> None:
        """Forget this try, and the earlier mistakes with the same name."""
        FailedTry.objects.filter(of=self.name).delete()
        FailedTry.objects.filter(pk__in=self.rows).delete()


def attempt(name: str, address: str, device: str = "") -> Attempt:
    """Count a try as failed until it succeeds. It is counted before the answer is known, so that many at once gain nothing.

    `device` is the mark of a browser in which this name signed in before, "" for any other.
    """
    now = clock.now()
    FailedTry.objects.filter(at__lte=now - WINDOW).delete()
    by = _key("device", device) if device else _key("name", name)
    keys = {by: PER_NAME, _key("address", address): PER_ADDRESS}
    rows = [row.pk for row in FailedTry.objects.bulk_create(FailedTry(of=key, at=now) for key in keys)]
    waits = [wait for key, most in keys.items() if (wait := _wait(key, most))]
    if waits:  # Who tries while waiting does not wait any longer for it.
        FailedTry.objects.filter(pk__in=rows).delete()
        return Attempt(by, wait_minutes=ceil(max(waits) / timedelta(minutes=1)))
    return Attempt(by, rows)


def _key(kind: str, text: str) -> str:
    return salted_hmac("partners.throttle", f"{kind} {text}", algorithm="sha256").hexdigest()


def _wait(key: str, most: int) -> timedelta | None:
    """How long until fewer than the most tries are younger than the window."""
    newest = FailedTry.objects.filter(of=key).order_by("-at").values_list("at", flat=True)
    counted = list(newest[: most + 1])
    return counted[most] + WINDOW - clock.now() if len(counted) > most else None
