"""The texts that people wrote in dossiers, searched where they stand: nothing is kept a second time, so erasing one place is enough.

A text is shown with an event only when it opens the commitment that the event holds: what is read is what was written then.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from budgets.models import Payment
from documents.models import Letter
from grants.models import (
    AccountChange,
    AccountExplanation,
    Application,
    Assessment,
    Check,
    ContactNote,
    Decision,
    HelpRequest,
    Obligation,
    PartyChange,
    PersonalAnswer,
    Receipt,
    Report,
    Suspension,
)
from workflow.canonical import canonical
from workflow.models import Event, Opening
from workflow.personal import personal_columns
from workflow.replay import opens
from workflow.replay import written as rows_of

MOST = 1_000
"""Texts that one search looks further into; a word that stands in more is too common to find anything by."""

REASON = "reden"

Place = tuple[str, str, str]
"""Where a value stands: table, row and column."""


@dataclass(frozen=True, slots=True)
class Text:
    """One column in which people write: what a person calls it, and whether it holds JSON with texts in it."""

    model: type[Model]
    column: str
    words: str
    is_json: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """The table and the column, as an event names them."""
        return self.model._meta.db_table, self.column

    @property
    def is_personal(self) -> bool:
        """Whether an event holds a commitment in its place."""
        return self.column in personal_columns(self.model)


TEXTS: Mapping[tuple[str, str], Text] = {
    one.place: one
    for one in (
        Text(Letter, "facts", "brief", is_json=True),
        Text(Application, "title", "titel"),
        Text(Application, "idea_sentence", "idee"),
        Text(PersonalAnswer, "value", "antwoord", is_json=True),
        Text(Decision, "reason", REASON),
        Text(Decision, "view", "mening"),
        Text(Decision, "annulled_because", REASON),
        Text(Suspension, "reason", REASON),
        Text(Receipt, "reason", REASON),
        Text(Payment, "doubt", REASON),
        Text(Payment, "reason", REASON),
        Text(Assessment, "reasons", "toelichting", is_json=True),
        Text(Assessment, "interest", "belang"),
        Text(AccountExplanation, "text", "uitleg"),
        Text(AccountChange, "note", "aantekening"),
        Text(AccountChange, "evidence", "bewijs"),
        Text(PartyChange, "evidence", "bewijs"),
        Text(Obligation, "text", "verplichting"),
        Text(Obligation, "note", "aantekening"),
        Text(Check, "report", "verslag"),
        Text(Check, "answer", "antwoord"),
        Text(Report, "text", "verslag"),
        Text(ContactNote, "words", "gesprek"),
        Text(ContactNote, "promised", "belofte"),
        Text(HelpRequest, "question", "vraag aan een collega"),
        Text(HelpRequest, "answer", "antwoord van een collega"),
    )
}
"""Every text of a dossier, by table and column."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Where a word stands: the keys of rows by table and column, and whether there were more than a search looks into."""

    rows: Mapping[tuple[str, str], Sequence[uuid.UUID]]
    too_many: bool

    def events(self) -> Q:
        """The events that wrote these texts."""
        sealed, found = Q(pk__in=[]), Q(pk__in=[])
        for (table, column), keys in self.rows.items():
            if TEXTS[table, column].is_personal:
                sealed |= Q(table=table, column=column, row__in=list(map(str, keys)))
            else:  # It stands in the data of the event itself, whose subject the row is.
                found |= Q(subject__in=keys, data__contains=f'"{column}":')
        return found | Q(pk__in=Opening.objects.filter(sealed).values("event"))


def find(word: str) -> Hits:
    """Where a word stands, in one query; in JSON the names of its parts are no words that somebody wrote."""
    first, *others = (_read(one, {f"{one.column}__icontains": _stored(word, one)}) for one in TEXTS.values())
    found = list(first.union(*others, all=True)[: MOST + 1])
    rows: dict[tuple[str, str], list[uuid.UUID]] = defaultdict(list)
    for table, column, key, text in found[:MOST]:
        if not TEXTS[table, column].is_json or any(_at(leaf, word) >= 0 for leaf in _leaves(text)):
            rows[table, column].append(key)
    return Hits(dict(rows), len(found) > MOST)


def _stored(word: str, one: Text) -> str:
    """How a word stands in a column."""
    return canonical(word)[1:-1] if one.is_json else word


