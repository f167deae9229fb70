"""Limits on whatever comes with a step, looked at before anything else: what has no end, and what no database keeps.

A payload may ask for less; no payload can forget to ask for this much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workflow.errors import Obstacle

LONGEST_TEXT = 10_000
MOST_ITEMS = 20_000
"""More payments than any order has, and more answers than any form."""


def beyond(said: object) -> tuple[Obstacle, ...]:
    """The first thing in what is said that goes beyond the limits; empty when all of it may be looked at."""
    return tuple(found for found in [next(_beyond(said), None)] if found)


def _beyond(said: object) -> Iterator[Obstacle]:
    if isinstance(said, str):
        if len(said) > LONGEST_TEXT:
            yield Obstacle("text-too-long", f"Een tekst heeft hoogstens {LONGEST_TEXT} tekens.")
        if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in said):
            yield Obstacle("text-unreadable", "In een tekst staat een teken dat niet bestaat. Typ die tekst opnieuw.")
    elif isinstance(said, Mapping | Sequence | frozenset | set):
        if len(said) > MOST_ITEMS:
            yield Obstacle("too-many-items", f"Een lijst heeft hoogstens {MOST_ITEMS} regels.")
        for part in (*said.keys(), *said.values()) if isinstance(said, Mapping) else said:
            yield from _beyond(part)
