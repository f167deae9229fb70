"""The facts of a case as the writer of a letter asks for them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from documents.letters import LetterIncomplete
from grants.allocation import for_round
from grants.amending import paid_out
from grants.letters.profile import Profile
from grants.models import Application, Decision, FinalAccount, LegalProfile
from workflow.clock import day_of
from workflow.law.calendar import CalendarExhausted
from workflow.law.terms import set_by_authority, term

if TYPE_CHECKING:
    from budgets.models import Payment
    from grants.facts import CaseFacts
    from grants.letters.selectors import Place
    from grants.selectors import Party
    from partners.models import Person
    from workflow.scheme import Allocation, Scheme

Kind = Decision.Kind


def working_day(day: date) -> date:
    """A day that the authority sets, on the working day before where it is none; as it is beyond the calendar of holidays."""
    try:
        return set_by_authority(day)
    except CalendarExhausted:
        return day


@dataclass(frozen=True)
class Dossier:
    """One letter to write: the case, the decision it is about, and what the law and the municipality say."""

    facts: CaseFacts

    def need(self, name: str) -> Any:
        """What a selector of the letters found for this case."""
        return self.facts.need(f"letter_{name}")

    @property
    def case(self) -> Application:
        """The application, or the idea before it."""
        return self.facts.application

    @property
    def scheme(self) -> Scheme:
        """The scheme under which the case runs."""
        return self.facts.scheme

    @property
    def figures(self) -> Mapping[str, Any]:
        """The parameters of the round."""
        return self.facts.figures

    @property
    def today(self) -> date:
        """The day on which the letter is sent."""
        return self.facts.today

    @property
    def about(self) -> Mapping[str, Any]:
        """What the step brought along."""
        found: Mapping[str, Any] = self.facts.payload.about
        return found

    @property
    def decision(self) -> Decision:
        """The decision that the letter announces."""
        found = self.facts.decision
        assert found is not None, f"a letter of kind {self.facts.payload.kind} is about a decision"
        return found

    @cached_property
    def details(self) -> Mapping[str, Any]:
        """The public figures that came with the draft."""
        found: Mapping[str, Any] = json.loads(self.decision.details)
        return found

    @property
    def law(self) -> LegalProfile:
        """The legal profile of today, with the texts that colleagues released."""
        found: LegalProfile | None = self.need("profile")
        if found is None:
            raise LetterIncomplete("LegalProfile", "Awb 3:41")
        return found

    @cached_property
    def profile(self) -> Profile:
        """What the municipality says of itself."""
        return Profile.from_json(self.law.body)

    def text(self, name: str, default: str = "") -> str:
        """A text as colleagues released it last, else as the scheme has it, else the default."""
        return self.law.texts.get((self.scheme.code, name), self.scheme.letters.get(name, default))

    @cached_property
    def rule(self) -> Allocation:
        """How the money of the round is divided, with the figures of the round filled in."""
        return for_round(self.scheme.round_rule(self.facts.round.rule).allocation, self.figures)

    @property
    def regulation(self) -> str:
        """The regulation of the scheme as it is cited."""
        return self.profile.regulations.get(self.scheme.code, self.scheme.regulation)

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        """What the applicant answered last, as far as it is not personal."""
        found: Mapping[str, Any] = self.need("sent").answers
        return found

    @property
    def party(self) -> Party:
        """Whom the letter goes to."""
        found: Party = self.need("party")
        return found

    def person(self, who: uuid.UUID | None) -> Person | None:
        """A signer or a contact person."""
        found: Person | None = self.need("people").get(who)
        return found

    @property
    def contact(self) -> Person | None:
        """Who answers questions about the round, where it names somebody."""
        named = self.figures.get("contact")
        return self.person(uuid.UUID(named)) if named else None

    @property
    def applied_on(self) -> date:
        """The day on which the application arrived, or the idea when there is no application."""
        arrived = self.case.received_at or self.case.idea_received_at
        return day_of(arrived) if arrived else self.today

    @property
    def closed_at(self) -> datetime | None:
        """When the round closed, where the application came after that; nothing when it was in time."""
        received, closes = self.case.received_at or self.facts.now, self.facts.round.closes_at
        return closes if received > closes else None

    @property
    def asked_cents(self) -> int:
        """What was asked: of a formula what it gives, for there nobody names an amount."""
        computed = self.details.get("inhabitants_cents", 0) + self.details.get("area_cents", 0)
        return self.case.requested_cents or computed or self.decision.amount_cents

    @property
    def costs_cents(self) -> int:
        """The costs in the budget of the plan; nothing when there is no budget."""
        return sum(line["amount_cents"] for line in (self.answers.get("begroting") or {}).get("costs", ()))

    @property
    def standings(self) -> tuple[Place, ...]:
        """The whole ranking of the round, best first."""
        found: tuple[Place, ...] = self.need("standings")
        return found

    @property
    def place(self) -> Place | None:
        """Where this application ended; nothing when the round is not ranked, or goes without ranking."""
        return next((place for place in self.standings if place.application == self.case.pk), None)

    @property
    def account(self) -> FinalAccount | None:
        """The last account that was received."""
        found: list[FinalAccount] = self.need("accounts")
        return found[-1] if found else None

    @property
    def advances(self) -> tuple[Payment, ...]:
        """The advances that reached the recipient, the earliest first."""
        paid = (one for one in self.need("payments") if one.kind == one.Kind.ADVANCE and one.state == one.SETTLED)
        return tuple(sorted(paid, key=lambda one: (one.settled_on, one.number)))

    @property
    def paid(self) -> tuple[Payment, ...]:
        """All that was paid on the grant, prizes left out, the earliest first."""
        out = (
            one for one in self.need("payments") if one.kind != one.Kind.RECOVERY_RECEIPT and one.state == one.SETTLED
        )
        mine = (one for one in out if one.book != self.facts.round.prize_book)
        return tuple(sorted(mine, key=lambda one: (one.settled_on, one.number)))

    @property
    def paid_cents(self) -> int:
        """All that was paid on the grant together."""
        return sum(one.amount_cents for one in self.paid)

    @property
    def undue_cents(self) -> int:
        """What earlier decisions made undue of it: it came back, was claimed, or has still to be."""
        return self.paid_cents - paid_out(self.need("money"), self.facts.round.prize_book)

    @property
    def claimed_cents(self) -> int:
        """What earlier decisions claimed back."""
        made: list[Decision] = self.need("decisions")
        mine = (one for one in made if one.kind == Kind.RECOVERY and one.pk != self.decision.pk)
        return sum(one.amount_cents for one in mine if one.state == Decision.ANNOUNCED)

    @property
    def granted(self) -> Decision:
        """The award as it stands: the newest amendment took its place."""
        return self.amended(self.case.amended_by)

    def amended(self, by: uuid.UUID | None) -> Decision:
        """The decision on the grant that stands where this amendment is the newest; the award where there is none."""
        made: list[Decision] = self.need("decisions")
        return next((one for one in made if one.pk == by), None) or self.earlier(Kind.AWARD)

    @property
    def granting(self) -> Decision:
        """The decision that gives the amount: the determination, also one without an award before it (Awb 4:43), or else the award."""
        determined = self.case.determined_cents is not None
        return self.earlier(Kind.DETERMINATION, Kind.LOWER_DETERMINATION) if determined else self.granted

    @property
    def standing(self) -> Decision:
        """The decision that says what the recipient may keep of what was paid."""
        return self.earlier(Kind.REVOCATION) if self.case.state == Application.REVOKED else self.granting

    def earlier(self, *kinds: str) -> Decision:
        """The announced decision of one of these kinds on which this one rests."""
        made: list[Decision] = self.need("decisions")
        found = [
            one for one in made if one.kind in kinds and one.state == Decision.ANNOUNCED and one.pk != self.decision.pk
        ]
        if not found:
            raise LetterIncomplete("Decision.granted_on", "Awb 4:46", "is er niet: er is nog niets bekendgemaakt")
        return found[-1]

    def answered_day(self, question: str) -> date | None:
        """The day that was answered to a question."""
        answer = self.answers.get(question)
        return date.fromisoformat(answer) if answer else None

    def set_day(self, parameter: str) -> date | None:
        """A day among the parameters of the round."""
        found = self.figures.get(parameter)
        return date.fromisoformat(found) if found else None

    def period(self, since: date) -> tuple[date, date]:
        """From when until when the plan runs: by the answers, else by the round, else by the scheme, else by the municipality."""
        first = self.answered_day("start") or self.set_day("execution_from") or since
        last = self.answered_day("eind") or self.set_day("execution_through")
        return first, last or working_day(term(since, months=self._months, basis=self.profile.asv, atw=False).deadline)

    @property
    def _months(self) -> int:
        from_announcement = (rule.months for rule in self.scheme.obligations if rule.from_ == "announcement")
        return max(from_announcement, default=0) or self.profile.execution_months

    def evidence_until(self, end: date) -> date:
        """Until when evidence is kept, counted from the end of the plan."""
        return term(end, years=self.profile.evidence_years, basis=self.profile.asv).deadline
