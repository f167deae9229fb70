"""Guards between the draft and the announcement: what was drafted can still be decided. Pure; what they look at is in `NEEDS`."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from grants.allocation import REFUSED_CEILING
from grants.amending import paid_out
from grants.guards.deciding import CORRECTIVE, FINAL, STATES_BY_KIND, payment_under_way
from grants.models import Application, Decision
from workflow.errors import Obstacle
from workflow.law.amendment import AdverseGround
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts

ANEW = "Trek dit ontwerp in en maak een nieuw."


class StillFits(Guard):
    """A decision is announced where it could be drafted: another decision may have come first, or money may have moved."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"money", "payments"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the application or its money stands elsewhere by now."""
        decision, case = facts.decision, facts.application
        if decision is None or decision.state != Decision.SIGNED:
            return None  # That nothing is signed is said by the machine.
        final = decision.kind in FINAL and not decision.gives
        at_once = decision.kind in FINAL and decision.gives
        states = (Application.ASSESSED,) if at_once else STATES_BY_KIND[decision.kind]
        if case.state not in states or (decision.kind in CORRECTIVE and not _ground_holds(decision, case)):
            sentence = f"De aanvraag staat nu in de stand ‘{case.state_word}’. {ANEW}"
            return Obstacle("decision-overtaken", sentence, "Awb 3:2, 3:46", {"state": case.state})
        if decision.kind in CORRECTIVE and _works_already(decision, facts.today):
            return Obstacle(
                "effective-day-passed", f"De dag waarop dit zou ingaan, is voorbij. {ANEW}", "Awb 4:50, eerste lid"
            )
        if not final and decision.kind != Decision.Kind.REVOCATION:
            return None  # The money of an amendment is looked at by `StillAsDrafted`.
        return payment_under_way(facts) or (_sum_changed(facts, decision) if final else None)


def _ground_holds(decision: Decision, case: Application) -> bool:
    """Whether the ground is one of this moment: before or after the determination (Awb 4:48-4:50)."""
    if decision.ground not in tuple(AdverseGround):
        return True  # In favour of the recipient no ground is asked.
    determined = case.state == Application.ACCOUNTED
    return determined is AdverseGround(decision.ground).after_determination


def _works_already(decision: Decision, today: date) -> bool:
    """Whether the day is over from which a decision on a ground of Awb 4:50 was to work: then the term was no term."""
    if decision.ground not in tuple(AdverseGround) or AdverseGround(decision.ground).works_back:
        return False
    return date.fromisoformat(json.loads(decision.details)["effective_on"]) <= today


def _sum_changed(facts: CaseFacts, decision: Decision) -> Obstacle | None:
    """A determination pays what is still owed of it, and is never above the grant as it is now."""
    granted = facts.application.granted_cents or 0
    if decision.amount_cents > granted:
        sentence = f"Verleend is nu {euro(granted)}, niet meer {euro(decision.amount_cents)}. {ANEW}"
        return Obstacle("determination-overtaken", sentence, "Awb 4:46, eerste lid", {"granted_cents": granted})
    owed = max(0, decision.amount_cents - paid_out(facts.need("money"), facts.round.prize_book))
    planned = sum(part.amount_cents for part in decision.payable)
    if planned == owed:
        return None
    sentence = f"Van dit bedrag is nog {euro(owed)} te betalen, niet {euro(planned)}. {ANEW}"
    return Obstacle("determination-overtaken", sentence, "Awb 4:52, 4:95", {"owed_cents": owed, "parts_cents": planned})


class CeilingReached(Guard):
    """Nobody is refused for want of money while there is money: who was ranked below the line, or no longer fits under the ceiling."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"room"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that shows what is left. It is looked at when it is signed: a round is ranked and drafted as one act."""
        decision, case = facts.decision, facts.application
        if decision is None or decision.kind != Decision.Kind.REFUSAL or decision.ground != REFUSED_CEILING:
            return None
        room = facts.need("room")
        least = case.minimum_cents or case.requested_cents or 0
        if room.outcome == REFUSED_CEILING or (not room.outcome and room.left_cents < least):
            return None
        sentence = f"Onder het plafond is nog {euro(room.left_cents)} over."
        sentence += f" Dit plan kan met {euro(least)}." if least else ""
        if room.outcome:
            sentence = "Volgens de ranglijst ligt het niet aan het geld. Kies de grond die daar staat."
        detail: dict[str, object] = {"left_cents": room.left_cents, "minimum_cents": least}
        return Obstacle("ceiling-not-reached", sentence, "Awb 4:25, tweede lid", detail)
