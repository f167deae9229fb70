"""What an act did, as lines of Dutch: every step with its label, from which state to which, and the id of what it was taken on."""

from __future__ import annotations

from collections.abc import Iterator

from grants.explained import MACHINE_WORDS
from workflow.facts import Outcome, Taken
from workflow.registry import MACHINES


def told(outcome: Outcome) -> Iterator[str]:
    """A line for each step that was taken."""
    if outcome.repeated:
        yield "Dit deed u al. Er verandert niets."
    yield from map(_line, outcome.taken)


def _line(taken: Taken) -> str:
    change, model = taken.change, MACHINES[taken.change.machine].model
    before, after = (model.WORDS.get(one, "nieuw") for one in (taken.state_before, taken.state_after))
    moved = after if before == after else f"{before} → {after}"
    about = MACHINE_WORDS.get(change.machine, "")
    label = model.declarations()[change.action].label
    return f"{taken.reference}: {label}{f' [{about}]' if about else ''}: {moved}. {change.machine}.{change.action} {change.subject}"
