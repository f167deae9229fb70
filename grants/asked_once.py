"""The retry key of what is asked at a desk: it follows from what is asked and from where things stand.

So the same words twice at one moment are one call, and the same words after another step are another.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from workflow import door
from workflow.canonical import digest
from workflow.facts import Actor, Change, Outcome
from workflow.registry import MACHINES


def take(changes: Sequence[Change], actor: Actor, *, write: bool = True) -> Outcome:
    """Take the steps as one act, once."""
    return door.act(changes, actor=actor, key=key_of(changes), write=write)


def key_of(changes: Sequence[Change], *, born: bool = False) -> str:
    """The key of these steps; `born` when they bring something into being under an id that follows from the words themselves."""
    said = [[one.machine, one.action, one.subject, one.payload.said()] for one in changes]
    return f"desk/{digest([said, [] if born else _steps_before(changes)])}"


def _steps_before(changes: Sequence[Change]) -> list[int]:
    """How many steps each subject took until now, in a query a machine."""
    taken: dict[uuid.UUID, int] = {}
    for machine in {one.machine for one in changes} & MACHINES.keys():
        rows = MACHINES[machine].model._default_manager.filter(pk__in=[one.subject for one in changes])
        taken |= dict(rows.values_list("pk", "subject_seq"))
    return [taken.get(one.subject, 0) for one in changes]
