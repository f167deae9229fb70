"""The demo, played once for all tales: stopped on the eve of its decisions and of its finale, then played on to its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime

import pytest
from pytest_django import DjangoDbBlocker

from grants.demo import atelier, challenge, halls, municipality, paper
from grants.demo.stage import Stage
from grants.payloads import Draft
from tests.databases import copied, looking_at
from workflow.facts import Actor, Change


class Curtain(Exception):  # noqa: N818 - the play stops here; nothing is wrong.
    """The play stops before the first act in which anything is decided."""


class Eve(Stage):
    """A stage on which nothing is decided."""

    def take(self, when: datetime, who: str | Actor, changes: Change | Iterable[Change]) -> None:
        """Take a step, unless it ranks a round or drafts a decision."""
        asked = [changes] if isinstance(changes, Change) else list(changes)
        if asked[0].action in ("rank", "draft_decision"):
            raise Curtain
        super().take(when, who, asked)


class Finale(Stage):
    """A stage on which no prize is given."""

    def take(self, when: datetime, who: str | Actor, changes: Change | Iterable[Change]) -> None:
        """Take a step, unless it drafts a prize."""
        asked = [changes] if isinstance(changes, Change) else list(changes)
        if isinstance(asked[0].payload, Draft) and asked[0].payload.kind == "prize":
            raise Curtain
        super().take(when, who, asked)


@dataclass(frozen=True)
class Play:
    """Three databases: on the eve of the decisions, of the finale of the Challenge, and at the end."""

    eve: str
    finale: str
    end: str


def play_the_eve() -> None:
    """Everything up to the decisions: ideas, plans, completions, scores, inspections."""
    municipality.found()
    for part in (challenge, halls):
        with suppress(Curtain):
            part.run(Eve())
    atelier.prepare(Eve())
    for row in sorted(atelier.told()["initiative"], key=lambda row: row["received"]):
        with suppress(Curtain):
            atelier.initiative(Eve(), row)


def play_to_the_finale(stage: Stage | None = None) -> None:
    """The Challenge until its winners of prizes are chosen; what was done on the eve is found done."""
    municipality.found()
    with suppress(Curtain):
        challenge.run(stage or Finale())


def play_on() -> Stage:
    """The whole play; what was done before is found done."""
    stage = Stage()
    municipality.found()
    for part in (challenge, atelier, halls, paper):
        part.run(stage)
    return stage


@pytest.fixture(scope="session")
def play(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Play]:
    """The demo, played once."""
    with ExitStack() as copies:
        with django_db_blocker.unblock():
            eve = copies.enter_context(copied("eve"))
            with looking_at(eve):
                play_the_eve()
                finale = copies.enter_context(copied("finale"))
            with looking_at(finale):
                play_to_the_finale()
                end = copies.enter_context(copied("end"))
            with looking_at(end):
                play_on()
        yield Play(eve, finale, end)
        with django_db_blocker.unblock():
            copies.close()


@pytest.fixture(scope="module")
def on_the_eve(play: Play) -> Iterator[None]:
    """Look at the database as it was before anything was decided."""
    with looking_at(play.eve):
        yield


@pytest.fixture(scope="module")
def at_the_end(play: Play) -> Iterator[None]:
    """Look at the database as it is after the play."""
    with looking_at(play.end):
        yield
