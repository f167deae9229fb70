"""What an objection brings about: whether it came in time, and by when is decided on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from workflow.deadlines import deadline
from workflow.facts import Facts, Product, Put, Set
from workflow.law import terms as law
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

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The row, and the term with its sum."""
        given, decision = facts.payload, facts.decision
        assert decision is not None, "guarded: it is against a decision"
        assert decision.announced_on is not None, "guarded: that was announced"
        last_day = law.objection_term(decision.announced_on).deadline
        term = law.objection_decision_term(max(last_day, facts.received_on))
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
                "in_time": came_in_time(facts.received_at, given.posted_on, last_day),
                "decide_by": term.deadline,
            }
        )
        yield Put(deadline("objection_decision_term", term, stream=facts.row.stream, subject=facts.row.pk))


class TakeUp(Effect):
    """Whoever takes it up handles it."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The handler."""
        yield Set({"handler": facts.actor.person})


class CloseObjection(Effect):
    """What was decided, why and when."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The outcome in the row."""
        yield Set({"outcome": facts.payload.outcome, "reason": facts.payload.reason, "decided_on": facts.today})
