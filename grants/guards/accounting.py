"""Guards before the account of the recipient: it fits the budget that was sent, adds up, and explains what deviates."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from grants.accounting import COSTS, SIDES, DeviationRule, Line, lines
from grants.afterwards import Grant, wrong_in
from grants.models import Application, Report
from grants.regimes import EVIDENCE, EX_OFFICIO
from workflow.errors import Obstacle
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts

ARTICLE = "Awb 4:45, tweede lid"
GRANTED = (Application.AWARDED, Application.MONITORED, Application.ACCOUNT_SUBMITTED, Application.ACCOUNTED)
WORDS = {"costs": "kosten", "income": "inkomsten"}


def account_lines(facts: CaseFacts) -> tuple[Line, ...]:
    """The lines of the account that is handed in, beside the budget that was sent last; empty when it names no lines."""
    account, budget = facts.payload, facts.need("sent").answers.get("begroting")
    return tuple(lines(budget, account.actuals)) if account.has_lines and budget else ()


class AccountFits(Guard):
    """An account goes by line where its regime asks that; then it has as many lines as the budget, and adds up to the actual costs."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"sent"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that shows both numbers, or both sums."""
        account, budget = facts.payload, facts.need("sent").answers.get("begroting")
        if not account.has_lines:
            return _lines_missing(facts.application.regime)
        for side in SIDES:
            asked, given = len((budget or {}).get(side, ())), len(account.actuals[side])
            if asked != given:
                sentence = f"Uw begroting heeft {asked} regels met {WORDS[side]}, uw verantwoording {given}."
                return Obstacle("account-lines-do-not-fit", sentence, ARTICLE, {"asked": asked, "given": given})
        total = sum(account.actuals[COSTS])
        if total == account.actual_cents:
            return None
        sentence = f"Uw kosten zijn samen {euro(total)}, maar u noemt {euro(account.actual_cents)}."
        detail = {"lines_cents": total, "actual_cents": account.actual_cents}
        return Obstacle("account-does-not-add-up", sentence, ARTICLE, detail)


def _lines_missing(regime: str) -> Obstacle | None:
    """Where the regime asks for costs by line an account without them could never be determined."""
    if not EVIDENCE.get(regime, EVIDENCE[EX_OFFICIO]).lines:
        return None
    return Obstacle("account-lines-missing", "Bij dit bedrag verantwoordt u uw kosten en inkomsten per regel.", ARTICLE)


class DeviationsExplained(Guard):
    """A line that deviates more than the rule of the round allows is explained (Awb 4:45, eerste lid)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"sent"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that names the first line without its explanation, with the sum."""
        if AccountFits().check(facts):
            return None  # Said there.
        rule = DeviationRule.of(facts.figures)
        for line in account_lines(facts):
            if rule.asks(line) and not facts.payload.explained.get(line.key, "").strip():
                sentence = (
                    f"Leg het verschil uit bij ‘{line.label}’: begroot {euro(line.budgeted_cents)}, "
                    f"werkelijk {euro(line.actual_cents)}."
                )
                detail = {"line": line.key, "difference_cents": line.difference_cents}
                return Obstacle("explanation-missing", sentence, "Awb 4:45, eerste lid", detail)
        return None


def grant(facts: CaseFacts) -> Grant:
    """What decides which questions are asked afterwards."""
    return Grant(facts.scheme, facts.figures, facts.application.granted_cents or 0)


class AnswersAfterwards(Guard):
    """What is answered with an account or a report is asked, and can be read; what is missing is no obstacle."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The obstacle of the first answer that is wrong."""
        asked = grant(facts).of_report() if facts.change.action == "report" else grant(facts).of_account()
        return wrong_in(facts.payload.answers, asked)


class GrantRuns(Guard):
    """Only what was granted is followed."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when nothing was granted, or what was granted is no more."""
        if facts.application.state in GRANTED:
            return None
        sentence = f"Er is niets te volgen bij een aanvraag in de stand ‘{facts.application.state_word}’."
        return Obstacle("nothing-to-follow", sentence, "Awb 4:37", {"state": facts.application.state})


class ReportOverdue(Guard):
    """One reminds of a report whose day went by and that did not come."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"reports"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when no report of that day is overdue."""
        due = facts.payload.due_on
        late = (one for one in facts.need("reports") if one.state == Report.DUE and one.due_on == due)
        if due < facts.today and any(late):
            return None
        return Obstacle("nothing-overdue", "Op deze dag is geen verslag te laat.", "Awb 4:44, derde lid")
