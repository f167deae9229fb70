"""The texts of a scheme file, with the figures of the case filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from documents.letters import LetterIncomplete

_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def placeholders(text: str) -> frozenset[str]:
    """The names between braces in a text."""
    return frozenset(_PLACEHOLDER.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text of a scheme with its placeholders filled in; an amount stays on one line with its sign.

    A placeholder that no letter of this kind knows is a mistake in the scheme file, hence an assertion. Raises `LetterIncomplete` for one
    that is known, but of which this case has no value.
    """
    unknown = placeholders(text) - values.keys()
    assert not unknown, f"no letter of this kind knows {sorted(unknown)}"
    for name in sorted(placeholders(text)):
        if not values[name]:
            raise LetterIncomplete(f"Scheme.letters.{name}", "Awb 3:46")
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text).replace("€ ", "€\u00a0")
