"""Effects that start terms: each a new row with the sum that explains the date; a term is never overwritten."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from grants.payloads import ReportOwed
from grants.regimes import AUDIT_OPINION, OPINION, regime_of
from workflow.clock import day_of, last_day_of
from workflow.deadlines import deadline, set_date
from workflow.facts import Change, Product, Put, Then
from workflow.law import terms as law
from workflow.law.state_aid import register_by
from workflow.law.wording import dutch_date
from workflow.scheme import Effect, word

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from grants.models import Round
    from workflow.law.terms import Term
    from workflow.scheme import Scheme

Intervals = tuple[tuple[date, date], ...]


def decision_term(
    facts: CaseFacts, suspensions: Intervals = (), *, received_at: datetime | None = None, extended_weeks: int = 0
) -> Term:
    """The term to decide: from receipt or from the close of the round, as the regulation of the scheme says, and as it was extended."""
    received = day_of(received_at or facts.application.received_at or facts.received_at)
    weeks = extended_weeks or facts.application.extended_weeks
    return term_in(facts.round, facts.scheme, received, suspensions=suspensions, extended_weeks=weeks)


def term_in(round_: Round, scheme: Scheme, received: date, **more: Any) -> Term:
    """The term to decide on what is received on a day in a round."""
    rule = scheme.round_rule(round_.rule)
    start = received if rule.decision_term_from == "received" else max(last_day_of(round_.closes_at), received)
    opening = "Ontvangen op {}." if start == received else "De ronde sloot op {}."
    weeks, basis = rule.decision_term_weeks, rule.basis or "Awb 4:13"
    return law.decision_term(start, weeks=weeks, basis=basis, opening=opening, **more)


def _objection(facts: CaseFacts) -> Term:
    return law.objection_term(facts.today)


def _payment(facts: CaseFacts) -> Term:
    return law.payment_term(facts.today)


TERMS: dict[str, Callable[[CaseFacts], Term]] = {
    "decision_term": decision_term,
    "objection_term": _objection,
    "payment_term": _payment,
}
"""Which terms can be started, and how each is reckoned."""


def place(facts: CaseFacts, kind: str) -> dict[str, Any]:
    """Where the next computation of a term of the application stands."""
    earlier = facts.need("deadlines").get(kind)
    return {
        "stream": facts.row.stream,
        "subject": facts.application.pk,
        "revision": earlier.revision + 1 if earlier else 1,
    }


@word
@dataclass(frozen=True, slots=True)
class Start(Effect):
    """Start a term on the day of the step: `decision_term`, `objection_term`, `payment_term`."""

    term: str

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The first record of the term: with the decision it follows from, else with the application."""
        subject = facts.decision.pk if facts.decision else facts.application.pk
        yield Put(deadline(self.term, TERMS[self.term](facts), stream=facts.row.stream, subject=subject))


@word
@dataclass(frozen=True, slots=True)
class RegisterStateAid(Effect):
    """De-minimis aid is entered in the central register within 20 working days after the grant, since 1 January 2026."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The last day to register; the earlier of the two ways of counting."""
        assert facts.decision is not None
        last = register_by(facts.today).conservative
        sentence = f"Besluit van {dutch_date(facts.today)}. 20 werkdagen later is {dutch_date(last)}."
        yield Put(
            set_date(
                "state_aid_register",
                last,
                article="Verordening (EU) 2023/2831, artikel 6",
                sentence=sentence,
                since=facts.today,
                stream=facts.row.stream,
                subject=facts.decision.pk,
            )
        )


class OweOpinion(Effect):
    """A grant under the regime of the audit opinion owes one, by the day of the account where the round sets one."""

    STARTS: ClassVar[tuple[str, ...]] = ("report",)

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The report that is due."""
        decision = facts.decision
        if decision and regime_of(facts.figures, decision.amount_cents, facts.today) == AUDIT_OPINION:
            yield from Owe(OPINION, "accounts_due").products(facts)


@word
@dataclass(frozen=True, slots=True)
class OweAfterEnd(Effect):
    """An award asks for a report so many weeks after the end of the plan, as the figure `weeks` of the round says.

    Where the applicant named no end in the answer to `end`, there is no fixed date.
    """

    kind: str
    weeks: str
    end: str = "eind"
    NEEDS: ClassVar[frozenset[str]] = frozenset({"sent"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The report that is due, on a working day."""
        end, weeks = facts.need("sent").answers.get(self.end), facts.figures.get(self.weeks)
        day = date.fromisoformat(end) + timedelta(weeks=weeks) if end and weeks else None
        owed = ReportOwed(facts.application.pk, self.kind, law.set_by_authority(day) if day else None)
        report = uuid.uuid5(facts.application.pk, f"report/{self.kind}")
        yield Then(Change("report", "ask", report, owed, facts.row.stream_id))


@word
@dataclass(frozen=True, slots=True)
class Owe(Effect):
    """An award asks for a report, by a date among the parameters of the round ("" for no fixed date)."""

    kind: str
    parameter: str = ""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The report that is due."""
        due = facts.figures.get(self.parameter)
        owed = ReportOwed(facts.application.pk, self.kind, date.fromisoformat(due) if due else None)
        yield Then(
            Change("report", "ask", uuid.uuid5(facts.application.pk, f"report/{self.kind}"), owed, facts.row.stream_id)
        )
