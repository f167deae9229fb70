"""Guards that a scheme chooses to put before its steps: words of the vocabulary. Pure; the figures are those of the round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from grants.allocation import hundredths, score
from grants.guards.deciding import drafts_any, gives
from grants.judged import levels_of, means_of, reasons_of
from grants.models import Application, Assessment, Decision, Report
from workflow.errors import Obstacle
from workflow.roles import LABELS
from workflow.scheme import LEVELS, Guard, Scheme, word

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from grants.payloads import Draft
    from workflow.facts import Change

Kind = Decision.Kind


def exact_score(facts: CaseFacts) -> tuple[dict[str, Fraction], Fraction]:
    """The exact mean level per criterion and the exact score out of 100, over locked levels."""
    weights = facts.figures.get("weights") or {c.code: c.weight for c in facts.scheme.criteria}
    means = means_of(facts.need("assessments")) or dict.fromkeys(weights, Fraction(0))
    return means, score(weights, means)


@word
@dataclass(frozen=True, slots=True)
class GoodEnough(Guard):
    """An award needs the pass mark and the minimum mean on every criterion; the figures are those of the round."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"assessments"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when an award is drafted for a plan that stays below a mark."""
        if not gives(facts.payload.kind, facts.application):
            return None
        means, total = exact_score(facts)
        mark, minimum = facts.figures["pass_mark"], facts.figures["minimum_mean"]
        if total >= mark and min(means.values()) >= minimum:
            return None
        shown = hundredths(total)
        points = f"{shown // 100},{shown % 100:02d}"
        sentence = (
            f"Het plan kreeg {points} van de 100 punten. Nodig is {mark}, en gemiddeld {minimum} voor elk criterium."
        )
        return Obstacle("score-too-low", sentence, "Awb 4:26", {"score": str(total), "pass_mark": mark})


def _grants(draft: Draft, application: Application) -> bool:
    """Whether a draft says how much is granted."""
    return draft.kind == Kind.AMENDMENT or gives(draft.kind, application)


@word
@dataclass(frozen=True, slots=True)
class JudgedBy(Guard):
    """In this scheme who has one of the roles that can judge gives levels, and who has only another does not."""

    ABOUT_ACTOR: ClassVar[bool] = True
    role: str

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle for who has not that role."""
        if self.role in facts.have:
            return None
        return Obstacle("judged-by-others", f"In deze regeling geeft een {LABELS[self.role]} de cijfers.", "Awb 3:2")


def judges_of(scheme: Scheme) -> frozenset[str]:
    """The roles that give levels in a scheme: the one that it names, or both."""
    named = frozenset(one.role for one in scheme.step(Assessment.MACHINE, "score").guards if isinstance(one, JudgedBy))
    return named or frozenset(Assessment.declarations()["score"].roles)


@word
@dataclass(frozen=True, slots=True)
class ReasonAtTheEnds(Guard):
    """Who gives the lowest or the highest level says why, before the levels are locked (Awb 3:46)."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that names the criteria without a reason."""
        row = facts.row
        assert isinstance(row, Assessment), "this guard stands before a step of an assessment"
        levels, said = levels_of(row), reasons_of(row)
        bare = [code for code, level in levels.items() if level in (1, LEVELS) and not said.get(code, "").strip()]
        if not bare:
            return None
        labels = [criterion.label for criterion in facts.scheme.criteria if criterion.code in bare]
        sentence = f"Bij een 1 of een {LEVELS} hoort een reden. Schrijf die bij: {', '.join(labels)}."
        return Obstacle("extreme-unexplained", sentence, "Awb 3:46", {"criteria": bare})


@word
@dataclass(frozen=True, slots=True)
class WithinMaximum(Guard):
    """An award stays within the maximum of the round, also once it is amended."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when it does not."""
        maximum = facts.figures.get("maximum_cents")
        draft = facts.payload
        if (
            draft.kind == Kind.PRIZE
            or not _grants(draft, facts.application)
            or maximum is None
            or draft.amount_cents <= maximum
        ):
            return None
        return Obstacle(
            "above-maximum", f"Deze regeling geeft hoogstens {euro(maximum)}.", "Awb 4:31", {"maximum_cents": maximum}
        )


@word
@dataclass(frozen=True, slots=True)
class ShareOfCosts(Guard):
    """An award, amended or not, is at most a share of the costs; `full_up_to_cents` of them may be paid in full."""

    share: Fraction
    full_up_to_cents: int = 0
    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"sent"})

    def limit_cents(self, costs_cents: int) -> int:
        """The most that may be granted for these costs, in cents."""
        full = min(costs_cents, self.full_up_to_cents)
        return full + int((costs_cents - full) * self.share)

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that shows the sum."""
        budget = facts.need("sent").answers.get("begroting")
        draft = facts.payload
        if draft.kind == Kind.PRIZE or not _grants(draft, facts.application) or not budget:
            return None
        limit = self.limit_cents(sum(line["amount_cents"] for line in budget["costs"]))
        if draft.amount_cents <= limit:
            return None
        return Obstacle(
            "above-share", f"Bij deze kosten kan hoogstens {euro(limit)}.", "Awb 4:31", {"limit_cents": limit}
        )


@word
@dataclass(frozen=True, slots=True)
class ReportAccepted(Guard):
    """What was accounted for has been looked at before it is determined."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    KINDS: ClassVar[tuple[str, ...]] = (Kind.DETERMINATION, Kind.LOWER_DETERMINATION)

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a determination looks at the reports."""
        return frozenset({"reports"}) if drafts_any(changes, *self.KINDS) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle while a report lies unread."""
        determines = facts.payload.kind in self.KINDS and facts.application.state == Application.ACCOUNT_SUBMITTED
        if not determines or all(report.state == Report.ACCEPTED for report in facts.need("reports")):
            return None
        return Obstacle("report-not-accepted", "Lees eerst het verslag en neem het aan.", "Awb 4:45")


@word
@dataclass(frozen=True, slots=True)
class DirectThrough(Guard):
    """Up to the amount in the figures of the round a grant is determined at once, above it an award comes first (Awb 4:42, 4:43)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the other kind of decision belongs to this amount."""
        draft, limit = facts.payload, facts.figures["direct_through_cents"]
        if draft.kind == Kind.PRIZE or not gives(draft.kind, facts.application):
            return None
        fitting = Kind.DETERMINATION if draft.amount_cents <= limit else Kind.AWARD
        if draft.kind == fitting:
            return None
        sentence = f"Tot en met {euro(limit)} stelt u direct vast. Daarboven verleent u eerst."
        return Obstacle("wrong-regime", sentence, "Awb 4:42, 4:43", {"limit_cents": limit})


@word
@dataclass(frozen=True, slots=True)
class QuotesEnough(Guard):
    """Above certain costs more quotes are asked."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"sent"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when an award is drafted on too few quotes."""
        asked = facts.figures.get("quotes_required")
        if not asked or facts.payload.kind != Kind.AWARD:
            return None
        answers = facts.need("sent").answers
        costs = sum(line["amount_cents"] for line in (answers.get("begroting") or {"costs": ()})["costs"])
        needed = max(count for above, count in asked if costs > above)
        if len(answers.get("offertes") or ()) >= needed:
            return None
        return Obstacle("too-few-quotes", f"Bij deze kosten horen {needed} offertes.", "Awb 4:5", {"needed": needed})
