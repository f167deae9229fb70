"""What a message and its answer bring about: they are written down, and of an answer somebody is told by e-mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workflow.facts import Facts, Product, Send, Set
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts

TOPIC = "tell-answer"
"""What leaves after commit: that there is an answer, and nothing of what it says."""


class TakeMessage(Effect):
    """Write down what was said, by whom and when."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of it."""
        author = facts.actor.on_behalf_of or facts.actor.person
        said = {"words": facts.payload.message.strip(), "author": author, "written_at": facts.now}
        yield Set({"application_id": facts.application.pk, **said})


class TakeAnswer(Effect):
    """Write down the answer, by whom and when, and tell who wrote that it is there."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The answer, and the message to the worker."""
        yield Set({"answer": facts.payload.reply.strip(), "answered_by": facts.actor.person, "answered_at": facts.now})
        yield Send(TOPIC, facts.row.pk)
