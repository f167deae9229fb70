"""Whatever someone changes in the events or in the heads of their chains, `verify` names the event."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from documents.models import Letter
from grants.models import Application
from tests import world
from tests.invariants import mutants
from tests.invariants.tables import all_rights, another, overwrite, run, settle, stored
from workflow import trail
from workflow.canonical import canonical
from workflow.models import Deadline, Event, Stream
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def a_chain() -> tuple[Stream, list[Event]]:
    """The chain of a dossier with five events."""
    town = world.found()
    case = town.assessed()
    town.decide(case)
    events = list(Event.objects.filter(stream=case.stream_id).order_by("seq"))
    assert len(events) >= 5
    settle()
    return Stream.objects.get(pk=case.stream_id), events


CONTENT = [part.name for part in Event._meta.concrete_fields if part.name not in ("stream", "seq")]


@pytest.mark.parametrize("name", CONTENT)
def test_a_changed_field_of_an_event_breaks_the_chain_at_that_event(name: str) -> None:
    stream, events = a_chain()
    part: Any = Event._meta.get_field(name)
    with all_rights(Event):
        overwrite(Event, events[2].pk, part, another(part, getattr(events[2], part.attname)))
        found = verify().broken
    place = f"{stream.reference} gebeurtenis 3: "
    cause, follows = "de gebeurtenis die de oorzaak was ontbreekt", f"{stream.reference} gebeurtenis 4: "
    more = {
        "hash": [f"{follows}sluit niet aan op de vorige"], "id": [f"{follows}{cause}"], "cause": [f"{place}{cause}"],
    }  # fmt: skip
    before = [f"{place}sluit niet aan op de vorige"] if name == "prev" else []
    assert found == [*before, f"{place}de inhoud past niet bij de hash", *more.get(name, [])]


@pytest.mark.parametrize("name", [name for name in trail.ENVELOPE if name not in ("stream_id", "seq", "prev")])
def test_a_hash_that_leaves_a_field_out_would_not_see_it_changed(name: str) -> None:
    part: Any = next(part for part in Event._meta.concrete_fields if part.attname == name)
    with mutants.envelope_without(name):
        _, events = a_chain()
        with all_rights(Event):
            overwrite(Event, events[2].pk, part, another(part, getattr(events[2], name)))
            assert [line for line in verify().broken if "hash" in line] == []


def test_the_hash_covers_every_field_of_an_event_but_itself() -> None:
    assert set(trail.ENVELOPE) == {part.attname for part in Event._meta.concrete_fields} - {"hash"}


def test_an_event_that_was_moved_to_another_chain_is_missed_in_its_own() -> None:
    stream, events = a_chain()
    other = Stream.objects.exclude(pk=stream.pk).order_by("reference")[0]
    part: Any = Event._meta.get_field("stream")
    with all_rights(Event):
        run("UPDATE workflow_event SET seq = 99 WHERE id = %s", stored(Event._meta.pk, events[2].pk))
        overwrite(Event, events[2].pk, part, other.pk)
        found = verify().broken
    assert f"{stream.reference} gebeurtenis 4: gebeurtenis 3 ontbreekt" in found
    assert f"{other.reference} gebeurtenis 99: de inhoud past niet bij de hash" in found


def test_an_event_in_a_chain_that_does_not_exist_is_named_and_stops_nothing() -> None:
    stream, events = a_chain()
    nowhere = uuid.uuid4()
    part: Any = Event._meta.get_field("stream")
    with all_rights(Event):
        overwrite(Event, events[0].pk, part, nowhere)
        found = verify().broken
    assert f"{nowhere} gebeurtenis 1: de inhoud past niet bij de hash" in found
    assert f"{stream.reference} gebeurtenis 2: gebeurtenis 1 ontbreekt" in found


def test_two_events_that_changed_places_are_named() -> None:
    stream, events = a_chain()
    with all_rights(Event):
        for event, seq in ((events[1], 1000), (events[2], 2), (events[1], 3)):
            run("UPDATE workflow_event SET seq = %s WHERE id = %s", seq, stored(Event._meta.pk, event.pk))
        found = verify().broken
    place = f"{stream.reference} gebeurtenis"
    assert found == [
        f"{place} 2: sluit niet aan op de vorige", f"{place} 2: de inhoud past niet bij de hash",
        f"{place} 3: sluit niet aan op de vorige", f"{place} 3: de inhoud past niet bij de hash",
        f"{place} 4: sluit niet aan op de vorige",
    ]  # fmt: skip


def test_a_deleted_event_is_named_by_its_number() -> None:
    stream, events = a_chain()
    with all_rights(Event):
        run("DELETE FROM workflow_event WHERE id = %s", stored(Event._meta.pk, events[2].pk))
        assert verify().broken == [
            f"{stream.reference} gebeurtenis 4: gebeurtenis 3 ontbreekt",
            f"{stream.reference} gebeurtenis 4: de gebeurtenis die de oorzaak was ontbreekt",
        ]


def test_a_chain_without_its_last_event_is_named_even_when_its_head_was_put_back() -> None:
    stream, events = a_chain()
    last, before = events[-1], events[-2]
    with all_rights(Event):
        run("DELETE FROM workflow_event WHERE id = %s", stored(Event._meta.pk, last.pk))
        assert verify().broken == [f"{stream.reference}: de kop van de keten is niet de laatste gebeurtenis"]
        Stream.objects.filter(pk=stream.pk).update(head_seq=before.seq, head_hash=before.hash)
        found = verify()
        assert found.broken == []
        tables = {line.split()[0] for line in found.replay_differences}
        assert tables == {entry[0] for entry in json.loads(last.data)["rows"]}


@pytest.mark.parametrize("name", ["kind", "reference", "head_seq", "head_hash"])
def test_a_changed_field_of_the_head_of_a_chain_is_named(name: str) -> None:
    stream, _ = a_chain()
    part: Any = Stream._meta.get_field(name)
    value = another(part, getattr(stream, name))
    with all_rights(Stream):
        overwrite(Stream, stream.pk, part, value)
        found = verify().broken
    shown = value if name == "reference" else stream.reference
    named = [f"{shown} gebeurtenis 1: de soort of de verwijzing van de keten is niet die van de eerste gebeurtenis"]
    gap = [f"{stream.reference}: deze keten ontbreekt", f"{value}: dit nummer is nooit gegeven"]
    head = [f"{stream.reference}: de kop van de keten is niet de laatste gebeurtenis"]
    assert found == {"kind": named, "reference": [*named, *gap]}.get(name, head)


def test_a_dossier_that_was_taken_away_whole_leaves_a_gap_in_the_numbers() -> None:
    town = world.found()
    cases = [town.file(), town.file(), town.file()]
    settle()
    gone = cases[1].stream_id
    with all_rights(Stream):
        for model in (Event, Deadline, Letter, Application):
            model._default_manager.filter(stream=gone)._raw_delete(using="default")
        Stream.objects.filter(pk=gone)._raw_delete(using="default")
        assert verify().broken == ["BF-2026-0002: deze keten ontbreekt"]


def test_a_chain_that_was_rewritten_and_hashed_anew_does_not_match_the_rows_it_accounts_for() -> None:
    stream, events = a_chain()
    with all_rights(Event):
        before = events[0].prev
        for event in events:
            data = json.loads(event.data)
            for entry in data["rows"]:
                if entry[0] == "grants_decision" and "amount_cents" in entry[2]:
                    entry[2]["amount_cents"] = 1
            event.data, event.prev = canonical(data), before
            event.hash = before = trail.event_hash(event)
            Event.objects.filter(pk=event.pk).update(data=event.data, prev=event.prev, hash=event.hash)
        Stream.objects.filter(pk=stream.pk).update(head_hash=before)
        found = verify()
        assert found.broken == []
        assert [line.split(" kolom ")[1] for line in found.replay_differences] == [
            "amount_cents: is 100000, volgens de gebeurtenissen 1"
        ]


@pytest.mark.parametrize("data", ["", "x", "[]", '{"rows":', "null"])
def test_an_event_that_nobody_can_read_is_named_and_stops_nothing(data: str) -> None:
    stream, events = a_chain()
    with all_rights(Event):
        run("UPDATE workflow_event SET data = %s WHERE id = %s", data, stored(Event._meta.pk, events[2].pk))
        assert verify().broken == [f"{stream.reference} gebeurtenis 3: de inhoud past niet bij de hash"]
