"""Where a letter goes: the lines on its envelope."""

from __future__ import annotations

from documents.letters import from_json
from documents.models import Letter


def address_of(letter: Letter) -> tuple[str, ...]:
    """Whom it is for and where that is, line by line: as it was sent last; nothing once it was erased."""
    if letter.resent_to:
        return tuple(letter.resent_to.splitlines())
    return from_json(letter.kind, letter.facts).head.addressee if letter.facts else ()
