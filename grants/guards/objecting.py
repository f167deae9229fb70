"""Guards before an objection. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from grants.models import Decision, Objection
from workflow.clock import day_of
from workflow.errors import Obstacle
from workflow.law.wording import dutch_date
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class CanBeObjectedTo(Guard):
    """It is against a decision of this case that was announced, and on which none is open; being late is no obstacle (Awb 6:11)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"objections"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The first thing that is in the way."""
        decision = facts.decision
        if decision is None or decision.application_id != facts.application.pk or decision.state != Decision.ANNOUNCED:
            return Obstacle("not-announced", "Tegen dit besluit kan nog geen bezwaar.", "Awb 6:4; 3:40")
        if any(one.decision == decision.pk and one.state in Objection.OPEN for one in facts.need("objections")):
            sentence = "Er loopt al een bezwaar tegen dit besluit. Wilt u iets toevoegen? Stuur ons een bericht of bel."
            return Obstacle("objection-open", sentence, "Awb 6:4")
        announced, posted = decision.announced_on, facts.payload.posted_on
        assert announced, "an announced decision has its day"
        if facts.received_on < announced:
            sentence = f"Het besluit is van {dutch_date(announced)}. Een bezwaar kwam niet eerder."
            return Obstacle("objection-before-decision", sentence, "Awb 6:8")
        if posted and not announced <= posted <= day_of(facts.received_at):
            sentence = "De datum van de post ligt tussen het besluit en de ontvangst."
            return Obstacle("posted-impossible", sentence, "Awb 6:9")
        return None
