"""When the database lets somebody wait too long: they read that it is not there yet, keep what they typed, and send it with one press."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from config.api import problems
from grants import drafts
from grants.models import Application
from tests import world
from tests.grants.portal.applicant.filing.filling import Home, at_home
from workflow import clock
from workflow.models import Stream

pytestmark = pytest.mark.usefixtures("committed")


@contextmanager
def impatient() -> Iterator[None]:
    """Wait for a lock a moment, and no longer."""
    with connection.cursor() as cursor:
        is_file = connection.vendor == "sqlite"
        cursor.execute("PRAGMA busy_timeout = 50" if is_file else "SET lock_timeout = 50")
        yield
        cursor.execute("PRAGMA busy_timeout = 20000" if is_file else "RESET lock_timeout")


@contextmanager
def held(case: Application) -> Iterator[None]:
    """Somebody else is busy in the same dossier."""
    other = connection.copy()
    try:
        other.set_autocommit(autocommit=False)
        with other.cursor() as cursor:
            lock = (
                "BEGIN IMMEDIATE" if other.vendor == "sqlite" else f"SELECT 1 FROM {Stream._meta.db_table} FOR UPDATE"
            )
            cursor.execute(lock)
        yield
        other.rollback()
    finally:
        other.close()


def hurried(home: Home) -> Client:
    """The browser of somebody at home, to whom a fault of ours is a page."""
    client = home.browser.client
    client.raise_request_exception = False
    return client


def test_who_saves_while_it_is_busy_reads_so_and_sends_the_same_again_with_one_press() -> None:
    home = at_home(world.found())
    client, typed = hurried(home), {"versie.idee_titel": "0", "idee_titel": 'Feest & "soep"', "naar": "verder"}
    with clock.at(home.town.now):
        with impatient(), held(home.case):
            answer = client.post(home.at("plan"), typed)
        page = answer.content.decode()
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "Wij hebben dit nog niet ontvangen." in page
        assert 'value="Feest &amp; &quot;soep&quot;"' in page
        assert f'action="{home.at("plan")}"' in page
        assert drafts.newest(home.case) == {}
        names = re.findall(r'<input type="hidden" name="([^"]+)"', page)
        assert names == ["csrfmiddlewaretoken", *typed]
        assert client.post(home.at("plan"), typed).status_code == 302
    assert drafts.typed(drafts.newest(home.case)["idee_titel"]) == 'Feest & "soep"'


def test_who_sends_while_it_is_busy_has_one_receipt_after_pressing_again() -> None:
    home = at_home(world.found())
    home.choose()
    client, signed = hurried(home), {"sleutel": "5b1e37b4-6a8c-4a51-9a0e-0d5f4f5b0a11", "verklaring": "on"}
    with clock.at(home.town.now):
        with impatient(), held(home.case):
            assert client.post(home.at("controleren"), signed).status_code == 503
        for _ in range(2):
            assert client.post(home.at("controleren"), signed).url.endswith("/ontvangen/")  # type: ignore[attr-defined]
    assert Application.objects.get().state == Application.SUBMITTED


def test_a_system_is_told_the_same_in_its_own_words_and_a_fault_of_ours_stays_one(rf: RequestFactory) -> None:
    said = []
    for fault in (OperationalError("database is locked"), ValueError("ours")):
        try:
            raise fault
        except (OperationalError, ValueError):
            answer = problems.broken(rf.get("/api/v1/applications"))
        said.append((answer.status_code, answer.headers.get("Retry-After"), answer.headers["Content-Type"]))
    assert said == [(503, "5", problems.MEDIA_TYPE), (500, None, problems.MEDIA_TYPE)]
