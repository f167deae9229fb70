"""Guards before a note of a conversation, and before its promise is done. Pure."""

from __future__ import annotations

from typing import ClassVar

from grants.models import ContactNote
from workflow.errors import Obstacle
from workflow.facts import Facts
from workflow.scheme import Guard


class SpokeAlready(Guard):
    """A note is of a conversation that has been."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: Facts) -> Obstacle | None:
        """An obstacle when its day is still to come."""
        if facts.payload.spoke_on <= facts.today:
            return None
        return Obstacle("contact-to-come", "Die dag moet nog komen. Noteer een gesprek achteraf.")


class Promised(Guard):
    """There is a promise to finish."""

    def check(self, facts: Facts) -> Obstacle | None:
        """An obstacle when the note has none."""
        row = facts.row
        assert isinstance(row, ContactNote)
        if row.promised_by is not None:
            return None
        return Obstacle("nothing-promised", "In dit gesprek is niets beloofd.")
