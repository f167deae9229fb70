"""Fixtures that every folder of tests can use."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from workflow import triggers


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


@pytest.fixture
def private_storage(tmp_path: Path, settings: Any) -> None:
    """A private storage that is gone afterwards."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
