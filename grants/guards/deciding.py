"""Guards before deciding, in the order of the procedure. Pure; what they look at is named in `NEEDS`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from budgets.models import Payment
from grants.models import Application, Decision
from grants.models.decision import Part
from grants.payment_plan import INSTALMENT_DAY, balance_parts
from workflow.errors import Obstacle
from workflow.law.terms import set_aside_term
from workflow.law.wording import dutch_date
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from workflow.facts import Change

Kind = Decision.Kind

STATES_BY_KIND: dict[str, tuple[str, ...]] = {
    Kind.AWARD: (Application.ASSESSED, Application.REJECTED),
    Kind.REFUSAL: (Application.SUBMITTED, Application.ASSESSED),
    Kind.SET_ASIDE: (Application.SUBMITTED, Application.INCOMPLETE),
    Kind.DETERMINATION: (
        Application.ASSESSED,
        Application.AWARDED,
        Application.MONITORED,
        Application.ACCOUNT_SUBMITTED,
    ),
    Kind.LOWER_DETERMINATION: (Application.AWARDED, Application.MONITORED, Application.ACCOUNT_SUBMITTED),
    Kind.PRIZE: (Application.AWARDED, Application.MONITORED, Application.ACCOUNT_SUBMITTED, Application.ACCOUNTED),
    Kind.RECOVERY: (Application.AWARDED, Application.MONITORED, Application.ACCOUNTED, Application.REVOKED),
    Kind.AMENDMENT: (Application.AWARDED, Application.MONITORED),
    Kind.REVOCATION: (
        Application.AWARDED,
        Application.MONITORED,
        Application.ACCOUNT_SUBMITTED,
        Application.ACCOUNTED,
    ),
    Kind.RECTIFICATION: (
        Application.AWARDED,
        Application.MONITORED,
        Application.ACCOUNT_SUBMITTED,
        Application.ACCOUNTED,
        Application.REJECTED,
        Application.SET_ASIDE,
        Application.REVOKED,
    ),
}
"""In which state of the application each kind of decision can be taken."""

GIVES = (Kind.AWARD, Kind.PRIZE)
"""Kinds of decision that give money; a determination does so when it is a direct one."""

FINAL = (Kind.DETERMINATION, Kind.LOWER_DETERMINATION)
CORRECTIVE = (Kind.AMENDMENT, Kind.REVOCATION)
"""Kinds of decision that change or take back an earlier one."""

WAYS: dict[str, tuple[str, ...]] = {Kind.AWARD: ("advance", "rest"), Kind.AMENDMENT: ("advance", "rest")}
"""How the parts of each kind of decision are paid; all others at once, as a balance."""

LINE = re.compile(r"line:([^:]+):\d{4}")


def gives(kind: str, application: Application) -> bool:
    """Whether a decision of this kind grants money anew: an award, a prize, or a direct determination (Awb 4:43)."""
    return kind in GIVES or (kind == Kind.DETERMINATION and application.state == Application.ASSESSED)


def drafts_any(changes: Sequence[Change], *kinds: str) -> bool:
    """Whether any of the changes drafts a decision of one of these kinds."""
    return any(getattr(change.payload, "kind", "") in kinds for change in changes)


def line_code(book: str) -> str:
    """The code of the budget line of a book ("line:4.1.1-IA:2026"), whatever the year; "" for a book that is no line."""
    found = LINE.fullmatch(book)
    return found[1] if found else ""


def remaining(facts: CaseFacts) -> tuple[Part, ...]:
    """What a determination still has to pay, by line, the earliest first; the line of a later year on its own day."""
    money = facts.need("money").items()
    held = {book: pots for book, pots in money if book.startswith("line:") and book != facts.round.prize_book}
    due = {book: date(int(book[-4:]), *INSTALMENT_DAY) for book in held if int(book[-4:]) > facts.today.year}
    return balance_parts(held, facts.payload.amount_cents, due)


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


REPEATED = (Kind.AMENDMENT, Kind.RECTIFICATION, Kind.RECOVERY)
"""Kinds of decision of which another may follow once the first was announced."""


class OneOfAKind(Guard):
    """Of each kind of decision there is one on an application; another one waits until the first was taken back.

    Amendments, rectifications and claims may follow each other, one at a time.
    """

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"decisions"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when there is one already."""
        kind = facts.payload.kind
        over = (Decision.ANNOUNCED,) if kind in REPEATED else ()
        if all(one.kind != kind or one.state in over for one in facts.need("decisions")):
            return None
        return Obstacle("decided-already", f"Over deze aanvraag is er al een besluit: {Kind(kind).label}.", "Awb 1:3")


