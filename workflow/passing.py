"""Acts over many in which one that may not pass does not hold up the others: it is set aside with its reason, the rest goes on.

The key of an act follows from what it does, so that the same run asked for twice is one.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workflow import door
from workflow.canonical import digest
from workflow.errors import Refusal
from workflow.facts import Actor, Change


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did, and what it set aside, with the reason."""

    done: tuple[uuid.UUID, ...]
    aside: tuple[tuple[uuid.UUID, Refusal], ...] = ()


def passing(
    subjects: Sequence[uuid.UUID],
    changes: Callable[[Sequence[uuid.UUID]], list[Change]],
    actor: Actor,
    owners: Mapping[uuid.UUID, uuid.UUID] | None = None,
) -> Run:
    """One act over what may pass: a subject that is refused is set aside, and the act is tried without it.

    `owners` names the subject for whom else a refusal may be about: its application, when a letter of it could not be written.

    Raises:
        Refusal: one that is about none of the subjects.
    """
    left, aside = list(subjects), list[tuple[uuid.UUID, Refusal]]()
    while left:
        asked = changes(left)
        key = f"run/{asked[0].action}/{digest([[one.subject, one.payload.said()] for one in asked])}"
        try:
            door.act(asked, actor=actor, key=key)
        except Refusal as refusal:
            about = (owners or {}).get(refusal.subject, refusal.subject)  # type: ignore[call-overload]
            if about not in left:
                raise
            aside.append((about, refusal))
            left.remove(about)
        else:
            break
    return Run(tuple(left), tuple(aside))
