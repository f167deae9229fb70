"""What is wrong with a value of an indicator as a policy officer enters it. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from budgets.models import IndicatorValue
from workflow.errors import Obstacle


def fault(rows: Sequence[Any], _: uuid.UUID | None) -> Obstacle | None:
    """What is wrong with rows that a policy officer enters: a value says something, and where it comes from."""
    for row in rows:
        if not isinstance(row, IndicatorValue) or not row.text.strip():
            return Obstacle("value-empty", "Vul een waarde in. Is er niets gemeten, vul dan niets in.", "BBV 8")
        if not row.source.strip():
            return Obstacle("value-without-source", "Schrijf op waar de waarde vandaan komt.", "BBV 8")
    return None
