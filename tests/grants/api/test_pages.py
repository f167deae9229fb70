"""Lists of the API: in pages that hang together, asked for by what a resource has, with the same queries at any size."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.grants.api.callers import Caller
from tests.world import World

pytestmark = pytest.mark.django_db


def officer(town: World) -> Caller:
    return Caller(town, town.people["policy_officer"])


def references(answer: Any) -> list[str]:
    return [one["reference"] for one in answer.json()["results"]]


def test_pages_hang_together_and_have_every_row_once_also_when_more_come_in_between() -> None:
    town = world.found()
    filed = [town.file().stream.reference for _ in range(3)]
    reader = officer(town)
    first = reader.ask("/applications", pageSize=2)
    assert (references(first), first.json()["previous"]) == (filed[:2], None)
    filed.append(town.file().stream.reference)
    second = reader.get(first.json()["next"].removeprefix("http://testserver"))
    assert (references(second), second.json()["next"]) == (filed[2:], None)
    assert references(reader.get(second.json()["previous"].removeprefix("http://testserver"))) == filed[:2]


def test_a_list_is_asked_for_by_what_the_resource_has() -> None:
    town = world.found()
    paid, waiting = town.decide(town.assessed()), town.file()
    reader = officer(town)
    assert references(reader.ask("/applications", state="awarded")) == [paid.stream.reference]
    assert references(reader.ask("/applications", scheme="buurtfeest", round="BF-jaar", state=waiting.state)) == [
        waiting.stream.reference
    ]
    kinds = [one["kind"] for one in reader.ask("/deadlines", application=paid.stream.reference).json()["results"]]
    assert "objection_term" in kinds
    assert reader.ask("/decisions", application=waiting.stream.reference).json()["results"] == []


@pytest.mark.parametrize(
    "query",
    [
        {"pageSize": "0"}, {"pageSize": "101"}, {"pageSize": "-1"}, {"pageSize": "٣"}, {"pageSize": "1e1"}, {"pageSize": ""},
        {"page": "2"}, {"State": "awarded"}, {"state": ["awarded", "idea"]}, {"state": "\x00"}, {"cursor": "x"},
        {"cursor": base64.b64encode(b"p=\x00").decode()},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_and_not_passed_over(query: dict[str, Any]) -> None:
    town = world.found()
    answer = officer(town).ask("/applications", **query)
    [wrong] = query
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert [one["sentence"].split("’")[0] for one in answer.json()["obstacles"]] == [f"‘{wrong}"]


def test_a_cursor_that_names_no_row_of_this_list_is_refused() -> None:
    town = world.found()
    reader = officer(town)
    for path in ("/decisions", "/payments", "/deadlines"):
        assert reader.ask(path, cursor=base64.b64encode(b"p=nobody").decode()).status_code == 400


def test_a_list_asks_the_database_the_same_number_of_times_at_any_size() -> None:
    town = world.found()
    reader = officer(town)
    counted = []
    for more in (1, 3):
        for _ in range(more):
            town.propose(town.decide(town.assessed(100_00)))
        asked = []
        for path in ("/applications", "/decisions", "/payments", "/deadlines", "/applications/BF-2026-0001/events"):
            with CaptureQueriesContext(connection) as queries:
                answer = reader.ask(path)
            asked.append(len(queries))
            assert len(answer.json()["results"]) >= more
        counted.append(asked)
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 8


def test_a_list_of_nested_applications_asks_the_same_for_three_as_for_fifty() -> None:
    town = world.found()
    reader = officer(town)
    counted = []
    for more in (3, 47):
        for number in range(more):
            town.draft(town.assessed(100_00)) if number < 3 else town.file(100_00)
        with CaptureQueriesContext(connection) as queries:
            shown = reader.ask("/applications").json()["results"]
        counted.append((len(queries), len(shown), sum(bool(one["decisions"]) for one in shown)))
    assert counted == [(counted[0][0], 3, 3), (counted[0][0], 50, 6)]
