"""Guards before a message and before its answer. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from grants.judges import SCORERS
from grants.models import Message
from workflow.errors import Obstacle
from workflow.roles import COLLEAGUE
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts

MOST_WAITING = 10
"""Messages of one application that wait for an answer at once: who has more to say calls, or waits for what we write."""


class FewWaiting(Guard):
    """Not more messages wait for us than somebody can answer."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"messages"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when too many wait already."""
        waiting = [one for one in facts.need("messages") if one.state in Message.FOR_US]
        if len(waiting) < MOST_WAITING:
            return None
        return Obstacle(
            "messages-waiting", f"Er wachten al {MOST_WAITING} berichten op ons antwoord. Heeft het haast? Bel ons dan."
        )


class FewUnread(Guard):
    """Not more of ours wait for who applies than somebody can answer."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"messages"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when too many wait already."""
        if sum(one.state in (Message.TOLD, Message.READ) for one in facts.need("messages")) < MOST_WAITING:
            return None
        return Obstacle(
            "messages-unread",
            f"Er staan al {MOST_WAITING} berichten van ons open bij de aanvrager. Bel, of rond er eerst een af.",
        )


class MoreThanJudging(Guard):
    """Who only judges does not write with who applies: a score rests on what was filed (Awb 2:4, 3:2)."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle for an assessor or juror who has no other role."""
        if facts.have - {COLLEAGUE, *SCORERS}:
            return None
        return Obstacle("answer-by-judge", "Wie alleen beoordeelt, schrijft niet met de aanvrager.", "Awb 2:4; 3:2")
