"""Whether a round waits for a policy officer, and for what: nothing in a queue of cases says that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext

from grants.allocation import FirstCome
from grants.desk import Desk
from grants.models import Round
from grants.ranking import published_rule
from workflow import clock
from workflow.clock import day_of

POLICY = "policy_officer"


class Turn(NamedTuple):
    """A round that waits: its code, its title, what is to be done, and since which day it can be done."""

    code: str
    title: str
    what: str
    since: date


def turn_of(round_: Round) -> str:
    """What a round waits for now; "" where it waits for applicants, for assessors or for nobody."""
    now = clock.now()
    if round_.state == Round.PREPARED and round_.opens_at <= now:
        return gettext("Pas de ronde aan, of trek haar in")
    if round_.state == Round.OPENED and round_.closes_at <= now:
        return gettext("Sluit de ronde")
    if round_.state == Round.CLOSED and not isinstance(published_rule(round_), FirstCome):
        return gettext("Maak de rangorde als alles beoordeeld is")
    return ""


def turns(rounds: Iterable[Round], desk: Desk) -> Sequence[Turn]:
    """The rounds that wait for this colleague, the longest first; none for who is no policy officer."""
    mine = rounds if POLICY in desk.roles else ()
    found = (Turn(one.code, one.title, turn_of(one), day_of(_since(one))) for one in mine)
    return sorted((one for one in found if one.what), key=lambda one: (one.since, one.code))


def _since(round_: Round) -> datetime:
    return round_.opens_at if round_.state == Round.PREPARED else round_.closes_at
