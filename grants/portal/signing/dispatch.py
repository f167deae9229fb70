"""The letters that leave on a day, by the way along which they go, and those that the post brought back.

A letter goes the way along which the application came: who wrote on paper did not say that e-mail reaches them (Awb 2:14). The day on
which a decision leaves is the day of its announcement (Awb 3:41); what goes out again keeps its date, and what was announced stays so.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_noop

from documents.addressing import address_of
from documents.letters import Decision, from_json
from documents.models import Letter
from grants.desk import Desk
from grants.models import Application, Receipt
from grants.portal.bulk import PER_PAGE
from grants.sight import is_seen

PORTAL, EMAIL, POST = "portaal", "mail", "post"

WAYS: Mapping[str, str] = {
    POST: gettext_noop("Per post"),
    EMAIL: gettext_noop("Per e-mail"),
    PORTAL: gettext_noop("Via het portaal"),
}
"""The ways along which letters leave, as an address and as a person says them."""

WAYS_BACK: Mapping[str, str] = {
    Receipt.Channel.PORTAL: PORTAL, Receipt.Channel.EMAIL: EMAIL,
    Receipt.Channel.PAPER: POST, Receipt.Channel.COUNTER: POST,
}  # fmt: skip
"""The way back for each way in."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter: of which dossier, what it says at the top, to whom, where, and whether its file has been made.

    `again` is the date that it bears when it goes out for the second time; `returned_on` when it came back, and `until` the last day on
    which the addressee can object to it.
    """

    id: uuid.UUID
    reference: str
    title: str
    to: str
    where: tuple[str, ...]
    is_made: bool
    again: date | None = None
    returned_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Along:
    """A page of the letters that go along one way on a day."""

    way: str
    words: str
    letters: Sequence[Sent]
    page: Page[Any]


def letters_of(day: date, desk: Desk, way: str = "", number: str = "1") -> Sequence[Along]:
    """The letters of a day by way, each way also when nothing goes along it; of the way that was chosen another page than the first."""
    going = list(_going(day, desk).values_list("pk", "stream", "resent_on"))
    ways = ways_of(_going(day, desk))
    lists: dict[str, list[uuid.UUID]] = {one: [] for one in WAYS}
    for pk, stream, again in going:
        lists[POST if again == day else ways.get(stream, PORTAL)].append(pk)
    pages = {one: Paginator(ids, PER_PAGE).get_page(number if one == way else 1) for one, ids in lists.items()}
    shown = [pk for one in pages.values() for pk in one.object_list]
    rows = {one.pk: _sent(one, day) for one in Letter.objects.filter(pk__in=shown).select_related("stream")}
    return [Along(one, WAYS[one], [rows[pk] for pk in page.object_list], page) for one, page in pages.items()]


def returned(desk: Desk) -> Sequence[Sent]:
    """The letters that came back and still have to go out again, the one first that lies there longest."""
    back = _seen(desk).filter(state=Letter.RETURNED).select_related("stream").order_by("returned_on", "pk")
    return [_sent(one, one.sent_on) for one in back[:PER_PAGE]]


def _seen(desk: Desk) -> QuerySet[Letter]:
    return Letter.objects.filter(is_seen(desk))


def _going(day: date, desk: Desk) -> QuerySet[Letter]:
    return _seen(desk).filter(Q(sent_on=day) | Q(resent_on=day)).order_by("stream__reference", "pk")


def ways_of(letters: QuerySet[Letter]) -> Mapping[uuid.UUID, str]:
    """The way of each dossier: back along the last way in; without an address for e-mail that is the post."""
    streams = letters.order_by().values("stream")
    parties = Application.objects.filter(stream__in=streams).values_list("pk", "stream", "contact__email")
    cases = {pk: (stream, email) for pk, stream, email in parties}
    came = (
        Receipt.objects.filter(application__stream__in=streams).order_by("number").values_list("application", "channel")
    )
    found: dict[uuid.UUID, str] = {}
    for case, channel in came:
        stream, email = cases[case]
        way = WAYS_BACK[channel]
        found[stream] = POST if way == EMAIL and not email else way
    return found


def _sent(letter: Letter, day: date) -> Sent:
    reference, made = letter.stream.reference, letter.state != Letter.REQUESTED
    if not letter.facts:
        return Sent(letter.pk, reference, gettext("Deze brief is gewist"), "", (), made)
    said = from_json(letter.kind, letter.facts)
    to, *where = address_of(letter)
    again = letter.sent_on if letter.resent_on == day else None
    until = said.remedy.objection_until if isinstance(said, Decision) else None
    return Sent(letter.pk, reference, said.title, to, tuple(where), made, again, letter.returned_on, until)
