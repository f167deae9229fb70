"""Machines: the statutory states and steps of a kind of thing, written once with django-fsm, read on one page.

A machine is a model that inherits from `workflow.models.Subject`. Its states are participles, its steps imperatives; a step method has no
body and a constant target (or none: the step is taken and the state stays). Calling a step method changes memory only; the door is the one
that checks, records and stores, and a trigger in the database refuses a state that no event accounts for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django_fsm import transition

NEW = ""
"""The state of a subject before the step that brings it into being; it is never stored."""

CONSEQUENCE: tuple[str, ...] = ()
"""The roles of a step that nobody takes: it follows from another step in the same act."""

M = TypeVar("M", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class StepDeclaration:
    """One step as the machine declares it; `target` is None when the state stays as it is."""

    machine: str
    action: str
    sources: tuple[str, ...]
    target: str | None
    label: str
    roles: tuple[str, ...]
    article: str

    def opens(self, state: str) -> bool:
        """Whether the step can be taken from a state."""
        return state in self.sources


def step(
    *, source: str | Sequence[str], target: str | None, label: str, roles: Sequence[str], article: str = ""
) -> Callable[[M], M]:
    """Declare a step of a machine.

    `label` is the Dutch imperative a person reads, `roles` who may take it (none: only as a consequence), `article` what it rests on.
    """
    declare: Callable[[M], M] = transition(
        field="state",
        source=source if isinstance(source, str) else list(source),
        target=target,
        custom={"label": label, "roles": tuple(roles), "article": article},
    )
    return declare
