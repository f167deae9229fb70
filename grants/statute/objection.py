"""What is asked of an objection, and what follows from it."""

from __future__ import annotations

from grants import guards, payloads
from grants.effects import objecting as effects
from grants.facts import CASE, load_cases
from grants.guards.objecting import CanBeObjectedTo
from grants.models import Objection
from workflow.registry import Rules


def objection() -> Rules:
    """The objection."""
    return Rules(
        Objection,
        load_cases,
        along=CASE,
        payloads={"object_to_decision": payloads.Objecting, "decide_objection": payloads.ObjectionOutcome},
        guards={"object_to_decision": [guards.ReceiptSound(), CanBeObjectedTo()]},
        effects={
            "object_to_decision": [effects.TakeObjection()],
            "handle_objection": [effects.TakeUp()],
            "decide_objection": [effects.CloseObjection()],
        },
    )
