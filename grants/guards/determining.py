"""Guards before a determination: with the evidence of its regime, as granted unless a ground of the law says less (Awb 4:44-4:47)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from grants.determining import cost_lines, entitled_cents, ground_of
from grants.guards.deciding import FINAL, drafts_any
from grants.models import Application, Decision, Report
from grants.regimes import EVIDENCE, EX_OFFICIO, OPINION
from workflow.errors import Obstacle
from workflow.law.wording import dutch_date
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from workflow.facts import Change


def determines(facts: CaseFacts) -> bool:
    """Whether a draft determines what was awarded before."""
    return facts.payload.kind in FINAL and facts.application.state != Application.ASSESSED


class LessOnAGround(Guard):
    """Less than was granted follows from the method of the award, or rests on a ground of Awb 4:46(2); else it is as granted."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a determination looks at what was accounted for."""
        return frozenset({"accounts", "account_lines"}) if drafts_any(changes, *FINAL) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when less is determined without a ground, or a ground is given for nothing less."""
        draft, granted = facts.payload, facts.application.granted_cents
        if not determines(facts) or granted is None:
            return None
        if draft.kind == Decision.Kind.LOWER_DETERMINATION:
            return _lower(draft.ground, granted, draft.amount_cents)
        accounts = facts.need("accounts")
        actual = accounts[-1].actual_cents if accounts else None
        entitled = entitled_cents(facts.figures, granted, actual, cost_lines(facts.need("account_lines")))
        if draft.amount_cents >= entitled:
            return None
        sentence = f"Lager vaststellen dan {euro(entitled)} kan alleen met een grond van artikel 4:46, lid 2."
        return Obstacle("ground-missing", sentence, "Awb 4:46, tweede lid", {"entitled_cents": entitled})


def _lower(code: str, granted_cents: int, amount_cents: int) -> Obstacle | None:
    if code and ground_of(code) is None:
        sentence = "Deze grond voor een lager bedrag kent de wet niet."
        return Obstacle("ground-unknown", sentence, "Awb 4:46, tweede lid")
    if amount_cents < granted_cents:
        return None
    sentence = "U geeft een grond voor een lager bedrag, maar het bedrag is niet lager."
    return Obstacle("ground-unfounded", sentence, "Awb 4:46, eerste lid", {"granted_cents": granted_cents})


class EvidenceAccepted(Guard):
    """What the regime of the award asks for was handed in and accepted before it is determined (Awb 4:45)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a determination looks at the evidence."""
        wanted = frozenset({"accounts", "account_lines", "reports"})
        return wanted if drafts_any(changes, *FINAL) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that names what is missing."""
        if not determines(facts) or facts.application.state != Application.ACCOUNT_SUBMITTED:
            return None  # Without an account it is determined ex officio.
        wanted = EVIDENCE.get(facts.application.regime, EVIDENCE[EX_OFFICIO])
        accepted = {one.kind for one in facts.need("reports") if one.state == Report.ACCEPTED}
        missing = (
            (wanted.report and not accepted - {OPINION}, "een verslag dat u aannam"),
            (wanted.account and not facts.need("accounts"), "de werkelijke kosten"),
            (wanted.lines and not facts.need("account_lines"), "de kosten en inkomsten per regel"),
            (wanted.opinion and OPINION not in accepted, "een controleverklaring die u aannam"),
        )
        for is_missing, what in missing:
            if is_missing:
                detail: dict[str, object] = {"regime": facts.application.regime}
                return Obstacle("proof-missing", f"Bij dit bedrag hoort {what}.", "Awb 4:45", detail)
        return None


def plan_end(facts: CaseFacts) -> date | None:
    """The last day of a plan, as its applicant or else its round says; None when neither does. Whoever asks names `sent` in `NEEDS`."""
    said = facts.need("sent").answers.get("eind") or facts.figures.get("execution_through")
    return date.fromisoformat(said) if said else None


class PlanRuns(Guard):
    """Checks are planned while the plan runs: after it the account tells what was done."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"sent"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that names the last day."""
        end = plan_end(facts)
        if end is None or facts.today <= end:
            return None
        return Obstacle(
            "plan-over", f"Het plan liep tot en met {dutch_date(end)}. Kijk naar de verantwoording.", "Awb 4:45"
        )


class ExOfficioAllowed(Guard):
    """Without an account one determines ex officio only where the regime says so, or after a reminder that was not answered (Awb 4:47)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a determination looks at the reminder, the reports and the plan."""
        return frozenset({"letter_letters", "reports", "sent"}) if drafts_any(changes, *FINAL) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle while the plan runs, or while the account is still to come."""
        case = facts.application
        if not determines(facts) or case.state == Application.ACCOUNT_SUBMITTED:
            return None
        if self._unanswered(facts):
            return None
        if case.regime != EX_OFFICIO or case.sampled:
            sentence = "Voor deze subsidie hoort eerst een verantwoording. Stuur een herinnering."
            return Obstacle("account-awaited", sentence, "Awb 4:44, 4:47", {"regime": case.regime})
        end = plan_end(facts)
        if end and facts.today <= end:
            sentence = f"Het plan loopt nog tot en met {dutch_date(end)}."
            return Obstacle("plan-still-runs", sentence, "Awb 4:47, onder a")
        return None

    @staticmethod
    def _unanswered(facts: CaseFacts) -> bool:
        """Whether the term of the last reminder is over, and nothing that was asked for came since."""
        reminder = facts.need("letter_letters").get("reminder")
        if reminder is None:
            return False
        said = json.loads(reminder.facts)
        owed = [one for one in facts.need("reports") if one.due_on == date.fromisoformat(said["was_due_on"])]
        still = not owed or any(one.state == Report.DUE for one in owed)
        return still and facts.today > date.fromisoformat(said["until"])
