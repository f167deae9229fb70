"""What an objection brings about: whether it came in time, and by when is decided on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from grants import anew
from grants.effects.letters import letter
from grants.effects.terms import place
from grants.models import Decision, Objection
from workflow.deadlines import deadline, set_date
from workflow.facts import Facts, Product, Put, Revise, Set
from workflow.law import terms as law
from workflow.law.wording import dutch_date
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts


def came_in_time(received_at: datetime, posted_on: date | None, last_day: date) -> bool:
    """Whether an objection came in time: before the end of its last day, or posted by then and there within a week (Awb 6:9).

    >>> from datetime import UTC
    >>> came_in_time(datetime(2026, 5, 7, 9, tzinfo=UTC), date(2026, 5, 6), date(2026, 5, 6))
    True
    >>> came_in_time(datetime(2026, 5, 14, 9, tzinfo=UTC), date(2026, 5, 6), date(2026, 5, 6))
    False
    """
    if law.in_time(received_at, last_day):
        return True
    return bool(posted_on and posted_on <= last_day) and law.in_time(
        received_at, law.objection_by_post(last_day).deadline
    )


class TakeObjection(Effect):
    """Write down what was said and when it came; the term to decide begins when the term to object is over (Awb 7:10)."""

    STARTS: ClassVar[tuple[str, ...]] = ("objection_decision_term",)
    LETTERS: ClassVar[tuple[str, ...]] = ("objection_receipt",)

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The row, the term with its sum, and the letter that it came (Awb 6:14)."""
        given, decision = facts.payload, facts.decision
        assert decision is not None, "guarded: it is against a decision"
        assert decision.announced_on is not None, "guarded: that was announced"
        last_day = law.objection_term(decision.announced_on).deadline
        term = law.objection_decision_term(max(last_day, facts.received_on))
        in_time = came_in_time(facts.received_at, given.posted_on, last_day)
        yield Set(
            {
                "application_id": facts.application.pk,
                "decision": decision.pk,
                "grounds": given.grounds,
                "late_because": given.late_because,
                "channel": given.channel,
                "scan_sha256": given.scan_sha256,
                "received_at": facts.received_at,
                "posted_on": given.posted_on,
                "last_day": last_day,
                "in_time": in_time,
                "decide_by": term.deadline,
            }
        )
        yield Put(deadline("objection_decision_term", term, stream=facts.row.stream, subject=facts.row.pk))
        about = {
            **_against(decision),
            "received_at": facts.received_at,
            "last_day": last_day,
            "in_time": in_time,
            "late_explained": bool(given.late_because.strip()),
            "has_grounds": bool(given.grounds.strip() or given.scan_sha256),
            "decide_by": term.deadline,
            "term_steps": term.steps,
        }
        yield letter(facts, "objection_receipt", about)


class HandleAnew(Effect):
    """What was set aside lies there as it came: with its moment of receipt, its last completion, and nothing asked of who applied.

    The new decision comes by the last day of the term to decide on the objection: the law gives no second term of 4:13 (Awb 7:10; 7:11,
    tweede lid). The place in the queue is found by the check that follows, from the days on which everything came.
    """

    STARTS: ClassVar[tuple[str, ...]] = ("decision_term",)
    NEEDS: ClassVar[frozenset[str]] = frozenset({"deadlines", "objection_right", "suspensions"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Nothing awaited, no clock that stands still, and the last day to decide."""
        objection, today = facts.need("objection_right"), facts.today
        assert objection, "guarded: an objection was right"
        yield Set({"completion_until": None, "awaited": "{}"})
        yield from (Revise(one, {"running": False}) for one in facts.need("suspensions") if one.running)
        sentence = (
            f"De beslissing op het bezwaar was op {dutch_date(objection.decided_on)}: {objection.get_outcome_display()}. "
            f"Het nieuwe besluit komt binnen de termijn om op het bezwaar te beslissen, uiterlijk op {dutch_date(objection.decide_by)}."
        )
        since = min(today, objection.decide_by)
        yield Put(
            set_date(
                "decision_term",
                objection.decide_by,
                article=anew.ARTICLE,
                sentence=sentence,
                since=since,
                **place(facts, "decision_term"),
            )
        )


def _against(decision: Decision) -> dict[str, Any]:
    """What a letter says of the decision that an objection is against."""
    return {"decision_label": Decision.Kind(decision.kind).label, "decided_on": decision.announced_on}


class TakeUp(Effect):
    """Whoever takes it up handles it."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The handler."""
        yield Set({"handler": facts.actor.person})


class CloseObjection(Effect):
    """What was decided, why and when, and the letter that says so (Awb 7:12)."""

    LETTERS: ClassVar[tuple[str, ...]] = ("objection_decision",)

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The outcome in the row, and the letter."""
        given, row, decision = facts.payload, facts.row, facts.decision
        assert isinstance(row, Objection)
        assert decision is not None, "an objection is against a decision"
        yield Set({"outcome": given.outcome, "reason": given.reason, "decided_on": facts.today})
        about = {
            **_against(decision),
            "received_at": row.received_at,
            "handler": row.handler,
            "outcome": given.outcome,
            "reason": given.reason,
            "hearing": given.hearing,
            "set_aside": decision.kind == Decision.Kind.SET_ASIDE,
        }
        yield letter(facts, "objection_decision", about)
