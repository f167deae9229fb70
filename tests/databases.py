"""Databases beside the test database: copies that a tale fills once and commits, for tests that look at them afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def looking_at(name: str) -> Iterator[None]:
    """Let the connection look at another database for as long as the block runs."""
    home = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = home


@contextmanager
def copied(suffix: str) -> Iterator[str]:
    """A copy of the database that the connection looks at; its name, for `looking_at`. It is gone after the block."""
    connection.close()  # SQLite brings its log into the file, PostgreSQL copies only what nobody looks at.
    connection.creation.clone_test_db(suffix, verbosity=0)
    name = connection.creation.get_test_db_clone_settings(suffix)["NAME"]
    try:
        yield name
    finally:
        with looking_at(name):
            connection.creation.destroy_test_db(verbosity=0)
