"""Guards before a decision that changes, takes back or puts right an earlier one. Pure; what they look at is named in `NEEDS`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from budgets.models import Payment
from grants.amending import Held, following, paid_out
from grants.guards.deciding import CORRECTIVE, FINAL, drafts_any
from grants.guards.paying import ACCOUNTING
from grants.models import Application, Decision
from grants.models.decision import Part
from grants.payment_plan import due_on
from workflow.errors import Obstacle
from workflow.law.amendment import AdverseGround, last_day_to_take_back
from workflow.law.recovery import recovery_limit
from workflow.law.wording import dutch_date
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from workflow.facts import Change

Kind = Decision.Kind


def is_adverse(facts: CaseFacts) -> bool:
    """Whether a draft is against the recipient: a revocation, or an amendment to a lower amount."""
    draft = facts.payload
    lower = draft.amount_cents < (facts.application.granted_cents or 0)
    return bool(draft.kind == Kind.REVOCATION or (draft.kind == Kind.AMENDMENT and lower))


def schedule(facts: CaseFacts, amount_cents: int) -> tuple[Part, ...]:
    """What an amendment leaves to pay when the draft does not say: the parts of today that are not paid, fitted to the amount."""
    case = facts.application
    standing = [one for one in facts.need("decisions") if is_standing(one, case)]
    made = {(one.decision, one.number) for one in facts.need("payments") if one.state in Payment.STANDING}
    unpaid = [part for one in standing for n, part in enumerate(one.payable) if (one.pk, n) not in made]
    advance = facts.figures.get("advance_share") == 1 or "instalment_years" in facts.figures
    otherwise = Part(facts.round.book, "advance" if advance else "rest", None, 0)
    left = amount_cents - paid_out(facts.need("money"), facts.round.prize_book)
    return following(unpaid, max(0, left), otherwise)


def is_standing(decision: Decision, case: Application) -> bool:
    """Whether the parts of a decision on the grant are those that are paid: the newest amendment took the place of what was before."""
    if case.amended_by:
        return decision.pk == case.amended_by
    return decision.kind == Kind.AWARD and decision.state == Decision.ANNOUNCED


def came_back(
    decision: Decision,
    number: int,
    case: Application,
    decisions: Sequence[Decision],
    payments: Sequence[Payment],
    held: Held,
) -> bool:
    """Whether a part of a replaced decision is owed once more: an amendment counted it as paid, and the money came back since.

    Then more is committed in its book than what stands asks and what is on its way takes.
    """
    part, waits = (
        decision.payable[number],
        {(one.decision, one.number) for one in payments if one.state in Payment.STANDING},
    )
    if all(one.state != Payment.RETURNED for one in payments if (one.decision, one.number) == (decision.pk, number)):
        return False
    asked = sum(
        one.amount_cents
        for standing in decisions
        if is_standing(standing, case)
        for n, one in enumerate(standing.payable)
        if one.book == part.book and (standing.pk, n) not in waits
    )
    on_its_way = sum(one.amount_cents for one in payments if one.book == part.book and one.state in Payment.UNDER_WAY)
    return part.amount_cents <= held.get(part.book, {}).get("committed", 0) - asked - on_its_way


class AdverseOnAGround(Guard):
    """Against the recipient one decides on a ground of the law that holds now, and in the time of the law (Awb 4:48-4:50)."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a corrective decision looks at the earlier ones, and at what was paid on them."""
        return frozenset({"decisions", "payments"}) if drafts_any(changes, *CORRECTIVE, Kind.RECOVERY) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle without a ground, with one of another moment, or when it is too late or too soon."""
        draft = facts.payload
        if not is_adverse(facts):
            return _recovered_too_late(facts) if draft.kind == Kind.RECOVERY else None
        if draft.ground not in tuple(AdverseGround):
            sentence = "Geef de grond van de wet waarop u verlaagt of intrekt."
            return Obstacle("ground-missing", sentence, "Awb 4:48, 4:49, 4:50")
        ground = AdverseGround(draft.ground)
        determined = facts.application.state == Application.ACCOUNTED
        if ground.after_determination != determined:
            moment = "na de vaststelling" if ground.after_determination else "tot de vaststelling"
            return Obstacle("ground-of-another-moment", f"Deze grond geldt alleen {moment}.", ground.article)
        return _too_late(facts) if determined else _too_soon(facts, ground)


def _too_late(facts: CaseFacts) -> Obstacle | None:
    finals = (Kind.DETERMINATION, Kind.LOWER_DETERMINATION)
    announced = [one.announced_on for one in facts.need("decisions") if one.kind in finals and one.announced_on]
    broken = facts.payload.details.get("broken_on") if facts.payload.ground == AdverseGround.BROKEN_AFTERWARDS else None
    last = last_day_to_take_back(max(announced), date.fromisoformat(broken) if broken else None).deadline
    if facts.today <= last:
        return None
    return Obstacle("five-years-over", f"Dit kon tot en met {dutch_date(last)}.", "Awb 4:49, derde lid")


def _recovered_too_late(facts: CaseFacts) -> Obstacle | None:
    """Five years after the determination nothing is claimed any more (Awb 4:57, vierde lid)."""
    announced = [one.announced_on for one in facts.need("decisions") if one.kind in FINAL and one.announced_on]
    last = recovery_limit(max(announced)).deadline if announced else facts.today
    if facts.today <= last:
        return None
    return Obstacle("recovery-too-late", f"Terugvorderen kon tot en met {dutch_date(last)}.", "Awb 4:57, vierde lid")


def _too_soon(facts: CaseFacts, ground: AdverseGround) -> Obstacle | None:
    """What rests on Awb 4:50 works after a reasonable term: the draft names the day, and what is due before it is paid first."""
    named = facts.payload.details.get("effective_on")
    if ground.works_back:
        return None
    if named and date.fromisoformat(named) > facts.today:
        return _due_before(facts, date.fromisoformat(named)) if facts.payload.kind == Kind.REVOCATION else None
    sentence = "Geef de ontvanger een redelijke termijn: noem de dag waarop dit ingaat."
    return Obstacle("reasonable-term-missing", sentence, "Awb 4:50, eerste lid")


def _due_before(facts: CaseFacts, effective_on: date) -> Obstacle | None:
    """What a revocation may not take along: what should have been paid before the day on which it works, and can be paid."""
    case = facts.application
    if case.bank_account_id is None or case.payments_suspended_through or case.state in ACCOUNTING:
        return None
    made = {(one.decision, one.number) for one in facts.need("payments") if one.state in Payment.STANDING}
    due_cents = sum(
        part.amount_cents
        for one in facts.need("decisions")
        if is_standing(one, case) and one.announced_on
        for n, part in enumerate(one.payable)
        if part.kind == "advance" and (one.pk, n) not in made and due_on(part, one.announced_on) < effective_on
    )
    if not due_cents:
        return None
    sentence = f"Vóór {dutch_date(effective_on)} moet u nog {euro(due_cents)} betalen. Betaal dat eerst, of noem een eerdere dag."
    return Obstacle("due-before-it-works", sentence, "Awb 4:50, eerste lid; 4:87", {"due_cents": due_cents})


class AmendmentAddsUp(Guard):
    """An amendment leaves an amount above zero, and its parts are exactly what is not paid of it yet."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a corrective decision looks at the money."""
        return frozenset({"money", "payments", "decisions"}) if drafts_any(changes, *CORRECTIVE) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that shows the sum."""
        draft = facts.payload
        if draft.kind == Kind.REVOCATION:
            whole = Obstacle("revoked-as-a-whole", "Intrekken doet u helemaal. Verlagen is een wijziging.", "Awb 4:48")
            return whole if draft.amount_cents or draft.parts else None
        if draft.kind != Kind.AMENDMENT:
            return None
        if draft.amount_cents == 0:
            return Obstacle("amended-to-nothing", "Blijft er niets over? Trek de subsidie dan in.", "Awb 4:48, 4:50")
        out = paid_out(facts.need("money"), facts.round.prize_book)
        owed, total = max(0, draft.amount_cents - out), sum(part.amount_cents for part in draft.parts)
        if not draft.parts or total == owed:
            return None
        sentence = (
            f"Van {euro(draft.amount_cents)} is {euro(out)} betaald. De delen zijn samen {euro(total)}, "
            f"dat moet {euro(owed)} zijn."
        )
        return Obstacle("amendment-does-not-add-up", sentence, "Awb 4:31", {"parts_cents": total, "amount_cents": owed})


class StillAsDrafted(Guard):
    """Between the draft of an amendment and its announcement nothing was paid, and nothing is on its way: what it says still holds."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"money", "payments"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the sum does not hold any more."""
        decision = facts.decision
        if decision is None:
            return None
        if any(payment.state in Payment.UNDER_WAY for payment in facts.need("payments")):
            sentence = "Er is een betaling onderweg. Wacht tot die verwerkt is, of trek haar in."
            return Obstacle("amendment-waits", sentence, "Awb 4:95, vierde lid")
        owed = max(0, decision.amount_cents - paid_out(facts.need("money"), facts.round.prize_book))
        if sum(part.amount_cents for part in decision.payable) == owed:
            return None
        sentence = "Er is intussen betaald. Trek dit ontwerp in en maak een nieuw."
        return Obstacle("amendment-overtaken", sentence, "Awb 4:31")


