"""Verification: chains hold, guards stand, money is conserved, and the events rebuild the tables; the place of every difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

from workflow import replay, triggers
from workflow.models import Event, Stream
from workflow.trail import CHUNK, places

CONSERVATION: list[Callable[[], Iterable[str]]] = []
"""Checks of conservation; the app that keeps money adds its own."""

PARTS = ("chains", "guards", "conservation", "replay")


@dataclass(slots=True)
class Findings:
    """What was looked at and what is wrong, each difference with its place."""

    events: int = 0
    chains: int = 0
    broken: list[str] = field(default_factory=list)
    guards_missing: list[str] = field(default_factory=list)
    conservation_differences: list[str] = field(default_factory=list)
    replay_differences: list[str] = field(default_factory=list)

    @property
    def differences(self) -> list[str]:
        """Everything that is wrong, in the order in which it was looked for."""
        return [*self.broken, *self.guards_missing, *self.conservation_differences, *self.replay_differences]


@contextmanager
def _one_state() -> Iterator[None]:
    """Let all that is read be of one moment, though others go on writing; inside a transaction that began already it is of that one."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost and connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def looking(found: Findings) -> Iterator[tuple[str, int]]:
    """Look at everything and say where it is: each of `PARTS` as it begins, the chains again every so many events, and how many of those.

    What it finds it writes in `found` as it goes. Reads one state of the database and writes nothing.
    """
    with _one_state():
        found.events, found.chains, seen = Event.objects.count(), Stream.objects.count(), 0
        yield "chains", seen
        for place in places():
            if place is None:
                seen += CHUNK
                yield "chains", seen
            else:
                found.broken.append(place)
        yield "guards", seen
        found.guards_missing = triggers.missing()
        yield "conservation", seen
        found.conservation_differences = [line for check in CONSERVATION for line in check()]
        yield "replay", seen
        found.replay_differences = list(replay.differences())


def verify(progress: Callable[[str], object] = lambda _: None) -> Findings:
    """Look at everything; `progress` hears the name of each of `PARTS` as it begins."""
    found, heard = Findings(), ""
    for part, _ in looking(found):
        if part != heard:
            progress(part)
        heard = part
    return found
