"""Lists of which somebody ticks lines and does one thing with all of them: what was ticked, and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404

from grants.desk import Desk
from grants.named import id_in
from workflow.errors import Obstacle, Refusal
from workflow.passing import Run

PER_PAGE = 30
"""Lines on one page of a list that is ticked: a page that somebody reads before ticking all of it, and light at any size."""

NOTHING_TICKED = Obstacle("nothing-ticked", "Vink eerst aan waar het om gaat.")


@dataclass(frozen=True, slots=True)
class Line:
    """What a line is about, as a person knows it, and its amount in cents."""

    reference: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that was left as it was, and why."""

    reference: str
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What one act over many did: how many lines, how much together, and what it left as it was."""

    done: int = 0
    total_cents: int = 0
    aside: tuple[Aside, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()


def overtaken(reference: str, what: str, state_word: str) -> Aside:
    """A line that somebody did before: what it is ("Dit besluit") and what became of it."""
    return Aside(reference, (Obstacle("overtaken", f"{what} staat al op ‘{state_word}’. Er is niets veranderd."),))


def ticked(values: Iterable[str]) -> list[uuid.UUID]:
    """The ids that were ticked, each once; what is no id is left out."""
    return list(dict.fromkeys(known for one in values if (known := id_in(one))))


def told(run: Run, lines: Mapping[uuid.UUID, Line], overtaken: Iterable[Aside] = ()) -> Told:
    """A run in the words of its lines, after the lines that a colleague did before it."""
    aside = [Aside(lines[one].reference, refusal.obstacles) for one, refusal in run.aside]
    total = sum(lines[one].amount_cents for one in run.done)
    return Told(len(run.done), total, (*overtaken, *aside))


def refused(refusal: Refusal) -> Told:
    """A run that was refused as a whole."""
    return Told(obstacles=refusal.obstacles)


def needs(desk: Desk, *roles: str) -> None:
    """Raises `Http404` for who has none of these roles: for them the page does not exist."""
    if not set(roles) & desk.at_work:
        raise Http404
