"""Guards before a determination: as granted is the duty, less needs a ground of the law (Awb 4:46)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from grants.determining import entitled_cents, ground_of
from grants.guards.deciding import FINAL, drafts_any
from grants.models import Application, Decision
from workflow.errors import Obstacle
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from workflow.facts import Change

ACCOUNTED_FOR = frozenset({"accounts"})


class LessOnAGround(Guard):
    """Less than was granted follows from the method of the award, or rests on a ground of Awb 4:46(2); else it is as granted."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a determination looks at what was accounted for."""
        return ACCOUNTED_FOR if drafts_any(changes, *FINAL) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when less is determined without a ground, or a ground is given for nothing less."""
        draft, case = facts.payload, facts.application
        if draft.kind not in FINAL or case.state != Application.ACCOUNT_SUBMITTED or case.granted_cents is None:
            return None
        granted = case.granted_cents
        if draft.kind == Decision.Kind.LOWER_DETERMINATION:
            return _lower(draft.ground, granted, draft.amount_cents)
        accounts = facts.need("accounts")
        actual = accounts[-1].actual_cents if accounts else None
        entitled = entitled_cents(facts.figures, granted, actual)
        if draft.amount_cents >= entitled:
            return None
        sentence = f"Lager vaststellen dan {euro(entitled)} kan alleen met een grond van artikel 4:46, lid 2."
        return Obstacle("ground-missing", sentence, "Awb 4:46, tweede lid", {"entitled_cents": entitled})


def _lower(code: str, granted_cents: int, amount_cents: int) -> Obstacle | None:
    if code and ground_of(code) is None:
        return Obstacle(
            "ground-does-not-fit", "Deze grond voor een lager bedrag kent de wet niet.", "Awb 4:46, tweede lid"
        )
    if amount_cents < granted_cents:
        return None
    sentence = "U geeft een grond voor een lager bedrag, maar het bedrag is niet lager."
    return Obstacle("ground-unfounded", sentence, "Awb 4:46, eerste lid", {"granted_cents": granted_cents})
