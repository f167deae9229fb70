"""Effects of a serious suspicion: payments stop for thirteen weeks at most, which is computed and never waited for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from grants.effects.letters import letter
from workflow.deadlines import computed_day
from workflow.facts import Product, Put, Set
from workflow.law.terms import payment_suspension
from workflow.law.wording import dutch_date
from workflow.scheme import Effect

if TYPE_CHECKING:
    from datetime import date

    from grants.facts import CaseFacts
    from workflow.models import Deadline

KIND, ARTICLE = "payment_suspension", "Awb 4:56"


def _record(facts: CaseFacts, since: date, last: date, sentence: str) -> Deadline:
    earlier = facts.need("deadlines").get(KIND)
    return computed_day(
        KIND,
        last,
        article=ARTICLE,
        sentence=sentence,
        stream=facts.row.stream,
        subject=facts.application.pk,
        since=since,
        revision=earlier.revision + 1 if earlier else 1,
    )


class SuspendPayments(Effect):
    """From the day of the notice payments stop, through the last day of thirteen weeks."""

    STARTS: ClassVar[tuple[str, ...]] = ("payment_suspension",)
    NEEDS: ClassVar[frozenset[str]] = frozenset({"deadlines"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The term, and its last day in the row."""
        since, last = payment_suspension(facts.today)
        sentence = f"Kennisgeving op {dutch_date(since)}. Hoogstens 13 weken: tot en met {dutch_date(last)}."
        yield Put(_record(facts, since, last, sentence))
        yield Set({"payments_suspended_through": last})


class LiftSuspension(Effect):
    """The suspicion is over: today payments can be made again."""

    STARTS: ClassVar[tuple[str, ...]] = ("payment_suspension",)
    LETTERS: ClassVar[tuple[str, ...]] = ("payments_resumed",)
    NEEDS: ClassVar[frozenset[str]] = frozenset({"deadlines"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The term, computed anew, no day in the row, and the letter to who was told that payments stopped."""
        since = facts.need("deadlines")[KIND].starts_on
        last = max(since, facts.today - timedelta(days=1))
        sentence = f"Opgeheven op {dutch_date(facts.today)}: het vermoeden is weg."
        yield Put(_record(facts, since, last, sentence))
        yield Set({"payments_suspended_through": None})
        yield letter(facts, "payments_resumed", {"since": since})
