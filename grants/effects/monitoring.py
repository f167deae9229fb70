"""Effects of monitoring: obligations that a decision brings, the checks of a grant, and what the recipient reports."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from grants.guards.determining import plan_end
from grants.letters.dossier import Dossier
from grants.letters.obligations import carried, due_day
from grants.letters.settlement import ANSWER_DAYS
from grants.models import Check
from grants.monitoring import Risk, checks
from grants.payloads import CheckPlan, Imposed
from workflow.canonical import canonical
from workflow.facts import Change, Product, Set, Then
from workflow.law.obligation import obligation_category
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class ImposeObligations(Effect):
    """The obligations of the scheme that this kind of decision can carry, each with its day."""

    STARTS: ClassVar[tuple[str, ...]] = ("obligation",)
    NEEDS: ClassVar[frozenset[str]] = frozenset({"letter_profile", "letter_sent"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """A step of each obligation."""
        decision, dossier = facts.decision, Dossier(facts)
        assert decision is not None
        known = facts.need("letter_profile") is not None
        end = dossier.period(facts.today)[1] if known and facts.scheme.obligations else facts.today
        direct = facts.change.action == "determine_directly"
        for number, (rule, basis) in enumerate(carried(facts.scheme, decision.amount_cents, direct=direct)):
            due_on = due_day(dossier, rule, facts.today, end) if known else None
            article = rule.basis if "4:39" in rule.basis else basis  # That one names its statutory rule as well.
            imposed = Imposed(facts.application.pk, decision.pk, rule.text, article, due_on, rule.due)
            obligation = uuid.uuid5(decision.pk, f"obligation/{number}")
            yield Then(Change("obligation", "impose", obligation, imposed, facts.row.stream_id))


class TakeObligation(Effect):
    """Write down an obligation with its category; an article that carries none refuses the whole act."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of it."""
        said = facts.payload
        yield Set(
            {
                "application_id": said.application,
                "decision": said.decision,
                "category": obligation_category(said.basis).value,
                "basis": said.basis,
                "text": said.text,
                "due_on": said.due_on,
                "due_text": said.due_text,
            }
        )


class TakeFinding(Effect):
    """What was found of an obligation, and when."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Day and words."""
        yield Set({"found_on": facts.today, "note": facts.payload.note})


class PlanChecks(Effect):
    """The checks of a grant by its risk."""

    STARTS: ClassVar[tuple[str, ...]] = ("check",)
    NEEDS: ClassVar[frozenset[str]] = frozenset({"history", "decisions", "sent"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """A step of each check."""
        case, past = facts.application, facts.need("history")
        award = next((one for one in facts.need("decisions") if one.kind == one.Kind.AWARD), None)
        granted = case.granted_cents or 0
        paid = sum(part.amount_cents for part in award.payable if part.kind == "advance") if award else 0
        risk = Risk(granted, past.first, Fraction(paid, granted) if granted else Fraction(0), past.breaches)
        until = plan_end(facts) or facts.today + timedelta(days=365)
        for number, (kind, due_on) in enumerate(checks(risk, facts.today, until, facts.figures)):
            check = uuid.uuid5(case.pk, f"check/{facts.row.subject_seq}/{number}")
            yield Then(Change("check", "plan_check", check, CheckPlan(case.pk, kind, due_on), facts.row.stream_id))


class TakeCheck(Effect):
    """What is planned, and when."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Kind and day in the row."""
        plan = facts.payload
        yield Set({"application_id": plan.application, "kind": plan.kind, "due_on": plan.due_on, "report": plan.report})


class TakeSeen(Effect):
    """What was seen, with the photos; what was reported before it stays."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Report, photos and day in the row."""
        check = facts.row
        assert isinstance(check, Check)
        report = "\n\n".join(text for text in (check.report, facts.payload.report) if text)
        photos = canonical([[name, digest] for name, digest in facts.payload.photos]) if facts.payload.photos else ""
        yield Set({"report": report, "photos": photos, "done_on": facts.today})


class TakeAnswer(Effect):
    """What was answered, or agreed."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The words in the row."""
        yield Set({"answer": facts.payload.note})


class SignalDeviation(Effect):
    """What the recipient reports is looked at within two weeks."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """A check on the signal."""
        case, due = facts.application, facts.today + timedelta(days=ANSWER_DAYS)
        check = uuid.uuid5(case.pk, f"signal/{facts.row.subject_seq}")
        plan = CheckPlan(case.pk, Check.Kind.SIGNAL, due, facts.payload.text)
        yield Then(Change("check", "plan_check", check, plan, facts.row.stream_id))
