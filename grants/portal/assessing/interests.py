"""Declarations of interest before the first view of a round (Awb 2:4): what is ticked goes through the door, as one act."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from grants.desk import Desk
from grants.models import Round
from grants.payloads import Interest, NoInterest
from grants.worklist import Row
from workflow import door
from workflow.clock import day_of
from workflow.errors import Obstacle, Refusal
from workflow.facts import Change
from workflow.models import Event

STATEMENT = "declare_no_interest"


def known(desk: Desk) -> dict[str, date]:
    """The applications in which a colleague said to have no interest, with the day of that; from the events of the rounds."""
    streams = Round.objects.values("stream")
    said = Event.objects.filter(stream__in=streams, person=desk.actor.person, machine=Round.MACHINE, action=STATEMENT)
    found: dict[str, date] = {}
    for data, at in said.order_by("at").values_list("data", "at"):
        found |= dict.fromkeys(json.loads(data)["input"]["applications"], day_of(at))
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """One applicant of whom an interest is asked, with what was ticked and typed, and what is wrong with it."""

    row: Row
    ticked: bool = False
    reason: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What came of a declaration: the lines as they stand, what is in the way, and whether it was done."""

    lines: Sequence[Asked]
    obstacles: tuple[Obstacle, ...] = ()
    done: bool = False
    interests: int = 0

    @property
    def is_wrong(self) -> bool:
        """Whether a line of the form is not right."""
        return any(line.wrong for line in self.lines)


def read(rows: Sequence[Row], posted: Mapping[str, str]) -> list[Asked]:
    """The lines of the form as they were filled in; only of applications that were on it."""
    found = []
    for row in rows:
        id_ = str(row.case.pk)
        ticked, reason = bool(posted.get(f"belang-{id_}")), posted.get(f"reden-{id_}", "").strip()
        wrong = (
            gettext("Zeg kort welk belang u heeft bij ‘%(title)s’.") % {"title": row.case.title}
            if ticked and not reason
            else ""
        )
        found.append(Asked(row, ticked, reason, wrong))
    return found


def declare(rows: Sequence[Row], posted: Mapping[str, str], desk: Desk, key: uuid.UUID) -> Declared:
    """Declare every interest that was ticked, and that there is none in the others, as one act."""
    lines = read(rows, posted)
    if any(line.wrong for line in lines):
        return Declared(lines)
    ticked = [line for line in lines if line.ticked]
    free = tuple(line.row.case.pk for line in lines if not line.ticked)
    changes = [_change(line, key) for line in ticked]
    if free:
        changes.append(Change(Round.MACHINE, STATEMENT, lines[0].row.case.round_id, NoInterest(free)))
    try:
        if changes:
            door.act(changes, actor=desk.actor, key=f"portal/{key}")
    except Refusal as refusal:
        return Declared(lines, refusal.obstacles)
    return Declared(lines, done=True, interests=len(ticked))


def _change(line: Asked, key: uuid.UUID) -> Change:
    case = line.row.case
    new = uuid.uuid5(key, f"interest/{case.pk}")
    return Change("assessment", "declare_interest", new, Interest(case.pk, line.reason), case.stream_id)


def told(found: Declared) -> str:
    """What was declared, in a sentence."""
    if not found.interests:
        return gettext("U meldde geen belang. U kunt nu beoordelen.")
    sentence = ngettext(
        "U meldde %(count)s belang. Een collega beoordeelt die aanvraag.",
        "U meldde %(count)s belangen. Een collega beoordeelt die aanvragen.",
        found.interests,
    )
    return sentence % {"count": found.interests}
