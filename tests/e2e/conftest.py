"""A browser at the screens of a town: Debian's Chromium against a server of its own, at the time of the town."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from partners.models import Account
from tests import world
from tests.world import World
from workflow import clock

PASSWORD = "een wachtwoord om te proberen"


class TownTime:
    """Lets every request be answered at the time of the town, so that a walk is the same on any day."""

    now: datetime = world.START

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.at(type(self).now):
            return self.get_response(request)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of the tests. Its driver keeps an event loop, which Django takes for a view that may not wait."""
    found = shutil.which("chromium")
    assert found, "these tests need Debian's chromium; .ci/bootstrap test brings it"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def served(committed: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a server that answers from the database of the test."""
    own = f"{TownTime.__module__}.{TownTime.__qualname__}"
    with override_settings(MIDDLEWARE=[own, *settings.MIDDLEWARE], ALLOWED_HOSTS=["localhost"]):
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture
def clock_of_town() -> Iterator[None]:
    """Let the time of the town be what it was, for a walk in which time goes by."""
    yield
    TownTime.now = world.START


@pytest.fixture
def town(served: str) -> World:
    """A town with a login for every role, by the name of the role."""
    return with_logins(world.found())


def with_logins(town: World) -> World:
    """A login for every role, by the name of the role."""
    hashed = make_password(PASSWORD)
    Account.objects.bulk_create(
        Account(username=role, person_id=person, password=hashed) for role, person in town.people.items()
    )
    return town
