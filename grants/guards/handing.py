"""Guards before somebody is given a duty, or asked for help. Pure; what they look at is named in `NEEDS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from grants.models import Handling
from grants.models.handling import DUTIES
from workflow.errors import Obstacle
from workflow.roles import COLLEAGUE
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class OneHandling(Guard):
    """A duty of a case is handled in one place: who has it is changed there, and not written beside it."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"handlings"})
    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the payload names a duty that is none, or that stands elsewhere."""
        duty, row = facts.payload.duty, facts.row
        assert isinstance(row, Handling)
        if duty not in DUTIES:
            return Obstacle("duty-unknown", "Kies waarvoor de zaak een behandelaar krijgt.")
        if row.duty not in ("", duty) or any(one.duty == duty and one.pk != row.pk for one in facts.need("handlings")):
            return Obstacle(
                "handling-elsewhere", "Hiervoor is al eens een behandelaar gekozen. Geef de zaak dáár over."
            )
        return None


class CanHandle(Guard):
    """Whoever is given a duty has the role for it today, and nothing in this case that does not go with it."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"colleagues"})
    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """What keeps the person from it, with who can."""
        given = facts.payload
        found: Obstacle | None = (
            facts.need("colleagues").bar(given.person, given.duty) if given.duty in DUTIES else None
        )
        return found


class CanHelp(Guard):
    """Help is asked of another person at work, who has no part in the case, and by a day that is still to come."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"colleagues"})
    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The first of these that does not hold."""
        asked = facts.payload
        if asked.helper == facts.actor.person:
            return Obstacle("help-from-oneself", "Kies een collega, niet uzelf.")
        if asked.until < facts.today:
            return Obstacle("help-too-late", "Kies een dag die nog komt.")
        found: Obstacle | None = facts.need("colleagues").bar(asked.helper, COLLEAGUE)
        return found
