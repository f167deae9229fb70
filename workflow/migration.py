"""The migration that every change of tables uses: it takes the triggers away and puts them back.

SQLite silently drops the triggers of a table that it rebuilds, and PostgreSQL refuses to retype a column that a trigger names; so no
migration is trusted to leave them alone.
"""

from typing import Any

from django.conf import settings
from django.db import migrations

from workflow import app_role, triggers


class GuardedMigration(migrations.Migration):
    """A migration between whose first and last operation no trigger stands, and after which all stand that can."""

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature.
        """Apply the operations between taking the triggers away and putting them back, in the same transaction."""
        triggers.remove_all(schema_editor.connection)
        state = super().apply(project_state, schema_editor, collect_sql)
        schema_editor.deferred_sql = _run_now(schema_editor)
        triggers.install_all(schema_editor.connection)
        app_role.grant(schema_editor.connection, settings.DATABASE_APP_ROLE)
        return state

    def unapply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature.
        """Undo the operations, likewise between taking the triggers away and putting them back."""
        triggers.remove_all(schema_editor.connection)
        state = super().unapply(project_state, schema_editor, collect_sql)
        triggers.install_all(schema_editor.connection)
        return state


def _run_now(schema_editor: Any) -> list[Any]:
    """Foreign keys and indexes wait for the end of a migration; on PostgreSQL they may not come after a trigger that fired."""
    for statement in schema_editor.deferred_sql:
        schema_editor.execute(statement, None)
    return []
