"""Effects of the work of the desk itself: who handles a case, notes, questions and absences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workflow.facts import Facts, Product, Set
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class TakeHandling(Effect):
    """Write down who does the duty."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The duty and the person."""
        given = facts.payload
        yield Set({"application_id": facts.application.pk, "duty": given.duty, "handler": given.person})


class TakeContact(Effect):
    """Write down the conversation, and who wrote it."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of the note."""
        note = facts.payload
        said = {
            name: getattr(note, name) for name in ("spoke_on", "how", "with_whom", "words", "promised", "promised_by")
        }
        yield Set({"application_id": facts.application.pk, "author": facts.actor.person, **said})


class TakeQuestion(Effect):
    """Write down the question, who asks, and whom."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The question and its day."""
        asked = facts.payload
        people = {"asked_by": facts.actor.person, "helper": asked.helper}
        yield Set({"application_id": facts.application.pk, "question": asked.question, "until": asked.until, **people})


class TakeReply(Effect):
    """Write down the answer."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The words in the row."""
        yield Set({"answer": facts.payload.answer})


class TakeAbsence(Effect):
    """Write down who is away, when, and who looks after the cases."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """All of it."""
        away = facts.payload
        yield Set({name: getattr(away, name) for name in ("person", "substitute", "first", "last")})
