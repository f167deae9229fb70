"""Guards before what was refused or set aside goes on: from a reserve list, in its order, or after an objection that was right."""

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


def was_right(facts: CaseFacts) -> bool:
    """Whether who applied was right in an objection, so that a new decision takes the place of the first (Awb 7:11, tweede lid)."""
    return bool(facts.need("objection_right"))


class SetAsideWrongly(Guard):
    """What was set aside is handled after all only where an objection against that was right."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"objection_right"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle where none was."""
        if was_right(facts):
            return None
        sentence = "Deze aanvraag is buiten behandeling gesteld. Er is geen gegrond bezwaar tegen dat besluit."
        return Obstacle("set-aside-stands", sentence, "Awb 4:5; 7:11, tweede lid")


class FromReserveList(Guard):
    """What was refused is awarded after all only from a reserve list or after an objection: a refusal that came first keeps standing."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"objection_right"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle in a round without a list, where no objection was right."""
        if facts.application.state != Application.REJECTED or facts.figures.get("reserve_list") or was_right(facts):
            return None
        return Obstacle("rejected-already", "Deze aanvraag is al afgewezen. Er is geen reservelijst.", ARTICLE)


class NextOnReserveList(Guard):
    """What was refused is awarded after all only to the next on a reserve list, or after an objection that was right."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only an award looks at the list."""
        return (
            frozenset({"reserve_list", "objection_right"}) if drafts_any(changes, Decision.Kind.AWARD) else frozenset()
        )

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle without a list, without a place on it, or when another one goes first."""
        if (
            facts.payload.kind != Decision.Kind.AWARD
            or facts.application.state != Application.REJECTED
            or was_right(facts)
        ):
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
