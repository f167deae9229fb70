"""The whole demo in the order of its calendar: the tale of 2017 played in 2026, and the office as it is today."""

from __future__ import annotations

from grants.demo import atelier, challenge, halls, municipality, paper, today
from grants.demo.stage import Stage

TALE = (challenge, atelier, halls, paper)
"""The parts that are played from beginning to end; what is of today waits at every desk."""


def tell(stage: Stage) -> None:
    """Found the municipality, and play what is played from beginning to end."""
    municipality.found()
    for part in TALE:
        part.run(stage)


def play(stage: Stage) -> None:
    """All of it: there is something to see on every page of the tour, once that set out its own."""
    tell(stage)
    today.run(stage)
