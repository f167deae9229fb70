"""How heavy the pages are at few cases and at many: what a page asks the database, what it costs the processor, and what travels.

What it costs the processor is told in loops: how often a loop that never changes would have run in the time of one visit. The loop runs
right before and after each visit, so that a slow machine, or a neighbour, slows down both. A core of an ordinary laptop takes ten
milliseconds for a loop; there a page of ten loops takes 100 ms, which is the limit. Milliseconds alone say nothing beyond their machine.
"""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median_low
from typing import Any

from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from grants.demo import tour
from grants.demo.tour import Stop

MOST_QUERIES, MOST_LOOPS, MOST_BYTES = 15, 10, 75 * 1024
"""What a page may ask at most, may cost in loops of the processor, and may weigh at first view in bytes as they travel."""

LOOP, LOOP_MS = 200_000, 10
"""Additions in a loop, and the milliseconds that they take a core of an ordinary laptop."""

MS = 1_000_000
"""Nanoseconds in a millisecond."""

TIMES = 7
"""How often a page is asked for: the middle one is its cost, for a neighbour disturbs some of them."""

NO_QUERY = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
LINKED = re.compile(rb'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"')
DRAWN = re.compile(rb'"(/pictogrammen/[^"#]+)')


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page costs: queries, ms of the processor, tenths of a loop, bytes of the first view, and tenths of a ms for a loop."""

    queries: int
    ms: int
    loops: int
    weight: int
    loop_ms: int


@dataclass(frozen=True, slots=True)
class Line:
    """One page of the tour with its cost at every size, the smallest size first."""

    stop: Stop
    costs: Sequence[Cost]

    @property
    def faults(self) -> Iterator[str]:
        """What is too much about it."""
        if len({one.queries for one in self.costs}) > 1:
            yield "vraagt meer als er meer is"
        most = self.costs[-1]
        if max(one.queries for one in self.costs) > MOST_QUERIES:
            yield f"meer dan {MOST_QUERIES} vragen"
        if most.loops >= MOST_LOOPS * 10:
            yield f"{MOST_LOOPS} lussen of meer"
        if most.weight > MOST_BYTES:
            yield f"meer dan {MOST_BYTES // 1024} KB"


@cache
def _static(name: str) -> int:
    """The bytes of a file of our own, compressed as it travels."""
    found = finders.find(name)
    assert found, "every file that a page names is there"
    return len(gzip.compress(Path(str(found)).read_bytes()))


def weight(html: bytes, client: Client) -> int:
    """The bytes of a first view: what is personal travels as it is (BREACH), and what is the same for everybody compressed."""
    linked = {one.decode() for one in LINKED.findall(html)}
    drawn = {one.decode() for one in DRAWN.findall(html)}
    sprites = sum(len(gzip.compress(client.get(path).content)) for path in drawn)
    return len(html) + sprites + sum(_static(name) for name in linked)


def cost(client: Client, stop: Stop) -> Cost:
    """What a page costs, once it was asked for before: a process reads templates and schemes only the first time.

    Queries are counted in a visit of their own, for writing each of them down takes time as well.
    """
    queries, response = asks(client, stop)
    loops, visits = [_took(loop)], list[int]()
    for _ in range(TIMES):
        visits.append(_took(lambda: _asked(client, stop)))
        loops.append(_took(loop))
    ratio = median_low(
        20 * visit // (before + after) for visit, (before, after) in zip(visits, pairwise(loops), strict=True)
    )
    return Cost(
        queries, median_low(visits) // MS, ratio, weight(response.content, client), median_low(loops) * 10 // MS
    )


def asks(client: Client, stop: Stop) -> tuple[int, Any]:
    """How often a page asks the database, and the page."""
    _asked(client, stop)
    with CaptureQueriesContext(connection) as seen:
        response = _asked(client, stop)
    return sum(not one["sql"].startswith(NO_QUERY) for one in seen.captured_queries), response


def loop() -> int:
    """The work that never changes, against which a page is measured: `LOOP` additions."""
    total = 0
    for number in range(LOOP):
        total += number
    return total


def _took(work: Callable[[], object]) -> int:
    """Nanoseconds of the processor for some work."""
    began = time.process_time_ns()
    work()
    return time.process_time_ns() - began


def _asked(client: Client, stop: Stop) -> Any:
    response = client.get(stop.path)
    assert response.status_code == 200, f"{stop.path}: {response.status_code}"  # noqa: PLR2004 - it is there.
    return response


def measured(stops: Iterable[Stop]) -> Iterator[tuple[Stop, Cost]]:
    """Every page of the tour with its cost now."""
    clients: dict[str, Client] = {}
    for stop in stops:
        if stop.role not in clients:
            clients[stop.role] = tour.enter(stop.role)
        yield stop, cost(clients[stop.role], stop)


def lines(found: Sequence[Mapping[Stop, Cost]]) -> list[Line]:
    """The costs at every size side by side."""
    return [Line(stop, [one[stop] for one in found]) for stop in found[0]]
