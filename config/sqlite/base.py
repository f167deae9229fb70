"""The embedded database: Django's SQLite, told how many parameters a statement may really have.

Django assumes 999 and cuts a set-based write into pieces of that size; SQLite has allowed 32,766 since version 3.32. With Django's figure
an act of 500 would cost ten times the statements of an act of 50.
"""

from django.db.backends.sqlite3 import base, features


class DatabaseFeatures(features.DatabaseFeatures):
    """The features of SQLite 3.32 and later."""

    max_query_params = 32_766


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection to SQLite with those features."""

    features_class = DatabaseFeatures
