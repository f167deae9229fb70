"""Open rounds as opportunities of the CommonGrants protocol 0.4, by which a site of many funders finds them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, Min, QuerySet

from grants.models import Round
from grants.models.scheme import scheme_of
from grants.windows import COMING, OPEN, OVER, when
from workflow import clock
from workflow.models import Event

STATUS: Mapping[str, str] = {COMING: "forecasted", OPEN: "open", OVER: "closed"}
"""The words of the protocol for whether one can apply."""


def announced() -> QuerySet[Round]:
    """The rounds that were announced, the newest opening first."""
    return Round.objects.exclude(state__in=Round.UNANNOUNCED).order_by("-opens_at", "pk")


def opportunities(rounds: list[Round]) -> list[dict[str, Any]]:
    """These rounds as opportunities; one query for when each was made and last changed."""
    streams = Event.objects.filter(stream__in=[one.stream_id for one in rounds]).values("stream")
    moments = {one["stream"]: one for one in streams.annotate(first=Min("at"), last=Max("at"))}
    return [_opportunity(one, moments[one.stream_id]) for one in rounds]


def _opportunity(round_: Round, moments: Mapping[str, Any]) -> dict[str, Any]:
    scheme, figures = scheme_of(round_.scheme_version_id), round_.figures
    funding: dict[str, Any] = {"totalAmountAvailable": _money(round_.ceiling_cents)}
    if "maximum_cents" in figures:
        funding["maxAwardAmount"] = _money(figures["maximum_cents"])
    return {
        "id": str(round_.pk),
        "title": f"{scheme.title}: {round_.title}",
        "status": {"value": status(round_, clock.now())},
        "description": scheme.purpose,
        "funding": funding,
        "keyDates": {
            "postDate": _day("De ronde opent", round_.opens_at),
            "closeDate": _day("De ronde sluit", round_.closes_at),
        },
        "source": f"{settings.PORTAL_URL}/subsidies/{scheme.code}/",
        "createdAt": _moment(moments["first"]),
        "lastModifiedAt": _moment(moments["last"]),
    }


def status(round_: Round, now: datetime) -> str:
    """Where a round stands, in the words of the protocol."""
    return STATUS[when(round_, now)]


def _money(cents: int) -> dict[str, str]:
    return {"amount": f"{cents // 100}.{cents % 100:02}", "currency": "EUR"}


def _day(name: str, moment: datetime) -> dict[str, str]:
    local = moment.astimezone(clock.AMSTERDAM)
    return {"name": name, "eventType": "singleDate", "date": local.date().isoformat(), "time": f"{local:%H:%M:%S}"}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def page_of(number: int, size: int) -> dict[str, Any]:
    """One page of the list, as the protocol answers."""
    total = announced().count()
    rounds = list(announced()[(number - 1) * size : number * size])
    return {
        "status": 200,
        "message": "Success",
        "items": opportunities(rounds),
        "paginationInfo": {
            "page": number, "pageSize": size, "totalItems": total, "totalPages": -(-total // size),
        },
    }  # fmt: skip


def as_list() -> Iterator[str]:
    """Every opportunity in one file."""
    yield json.dumps(opportunities(list(announced())), ensure_ascii=False, indent=1)
