"""Whether one can apply in a round: the same for the catalogue and for what is published of it."""

from __future__ import annotations

from datetime import datetime

from grants.models import Round

OPEN, COMING, OVER = "open", "coming", "over"


def when(round_: Round, now: datetime) -> str:
    """Whether one can apply: as late as the moment of closing itself, as for the term (Awb 6:9), and not after it."""
    if round_.state == Round.OPENED and now < round_.opens_at:
        return COMING
    return OPEN if round_.state == Round.OPENED and now <= round_.closes_at else OVER
