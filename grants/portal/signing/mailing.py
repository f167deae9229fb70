"""Messages that wait to be released: of each letter that can be read in the portal, that it is there (Awb 2:14)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from documents.models import Letter, Notice
from grants.desk import Desk
from grants.models import Application
from grants.portal.bulk import NOTHING_TICKED, Line, Told, refused, told
from grants.portal.signing.dispatch import POST, ways_of
from grants.sight import seen_by
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Change
from workflow.models import Outbox
from workflow.outbox import MAX_ATTEMPTS
from workflow.passing import passing

LOOKED_BACK = timedelta(days=14)
"""Of an older letter nobody is told any more: what it says is no news."""

MOST = 200
"""Messages on one page; after these come the next."""


@dataclass(frozen=True, slots=True)
class Message:
    """One that waits: about which letter of which dossier, and to which address it goes."""

    letter: uuid.UUID
    reference: str
    to: str


def waiting(desk: Desk) -> Sequence[Message]:
    """What can be released, the oldest letter first. Four queries."""
    letters = _untold(desk)
    addresses, ways = _addresses(letters), ways_of(letters)
    rows = letters.order_by("sent_on", "stream__reference", "pk").values_list("pk", "stream", "stream__reference")
    told_by_mail = (
        (pk, stream, name) for pk, stream, name in rows if ways.get(stream) != POST and addresses.get(stream)
    )
    return [Message(pk, name, addresses[stream]) for pk, stream, name in told_by_mail][:MOST]


def _untold(desk: Desk) -> QuerySet[Letter]:
    since = clock.today() - LOOKED_BACK
    fresh = Letter.objects.filter(state=Letter.RENDERED, mailed_on=None, sent_on__gte=since)
    return fresh.filter(stream__in=seen_by(desk).values("stream"))


def _addresses(letters: QuerySet[Letter]) -> Mapping[uuid.UUID, str]:
    cases = Application.objects.filter(stream__in=letters.order_by().values("stream"))
    return dict(cases.values_list("stream", "contact__email"))


def release(desk: Desk, ids: Sequence[uuid.UUID]) -> Told:
    """Release what was ticked, as one act; what a colleague released before, or what may not be, is told apart."""
    if not ids:
        return Told(obstacles=(NOTHING_TICKED,))
    chosen = {one.letter: one for one in waiting(desk) if one.letter in set(ids)}

    def changes(left: Sequence[uuid.UUID]) -> list[Change]:
        return [Change(Letter.MACHINE, "notify", one, Notice(chosen[one].to)) for one in left]

    try:
        run = passing(list(chosen), changes, desk.actor)
    except Refusal as refusal:
        return refused(refusal)
    return told(run, {one.letter: Line(one.reference, 0) for one in chosen.values()})


def stuck() -> int:
    """How many messages the server did not take, however often it was asked: somebody has to look at it."""
    return Outbox.objects.filter(topic="send-mail", done_at=None, attempts__gte=MAX_ATTEMPTS).count()
