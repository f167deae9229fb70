"""Guards before a letter is told by e-mail, and before one that came back goes out again. Pure."""

from __future__ import annotations

from typing import ClassVar

from workflow.errors import Obstacle
from workflow.facts import Facts
from workflow.scheme import Guard


class BackAfterSending(Guard):
    """A letter comes back after it went out, and not on a day that has yet to come."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: Facts) -> Obstacle | None:
        """An obstacle for another day."""
        letter, day = facts.row, facts.payload.returned_on
        left = letter.resent_on or letter.sent_on  # type: ignore[attr-defined]
        if left <= day <= facts.today:
            return None
        return Obstacle("back-on-another-day", "Een brief komt terug nadat hij wegging, en op zijn laatst vandaag.")


class NotMailedYet(Guard):
    """That a letter can be read is told once: two messages about one letter are read as two letters."""

    def check(self, facts: Facts) -> Obstacle | None:
        """An obstacle after the first message."""
        if facts.row.mailed_on is None:  # type: ignore[attr-defined]
            return None
        return Obstacle("mailed-already", "Over deze brief ging al een bericht uit.", "Awb 2:14")
