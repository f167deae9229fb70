"""One step of a case as a person reads it: open, or the sentences that say why not."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from workflow import door, roles
from workflow.errors import Obstacle


@dataclass(frozen=True, slots=True)
class Told:
    """One step of one thing in the dossier: open, or the sentences with code and article that say why not."""

    machine: str
    subject: uuid.UUID
    state: str
    action: str
    label: str
    roles: tuple[str, ...]
    open: bool
    why: tuple[str, ...]


def told(option: door.Option, subject: uuid.UUID, state: str, label: str = "") -> Told:
    """A step as a person reads it; `label` where it says more than the step itself."""
    declared = option.declared
    who = tuple(roles.LABELS.get(role, role) for role in declared.roles)
    why = tuple(map(_why, option.obstacles))
    return Told(declared.machine, subject, state, declared.action, label or declared.label, who, option.is_open, why)


def _why(one: Obstacle) -> str:
    """The sentence with its code and its article; for a wrong state the article is that of the step, and says nothing of the state."""
    article = f"; {one.article}" if one.article and one.code != "wrong-state" else ""
    return f"{one.sentence} ({one.code}{article})"
