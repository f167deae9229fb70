"""What is wrong with a value of an indicator as a policy officer enters it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.models import IndicatorValue
from workflow.errors import Obstacle

if TYPE_CHECKING:
    from workflow.registers import RegisterFacts


def fault(facts: RegisterFacts) -> Obstacle | None:
    """What is wrong with rows that a policy officer enters: a value says something, and where it comes from."""
    for row in facts.payload.new:
        if not isinstance(row, IndicatorValue) or not row.text.strip():
            return Obstacle("value-empty", "Vul een waarde in. Is er niets gemeten, vul dan niets in.", "BBV 8")
        if not row.source.strip():
            return Obstacle("value-without-source", "Schrijf op waar de waarde vandaan komt.", "BBV 8")
    return None
