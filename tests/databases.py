"""Databases beside the test database: copies that a tale fills once and commits, for tests that look at them afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.db import connections, transaction


@contextmanager
def looking_at(name: str) -> Iterator[None]:
    """Let everything look at another database for as long as the block runs; what is open at home stays open there."""
    home = connections["default"]
    connections["default"] = away = type(home)({**home.settings_dict, "NAME": name}, "default")
    try:
        yield
    finally:
        away.close()
        connections["default"] = home


@contextmanager
def undone_as_a_test() -> Iterator[None]:
    """Undo at the end all that was done in the database that is looked at.

    An act may think that it commits, as in any test: the block says of itself what those of Django's own test cases say.
    """
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def copied(suffix: str) -> Iterator[str]:
    """A copy of the database that is looked at; its name, for `looking_at`. It is gone after the block.

    Nobody may look at the original meanwhile: PostgreSQL copies it only then. SQLite is told to bring its log into the file, which it does
    not do by itself while a thread of an earlier test has the database open still: the copy would have the rows of that test.
    """
    home = connections["default"]
    if home.vendor == "sqlite":
        with home.cursor() as cursor:
            is_busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert not is_busy, "an earlier test still reads the database"
    home.close()
    home.creation.clone_test_db(suffix, verbosity=0)
    name = home.creation.get_test_db_clone_settings(suffix)["NAME"]
    try:
        yield name
    finally:
        with looking_at(name):
            connections["default"].creation.destroy_test_db(verbosity=0)


def address() -> str:
    """The address of the database that is looked at, for a process of its own."""
    at = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{quote(at['PASSWORD'], safe='')}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
