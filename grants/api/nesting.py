"""What a list of nested applications costs beside the same list fetched row by row, as a serializer does that nobody thought about."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import sight
from grants.api import rows, serializers
from grants.desk import Desk, desk_of
from partners.models import Person
from workflow import clock
from workflow.powers import in_force

TIMES = 9
"""How often each is done, one after the other; the middle one counts, for a neighbour disturbs some of them."""

ROWS, MOST_PERCENT = 50, 10
MS = 1_000_000


class NaiveDecision(serializers.DecisionSerializer):
    """A decision that looks up by itself what it is on."""

    application = serializers.Text(source="application.stream.reference")
    currency = serializers.Text(default="EUR")


class Naive(serializers.ApplicationSerializer):
    """The same application, in which every part looks up what it needs."""

    reference = serializers.Text(source="stream.reference")
    currency = serializers.Text(default="EUR")
    scheme = serializers.Text(source="round.scheme_version.code")
    round = serializers.Text(source="round.code")
    area = serializers.Text(source="area.name", default=None)
    decisions = NaiveDecision(many=True)


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows, and queries and ms of the processor for both ways; the one in percents of the other."""

    rows: int
    queries: int
    naive_queries: int
    ms: int
    naive_ms: int
    percent: int


def compared() -> Compared:
    """Fetch the first page of applications in both ways, by turns, and see that they say the same."""
    desk = _reader()

    def ours() -> Any:
        return serializers.ApplicationSerializer(rows.applications(desk).order_by("reference")[:ROWS], many=True).data

    def naive() -> Any:
        return Naive(sight.seen_by(desk).order_by("stream__reference")[:ROWS], many=True).data

    said, queries = _counted(ours)
    said_naively, naive_queries = _counted(naive)
    assert _plain(said) == _plain(said_naively), "both ways say the same"
    took = [(_took(ours), _took(naive)) for _ in range(TIMES)]
    mine, other = (median_low(one) for one in zip(*took, strict=True))
    return Compared(len(said), queries, naive_queries, mine // MS, other // MS, -(-100 * mine // other))


def _counted(work: Callable[[], Any]) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as asked:
        said = work()
    return said, len(asked)


def _plain(said: Any) -> list[Any]:
    return [{**one, "decisions": sorted(one["decisions"], key=lambda each: each["id"])} for one in said]


def _took(work: Callable[[], object]) -> int:
    """Nanoseconds of the processor for some work."""
    began = time.process_time_ns()
    work()
    return time.process_time_ns() - began


def _reader() -> Desk:
    """A policy officer, who sees every application without an interest."""
    officers = in_force(clock.today()).filter(role="policy_officer").values("person")
    person = Person.objects.filter(pk__in=officers)[0]
    desk = desk_of(person.pk, person.name)
    assert desk, "a policy officer works at the office"
    return desk
