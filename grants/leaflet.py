"""What a scheme says of itself to who does not know it yet: words for the catalogue, which have no effect in law.

That is why they are no part of the scheme that is published: they may become better while a round is open.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aim:
    """Something that a visitor wants to do, as they would say it; two schemes with the same code are for the same thing."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The words of one scheme: what one can do with it, who it is for, and how many minutes the form takes (0: nobody measured it)."""

    scheme: str
    aims: tuple[Aim, ...]
    for_whom: str
    minutes: int = 0
