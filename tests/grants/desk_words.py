"""Running the commands of a bureau in tests: what they print, at the time of the world."""

from __future__ import annotations

import io

from django.core.management import call_command

from tests.world import World
from workflow import clock


def said(town: World, *words: str) -> str:
    """What a command prints, with plain spaces."""
    out = io.StringIO()
    with clock.at(town.now):
        call_command(*words, stdout=out, stderr=out)
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " ")
