"""What goes with a letter: composed on the facts of the case, rendered by a worker, told by e-mail, and sent again when it came back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from documents.models import CameBack, Letter, Notice, Rendered, SentAgain
from grants import guards, payloads
from grants.facts import load_cases
from grants.letters import Compose
from workflow.facts import Facts, Product, Send, Set
from workflow.registry import Loading, Rules, bare
from workflow.scheme import Effect


class SendToWorker(Effect):
    """After commit a worker renders the letter."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The message to the worker."""
        yield Send("render-letter", facts.row.pk)


class TakeRendering(Effect):
    """The hash of the file, and which renderer made it."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """Both in the row."""
        yield Set({"unsealed_sha256": facts.payload.unsealed_sha256, "renderer": facts.payload.renderer})


class TakeReturn(Effect):
    """The day on which it came back. Nothing else follows: what was announced stays announced on its day (Awb 3:40, 3:41)."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """The day in the row."""
        yield Set({"returned_on": facts.payload.returned_on})


class TakeSending(Effect):
    """The day and the address of the new dispatch."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """Both in the row."""
        lines = (line.strip() for line in facts.payload.address if line.strip())
        yield Set({"resent_on": facts.today, "resent_to": "\n".join(lines)})


class TakeNotice(Effect):
    """The day and the address of the message; after commit a worker sends it."""

    def products(self, facts: Facts) -> Iterable[Product]:
        """Both in the row, and the message to the worker."""
        yield Set({"mailed_on": facts.today, "mailed_to": facts.payload.to})
        yield Send("send-mail", facts.row.pk)


def load_letters(loading: Loading) -> Mapping[uuid.UUID, Facts]:
    """A letter is written on the facts of its case, and rendered on its own."""
    return load_cases(loading) if isinstance(loading.changes[0].payload, payloads.LetterOrder) else bare(loading)


def letters() -> Rules:
    """The letter: composed on the facts of the case, rendered by a worker."""
    return Rules(
        Letter,
        load_letters,
        payloads={
            "request": payloads.LetterOrder,
            "render": Rendered,
            "return_post": CameBack,
            "send_again": SentAgain,
            "notify": Notice,
        },
        guards={"return_post": [guards.BackAfterSending()], "notify": [guards.NotMailedYet()]},
        effects={
            "request": [Compose(), SendToWorker()],
            "render": [TakeRendering()],
            "return_post": [TakeReturn()],
            "send_again": [TakeSending()],
            "notify": [TakeNotice()],
        },
    )
