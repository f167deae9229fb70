"""Fixtures that every folder of tests can use."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.databases import copied, looking_at, undone_as_a_test
from tests.mail_server import Catcher, catching
from workflow import triggers

if TYPE_CHECKING:
    from tests.invariants.tale import Tale


@pytest.fixture
def guards_return(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Put the triggers back after the tables were emptied; it is asked for before the database, so that it ends after it."""
    yield
    with django_db_blocker.unblock():
        triggers.install_all(connection)


@pytest.fixture
def committed(guards_return: None, transactional_db: None) -> Iterator[None]:
    """A database in which acts really commit, for tests of locks, threads and counts of queries.

    The tables are emptied afterwards, which the append-only triggers rightly refuse; so they step aside for that moment.
    """
    yield
    triggers.remove_all(connection)


@pytest.fixture(scope="session")
def tale_in_a_copy(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, Tale]]:
    """A database in which the tale was told, and what was told; it is told once in a run, for it takes fifty acts."""
    from tests.invariants import tale

    with django_db_blocker.unblock(), copied("tale") as name:
        with looking_at(name):
            told = tale.tell()
        with django_db_blocker.block():
            yield name, told


@pytest.fixture
def told(tale_in_a_copy: tuple[str, Tale], db: None) -> Iterator[Tale]:
    """The tale, for a test that may do with it what it likes."""
    name, told = tale_in_a_copy
    with looking_at(name), undone_as_a_test():
        yield deepcopy(told)


@pytest.fixture
def private_storage(tmp_path: Path, settings: Any) -> None:
    """The private storage of an installation, in a folder that is gone afterwards."""
    kept = settings.STORAGES["default"]
    own = {**kept, "OPTIONS": {**kept["OPTIONS"], "location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": own}


@pytest.fixture
def mail_server() -> Iterator[Catcher]:
    """A mail server on the loopback, to which this installation sends."""
    with catching() as catcher:
        yield catcher
