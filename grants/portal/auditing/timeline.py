"""A dossier as an auditor reads it: of every event who, in which role, what changed from what to what, why, and the hashes."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page as Pages
from django.core.paginator import Paginator
from django.utils.translation import gettext, gettext_noop

from budgets.models import Payment, Transfer
from documents.letters import KINDS
from grants import saying, trail
from grants.dates import TERMS
from grants.models import (
    AccountChange,
    Application,
    Check,
    ContactNote,
    Decision,
    Objection,
    Obligation,
    Participant,
    PartyChange,
    Receipt,
    Suspension,
)
from grants.portal.auditing import texts
from grants.portal.auditing.texts import Place
from grants.saying import euro
from grants.search.texts import TEXTS
from grants.trail_words import PLUMBING, TABLES, word_of
from partners.models import Person
from workflow import roles
from workflow.models import Event
from workflow.replay import written

PER_PAGE = 25

HASH = 64
"""Digits of a SHA-256."""

GONE = gettext_noop("(gewist, of later veranderd)")
SEALED = gettext_noop("(staat als controlecode in het spoor)")

CHOICES: Mapping[tuple[str, str], Mapping[Any, Any]] = {
    ("budgets_payment", "kind"): dict(Payment.Kind.choices),
    ("budgets_transfer", "kind"): dict(Transfer.Kind.choices),
    ("documents_letter", "kind"): {kind: letter.label for kind, letter in KINDS.items()},
    ("grants_accountchange", "name_check"): dict(AccountChange.NameCheck.choices),
    ("grants_check", "kind"): dict(Check.Kind.choices),
    ("grants_contactnote", "how"): dict(ContactNote.How.choices),
    ("grants_decision", "kind"): dict(Decision.Kind.choices),
    ("grants_handling", "duty"): roles.LABELS,
    ("grants_objection", "channel"): dict(Receipt.Channel.choices),
    ("grants_objection", "outcome"): dict(Objection.Outcome.choices),
    ("grants_obligation", "category"): dict(Obligation.Category.choices),
    ("grants_participant", "role"): dict(Participant.Role.choices),
    ("grants_partychange", "kind"): dict(PartyChange.Kind.choices),
    ("grants_receipt", "channel"): dict(Receipt.Channel.choices),
    ("grants_suspension", "ground"): dict(Suspension.Ground.choices),
    ("workflow_deadline", "kind"): TERMS,
}
"""What a person calls the codes that some columns hold."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an event wrote: its name, what stood there before ("" for nothing), what it became, and whether that is a hash."""

    word: str
    before: str
    after: str
    is_hash: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What an event changed in one row: what kind of thing that is, and the values."""

    word: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Moment:
    """One event: what was done, its number in the chain, its hash, the reasons, and what it changed."""

    said: trail.Happened
    seq: int
    hash: str
    reasons: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the events of a dossier, the newest first."""

    case: Application
    moments: Sequence[Moment]
    pages: Pages[Event]


def page(case: Application, number: str) -> Page:
    """The events of a dossier on a page; the same queries at any size."""
    events = list(trail.named(Event.objects.filter(stream=case.stream_id)).order_by("seq"))
    pages = Paginator(events[::-1], PER_PAGE).get_page(number)
    before, shown = _before(events), list(pages.object_list)
    opened = texts.opened(events)
    names = dict(Person.objects.filter(pk__in=_ids(shown)).values_list("pk", "name"))
    reader = Reader(opened, {str(pk): name for pk, name in names.items()})
    happened = {line.id: line for line in trail.lines(shown, {})}
    return Page(
        case,
        [_moment(event, happened[event.pk], before[event.pk], reader) for event in shown if event.pk in happened],
        pages,
    )


Value = tuple[uuid.UUID, Any]
"""A value in the trail, with the event that wrote it."""


def _before(events: Sequence[Event]) -> dict[uuid.UUID, dict[Place, Value]]:
    """Of every event what stood, before it, in the places that it wrote."""
    stands: dict[Place, Value] = {}
    found: dict[uuid.UUID, dict[Place, Value]] = {}
    for event in events:
        places = dict(_places(event))
        found[event.pk] = {place: stands[place] for place in places if place in stands}
        stands |= {place: (event.pk, value) for place, value in places.items()}
    return found


def _places(event: Event) -> Iterator[tuple[Place, Any]]:
    for table, key, columns in written(event):
        yield from (((table, key, column), value) for column, value in columns.items() if column not in PLUMBING)


def _ids(events: Sequence[Event]) -> Iterator[uuid.UUID]:
    """Whatever may name a person."""
    for event in events:
        for _, value in _places(event):
            if isinstance(value, str) and len(value) == len(str(uuid.UUID(int=0))) and value.count("-") == DASHES:
                yield uuid.UUID(value)


DASHES = 4


@dataclass(frozen=True, slots=True)
class Reader:
    """What values need to be read: the texts that open what events say, and the names of people."""

    opened: Mapping[uuid.UUID, Mapping[Place, str]]
    names: Mapping[str, str]

    def read(self, place: Place, value: Value) -> str:
        """A value in words, "" for nothing."""
        event, plain = value
        table, _, column = place
        if isinstance(plain, dict):
            if (table, column) not in TEXTS or column == "facts":
                return gettext(SEALED)
            text = self.opened[event][place]
            return texts.Written(TEXTS[table, column], text).shown if text else gettext(GONE)
        return self._plain(CHOICES.get((table, column), {}), column, plain)

    def _plain(self, choices: Mapping[Any, Any], column: str, plain: Any) -> str:
        if plain in (None, "", "{}", "[]"):
            return ""
        if isinstance(plain, bool):
            return gettext("ja") if plain else gettext("nee")
        if isinstance(plain, int):
            return euro(plain) if column.endswith("_cents") else str(plain)
        said = choices.get(plain)
        return gettext(str(said)) if said else str(self.names.get(plain) or _day(plain))


def _day(text: str) -> str:
    """A day or a moment as a person reads it; any other text as it stands."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if len(text) == len(date.min.isoformat()):
        return saying.day(moment.date())
    return saying.moment(moment)


def _moment(event: Event, line: trail.Happened, before: Mapping[Place, Value], reader: Reader) -> Moment:
    rows: dict[tuple[str, str], list[Change]] = {}
    for place, value in _places(event):
        old = reader.read(place, before[place]) if place in before else ""
        new = reader.read(place, (event.pk, value))
        if new != old:
            rows.setdefault(place[:2], []).append(Change(word_of(place[2]), old, new, _is_hash(value)))
    reasons = [one.value for one in texts_of(event, reader) if one.is_reason]
    shown = [Row(gettext(TABLES.get(table, table)), changes) for (table, _), changes in rows.items()]
    return Moment(line, event.seq, event.hash, reasons, shown)


def texts_of(event: Event, reader: Reader) -> list[texts.Written]:
    """The texts that an event wrote."""
    found = reader.opened[event.pk].items()
    return [texts.Written(TEXTS[table, column], text) for (table, _, column), text in found if text]


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and len(value) == HASH and all(digit in "0123456789abcdef" for digit in value)
