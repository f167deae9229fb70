"""The triggers that the models ask for, on either engine."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from tests.invariants.tables import settle, undone
from workflow import triggers
from workflow.models import Event, Register, Stream, Subject

pytestmark = pytest.mark.django_db


def guarded() -> tuple[set[str], set[str]]:
    machines = {model._meta.db_table for model in apps.get_models() if issubclass(model, Subject)}
    append_only = {model._meta.db_table for model in apps.get_models() if getattr(model, "APPEND_ONLY", False)}
    return machines, append_only


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_every_machine_and_every_append_only_table_is_guarded(vendor: str) -> None:
    machines, append_only = guarded()
    kinds = {"sqlite": ("state_insert", "state_update"), "postgresql": ("state",)}[vendor]
    keeps = {"sqlite": ("keep_update", "keep_delete"), "postgresql": ("keep",)}[vendor]
    expected = {f"aanjager_{kind}_{table}" for table in machines for kind in kinds}
    expected |= {f"aanjager_{kind}_{table}" for table in append_only for kind in keeps}
    assert {trigger.name for trigger in triggers.declared(vendor)} == expected


def test_a_fresh_database_has_them_all() -> None:
    assert triggers.missing() == []


@pytest.mark.sqlite
def test_a_table_that_a_migration_still_has_to_make_has_no_guard_that_is_missing() -> None:
    with undone(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE grants_allocationrun")
        assert triggers.missing() == []


def test_taking_them_away_and_putting_them_back_leaves_all_standing() -> None:
    settle()
    with undone():
        triggers.remove_all(connection)
        assert triggers.installed(connection) == {}
        assert triggers.missing() == [trigger.name for trigger in triggers.declared(connection.vendor)]
        triggers.install_all(connection)
        assert triggers.missing() == []


def test_a_trigger_that_was_changed_is_put_right_by_the_next_migration() -> None:
    settle()
    trigger = triggers.declared(connection.vendor)[0]
    with undone(), connection.cursor() as cursor:
        for statement in trigger.remove:
            cursor.execute(statement)
        assert triggers.missing() == [trigger.name]
        triggers.install_all(connection)
        assert triggers.missing() == []


def test_a_row_is_accepted_when_the_newest_event_says_its_state() -> None:
    stream = Stream.objects.create(kind="register", reference="REG-X-0001")
    row = Register(code="x", stream=stream)
    with pytest.raises(IntegrityError, match=triggers.STATE_REFUSED), transaction.atomic():
        row.save()
    row.record()
    row.subject_seq = 1
    with pytest.raises(IntegrityError, match=triggers.STATE_REFUSED), transaction.atomic():
        row.save()
    values = {"stream": stream, "machine": "register", "subject": row.pk, "action": "record", "state_after": "kept"}
    moment = "2026-01-05T09:00:00Z"
    Event.objects.create(
        **values, seq=1, subject_seq=1, act=row.pk, at=moment, role="system", data="{}", prev="0", hash="0"
    )
    row.save()
    assert Register.objects.get().state == "kept"


def test_a_column_that_is_no_state_may_change_without_asking_the_trail() -> None:
    test_a_row_is_accepted_when_the_newest_event_says_its_state()
    assert Register.objects.update(code="y") == 1
