"""What the law asks of every step of a round."""

from __future__ import annotations

from grants import payloads
from grants.effects import rounds as effects
from grants.effects.sampling import DrawSample
from grants.models import Round
from grants.rounds import (
    CarriesOver,
    CeilingHitsNobody,
    CodeFree,
    DrawnOnce,
    EverythingReady,
    FirstComeRound,
    HasReserveList,
    ObligationsLawful,
    PlannedAhead,
    SameRound,
    SeedAsPublished,
    SomethingToDecide,
    WindowClosed,
    WindowOpen,
    dossiers,
    load_rounds,
)
from workflow.registry import Rules


def round_() -> Rules:
    """The round."""
    return Rules(
        Round,
        load_rounds,
        payloads={
            "prepare": payloads.RoundPlan,
            "change_plan": payloads.RoundPlan,
            "withdraw_plan": payloads.PlanWithdrawal,
            "close": payloads.Remainder,
            "declare_no_interest": payloads.NoInterest,
            "rank": payloads.Seed,
            "decide_ready": payloads.Seed,
            "change_ceiling": payloads.CeilingChange,
            "draw_sample": payloads.Sample,
        },
        guards={
            "prepare": [CodeFree(), PlannedAhead(), ObligationsLawful()],
            "change_plan": [SameRound(), PlannedAhead(), ObligationsLawful()],
            "open": [WindowOpen()],
            "close": [WindowClosed(), CarriesOver()],
            "rank": [WindowClosed(), SeedAsPublished(), EverythingReady()],
            "decide_ready": [FirstComeRound(), SeedAsPublished(), SomethingToDecide()],
            "move_up": [HasReserveList(), SomethingToDecide()],
            "change_ceiling": [CeilingHitsNobody()],
            "draw_sample": [DrawnOnce(), SeedAsPublished("sample_seed_commitment")],
        },
        effects={
            "prepare": [effects.Prepare()],
            "change_plan": [effects.ChangePlan()],
            "open": [effects.Open()],
            "close": [effects.CarryOver()],
            "rank": [effects.RecordRun()],
            "decide_ready": [effects.RecordRun(), effects.DecideReady()],
            "move_up": [effects.RecordRun(), effects.MoveUp()],
            "change_ceiling": [effects.ChangeCeiling()],
            "draw_sample": [DrawSample()],
        },
        spans=dossiers,
    )
