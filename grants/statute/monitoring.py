"""What the law asks of following a grant: obligations that it brings, and checks."""

from __future__ import annotations

from grants import guards, payloads
from grants.effects import monitoring as effects
from grants.facts import CASE, load_cases
from grants.models import Check, Obligation
from workflow.registry import Rules


def followed() -> tuple[Rules, Rules]:
    """Obligations and checks."""
    return Rules(
        Obligation,
        load_cases,
        along=CASE,
        payloads={"impose": payloads.Imposed, "meet": payloads.Note, "breach": payloads.Note},
        effects={
            "impose": [effects.TakeObligation()],
            "meet": [effects.TakeFinding()],
            "breach": [effects.TakeFinding()],
        },
    ), Rules(
        Check,
        load_cases,
        along=CASE,
        guards={"plan_check": [guards.GrantRuns()]},
        payloads={"plan_check": payloads.CheckPlan, "carry_out": payloads.Seen, "follow_up": payloads.Note},
        effects={
            "plan_check": [effects.TakeCheck()],
            "carry_out": [effects.TakeSeen()],
            "follow_up": [effects.TakeAnswer()],
        },
    )
