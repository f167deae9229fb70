"""Events for other systems, as CloudEvents by the profile of the Dutch government: that something happened, and where it can be read.

An event has a reference and addresses, and nothing of what somebody wrote: who may read more asks the API, which looks who asks.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any

import requests
from django.conf import settings
from django.db.models import Exists, QuerySet

from grants import sight
from grants.desk import desk_of
from grants.models import Application
from partners import subscriptions, systems
from partners.models import Subscription
from workflow import clock, outbox
from workflow.facts import Send
from workflow.models import Event, Stream
from workflow.registry import MACHINES

TOPIC = "deliver-event"

MONEY = frozenset({"payment"})
"""The machines of which a system hears only with the scope to read money."""

DOSSIER = Application.STREAM_KIND

SECONDS = 10
"""How long an address has to answer."""

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"


def kinds() -> Sequence[str]:
    """The kinds of events that can be asked for: every step of every machine of a dossier, and all steps of one."""
    of_dossiers = {name: one.model for name, one in MACHINES.items() if one.model.STREAM_KIND in ("", DOSSIER)}
    steps = ((machine, model.declarations()) for machine, model in of_dossiers.items())
    return [kind for machine, all_ in steps for kind in (f"{machine}.*", *(f"{machine}.{action}" for action in all_))]


def somebody_listens() -> Exists:
    """Whether there is an address at all to which events go."""
    return Exists(_listening())


def _listening() -> QuerySet[Subscription]:
    return Subscription.objects.filter(is_active=True, system__is_active=True)


def herald(events: Sequence[Event]) -> Iterator[tuple[Send, uuid.UUID]]:
    """What must leave after an act: one message for each event and each address that asked for it, with the id of that event."""
    for one in _listening().order_by("pk"):
        for event in events:
            if one.wants(event.machine, event.action):
                yield Send(TOPIC, one.pk, {"event": str(event.pk)}), event.pk


def cloud_event(event: Event, stream: Stream) -> Mapping[str, Any]:
    """An event with the attributes of the profile (NL GOV profile for CloudEvents 1.0)."""
    address = f"{settings.PORTAL_URL}/api/v1/applications/{stream.reference}"
    return {
        "specversion": "1.0",
        "id": str(event.pk),
        "source": settings.EVENTS_SOURCE,
        "type": f"nl.subsidies.{event.machine}.{event.action}".replace("_", "-"),
        "subject": stream.reference,
        "time": event.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "sequence": f"{event.seq:010d}",
        "dataref": f"{address}/events",
        "datacontenttype": "application/json",
        "data": {"reference": stream.reference, "application": address},
    }


def deliver(message: str, payload: Mapping[str, Any]) -> None:
    """Send one event to one address, once more for as long as it is not taken; what is not for this system any more is let go."""
    one = Subscription.objects.select_related("system__person").get(pk=payload["reference"])
    event = Event.objects.select_related("stream").get(pk=payload["event"])
    if not _is_for(one, event):
        outbox.done(message)
        return
    body = json.dumps(cloud_event(event, event.stream), ensure_ascii=False, separators=(",", ":")).encode()
    fault = _post(one, message, body)
    if fault:
        outbox.failed(message, fault)
    else:
        outbox.done(message)


def _is_for(one: Subscription, event: Event) -> bool:
    """Whether a system may know of an event: by its scope, and because its roles see the dossier today."""
    scope = systems.READ_MONEY if event.machine in MONEY else systems.READ_DOSSIERS
    system = one.system
    desk = desk_of(system.person_id, system.person.name)
    may = one.is_active and system.is_active and scope in system.scopes.split()
    return bool(may and desk and sight.seen_by(desk).filter(stream=event.stream_id).exists())


def _post(one: Subscription, message: str, body: bytes) -> str:
    """Send a message; what went wrong, without what was answered, which may be anything. Nobody is followed to another address."""
    second = int(clock.now().timestamp())
    headers = {
        "Content-Type": CONTENT_TYPE,
        "User-Agent": "Aanjager",
        "webhook-id": message,
        "webhook-timestamp": str(second),
        "webhook-signature": subscriptions.signature(one, message, second, body),
    }
    try:
        with requests.post(
            one.url, data=body, headers=headers, timeout=SECONDS, allow_redirects=False, stream=True
        ) as answer:
            return "" if answer.ok and not answer.is_redirect else f"HTTP {answer.status_code}"
    except requests.Timeout:
        return f"geen antwoord binnen {SECONDS} seconden"
    except requests.RequestException as error:
        return f"geen verbinding ({type(error).__name__})"
