"""Guards before an award to an application that was refused: only from a reserve list, and in its order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from grants.guards.deciding import drafts_any
from grants.models import Application, Decision
from workflow.errors import Obstacle
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from workflow.facts import Change

ARTICLE = "Awb 4:25, 4:26"


class FromReserveList(Guard):
    """What was refused is awarded after all only in a round that has a reserve list: a refusal that came first keeps standing."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle in a round without one."""
        if facts.application.state != Application.REJECTED or facts.figures.get("reserve_list"):
            return None
        return Obstacle("rejected-already", "Deze aanvraag is al afgewezen. Er is geen reservelijst.", ARTICLE)


class NextOnReserveList(Guard):
    """What was refused is awarded after all only where the round has a reserve list, and only to the next on it."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only an award looks at the list."""
        return frozenset({"reserve_list"}) if drafts_any(changes, Decision.Kind.AWARD) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle without a list, without a place on it, or when another one goes first."""
        if facts.payload.kind != Decision.Kind.AWARD or facts.application.state != Application.REJECTED:
            return None
        place = facts.need("reserve_list") if facts.figures.get("reserve_list") else None
        if place is None:
            return Obstacle(
                "not-on-reserve-list", "Deze aanvraag is afgewezen en staat niet op een reservelijst.", ARTICLE
            )
        if place == 1:
            return None
        sentence = f"Deze aanvraag staat op plaats {place} van de reservelijst. Een ander gaat voor."
        return Obstacle("not-next-on-reserve-list", sentence, ARTICLE, {"place": place})