class StandingGrant(Guard):
    """What is paid of a grant is a part of the decision that stands: the newest amendment took the place of what was before."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"decisions", "money", "payments"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle for a part that an amendment replaced, unless it came back since, and for all of what was revoked."""
        decision, case = facts.decision, facts.application
        if decision is None or decision.kind == Kind.PRIZE:
            return None
        if case.state == Application.REVOKED:
            return Obstacle("revoked-since", "Deze subsidie is ingetrokken.", "Awb 4:48, 4:49, 4:50")
        if decision.kind not in (Kind.AWARD, Kind.AMENDMENT) or is_standing(decision, case):
            return None
        number, looked_at = facts.payload.number, (facts.need("decisions"), facts.need("payments"), facts.need("money"))
        if 0 <= number < len(decision.payable) and came_back(decision, number, case, *looked_at):
            return None
        return Obstacle("amended-since", "Een later besluit kwam hiervoor in de plaats.", "Awb 4:86")


class RectifiesOne(Guard):
    """A rectification names the announced decision that it puts right, keeps its amount, and says what it must be."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a rectification looks at the earlier decisions."""
        return frozenset({"decisions"}) if drafts_any(changes, Kind.RECTIFICATION) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when there is no such decision, or rights would change."""
        draft = facts.payload
        if draft.kind != Kind.RECTIFICATION:
            return None
        named = str(draft.details.get("rectifies", ""))
        found = [one for one in facts.need("decisions") if str(one.pk) == named and one.state == Decision.ANNOUNCED]
        if not found or not draft.reason.strip():
            return Obstacle("nothing-to-rectify", "Noem het besluit en zeg wat er had moeten staan.", "Awb 3:46")
        if draft.amount_cents == found[0].amount_cents and not draft.parts:
            return None
        return Obstacle("rights-would-change", "Verandert het bedrag? Maak dan een wijziging.", "Awb 4:48, 4:50")
