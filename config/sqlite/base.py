"""The embedded database: Django's SQLite, told how many parameters a statement may really have.

Django assumes 999 and cuts a set-based write into pieces of that size; SQLite has allowed 32,766 since version 3.32, and 250,000 as Debian
builds it. With Django's figure an act of 500 would cost ten times the statements of an act of 50.
"""

import sqlite3
from functools import cached_property

from django.db.backends.sqlite3 import base, features


class DatabaseFeatures(features.DatabaseFeatures):
    """The features of SQLite 3.32 and later."""

    @cached_property
    def max_query_params(self) -> int:  # type: ignore[override]
        """What the SQLite that is there allows."""
        self.connection.ensure_connection()
        limit: int = self.connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        return limit


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection to SQLite with those features."""

    features_class = DatabaseFeatures
