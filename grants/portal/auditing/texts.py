"""The texts that people wrote in dossiers, as an auditor finds them: the events that wrote them, and the words around what was asked for.

A text is shown with an event only when it opens the commitment that the event holds: what is read is what was written then.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from documents.models import Upload
from grants.models import Application, PersonalAnswer
from grants.search import dutch, files
from grants.search.dutch import Stems
from grants.search.index import Hits
from grants.search.texts import REASON, TEXTS, Text
from workflow.models import Event, Opening
from workflow.replay import opens
from workflow.replay import written as rows_of

Place = tuple[str, str, str]
"""Where a value stands: table, row and column."""


def events_of(hits: Hits) -> Q:
    """The events that wrote the texts that were found."""
    sealed, found = Q(pk__in=[]), Q(pk__in=[])
    for (table, column), keys in hits.rows.items():
        if (table, column) == files.PLACE:
            answers, plain = _answers(keys)
            sealed |= Q(table=PersonalAnswer._meta.db_table, column="value", row__in=answers)
            found |= plain
        elif TEXTS[table, column].is_personal:
            sealed |= Q(table=table, column=column, row__in=keys)
        else:  # It stands in the data of the event itself, whose subject the row is.
            found |= Q(subject__in=keys, data__contains=f'"{column}":')
    return found | Q(pk__in=Opening.objects.filter(sealed).values("event"))


def _answers(keys: Sequence[str]) -> tuple[list[str], Q]:
    """The personal answers in which these files are named, and which events say in plain that a file came."""
    mine = Upload.objects.filter(pk__in=keys)
    answers = (
        mine.filter(stream=OuterRef("version__application__stream"), question=OuterRef("question"))
        .alias(said=ExpressionWrapper(OuterRef("value"), TextField()))
        .filter(said__contains=F("sha256"))
    )
    plain = (
        mine.filter(stream=OuterRef("stream"))
        .alias(said=ExpressionWrapper(OuterRef("data"), TextField()))
        .filter(said__contains=F("sha256"))
    )
    found = PersonalAnswer.objects.filter(Exists(answers)).values_list("pk", flat=True)
    return [str(key) for key in found], Q(Exists(plain), stream__in=mine.values("stream"))


def files_with(events: Sequence[Event], hits: Hits) -> Mapping[uuid.UUID, Sequence[Excerpt]]:
    """The names of the files that were found, by the event that they came with."""
    keys = hits.rows.get(files.PLACE, ())
    uploads = Upload.objects.filter(pk__in=keys, stream__in={one.stream_id for one in events}) if keys else ()
    by_stream = {one.stream_id: list[Upload]() for one in uploads}
    for one in uploads:
        by_stream[one.stream_id].append(one)
    return {
        event.pk: tuple(Excerpt("bestand", "", one.name, "") for one in by_stream.get(event.stream_id, ()))
        for event in events
        if event.machine == Application.MACHINE and event.action in BRINGING
    }


BRINGING = frozenset({"file", "complete"})
"""The steps that files come with."""


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
        return " · ".join(self.text.leaves(self.value))


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
    """Of each text what a line of the search shows, once: the reasons always, any other where what was asked for stands in it."""
    wanted = dutch.asked(word)
    return tuple(dict.fromkeys(one for text in texts for one in _excerpt(text, wanted)))


def _excerpt(one: Written, wanted: Sequence[Stems]) -> Iterator[Excerpt]:
    for leaf in one.text.leaves(one.value) if wanted else ():
        if place := dutch.span(wanted, leaf):
            yield _around(one.text.words, leaf, *place)
            return
    if one.is_reason:
        yield Excerpt(one.text.words, one.shown, "", "")


def _around(words: str, text: str, at: int, to: int) -> Excerpt:
    begin, end = max(0, at - AROUND), to + AROUND
    return Excerpt(words, "…" * bool(begin) + text[begin:at], text[at:to], text[to:end] + "…" * (end < len(text)))
