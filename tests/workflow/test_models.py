"""What every model of ours must be, so that verify, erasure and the locks can be trusted."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import ClassVar

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

from partners.models import Person
from tests.invariants.tables import our_models
from workflow.migration import GuardedMigration
from workflow.models import Command, Opening, Outbox, Series
from workflow.replay import OUR_APPS

TEXTS = (models.CharField, models.TextField, models.FileField, models.JSONField, models.BinaryField)
NOT_CANONICAL = (models.FloatField, models.DecimalField, models.JSONField, models.DurationField, models.TimeField)
APP_ORDER = ("workflow", "partners", "budgets", "documents", "grants")
NUMBERED = {Command, Opening, Outbox, Series}
"""Tables of the engine that no event accounts for: their keys may be numbers, texts or derived."""


def unsorted_texts(all_models: Iterable[type[models.Model]]) -> list[str]:
    """Columns of text that are neither personal nor plain, or both, and names that are no column."""
    wrong = []
    for model in all_models:
        personal: frozenset[str] = getattr(model, "PERSONAL", frozenset())
        plain: frozenset[str] = getattr(model, "PLAIN", frozenset())
        texts = {part.attname for part in model._meta.concrete_fields if isinstance(part, TEXTS)}
        odd = (texts - personal - plain) | (personal & plain) | ((personal | plain) - texts)
        wrong += [f"{model.__name__}.{name}" for name in sorted(odd)]
    return wrong


def loose_references(all_models: Iterable[type[models.Model]]) -> list[str]:
    """Foreign keys that do not protect what they point to, or point up; and relations of many to many."""
    wrong = []
    for model in all_models:
        if model._meta.many_to_many:
            wrong.append(f"{model.__name__}: many to many")
        for part in model._meta.concrete_fields:
            if not part.remote_field:
                continue
            target = part.related_model
            assert isinstance(target, type)
            upward = _rank(target) > _rank(model)
            if part.remote_field.on_delete is not models.PROTECT or upward:
                wrong.append(f"{model.__name__}.{part.name}")
    return wrong


def _rank(model: type[models.Model]) -> int:
    return APP_ORDER.index(model._meta.app_label)


def self_filling(all_models: Iterable[type[models.Model]]) -> list[str]:
    """Columns that fill themselves, from the clock or in the database, so that no event could hold what they say."""
    wrong = []
    for model in all_models:
        for part in model._meta.concrete_fields:
            automatic = getattr(part, "auto_now", False) or getattr(part, "auto_now_add", False)
            if automatic or part.has_db_default() or isinstance(part, (*NOT_CANONICAL, models.GeneratedField)):
                wrong.append(f"{model.__name__}.{part.name}")
    return wrong


def test_every_text_is_personal_or_plain() -> None:
    assert unsorted_texts(our_models()) == []


def test_every_reference_protects_what_it_points_to_and_points_downward() -> None:
    assert loose_references(our_models()) == []
    assert set(APP_ORDER) == set(OUR_APPS)


def test_no_column_fills_itself_or_has_more_than_one_text() -> None:
    assert self_filling(our_models()) == []


def test_every_row_of_the_domain_has_a_random_or_derived_uuid() -> None:
    keys = {model: model._meta.pk for model in our_models() if model not in NUMBERED}
    assert {model.__name__: type(key).__name__ for model, key in keys.items()} == {
        model.__name__: "UUIDField" for model in keys
    }


def test_every_migration_of_ours_is_guarded() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {key: migration for key, migration in loader.disk_migrations.items() if key[0] in OUR_APPS}
    assert {key[0] for key in ours} == set(OUR_APPS)
    assert [key for key, migration in ours.items() if not isinstance(migration, GuardedMigration)] == []


def test_every_table_of_ours_is_covered_by_this_test() -> None:
    labels = {config.label for config in apps.get_app_configs() if config.name in OUR_APPS}
    assert labels == set(OUR_APPS)
    assert len(our_models()) > 30


@isolate_apps("workflow")
def test_a_careless_model_would_be_noticed() -> None:
    class Careless(models.Model):
        PLAIN: ClassVar[frozenset[str]] = frozenset({"gone"})
        note = models.TextField()
        person = models.ForeignKey(Person, on_delete=models.CASCADE)
        changed = models.DateTimeField(auto_now=True)
        ratio = models.FloatField()

        class Meta:
            app_label = "workflow"

        def __str__(self) -> str:
            return str(uuid.UUID(int=0))

    assert unsorted_texts([Careless]) == ["Careless.gone", "Careless.note"]
    assert loose_references([Careless]) == ["Careless.person"]
    assert self_filling([Careless]) == ["Careless.changed", "Careless.ratio"]


@pytest.mark.django_db
def test_subjects_are_never_refreshed_because_that_unprotects_every_state_in_the_process() -> None:
    from grants.models import Application

    with pytest.raises(AssertionError, match="read the row again under its lock"):
        Application(pk=uuid.uuid4()).refresh_from_db()
