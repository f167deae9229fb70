"""Every page, by whom it is for: few questions to the database, a small answer, nothing inline; a list of many asks no more than of few.

The pages come from the table of who sees what, which has a row for every address: a new page is measured by being there.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.demo.measuring import MOST_QUERIES, NO_QUERY
from grants.desk import OFFICE, Desk
from grants.models import Application, SchemeVersion
from grants.models.scheme import scheme_of
from grants.portal.dossier import find, page
from tests import world
from tests.grants.portal.office import Visitor, colleague, step_path
from tests.grants.portal.test_headers import INLINE
from tests.grants.portal.test_who_sees_what import EXPECTED, GONE, OK, Scene, scene
from tests.invariants import tale
from tests.world import World
from workflow import clock

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

MOST_HTML, MOST_AT_FIRST_VIEW = 15_000, 75_000
"""Bytes as they travel, with gzip: of the page alone, and of the page with its styles, scripts and pictures."""

LINKED = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"')


def warm() -> None:
    """Read the published schemes, as a process does once: their rows never change."""
    for version in SchemeVersion.objects.values_list("pk", flat=True):
        scheme_of(version)


def asked(visitor: Visitor, path: str, **data: Any) -> tuple[Any, int]:
    """The answer, and how many questions the database got for it."""
    with CaptureQueriesContext(connection) as seen:
        response = visitor.get(path, **data)
    return response, sum(not one["sql"].startswith(NO_QUERY) for one in seen.captured_queries)


def weight(content: bytes) -> int:
    """The bytes of something as it travels."""
    return len(gzip.compress(content, 6))


def faults(response: Any, queries: int) -> Iterator[str]:
    """What is too much about a page."""
    if queries > MOST_QUERIES:
        yield f"{queries} queries, of {MOST_QUERIES} at most"
    if response.streaming or "html" not in response.headers["Content-Type"]:
        return
    html = response.content.decode()
    if (own := weight(response.content)) > MOST_HTML:
        yield f"{own} bytes of HTML"
    files = [finders.find(name) for name in sorted(set(LINKED.findall(html)))]
    assert all(files), "every file that a page names is there"
    with_files = own + sum(weight(Path(str(file)).read_bytes()) for file in files)
    if with_files > MOST_AT_FIRST_VIEW:
        yield f"{with_files} bytes at first view"
    if found := INLINE.search(html):
        yield f"{found[0]!r} inside it"


def readable(there: Scene) -> Iterator[tuple[str, str, str]]:
    """Every address that can be read, with each role that it is there for."""
    for name, rule in EXPECTED.items():
        path = reverse(name, args=rule.args(there))
        yield from ((name, path, role) for role in sorted(OFFICE & rule.some) if rule.colleague[0] == OK)


def test_every_page_is_light_for_everyone_whom_it_is_for() -> None:
    there = scene()
    warm()
    found = {}
    for name, path, role in readable(there):
        response, queries = asked(Visitor(there.town, there.people[role]), path)
        if wrong := list(faults(response, queries)):
            found[name, role] = wrong
    assert found == {}


def test_a_dossier_in_any_state_is_light_for_everyone_and_so_is_each_step_in_it() -> None:
    town = tale.tell().town
    warm()
    found = {}
    known: set[tuple[str, ...]] = set()
    for role in sorted(OFFICE - set(town.people)):
        if person := town.hire(role).person:
            town.people[role] = person
    for case in Application.objects.select_related("stream"):
        for role in sorted(OFFICE):
            visitor = colleague(town, role)
            response, queries = asked(visitor, f"/dossier/{case.stream.reference}/")
            if response.status_code == GONE:
                continue  # Not a dossier of the rounds in which this role judges.
            if wrong := list(faults(response, queries)):
                found[case.state, role] = wrong
            for path in steps_of(town, case.stream.reference, role):
                if (kind := tuple(path.split("/")[4:6])) in known:
                    continue
                known.add(kind)
                response, queries = asked(visitor, path)
                if wrong := list(faults(response, queries)):
                    found[case.state, path] = wrong
    assert found == {}


def steps_of(town: World, reference: str, role: str) -> list[str]:
    """The pages of the steps that somebody can take in a dossier."""
    desk = Desk(town.actor(role), role, (role,))
    with clock.at(town.now):
        shown = page(find(reference, desk), desk)
    return [step_path(reference, one.declared.machine, one.declared.action, one.subject) for one in shown.open]


LISTS = ("queue", "dispatch", "rounds", "finance", "finance-approving", "finance-orders", "audit", "people", "schemes")


def test_a_list_of_sixty_asks_the_database_as_often_as_a_list_of_three_and_stays_small() -> None:
    town = world.found()

    def measured() -> dict[tuple[str, str], tuple[int, list[str]]]:
        found = {}
        for name in LISTS:
            role = next(role for role in sorted(EXPECTED[name].some) if role in town.people)
            response, queries = asked(colleague(town, role), reverse(name))
            found[name, role] = (queries, list(faults(response, queries)))
        return found

    for _ in range(3):
        town.file()
    warm()
    measured()  # What a process reads once is read, whatever ran in it before.
    few = measured()
    for _ in range(57):
        town.file()
    assert measured() == few
    assert [one for one, (_, wrong) in few.items() if wrong] == []
