"""In which order an act judges its changes: what can be loaded together is judged together."""

from __future__ import annotations

import uuid
from collections import deque
from dataclasses import dataclass

from workflow.facts import Change


@dataclass(slots=True)
class Asked:
    """A change on its way: asked for by the actor, or the consequence of an earlier one (then with its role and event)."""

    change: Change
    role: str = ""
    cause: uuid.UUID | None = None


def leading_run(queue: deque[Asked]) -> list[Asked]:
    """Take from the queue what shares machine and action with the one in front: it is loaded together.

    What was asked for keeps its order, so only its neighbours come along. Consequences of one wave do not depend on each other, so all of
    them do: deciding a hundred awards and rejections takes as few queries as deciding one of each.
    """
    first = queue[0]
    kind = (first.change.machine, first.change.action)
    wave: list[Asked] = []
    rest: list[Asked] = []
    subjects: set[uuid.UUID] = set()
    while queue and ((queue[0].change.machine, queue[0].change.action) == kind or first.role):
        if queue[0].change.subject in subjects:
            break  # A second step of the same thing is judged on what the first one made of it.
        one = queue.popleft()
        subjects.add(one.change.subject)
        (wave if (one.change.machine, one.change.action) == kind else rest).append(one)
    queue.extendleft(reversed(rest))
    return wave
