"""One decision as the signer reads it: what it says, and the letter, money and dates that its announcement would bring about."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import Http404

from grants.models import Decision
from grants.portal.access import Desk
from grants.portal.preview import Consequences, consequences
from grants.portal.signing.waiting import Row, decisions, rows_of
from grants.portal.taking import things_of
from workflow import door
from workflow.errors import Obstacle, Refusal
from workflow.facts import NOTHING, Change


@dataclass(frozen=True, slots=True)
class Sheet:
    """A decision to sign; `shut` is what is in the way of announcing it today once it is signed."""

    row: Row
    follows: Consequences | None
    shut: tuple[Obstacle, ...]

    @property
    def reference(self) -> str:
        """The reference of the dossier."""
        return str(self.row.decision.application.stream.reference)


def read(decision: uuid.UUID, desk: Desk) -> Sheet:
    """A decision that waits for a signature. Raises `Http404` when none of that id does."""
    found: Decision | None = decisions("sign").filter(pk=decision).first()
    if found is None:
        raise Http404
    [row] = rows_of([found], "sign", desk.actor)
    if row.obstacles:
        return Sheet(row, None, ())
    both = [Change("decision", action, found.pk, NOTHING) for action in ("sign", "announce")]
    try:
        outcome = door.act(both, actor=desk.actor, key="", write=False, anyone=True)
    except Refusal as refusal:
        return Sheet(row, None, refusal.obstacles)
    return Sheet(row, consequences(outcome, things_of(found.application, desk)), ())
