"""From the facts of a case to the typed facts of a letter; what a letter must say is enforced by the types of `documents.letters`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from workflow.canonical import canonical
from workflow.facts import Product, Set
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class Compose(Effect):
    """Compose a letter."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"party"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The facts of the letter in its row."""
        yield Set(
            {"kind": facts.payload.kind, "sent_on": facts.today, "facts": canonical({"kind": facts.payload.kind})}
        )
