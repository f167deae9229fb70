"""What the law asks of every step of a round."""

from __future__ import annotations

from grants import payloads
from grants.effects import rounds as effects
from grants.models import Round
from grants.rounds import (
    CarriesOver,
    CodeFree,
    EverythingReady,
    SeedAsPublished,
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
        payloads={"prepare": payloads.RoundPlan, "close": payloads.Remainder, "rank": payloads.Seed},
        guards={
            "prepare": [CodeFree()],
            "open": [WindowOpen()],
            "close": [WindowClosed(), CarriesOver()],
            "rank": [WindowClosed(), SeedAsPublished(), EverythingReady()],
        },
        effects={
            "prepare": [effects.Prepare()],
            "open": [effects.Open()],
            "close": [effects.CarryOver()],
        },
        spans=dossiers,
    )
