"""Guards that the law asks of every scheme, in the order of the procedure. Pure; what they look at is named in `NEEDS`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from budgets.models import Payment
from grants.allocation import REFUSED_MINIMUM, REFUSED_PASS_MARK
from grants.models import Application, Assessment, Decision, Round
from workflow.errors import Obstacle
from workflow.form import blocking
from workflow.law.terms import set_aside_term
from workflow.scheme import LEVELS, Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from workflow.facts import Change

Kind = Decision.Kind

STATES_BY_KIND: dict[str, tuple[str, ...]] = {
    Kind.AWARD: (Application.ASSESSED,),
    Kind.REFUSAL: (Application.SUBMITTED, Application.ASSESSED),
    Kind.SET_ASIDE: (Application.SUBMITTED, Application.INCOMPLETE),
    Kind.DETERMINATION: (Application.ASSESSED, Application.ACCOUNT_SUBMITTED),
    Kind.LOWER_DETERMINATION: (Application.ACCOUNT_SUBMITTED,),
    Kind.PRIZE: (Application.AWARDED, Application.MONITORED, Application.ACCOUNT_SUBMITTED, Application.ACCOUNTED),
    Kind.RECOVERY: (Application.ACCOUNTED,),
}
"""In which state of the application each kind of decision can be taken."""

GIVES = (Kind.AWARD, Kind.PRIZE)
"""Kinds of decision that give money; a determination does so when it is a direct one."""


def gives(kind: str, application: Application) -> bool:
    """Whether a decision of this kind grants money anew: an award, a prize, or a direct determination (Awb 4:43)."""
    return kind in GIVES or (kind == Kind.DETERMINATION and application.state == Application.ASSESSED)


def drafts_any(changes: Sequence[Change], *kinds: str) -> bool:
    """Whether any of the changes drafts a decision of one of these kinds."""
    return any(getattr(change.payload, "kind", "") in kinds for change in changes)


class RoundOpened(Guard):
    """The round has opened. One that has closed still receives: a late application is answered by decision, never blocked."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle before the opening."""
        if facts.round.state != Round.PREPARED and facts.now >= facts.round.opens_at:
            return None
        return Obstacle("round-not-open", f"De ronde {facts.round.title} is nog niet open.", "Awb 4:27")


class InScheme(Guard):
    """A step that the law leaves to schemes is there only where the scheme of the round names it."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle in a scheme that does without the step."""
        if facts.change.action in facts.scheme.steps:
            return None
        return Obstacle("not-in-scheme", f"De regeling {facts.scheme.title} kent deze stap niet.")


class Identified(Guard):
    """Who applies and their signature are there; all other gaps are asked for later (Awb 4:5)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that names the questions that block."""
        gaps = blocking(facts.scheme, facts.payload.answers, facts.round.rule)
        if not gaps:
            return None
        labels = "; ".join(facts.scheme.question(id_).label for id_ in gaps)
        return Obstacle("not-identified", f"Vul eerst in: {labels}", "Awb 4:2, eerste lid")


class AnswersValid(Guard):
    """Every answer that is given can be read as what its question asks."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The obstacle of the first answer that cannot be read; an answer to a question that is not asked is one."""
        asked = {question.id: question for question in facts.scheme.questions}
        for id_, raw in facts.payload.answers.items():
            if id_ not in asked:
                return Obstacle("answer-not-asked", f"Deze regeling stelt de vraag {id_} niet.")
            if obstacle := asked[id_].read(raw)[1]:  # type: ignore[attr-defined]
                found: Obstacle = obstacle
                return found
        return None


class RepairDateAhead(Guard):
    """The day until which one may complete lies ahead, on a working day."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the day is not after today."""
        if facts.payload.until > facts.today:
            return None
        return Obstacle("repair-date-past", "Geef de aanvrager een datum die nog komt.", "Awb 4:5, eerste lid")


class MissingIsAsked(Guard):
    """What is said to be missing is an answer to a question of this scheme."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """The obstacle of the first that no question asks for."""
        asked = {question.id for question in facts.scheme.questions}
        unknown = [id_ for id_ in facts.payload.missing if id_ not in asked]
        if not unknown:
            return None
        return Obstacle("answer-not-asked", f"Deze regeling stelt de vraag {unknown[0]} niet.")


class LevelsGiven(Guard):
    """A level 1-5 for each criterion of the scheme, and no other."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when a criterion has no level, or a level is not 1 to 5."""
        levels = facts.payload.levels
        if set(levels) == {c.code for c in facts.scheme.criteria} and all(
            1 <= level <= LEVELS for level in levels.values()
        ):
            return None
        return Obstacle("levels-incomplete", "Geef elk criterium een cijfer van 1 tot en met 5.", "Awb 3:2")


