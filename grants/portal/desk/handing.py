"""Giving many cases to a colleague in one act, each for the duty that it waits for; what cannot be given stays, with the reason."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext_noop

from grants import payloads
from grants.desk import Desk
from grants.models import Handling
from grants.models.handling import handling_id
from grants.named import id_in
from grants.portal import queue
from grants.portal.bulk import NOTHING_TICKED, PER_PAGE, Aside, Line, Told, refused, told
from grants.portal.desk import whose
from workflow import clock, powers
from workflow.errors import Obstacle, Refusal
from workflow.facts import Change
from workflow.passing import passing

DONE = gettext_noop("Gegeven aan een collega")
OVER = Obstacle("nothing-to-handle", "Deze zaak is klaar.")
THEIRS = Obstacle("handled-by-them", "Deze zaak is al van deze collega.")
NOBODY = Obstacle("nobody-chosen", "Kies eerst een collega.")


def asked(posted: QueryDict, desk: Desk) -> Told:
    """What came of a list with ticks and a colleague."""
    references, person = list(dict.fromkeys(posted.getlist("zaak")))[:PER_PAGE], id_in(posted.get("aan", ""))
    if not references:
        return Told(obstacles=(NOTHING_TICKED,))
    if person is None:
        return Told(obstacles=(NOBODY,))
    return hand(references, person, desk)


def hand(references: Sequence[str], person: uuid.UUID, desk: Desk) -> Told:
    """Give the cases with these references to a person."""
    cases = list(queue.standing(references, desk))
    have = set(powers.in_force(clock.today()).filter(person=person).values_list("role", flat=True))
    given = {(one.application_id, one.duty): one for one in Handling.objects.filter(application__in=cases)}
    changes: dict[uuid.UUID, Change] = {}
    lines: dict[uuid.UUID, Line] = {}
    seen: dict[uuid.UUID, int] = {}
    aside: list[Aside] = []
    for case in cases:
        fitting = whose.duties(queue.BY_CODE[case.wait])
        if not fitting:
            aside.append(Aside(case.stream.reference, (OVER,)))
            continue
        duty = next((one for one in fitting if one in have), fitting[0])
        row = given.get((case.pk, duty))
        if row and row.state == Handling.ASSIGNED and row.handler == person:
            aside.append(Aside(case.stream.reference, (THEIRS,)))
            continue
        subject, payload = row.pk if row else handling_id(case.pk, duty), payloads.Handing(case.pk, duty, person)
        changes[subject] = Change(Handling.MACHINE, "assign", subject, payload, None if row else case.stream_id)
        seen[subject] = row.subject_seq if row else 0
        lines[subject] = Line(case.stream.reference, 0)
    if not changes:
        return Told(aside=tuple(aside))
    try:
        run = passing(list(changes), lambda left: [changes[one] for one in left], desk.actor, seen=seen)
    except Refusal as refusal:
        return refused(refusal)
    return told(run, lines, aside)
