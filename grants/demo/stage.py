"""The stage of the demo: who is who, by the keys of the data, and short ways to take steps on the day on which the data sets them.

Every id and every key is derived from the data, so that the demo can be run again: what was done is found done, and nothing happens twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from workflow import clock, door
from workflow.clock import AMSTERDAM
from workflow.facts import NOTHING, Actor, Change, Payload
from workflow.models import Command

_DEMO = uuid.UUID("5f0c1b1e-8b0e-5b0a-9a36-2f6c5d2c7a11")
IMPORT = Actor(system="import of the demo data")


def id_of(kind: str, key: str) -> uuid.UUID:
    """The id of a thing of the demo, the same at every run."""
    return uuid.uuid5(_DEMO, f"{kind}/{key}")


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment on a day of the data; a moment of the data is taken as it stands."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(hour, minute), AMSTERDAM)


@dataclass(slots=True)
class Stage:
    """Counts the steps that were taken, and tells `heard` about each."""

    heard: Any = lambda _: None
    steps: int = 0
    refusals: dict[str, Any] = field(default_factory=dict)

    def take(self, when: datetime, who: str | Actor, changes: Change | Iterable[Change]) -> None:
        """Take one step, or many as one act, as a person of the data, at a moment of the data; what an earlier run did is left alone."""
        asked: Sequence[Change] = [changes] if isinstance(changes, Change) else list(changes)
        actor = who if isinstance(who, Actor) else Actor(person=id_of("person", who))
        first = asked[0]
        name = f"demo/{first.machine}.{first.action}/{when.isoformat()}/{first.subject}/{len(asked)}"
        self.heard(len(asked))
        self.steps += len(asked)
        if not Command.objects.filter(caller=actor.caller, key=name).exists():
            with clock.at(when):
                door.act(asked, actor=actor, key=name)


def step(
    machine: str, action: str, subject: uuid.UUID, payload: Payload = NOTHING, stream: uuid.UUID | None = None
) -> Change:
    """One step, to be taken on the stage."""
    return Change(machine, action, subject, payload, stream)
