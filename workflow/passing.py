"""Acts over many in which one that may not pass does not hold up the others: it is set aside with its reason, the rest goes on.

The key of an act follows from what it does, so that the same run asked for twice is one. A step that a subject can take more than once
needs `seen` for that: how many steps each subject had taken when it was looked at.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow import door
from workflow.canonical import digest
from workflow.errors import Refusal
from workflow.facts import Actor, Change


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did, and what it set aside, with the reason."""

    done: tuple[uuid.UUID, ...]
    aside: tuple[tuple[uuid.UUID, Refusal], ...] = ()


Changes = Callable[[Sequence[uuid.UUID]], list[Change]]
Owners = Mapping[Any, uuid.UUID]
Aside = list[tuple[uuid.UUID, Refusal]]


def passing(
    subjects: Sequence[uuid.UUID],
    changes: Changes,
    actor: Actor,
    owners: Owners | None = None,
    seen: Mapping[uuid.UUID, int] | None = None,
) -> Run:
    """One act over what may pass: a subject that is refused is set aside, and the act is tried without it.

    `owners` names the subject for whom else a refusal may be about: its application, when a letter of it could not be written.

    Raises:
        Refusal: one that is about none of the subjects.
    """
    left, aside = list(subjects), Aside()
    while left:
        asked = changes(left)
        said = [[one.subject, one.payload.said(), *([seen[one.subject]] if seen else [])] for one in asked]
        key = f"run/{asked[0].action}/{digest(said)}"
        try:
            door.act(asked, actor=actor, key=key)
        except Refusal as refusal:
            aside += _refused_from(refusal, left, changes, actor, owners or {})
            left = [one for one in left if one not in {about for about, _ in aside}]
        else:
            break
    return Run(tuple(left), tuple(aside))


def _refused_from(
    refusal: Refusal, subjects: Sequence[uuid.UUID], changes: Changes, actor: Actor, owners: Owners
) -> Iterator[tuple[uuid.UUID, Refusal]]:
    """This refusal, and those of the subjects after it.

    What stands before a refusal was judged and found good, so it is not tried again:
    a run with many refusals takes as long as one with few.
    """
    rest = list(subjects)
    while True:
        about = owners.get(refusal.subject, refusal.subject)
        if not isinstance(about, uuid.UUID) or about not in rest:
            raise refusal
        yield about, refusal
        rest = rest[rest.index(about) + 1 :]
        try:
            if rest:
                door.act(changes(rest), actor=actor, key="", write=False)
        except Refusal as another:
            refusal = another
        else:
            return
