"""The trail: how events are chained, what they hold, and how references are numbered."""

import hashlib
import json
import uuid

import pytest

from grants.models import Application, Decision
from tests import world
from workflow import trail
from workflow.models import Event, Opening, Series, Stream
from workflow.models.stream import GENESIS

pytestmark = pytest.mark.django_db


def test_every_event_names_the_hash_of_the_one_before_it_and_the_head_names_the_last() -> None:
    town = world.found()
    case = town.assessed()
    town.decide(case)
    stream = Stream.objects.get(pk=case.stream_id)
    events = list(Event.objects.filter(stream=stream).order_by("seq"))
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [event.prev for event in events] == [GENESIS, *(event.hash for event in events[:-1])]
    assert (stream.head_seq, stream.head_hash) == (events[-1].seq, events[-1].hash)


def test_the_hash_of_an_event_can_be_computed_by_anyone_from_its_fields() -> None:
    world.found()
    event = Event.objects.order_by("stream_id", "seq")[0]
    fields = {name: getattr(event, name) for name in trail.ENVELOPE}
    shown = {
        name: value.isoformat(timespec="microseconds")
        if name == "at"
        else str(value)
        if isinstance(value, uuid.UUID)
        else value
        for name, value in fields.items()
    }
    text = json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert event.hash == hashlib.sha256(b"\x00" + text.encode()).hexdigest()


def test_the_first_event_of_a_chain_says_what_the_chain_is_called() -> None:
    case = world.found().file()
    first = Event.objects.get(stream=case.stream_id, seq=1)
    assert json.loads(first.data)["stream"] == ["dossier", "BF-2026-0001"]
    assert "stream" not in json.loads(Event.objects.get(stream=case.stream_id, seq=2).data)


def test_a_birth_holds_every_column_and_a_later_step_only_what_it_changed() -> None:
    town = world.found()
    case = town.assessed()
    columns = {part.attname for part in Application._meta.concrete_fields}
    written = [
        {key for table, row, values in json.loads(event.data)["rows"] if row == str(case.pk) for key in values}
        for event in Event.objects.filter(machine="application", subject=case.pk).order_by("subject_seq")
    ]
    assert written == [columns, {"complete_on", "subject_seq"}, {"state", "subject_seq"}]


def test_the_input_of_a_step_stands_in_its_event_but_for_what_may_be_personal() -> None:
    town = world.found()
    case = town.file()
    told = json.loads(Event.objects.get(machine="application", subject=case.pk).data)["input"]
    assert sorted(told) == [
        "area", "bank_account", "channel", "contact", "draw_key", "organisation", "partners", "received_at", "round", "scan_sha256",
    ]  # fmt: skip


def test_a_consequence_names_the_event_that_caused_it_and_bears_the_role_of_who_asked() -> None:
    town = world.found()
    award = town.decide(town.assessed())
    announced = Event.objects.get(subject=award.pk, action="announce")
    follow = Event.objects.filter(cause=announced.pk).values_list("machine", "action", "role", "person")
    assert list(follow) == [("application", "award", "policy_officer", town.people["policy_officer"])]


def test_a_personal_value_is_kept_as_a_commitment_and_an_opening_and_an_empty_one_as_it_is() -> None:
    town = world.found()
    case = town.file()
    event = Event.objects.filter(machine="register", stream__reference__startswith="REG-PARTNERS").order_by("-seq")[0]
    rows = {table: values for table, _, values in json.loads(event.data)["rows"]}
    person = rows["partners_person"]
    assert {name: set(value) if isinstance(value, dict) else value for name, value in person.items() if name != "id"} == {
        "name": {"sealed"}, "email": {"sealed"}, "phone": "", "function": "",
    }  # fmt: skip
    assert Opening.objects.filter(event=event, table="partners_person").count() == 2
    assert case.contact_id is not None


def test_numbers_are_given_out_in_order_under_each_prefix() -> None:
    assert list(trail.next_numbers("OC-2026", 3)) == [1, 2, 3]
    assert list(trail.next_numbers("IA-2026", 1)) == [1]
    assert list(trail.next_numbers("OC-2026", 2)) == [4, 5]
    assert dict(Series.objects.values_list("prefix", "last")) == {"IA-2026": 1, "OC-2026": 5}


def test_a_refused_birth_leaves_no_gap_in_the_numbers() -> None:
    town = world.found()
    first = town.file()
    with pytest.raises(Exception, match="answer-not-asked"):
        town.file(onbekend="x")
    second = town.file()
    assert [case.stream.reference for case in (first, second)] == ["BF-2026-0001", "BF-2026-0002"]


def test_column_values_are_those_that_the_database_gives_back() -> None:
    town = world.found()
    decision = town.decide(town.assessed())
    made = Decision(
        pk=decision.pk, amount_cents="100000", announced_on="2026-01-05", application_id=str(decision.application_id)
    )
    shown = trail.column_values(made, ["amount_cents", "announced_on", "application_id"])
    assert shown == trail.column_values(Decision.objects.get(), ["amount_cents", "announced_on", "application_id"])
