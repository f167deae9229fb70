"""The index of texts: written in the act that writes a text, emptied in the act that erases it, and computed anew when somebody asks."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import and_, or_

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from documents.models import Upload
from grants.models import SearchText
from grants.search import dutch, files
from grants.search.dutch import Stems
from grants.search.texts import TEXTS, Text
from workflow.facts import Written
from workflow.models import Stream

MOST = 1_000
"""Texts that one search looks further into; a question that is in more is too common to find anything by."""

CHUNK = 500
"""Rows whose dossiers are locked together while the index is computed anew."""


@cache
def _texts_of(model: type[Model]) -> tuple[Text, ...]:
    return tuple(one for one in TEXTS.values() if one.model is model)


def _tokens(one: Text, row: Model) -> str:
    if one.once and not getattr(row, one.once):
        return ""
    return dutch.tokens(one.leaves(getattr(row, one.column) or ""))


def follow(written: Sequence[Written]) -> None:
    """Index the texts that an act wrote, and forget those that it emptied, in its transaction: in two statements at most."""
    found: dict[tuple[str, str, str], tuple[str, uuid.UUID]] = {}
    for one in written:
        for text in _texts_of(type(one.row)):
            if not {text.column, text.once}.isdisjoint(one.columns):
                found[text.model._meta.db_table, str(one.row.pk), text.column] = (_tokens(text, one.row), one.stream)
    _keep([_entry(place, *said) for place, said in found.items() if said[0]])
    erased = [str(one.row.pk) for one in written if isinstance(one.row, Upload) and not one.row.name]
    _forget([(files.TABLE, key, files.COLUMN) for key in erased])
    old = {(one.row._meta.db_table, str(one.row.pk)) for one in written if not one.is_new}
    _forget([place for place, (tokens, _) in found.items() if not tokens and place[:2] in old])


def _entry(place: tuple[str, str, str], tokens: str, stream: uuid.UUID) -> SearchText:
    table, row, column = place
    return SearchText(table=table, row=row, column=column, stream_id=stream, tokens=tokens)


def _keep(entries: Sequence[SearchText]) -> None:
    """Write entries, over those that are there; the dossier of a text never becomes another one."""
    if entries:
        place = ["table", "row", "column"]
        SearchText.objects.bulk_create(entries, update_conflicts=True, unique_fields=place, update_fields=["tokens"])


def _forget(places: Sequence[tuple[str, str, str]]) -> None:
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for table, row, column in places:
        rows[table, column].append(row)
    some = [Q(table=table, column=column, row__in=keys) for (table, column), keys in rows.items()]
    if some:
        SearchText.objects.filter(reduce(or_, some)).delete()


def rebuild() -> Iterator[int]:
    """Compute the index anew, a few hundred rows at a time; how many rows were looked at. Work goes on meanwhile, and it may run twice."""
    for one in TEXTS.values():
        keys = list(one.model._default_manager.order_by("pk").values_list("pk", one.stream))
        for begin in range(0, len(keys), CHUNK):
            yield _anew(one, dict(keys[begin : begin + CHUNK]))
    yield from files.rebuild()
    known = reduce(or_, (Q(table=table, column=column) for table, column in (*TEXTS, files.PLACE)))
    SearchText.objects.exclude(known).delete()  # Of a column in which nobody searches any more.


def _anew(one: Text, streams: Mapping[uuid.UUID, uuid.UUID]) -> int:
    """The same for some rows of a column, whose dossiers nobody writes in meanwhile."""
    table, column = one.place
    with transaction.atomic():
        list(Stream.objects.select_for_update().filter(pk__in=set(streams.values())).order_by("pk"))
        rows = {row.pk: _tokens(one, row) for row in one.model._default_manager.filter(pk__in=streams)}
        _keep([_entry((table, str(key), column), said, streams[key]) for key, said in rows.items() if said])
        _forget([(table, str(key), column) for key in streams if not rows.get(key)])
    return len(streams)


@dataclass(frozen=True, slots=True)
class Hits:
    """Where a question stands: the keys of rows by table and column, their dossiers, and whether there were more than we look into."""

    rows: Mapping[tuple[str, str], Sequence[str]]
    streams: frozenset[uuid.UUID]
    too_many: bool


def find(text: str, within: QuerySet[SearchText]) -> Hits:
    """Where all words of a question stand in one text, in one query, among the entries that somebody may know of.

    The database looks for the letters of a stem anywhere, which an index of trigrams helps with; which of those are meant is said in one
    place (`dutch.meets`), so that both engines find the same.
    """
    wanted = dutch.asked(text)
    if not wanted:
        return Hits({}, frozenset(), too_many=False)
    found = list(within.filter(_holds(wanted)).order_by().values_list(*ENTRY)[: MOST + 1])
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    streams = set()
    for table, column, row, stream, tokens in found[:MOST]:
        if dutch.answers(wanted, tokens):
            rows[table, column].append(row)
            streams.add(stream)
    return Hits(dict(rows), frozenset(streams), len(found) > MOST)


ENTRY = ("table", "column", "row", "stream", "tokens")


def _holds(wanted: Iterable[Stems]) -> Q:
    return reduce(and_, (reduce(or_, (Q(tokens__contains=_piece(stem)) for stem in one)) for one in wanted))


def _piece(stem: str) -> str:
    return stem if dutch.is_part(stem) else f" {stem} "


def sent() -> Q:
    """The entries of texts that applicants wrote, and of the files that they sent."""
    places = [files.PLACE, *(one.place for one in TEXTS.values() if one.sent)]
    return reduce(or_, (Q(table=table, column=column) for table, column in places))
