"""What could not be sent, however often it was tried: somebody has to look at it, and says whether it is tried again."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_noop

from grants import co_writing, events
from grants.effects import writing
from partners import links
from partners.models import Subscription
from workflow import outbox

MOST = 200
"""Of one page and one command; what is left comes after these."""

WORDS = {
    "render-letter": gettext_noop("brief maken"),
    "send-mail": gettext_noop("e-mail over een brief"),
    links.TOPIC: gettext_noop("link om een wachtwoord te kiezen"),
    co_writing.TOPIC: gettext_noop("uitnodiging om mee te schrijven"),
    writing.TOPIC: gettext_noop("e-mail over een antwoord"),
    events.TOPIC: gettext_noop("bericht aan een systeem"),
}
"""What a person calls each topic of the outbox."""


@dataclass(frozen=True, slots=True)
class Left:
    """One message that did not arrive: what it is, to which system where it is for one, since when, and what went wrong last."""

    id: uuid.UUID
    what: str
    about: str
    since: datetime
    error: str


def look() -> Sequence[Left]:
    """The oldest of them first. Two queries."""
    rows = list(outbox.stuck().order_by("created_at", "pk")[:MOST])
    names = {one.pk: f"{one.system.name} ({one.url})" for one in told()}
    return [
        Left(
            row.pk,
            gettext(WORDS.get(row.topic, row.topic)),
            names.get(uuid.UUID(json.loads(row.payload)["reference"]), ""),
            row.created_at,
            row.last_error,
        )
        for row in rows
    ]


def told() -> Sequence[Subscription]:
    """The addresses to which events go, or went."""
    return list(Subscription.objects.select_related("system").order_by("-is_active", "system__name", "url"))
