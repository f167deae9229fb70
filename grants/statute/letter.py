"""What goes with a letter: composed on the facts of the case, rendered by a worker."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from documents.models import Letter, Rendered
from grants import payloads
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


def load_letters(loading: Loading) -> Mapping[uuid.UUID, Facts]:
    """A letter is written on the facts of its case, and rendered on its own."""
    return load_cases(loading) if isinstance(loading.changes[0].payload, payloads.LetterOrder) else bare(loading)


def letters() -> Rules:
    """The letter: composed on the facts of the case, rendered by a worker."""
    return Rules(
        Letter,
        load_letters,
        payloads={"request": payloads.LetterOrder, "render": Rendered},
        effects={"request": [Compose(), SendToWorker()], "render": [TakeRendering()]},
    )
