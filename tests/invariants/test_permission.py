"""A user without the role cannot move a case through any entry."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from grants.models import Application
from tests import world
from tests.invariants import mutants
from tests.invariants.asking import answer, good_payloads, steps, subject_of, with_each_role
from tests.invariants.tables import everything, settle, stored
from tests.invariants.tale import Tale
from tests.world import World
from workflow import clock, roles
from workflow.facts import NOTHING, Actor, Change
from workflow.models import Subject
from workflow.powers import GRANTED
from workflow.registry import MACHINES

pytestmark = pytest.mark.django_db


def outsiders_who_got_in(told: Tale, machine: str) -> list[str]:
    """Ask for every step of a machine as every role; say where the answer is "not permitted" and should not be, or the reverse."""
    people = with_each_role(told.town)
    stranger = told.town.applicants[told.ranked.pk]
    people |= {"applicant": told.applicant, "applicant of another": Actor(person=stranger)}
    given = good_payloads(told)
    wrong: list[str] = []
    with clock.at(told.town.now):
        for action, declared in MACHINES[machine].model.declarations().items():
            change = Change(machine, action, subject_of(told, machine), given.get((machine, action), NOTHING))
            for role, actor in people.items():
                kind = answer(change, actor)
                have = roles.at_work({role}) if role in GRANTED else {role}
                if (kind == "not-permitted") == bool(have & set(declared.roles)):
                    wrong.append(f"{machine}.{action} as {role}: {kind}")
    return wrong


@pytest.mark.parametrize("machine", MACHINES)
def test_every_step_is_refused_to_every_role_that_is_not_declared_and_to_no_other(told: Tale, machine: str) -> None:
    assert outsiders_who_got_in(told, machine) == []


@pytest.mark.parametrize(
    ("mutant", "found"),
    [
        (mutants.everyone_may, "report.accept_report as nobody: wrong-state"),
        (mutants.consequences_may_be_asked_for, "report.ask as nobody: wrong-state"),
        (mutants.any_applicant_may, "report.report as applicant of another: wrong-state"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_door_that_forgets_to_look_at_roles_is_noticed(told: Tale, mutant: mutants.Mutant, found: str) -> None:
    with mutant():
        assert found in outsiders_who_got_in(told, "report")


def test_every_step_with_a_payload_has_one_in_this_test(told: Tale) -> None:
    asked = {(machine, action) for machine, rules in MACHINES.items() for action in rules.payloads}
    assert asked - set(good_payloads(told)) == set()
    for (machine, action), payload in good_payloads(told).items():
        assert isinstance(payload, MACHINES[machine].payloads[action]), (machine, action)


def test_a_step_that_follows_from_another_is_refused_to_everyone_who_asks_for_it(told: Tale) -> None:
    consequences = [
        f"{machine}.{action}" for machine, action in steps() if not MACHINES[machine].model.declarations()[action].roles
    ]
    assert {"application.assess", "application.award", "application.determine", "letter.request", "report.ask"} <= set(
        consequences
    )
    people = (
        told.town.hire(),
        told.town.actor("policy_officer"),
        told.town.actor("mandate_holder"),
        told.applicant,
        Actor(system="proef"),
    )
    given = good_payloads(told)
    with clock.at(told.town.now):
        for name in consequences:
            machine, action = name.split(".")
            change = Change(machine, action, subject_of(told, machine), given.get((machine, action), NOTHING))
            assert {answer(change, actor) for actor in people} == {"not-permitted"}, name


# --- Past the door --------------------------------------------------------------------------------------------------


def by_method_and_save(case: Application) -> None:
    case.monitor()
    case.save()


def by_method_and_named_fields(case: Application) -> None:
    case.monitor()
    case.save(update_fields=["state"])


def by_number_of_steps(case: Application) -> None:
    case.subject_seq += 1
    case.save(update_fields=["subject_seq"])


def by_update(case: Application) -> None:
    Application.objects.filter(pk=case.pk).update(state="accounted")


def by_bulk_update(case: Application) -> None:
    case.monitor()
    Application.objects.bulk_update([case], ["state"])


def by_bulk_create(case: Application) -> None:
    case.monitor()
    Application.objects.bulk_create([case], update_conflicts=True, unique_fields=["id"], update_fields=["state"])


def by_constructor(case: Application) -> None:
    values = {part.attname: getattr(case, part.attname) for part in Application._meta.concrete_fields}
    made = Application(**{**values, "state": "accounted"})
    made._state.adding = False
    made.save()


def by_a_new_row(case: Application) -> None:
    values = {part.attname: getattr(case, part.attname) for part in Application._meta.concrete_fields}
    Application(**{**values, "id": uuid.uuid4(), "state": "awarded"}).save()


def by_a_new_row_with_the_number_of_another(case: Application) -> None:
    values = {part.attname: getattr(case, part.attname) for part in Application._meta.concrete_fields}
    Application.objects.bulk_create([Application(**{**values, "id": uuid.uuid4(), "subject_seq": 1})])


def by_assignment(case: Application) -> None:
    case.state = "accounted"


def by_refreshing(case: Application) -> None:
    case.refresh_from_db()


def by_sql(case: Application) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE grants_application SET state = 'accounted' WHERE id = %s", [stored(Application._meta.pk, case.pk)]
        )


def by_sql_that_touches_all(case: Application) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE grants_application SET state = 'withdrawn', subject_seq = subject_seq + 1")


def by_sql_insert(case: Application) -> None:
    columns = ", ".join(
        f'"{part.column}"' for part in Application._meta.concrete_fields if part.name not in ("id", "state")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO grants_application (id, state, {columns}) SELECT %s, 'awarded', {columns} FROM grants_application WHERE id = %s",
            [stored(Application._meta.pk, uuid.uuid4()), stored(Application._meta.pk, case.pk)],
        )


Way = Callable[[Application], None]
WAYS: tuple[Way, ...] = (
    by_method_and_save, by_method_and_named_fields, by_number_of_steps, by_update, by_bulk_update, by_bulk_create, by_constructor,
    by_a_new_row, by_a_new_row_with_the_number_of_another, by_sql, by_sql_that_touches_all, by_sql_insert,
)  # fmt: skip


def what_it_left(way: Way) -> list[str]:
    """Move an awarded case past the door; say what that changed."""
    town = world.found()
    case = town.assessed()
    town.decide(case)
    settle()
    before = everything()
    try:
        with transaction.atomic():
            way(Application.objects.get(pk=case.pk))
    except (DatabaseError, AttributeError):
        pass
    after = everything()
    return [table for table, rows in before.items() if after[table] != rows]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_way_past_the_door_moves_a_case(way: Way) -> None:
    assert what_it_left(way) == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_database_without_its_triggers_would_let_every_one_of_them_through(way: Way) -> None:
    town = world.found()
    assert town.round
    with mutants.no_triggers():
        assert what_it_left_without_founding(town, way) == ["grants_application"]


def what_it_left_without_founding(town: World, way: Way) -> list[str]:
    case = town.assessed()
    town.decide(case)
    before = everything()
    way(Application.objects.get(pk=case.pk))
    after = everything()
    return [table for table, rows in before.items() if after[table] != rows]


def test_the_refusal_of_the_database_says_what_it_misses() -> None:
    case = world.found().file()
    settle()
    with pytest.raises(IntegrityError, match="aanjager: no event accounts for this state"), transaction.atomic():
        by_update(case)


@pytest.mark.parametrize("way", [by_assignment, by_refreshing], ids=lambda way: way.__name__)
def test_a_state_cannot_be_assigned_or_refreshed_in_memory(way: Way) -> None:
    case = world.found().file()
    with pytest.raises((AttributeError, AssertionError)):
        way(case)
    assert case.state == "submitted"


def test_a_case_is_not_moved_by_a_state_that_a_newer_step_left_behind() -> None:
    town = world.found()
    case = town.assessed()
    town.decide(case)
    settle()
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=case.pk).update(state="submitted", subject_seq=1)
    assert Application.objects.get(pk=case.pk).state == "awarded"


def test_every_machine_has_its_own_guard_in_the_database(told: Tale) -> None:
    settle()
    for rules in MACHINES.values():
        model: type[Subject] = rules.model
        row: Any = model._default_manager.exclude(state="").first()
        other = next((state for state in model.states() if state != row.state), "elsewhere")
        with pytest.raises(DatabaseError), transaction.atomic():
            model._default_manager.filter(pk=row.pk).update(state=other)
        assert model._default_manager.get(pk=row.pk).state == row.state
    assert told.town.round
