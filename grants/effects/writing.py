"""What a message and its answer bring about: they are written down, and who applies is told by e-mail of what we wrote."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from grants.payloads.message import ALONG
from workflow.facts import Facts, Product, Send, Set
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts

TOPIC = "tell-answer"
"""What leaves after commit: that we wrote something, and nothing of what it says."""


def _along(files: Mapping[str, Any]) -> str:
    """The files that went along as the row names them."""
    held = ALONG.value(files.get(ALONG.id))
    return json.dumps(held) if held else ""


class TakeMessage(Effect):
    """Write down what was said, by whom and when."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of it."""
        said, author = facts.payload, facts.actor.on_behalf_of or facts.actor.person
        yield Set(
            {
                "application_id": facts.application.pk,
                "kind": said.kind,
                "words": said.message.strip(),
                "files": _along(said.files),
                "author": author,
                "written_at": facts.now,
            }
        )


class TakeAnswer(Effect):
    """Write down the answer, by whom and when; nobody has read it yet."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The answer."""
        said, by = facts.payload, facts.actor.on_behalf_of or facts.actor.person
        written = {"answer": said.reply.strip(), "answer_files": _along(said.files), "read_at": None}
        yield Set({**written, "answered_by": by, "answered_at": facts.now})


class TellApplicant(Effect):
    """Let the applicant know by e-mail that there is something to read."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The message to the worker."""
        yield Send(TOPIC, facts.row.pk)


class NoteRead(Effect):
    """Write down when the side that a text is for said that it was read."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The moment."""
        yield Set({"read_at": facts.now})
