"""The letters that leave on a day, by the way along which they go: the way along which the application came."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from documents.letters import from_json
from documents.models import Letter
from grants.models import Application, Receipt
from grants.portal.access import Desk
from grants.portal.sight import seen_by

PORTAL, EMAIL, POST = "Via het portaal", "Per e-mail", "Per post"

WAYS: Mapping[str, str] = {
    Receipt.Channel.PORTAL: PORTAL, Receipt.Channel.EMAIL: EMAIL,
    Receipt.Channel.PAPER: POST, Receipt.Channel.COUNTER: POST,
}  # fmt: skip
"""The way back for each way in: who wrote on paper did not say that e-mail reaches them (Awb 2:14)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter: of which dossier, what it says at the top, to whom, where, and whether its file has been made."""

    id: uuid.UUID
    reference: str
    title: str
    to: str
    where: tuple[str, ...]
    is_made: bool


def letters_of(day: date, desk: Desk) -> Sequence[tuple[str, Sequence[Sent]]]:
    """The letters of a day in dossiers that a colleague sees, by way, each way also when nothing goes along it."""
    mine = seen_by(desk).values("stream")
    found = list(
        Letter.objects.filter(sent_on=day, stream__in=mine).select_related("stream").order_by("stream__reference", "pk")
    )
    ways = _ways({one.stream_id for one in found})
    lists: dict[str, list[Sent]] = {POST: [], EMAIL: [], PORTAL: []}
    for one in found:
        lists[ways.get(one.stream_id, PORTAL)].append(_sent(one))
    return list(lists.items())


def _ways(streams: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    cases = dict(Application.objects.filter(stream__in=streams).values_list("pk", "stream"))
    came = Receipt.objects.filter(application__in=cases).order_by("number").values_list("application", "channel")
    return {cases[case]: WAYS[channel] for case, channel in came}


def _sent(letter: Letter) -> Sent:
    reference, made = letter.stream.reference, letter.state == Letter.RENDERED
    if not letter.facts:
        return Sent(letter.pk, reference, "Deze brief is gewist", "", (), made)
    said = from_json(letter.kind, letter.facts)
    to, *where = said.head.addressee
    return Sent(letter.pk, reference, said.title, to, tuple(where), made)
