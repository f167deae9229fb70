"""What must be in order before the engine starts: the calendar of the law, and the guards in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage
from django.db import connections
from django.db.utils import OperationalError, ProgrammingError

from workflow import clock, triggers
from workflow.law.calendar import coverage_warning
from workflow.models import Event


def calendar_covers(**_: Any) -> list[CheckMessage]:
    """Warn in time when the days that royal decrees equate with holidays are not known far enough ahead."""
    sentence = coverage_warning(clock.today())
    return [checks.Warning(sentence, id="workflow.W001")] if sentence else []


def guards_stand(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a database whose guards were taken away or changed."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        try:
            migrated = Event._meta.db_table in connections[alias].introspection.table_names()
            gone = triggers.missing(alias) if migrated else []
        except (OperationalError, ProgrammingError):
            continue  # A database that is not there yet has nothing to guard; `migrate` makes it.
        hint = "Draai manage.py verify; een migratie zet de bewaking terug."
        found += [
            checks.Error(f"De bewaking {name} ontbreekt of is veranderd.", hint=hint, id="workflow.E001")
            for name in gone
        ]
    return found
