"""Deleting a user or a case cannot delete its trail."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model, ProtectedError

from budgets.models import Transfer
from grants.models import Application, Decision, Round, SchemeVersion
from partners.models import Account, Organisation, Person
from tests import world
from tests.invariants.tables import all_rights, everything, our_models, run, settle
from tests.invariants.tale import Tale
from tests.world import World
from workflow.models import Deadline, Event, Stream
from workflow.verify import verify

pytestmark = pytest.mark.django_db

APPEND_ONLY = [model for model in our_models() if getattr(model, "APPEND_ONLY", False)]
by_table = pytest.mark.parametrize("model", APPEND_ONLY, ids=lambda model: model._meta.db_table)


def an_award() -> tuple[World, Decision]:
    town = world.found()
    decision = town.decide(town.assessed())
    settle()
    return town, decision


def test_what_may_never_change_is_exactly_this() -> None:
    assert {model._meta.db_table for model in APPEND_ONLY} == {
        "budgets_indicatorvalue", "budgets_transfer", "grants_accountline", "grants_allocationrun", "grants_auditsample",
        "grants_finalaccount", "grants_legalprofile", "grants_schemeversion", "grants_score", "grants_version",
        "workflow_deadline", "workflow_event",
    }  # fmt: skip


@by_table
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id", "UPDATE {} SET {column} = {column}"])
def test_the_database_refuses_to_change_or_delete_what_is_append_only(
    told: Tale, model: type[Model], statement: str
) -> None:
    settle()
    before = everything()
    sql = statement.format(model._meta.db_table, column=f'"{model._meta.concrete_fields[-1].column}"')
    with pytest.raises(DatabaseError, match="aanjager: this table is append-only"), transaction.atomic():
        run(sql)
    assert everything() == before


@pytest.mark.postgres
@by_table
def test_postgresql_refuses_to_truncate_what_is_append_only_even_by_way_of_another_table(model: type[Model]) -> None:
    an_award()
    for table in (model._meta.db_table, "workflow_stream"):
        with pytest.raises(DatabaseError, match="aanjager: this table is append-only"), transaction.atomic():
            run(f"TRUNCATE {table} CASCADE")


@pytest.mark.sqlite
@by_table
def test_sqlite_refuses_to_replace_a_row_that_is_append_only(told: Tale, model: type[Model]) -> None:
    """REPLACE deletes without telling the triggers, unless they are asked to be recursive."""
    table = model._meta.db_table
    before = everything()
    with pytest.raises(DatabaseError, match="aanjager: this table is append-only"), transaction.atomic():
        run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    assert everything() == before


@pytest.mark.parametrize("model", [Application, Round, Stream, SchemeVersion, Organisation])
def test_a_case_and_what_it_rests_on_cannot_be_deleted(model: type[Model]) -> None:
    an_award()
    before = everything()
    for row in model._default_manager.all():
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()
    assert everything() == before


@pytest.mark.parametrize("model", [Event, Transfer, Deadline])
def test_events_transfers_and_terms_cannot_be_deleted_one_by_one_or_all_at_once(model: type[Model]) -> None:
    an_award()
    before = everything()
    last = model._default_manager.order_by("pk").last()
    assert last is not None
    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
        last.delete()
    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
        model._default_manager.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        model._default_manager.all()._raw_delete(using="default")
    assert everything() == before


def test_deleting_the_person_who_applied_is_refused() -> None:
    town, decision = an_award()
    person = Person.objects.get(pk=town.applicants[decision.application_id])
    before = everything()
    with pytest.raises(ProtectedError), transaction.atomic():
        person.delete()
    assert everything() == before


def test_deleting_the_account_and_the_person_of_a_clerk_leaves_every_event_of_theirs() -> None:
    town, _ = an_award()
    clerk = Person.objects.get(pk=town.people["intake_clerk"])
    account = Account.objects.create_account("clerk", None, person=clerk)
    theirs = list(Event.objects.filter(person=clerk.pk).order_by("pk").values_list())
    account.delete()
    clerk.delete()
    pseudonym = town.people["intake_clerk"]
    assert theirs
    assert list(Event.objects.filter(person=pseudonym).order_by("pk").values_list()) == theirs
    assert verify().differences == [f"partners_person {pseudonym}: de rij ontbreekt"]


def test_an_account_whose_person_has_a_login_is_no_way_to_delete_the_person() -> None:
    person = Person.objects.create(name="Zonder dossier (voorbeeld)")
    Account.objects.create_account("los", None, person=person)
    with pytest.raises(ProtectedError):
        person.delete()


def test_a_decision_that_somebody_deletes_leaves_its_events_and_is_missed_by_verify() -> None:
    _, decision = an_award()
    told, key = list(Event.objects.order_by("pk").values_list()), decision.pk
    decision.delete()
    assert list(Event.objects.order_by("pk").values_list()) == told
    assert verify().differences == [f"grants_decision {key}: de rij ontbreekt"]


def test_a_case_deleted_with_every_reference_to_it_switched_off_is_missed_by_verify() -> None:
    _, decision = an_award()
    with all_rights(Application):
        run("DELETE FROM grants_application")
        assert verify().replay_differences == [f"grants_application {decision.application_id}: de rij ontbreekt"]


@by_table
def test_without_its_trigger_a_table_would_let_its_rows_go(told: Tale, model: type[Model]) -> None:
    with all_rights(model):
        run(f"DELETE FROM {model._meta.db_table}")
        assert not model._default_manager.exists()