class OwnAssessment(Guard):
    """Scores are one's own: nobody scores or locks in the name of another."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the assessment is another person's."""
        row = facts.row
        assert isinstance(row, Assessment)
        if row.assessor in (None, facts.actor.person):
            return None
        return Obstacle("not-your-assessment", "Dit is de beoordeling van een ander.", "Awb 2:4")


class Assessable(Guard):
    """The application lies ready to be assessed."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle in any other state than submitted."""
        if facts.application.state == Application.SUBMITTED:
            return None
        return Obstacle("not-assessable", "Deze aanvraag wordt nu niet beoordeeld.")


class KindFits(Guard):
    """The kind of decision fits where the application stands."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the application is in a state in which this decision cannot be taken."""
        state = facts.application.state
        if facts.payload.kind == Kind.PRIZE and not facts.round.prize_book:
            return Obstacle("no-prizes", "Deze ronde kent geen prijzen.", "Awb 4:23, eerste lid")
        direct = facts.payload.kind == Kind.DETERMINATION and state == Application.ASSESSED
        if direct and "determine_directly" not in facts.scheme.steps:
            return Obstacle("no-direct-determination", "Deze regeling verleent eerst.", "Awb 4:42")
        if state in STATES_BY_KIND.get(facts.payload.kind, ()):
            return None
        sentence = f"Dit besluit kan niet over een aanvraag in de stand ‘{facts.application.state_word}’."
        return Obstacle(
            "decision-does-not-fit", sentence, "Awb 4:29, 4:42", {"state": state, "kind": facts.payload.kind}
        )


class OneOfAKind(Guard):
    """Of each kind of decision there is one on an application; another one waits until the first was taken back."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"decisions"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when there is one already."""
        kind = facts.payload.kind
        if all(one.kind != kind or one.state == Decision.ANNULLED for one in facts.need("decisions")):
            return None
        return Obstacle("decided-already", f"Over deze aanvraag is er al een besluit: {Kind(kind).label}.", "Awb 1:3")


class Grounded(Guard):
    """A refusal, a lower determination and a claim rest on a ground; a letter without one is never written."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    ARTICLES: ClassVar[dict[str, str]] = {
        Kind.REFUSAL: "Awb 3:46, 4:25, 4:35",
        Kind.LOWER_DETERMINATION: "Awb 4:46, tweede lid",
        Kind.RECOVERY: "Awb 4:57",
        Kind.SET_ASIDE: "Awb 4:5",
    }
    MARKS: ClassVar[dict[str, str]] = {REFUSED_PASS_MARK: "pass_mark", REFUSED_MINIMUM: "minimum_mean"}

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the ground is missing."""
        article = self.ARTICLES.get(facts.payload.kind)
        if article is None:
            return None
        if not facts.payload.ground:
            return Obstacle("ground-missing", "Geef de grond van dit besluit.", article)
        if self.MARKS.get(facts.payload.ground, "") not in ("", *facts.figures):
            return Obstacle("ground-does-not-fit", "Deze ronde kent de grens niet waarop u afwijst.", article)
        return None


class HeardFirst(Guard):
    """Before a lower determination the recipient was asked for a view, and what came of it is recorded (Awb 4:7, 4:8, 4:12)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when nothing is recorded of the view."""
        if facts.payload.kind != Kind.LOWER_DETERMINATION or facts.payload.view:
            return None
        return Obstacle("not-heard", "Vraag eerst de mening van de ontvanger.", "Awb 4:12, tweede lid")


class PartsAddUp(Guard):
    """What a giving decision pays, by book and date, is its amount."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the parts are not the amount."""
        draft = facts.payload
        if not gives(draft.kind, facts.application):
            return None
        total = sum(part.amount_cents for part in draft.parts)
        if total == draft.amount_cents > 0:
            return None
        sentence = f"De delen zijn samen {euro(total)}, het besluit gaat over {euro(draft.amount_cents)}."
        return Obstacle(
            "parts-do-not-add-up", sentence, "Awb 4:31", {"parts_cents": total, "amount_cents": draft.amount_cents}
        )


