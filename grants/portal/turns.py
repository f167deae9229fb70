"""What waits for a colleague and stands in no queue of cases: a round, a text of letters, a role for somebody."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from grants.allocation import FirstCome
from grants.desk import Desk
from grants.letters import texts
from grants.models import LetterText, Round
from grants.ranking import published_rule
from workflow import clock, powers
from workflow.clock import day_of
from workflow.registry import SCHEMES
from workflow.roles import LABELS

POLICY, SIGNER, ADMINISTRATOR = "policy_officer", "mandate_holder", "administrator"


class Turn(NamedTuple):
    """Something that waits: what is to be done, with what, where, and since which day it can be done; None where nobody wrote that down."""

    what: str
    title: str
    path: str
    since: date | None


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
    """What waits for this colleague, what waits longest first; of what they proposed themselves another has to find something."""
    found = chain(
        _rounds(rounds) if POLICY in desk.roles else (),
        _texts(desk) if {POLICY, SIGNER} & set(desk.roles) else (),
        _roles(desk) if ADMINISTRATOR in desk.roles else (),
    )
    return sorted(found, key=lambda one: (one.since or date.min, one.title))


def _rounds(rounds: Iterable[Round]) -> Iterator[Turn]:
    for one in rounds:
        if what := turn_of(one):
            since = one.opens_at if one.state == Round.PREPARED else one.closes_at
            yield Turn(what, f"{one.title} ({one.code})", reverse("round", args=[one.code]), day_of(since))


def _texts(desk: Desk) -> Iterator[Turn]:
    for one in LetterText.objects.filter(released=None).exclude(proposed_by=_me(desk)):
        title = f"{gettext(texts.label(one.name))} ({SCHEMES[one.scheme].title})"
        path = reverse("text", args=[one.scheme, one.name])
        yield Turn(gettext("Bekijk een voorgestelde tekst"), title, path, one.proposed_on)


def _roles(desk: Desk) -> Iterator[Turn]:
    for one in powers.waiting().exclude(proposed_by=_me(desk)).exclude(person=_me(desk)):
        yield Turn(gettext("Bevestig een voorgestelde rol"), gettext(LABELS[one.role]), reverse("people"), None)


def _me(desk: Desk) -> uuid.UUID:
    assert desk.actor.person, "a colleague is a person"
    return desk.actor.person
