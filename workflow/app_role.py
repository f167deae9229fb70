"""The role of the application on PostgreSQL: it may do what the engine does, and nothing to what is append-only.

Migrations run as the owner of the tables; the web and worker processes connect as this role. The triggers refuse an update of an event to
everyone; the role cannot even try, and cannot take the triggers away.
"""

from __future__ import annotations

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper


def grant(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give the role its rights on every table that stands, after a migration; on SQLite there are no roles."""
    if connection.vendor != "postgresql" or role == "none":
        return
    name = connection.ops.quote_name(role)
    standing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for model in apps.get_models():
            if getattr(model, "APPEND_ONLY", False) and model._meta.db_table in standing:
                cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {model._meta.db_table} FROM {name}")