class WithinRequest(Guard):
    """Nobody is granted more than was asked; nothing is determined above the grant, and a claim is what was paid too much."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a claim looks at the ledger."""
        return frozenset({"money"}) if drafts_any(changes, Kind.RECOVERY) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that shows both amounts."""
        draft, case = facts.payload, facts.application
        if draft.kind in (Kind.PRIZE, Kind.REFUSAL, Kind.SET_ASIDE):
            return None
        limit = case.requested_cents if case.state == Application.ASSESSED else case.granted_cents
        if draft.kind == Kind.RECOVERY:
            limit = sum(pots.get("recoverable", 0) for pots in facts.need("money").values())
        if limit is None or draft.amount_cents <= limit:
            return None
        sentence = f"Het bedrag van {euro(draft.amount_cents)} is hoger dan {euro(limit)}."
        return Obstacle(
            "amount-too-high", sentence, "Awb 4:31, 4:46", {"limit_cents": limit, "amount_cents": draft.amount_cents}
        )


class SetAsideInTime(Guard):
    """Setting aside is announced within four weeks after the term to complete lapsed; after that one decides on the merits."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the four weeks are over, or nothing was ever asked."""
        kind = facts.decision.kind if facts.decision and facts.decision.kind else getattr(facts.payload, "kind", "")
        if kind != Kind.SET_ASIDE:
            return None
        until = facts.application.completion_until
        if until is None:
            return Obstacle("nothing-asked", "Vraag eerst om aanvulling.", "Awb 4:5, eerste lid")
        last = set_aside_term(until).deadline
        if until <= facts.today <= last:
            return None
        sentence = f"Buiten behandeling stellen kan van {until:%d-%m-%Y} tot en met {last:%d-%m-%Y}."
        return Obstacle("set-aside-out-of-time", sentence, "Awb 4:5, vierde lid")


class Mandated(Guard):
    """The signer has a mandate for this kind of decision, this scheme and this amount, today (Awb 10:3, 10:10)."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"mandates"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when no mandate covers the decision and its advance."""
        decision = facts.decision
        assert decision is not None
        asked = [(decision.kind, decision.amount_cents)]
        asked += [
            ("advance", total)
            for total in [sum(p.amount_cents for p in decision.payable if p.kind == "advance")]
            if total
        ]
        for kind, amount in asked:
            if not any(
                mandate.kind == kind and mandate.scheme in ("*", facts.scheme.code) and amount <= mandate.maximum_cents
                for mandate in facts.need("mandates")
            ):
                sentence = f"U heeft geen mandaat voor dit besluit ({Kind(kind).label if kind in Kind else 'voorschot'}, {euro(amount)})."
                return Obstacle("no-mandate", sentence, "Awb 10:3", {"kind": kind, "amount_cents": amount})
        return None


class Owed(Guard):
    """A payment is a part of an announced decision, not proposed before, on the account of the recipient, and the pot holds it."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"payments", "money"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that says why nothing is owed."""
        decision, number = facts.decision, facts.payload.number
        if decision is None or decision.state != Decision.ANNOUNCED or not 0 <= number < len(decision.payable):
            return Obstacle("nothing-owed", "Dit besluit geeft geen recht op deze betaling.", "Awb 4:86")
        if facts.application.bank_account_id is None:
            return Obstacle(
                "no-bank-account", "De ontvanger heeft nog geen rekening opgegeven.", "Awb 4:89, eerste lid"
            )
        under_way = [p for p in facts.need("payments") if p.decision == decision.pk and p.number == number]
        if any(p.state not in (Payment.RETURNED, Payment.CANCELLED) for p in under_way):
            return Obstacle("paid-already", "Voor dit deel is al een betaling gemaakt.", "Awb 4:87")
        part = decision.payable[number]
        if part.kind == "rest":
            return Obstacle("not-payable-yet", "Dit deel betaalt u na de vaststelling.", "Awb 4:52, eerste lid")
        held = facts.need("money").get(part.book, {}).get("committed", 0)
        if part.amount_cents <= held:
            return None
        sentence = f"Er staat nog {euro(held)} klaar, u wilt {euro(part.amount_cents)} betalen."
        return Obstacle(
            "more-than-committed", sentence, "Awb 4:52", {"held_cents": held, "amount_cents": part.amount_cents}
        )


class AfterOrder(Guard):
    """The bank credits no account before it was told to."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle on a day before the order."""
        payment = facts.row
        assert isinstance(payment, Payment)
        if payment.ordered_on is None or payment.ordered_on <= facts.today:
            return None
        return Obstacle(
            "before-its-order",
            "Een betaling kan niet eerder verwerkt zijn dan de opdracht aan de bank.",
            "Awb 4:89, derde lid",
        )


@dataclass(frozen=True, slots=True)
class ThirdSignature(Guard):
    """Above an amount in cents (proposed: the payment rule of the municipality) a third person approves."""

    above_cents: int = 5_000_000

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle until the third person approved."""
        payment = facts.row
        assert isinstance(payment, Payment)
        if payment.amount_cents <= self.above_cents or payment.third_approved:
            return None
        sentence = f"Boven {euro(self.above_cents)} tekent een derde persoon mee."
        return Obstacle("third-signature-missing", sentence, "Gemeentewet 212", {"above_cents": self.above_cents})