@dataclass(frozen=True, slots=True)
class Written:
    """A text that an event wrote, whole."""

    text: Text
    value: str

    @property
    def is_reason(self) -> bool:
        """Whether it says why."""
        return self.text.words == REASON

    @property
    def shown(self) -> str:
        """It as a person reads it: of JSON the texts in it."""
        return " · ".join(_leaves(self.value)) if self.text.is_json else self.value


def written(events: Sequence[Event]) -> dict[uuid.UUID, list[Written]]:
    """The texts that events wrote, by event; two queries at any size. What was erased, or changed since, is not among them."""
    return {
        event: [Written(TEXTS[table, column], text) for (table, _, column), text in places.items() if text]
        for event, places in opened(events).items()
    }


def opened(events: Sequence[Event]) -> dict[uuid.UUID, dict[Place, str]]:
    """The same by where each text stands, "" where nothing opens what the event says."""
    rows = Opening.objects.filter(event__in=[one.pk for one in events])
    salts = {(one.event_id, one.table, one.row, one.column): one.salt for one in rows}
    values = _values(salts)
    return {
        event.pk: {place: _opened(event, place, value, salts, values) for place, value in _places(event)}
        for event in events
    }


def _places(event: Event) -> Iterator[tuple[Place, Any]]:
    """What an event says of the texts that it wrote, by table, row and column."""
    for table, key, columns in rows_of(event):
        yield from (((table, key, column), value) for column, value in columns.items() if (table, column) in TEXTS)


def _opened(event: Event, place: Place, value: Any, salts: Mapping[Any, str], values: Mapping[Place, str]) -> str:
    """A text as the event says it, or as it opens what the event says."""
    if not isinstance(value, dict):
        return value or ""
    text, salt = values.get(place, ""), salts.get((event.pk, *place), "")
    return text if text and opens(event, place, salt, text, value) else ""


def _values(places: Iterable[tuple[Any, str, str, str]]) -> dict[Place, str]:
    """What stands today in these places, in one query."""
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, table, key, column in places:
        if (table, column) in TEXTS:
            keys[table, column].add(key)
    if not keys:
        return {}
    first, *others = (_read(TEXTS[place], {"pk__in": mine}) for place, mine in keys.items())
    return {(table, str(key), column): text for table, column, key, text in first.union(*others, all=True)}


def _read(one: Text, wanted: Mapping[str, Any]) -> QuerySet[Any, Any]:
    """The texts of a column in some of its rows, each with where it stands."""
    table, column = map(Value, one.place)
    rows: QuerySet[Any, Any] = one.model._default_manager.filter(**wanted).order_by()
    told = rows.annotate(of_table=table, of_column=column, of_text=Cast(F(one.column), TextField()))
    found: QuerySet[Any, Any] = told.values_list("of_table", "of_column", "pk", "of_text")
    return found


def _leaves(value: str) -> Iterator[str]:
    """The texts in JSON, in their order; what is no JSON is one text."""
    try:
        yield from _texts_in(json.loads(value))
    except ValueError:
        yield value


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(inner)


AROUND = 60
"""Characters of a text on either side of a word that was looked for."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text around the word that was looked for, or from its beginning: what comes before the word, the word, and what comes after."""

    words: str
    before: str
    word: str
    after: str


def excerpts(texts: Sequence[Written], word: str) -> Sequence[Excerpt]:
    """Of each text what a line of the search shows, once: the reasons always, any other where the word stands in it."""
    return tuple(dict.fromkeys(one for text in texts for one in _excerpt(text, word)))


def _excerpt(one: Written, word: str) -> Iterator[Excerpt]:
    place = next((leaf for leaf in _leaves(one.value) if _at(leaf, word) >= 0), "") if word else ""
    if place:
        yield _around(one.text.words, place, _at(place, word), len(word))
    elif one.is_reason:
        yield Excerpt(one.text.words, one.shown, "", "")


def _at(text: str, word: str) -> int:
    return text.lower().find(word.lower())


def _around(words: str, text: str, at: int, length: int) -> Excerpt:
    begin, end = max(0, at - AROUND), at + length + AROUND
    before, after = text[begin:at], text[at + length : end]
    return Excerpt(words, "…" * bool(begin) + before, text[at : at + length], after + "…" * (end < len(text)))