class PartsAddUp(Guard):
    """What a decision pays is what it owes: its amount when it gives, what remains to be paid when it determines, else nothing."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """A determination looks at what is still committed."""
        return frozenset({"money"}) if drafts_any(changes, *FINAL) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the parts are not the amount."""
        draft = facts.payload
        total, owed = sum(part.amount_cents for part in draft.parts), 0
        if draft.kind == Kind.AMENDMENT:
            return None  # What it leaves to pay is looked at by `AmendmentAddsUp`.
        if gives(draft.kind, facts.application):
            owed = draft.amount_cents
        elif draft.parts and draft.kind in FINAL:
            owed = sum(part.amount_cents for part in remaining(facts))
        if total == owed and (owed or not gives(draft.kind, facts.application)):
            return None
        sentence = f"De delen zijn samen {euro(total)}, het besluit gaat over {euro(owed)}."
        return Obstacle("parts-do-not-add-up", sentence, "Awb 4:31", {"parts_cents": total, "amount_cents": owed})


class PartsInPlace(Guard):
    """Every part stands on a budget line that may carry it, in a way of paying that belongs to the decision."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only parts on several lines look at the line of the area team."""
        several = any(len({line_code(p.book) for p in getattr(change.payload, "parts", ())}) > 1 for change in changes)
        return frozenset({"team_line"}) if several else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that names the first part that is out of place."""
        draft = facts.payload
        prize = draft.kind == Kind.PRIZE
        lines = {line_code(facts.round.prize_book if prize else facts.round.book)}
        if not prize and "team_line" in facts.more:
            lines.add(facts.need("team_line"))
        for part in draft.parts:
            if part.amount_cents <= 0 or part.kind not in WAYS.get(draft.kind, ("balance",)):
                sentence = f"Een deel van {euro(part.amount_cents)} als {part.kind} kan hier niet."
                return Obstacle("part-invalid", sentence, "Awb 4:86")
            if line_code(part.book) not in lines - {""}:
                return Obstacle(
                    "line-not-for-this", "Deze begrotingspost hoort niet bij deze ronde.", "Gemeentewet 189"
                )
        return None


class NothingUnderWay(Guard):
    """What reckons with what was paid waits until every payment that was begun is settled or taken back."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only what reckons with the payments looks at them."""
        return frozenset({"payments"}) if drafts_any(changes, *FINAL, *CORRECTIVE) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle while a payment is on its way."""
        final = facts.payload.kind in FINAL and facts.application.state != Application.ASSESSED
        return payment_under_way(facts) if final or facts.payload.kind in CORRECTIVE else None


def payment_under_way(facts: CaseFacts) -> Obstacle | None:
    """An obstacle while a payment was begun and is not settled or taken back."""
    if all(payment.state not in Payment.UNDER_WAY for payment in facts.need("payments")):
        return None
    sentence = "Er is nog een betaling onderweg. Wacht tot die verwerkt is."
    return Obstacle("payment-under-way", sentence, "Awb 4:95, vierde lid")


def _claimed_open(facts: CaseFacts) -> int:
    """What was claimed before and has not come back yet, in cents."""
    claims: int = sum(one.amount_cents for one in facts.need("decisions") if one.kind == Kind.RECOVERY)
    back = Payment.Kind.RECOVERY_RECEIPT
    received = (one for one in facts.need("payments") if one.kind == back and one.state == Payment.SETTLED)
    back_cents: int = sum(one.amount_cents for one in received)
    return max(0, claims - back_cents)


class WithinRequest(Guard):
    """Nobody is granted more than was asked, or refused less; nothing is determined above the grant, or claimed beyond what is too much."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a claim looks at the ledger, and at what was claimed and received before."""
        return frozenset({"money", "decisions", "payments"}) if drafts_any(changes, Kind.RECOVERY) else frozenset()

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that shows both amounts."""
        draft, case = facts.payload, facts.application
        if draft.kind in (Kind.REFUSAL, Kind.SET_ASIDE):
            return _not_as_asked(draft.amount_cents, case.requested_cents or 0)
        if draft.kind == Kind.RECOVERY:
            return _claim_fits(facts)
        if draft.kind in (Kind.PRIZE, Kind.RECTIFICATION):
            return None
        if draft.kind == Kind.AWARD and case.requested_cents is None:
            return Obstacle("nothing-requested", "Deze aanvraag noemt nog geen bedrag.", "Awb 4:2")
        undecided = case.state in (Application.ASSESSED, Application.REJECTED)
        limit = case.requested_cents if undecided or draft.kind == Kind.AMENDMENT else case.granted_cents
        if limit is None or draft.amount_cents <= limit:
            return None
        sentence = f"Het bedrag van {euro(draft.amount_cents)} is hoger dan {euro(limit)}."
        return Obstacle(
            "amount-too-high", sentence, "Awb 4:31, 4:46", {"limit_cents": limit, "amount_cents": draft.amount_cents}
        )


def _claim_fits(facts: CaseFacts) -> Obstacle | None:
    """A claim is of something, and of no more than was paid too much and is not claimed yet."""
    cents, claimed = facts.payload.amount_cents, _claimed_open(facts)
    undue = sum(pots.get("recoverable", 0) for pots in facts.need("money").values())
    left = max(0, undue - claimed)
    if 0 < cents <= left:
        return None
    detail: dict[str, object] = {"limit_cents": left, "amount_cents": cents}
    if cents == 0:
        sentence = f"Een terugvordering van {euro(0)} is er geen. Er is nog {euro(left)} te veel betaald."
        return Obstacle("nothing-to-recover", sentence, "Awb 4:57", detail)
    asked = f" Daarvan is {euro(claimed)} al teruggevraagd." if claimed else ""
    sentence = f"Er is nog {euro(undue)} te veel betaald.{asked} U kunt {euro(left)} terugvragen, geen {euro(cents)}."
    return Obstacle("amount-too-high", sentence, "Awb 4:57", detail)


def _not_as_asked(amount_cents: int, requested_cents: int) -> Obstacle | None:
    """A refusal is about what was asked: the mandate to sign it is held against that amount."""
    if amount_cents == requested_cents:
        return None
    sentence = (
        f"Gevraagd is {euro(requested_cents)}. Een afwijzing gaat over dat bedrag, niet over {euro(amount_cents)}."
    )
    return Obstacle("amount-not-as-asked", sentence, "Awb 4:25, 4:35", {"limit_cents": requested_cents})


class SetAsideInTime(Guard):
    """Setting aside is announced within four weeks after the term lapsed, or after a completion that was not enough (Awb 4:5)."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the four weeks are over, or nothing was ever asked."""
        kind = facts.decision.kind if facts.decision and facts.decision.kind else getattr(facts.payload, "kind", "")
        if kind != Kind.SET_ASIDE:
            return None
        until = facts.application.completion_until
        if until is None:
            return Obstacle("nothing-asked", "Vraag eerst om aanvulling.", "Awb 4:5, eerste lid")
        completed = facts.application.completed_on if facts.application.state == Application.SUBMITTED else None
        completed = completed if completed and completed <= until else None  # What came too late gives no new weeks.
        last = (set_aside_term(completed=completed) if completed else set_aside_term(until)).deadline
        if (completed or until < facts.today) and facts.today <= last:
            return None
        since = dutch_date(completed or until)
        sentence = f"Buiten behandeling stellen kan na {since}, tot en met {dutch_date(last)}."
        return Obstacle("set-aside-out-of-time", sentence, "Awb 4:5, vierde lid")
