"""Asking the view of the recipient before a lower determination, on the days of the data (Awb 4:7, 4:8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from budgets.figures import euro
from grants.demo.stage import Stage, at, step
from grants.models import Application
from grants.payloads import Intention


def ask(stage: Stage, who: str, case: Application, told: Mapping[str, Any], cents: int, actual_cents: int) -> None:
    """Send the intention with its reasons; the answer comes back in the draft of the decision."""
    facts = (f"U kreeg {euro(case.granted_cents or 0)}.", f"Uw werkelijke kosten zijn {euro(actual_cents)}.")
    intention = Intention(cents, told["view_until"], facts, told["reason"], ground=told["ground"])
    stage.take(at(told["intention_sent"]), who, step("application", "ask_view", case.pk, intention))


def answer(told: Mapping[str, Any]) -> dict[str, str]:
    """When the view was given, for the letter of the decision; the day on which it was asked stands in the intention."""
    return {"view_received": told["view_received"].isoformat()} if "view_received" in told else {}
