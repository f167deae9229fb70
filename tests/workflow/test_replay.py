"""Replay: folding the events gives the rows, without any code of the machines."""

import json
from collections import Counter
from copy import deepcopy
from datetime import date

import pytest

from grants.models import Application
from tests import world
from tests.invariants.mutants import swapped
from tests.invariants.tables import all_rights
from tests.invariants.tale import Tale
from workflow import replay
from workflow.models import Event, RoleGrant
from workflow.registry import MACHINES
from workflow.trail import SEALED, column_values

pytestmark = pytest.mark.django_db


def test_the_fold_is_every_row_of_every_covered_table(told: Tale) -> None:
    folded = replay.fold()
    for model in replay.covered():
        rows = {str(row.pk): column_values(row) for row in model._default_manager.all()}
        said = folded.pop(model._meta.db_table)
        assert set(said) == set(rows), model
        for key, values in said.items():
            shown = {
                column: each.value
                for column, each in values.items()
                if not (isinstance(each.value, dict) and SEALED in each.value)
            }
            derived: frozenset[str] = getattr(model, "DERIVED", frozenset())
            assert {name: rows[key][name] for name in shown if name not in derived} == {
                name: value for name, value in shown.items() if name not in derived
            }
    assert folded == {}


def test_a_value_knows_the_event_that_wrote_it_last() -> None:
    town = world.found()
    case = town.assessed()
    said = replay.fold()["grants_application"][str(case.pk)]
    last = Event.objects.filter(machine="application", subject=case.pk).order_by("-subject_seq")[0]
    assert (said["state"].value, said["state"].event, said["state"].seq) == ("assessed", last.pk, last.seq)
    assert said["title"].seq == 1


def test_the_state_of_a_row_is_that_of_its_newest_event_and_its_number_that_of_its_steps(told: Tale) -> None:
    for machine, rules in MACHINES.items():
        steps = Counter(Event.objects.filter(machine=machine).values_list("subject", flat=True))
        rows = rules.model._default_manager.values_list("pk", "subject_seq")
        assert dict(rows) == steps


def test_no_state_depends_on_a_personal_value(told: Tale) -> None:
    """What decides where a case stands is public: with every commitment left out, the states that are folded are the same."""
    for event in Event.objects.filter(machine__in=MACHINES):
        for _, key, values in json.loads(event.data)["rows"]:
            if key == str(event.subject):
                assert values.get("state", event.state_after) == event.state_after
                assert not isinstance(values.get("state"), dict)


def test_nothing_of_the_past_is_asked_of_the_code_of_today() -> None:
    town = world.found()
    town.decide(town.assessed())
    whole = replay.fold()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Application, "declarations", classmethod(lambda _: {}))
        patch.setitem(MACHINES["application"].effects, "award", ())
        assert replay.fold() == whole


def test_a_column_that_came_after_a_row_holds_what_a_new_row_begins_with_and_nothing_else() -> None:
    world.found()
    folded = replay.fold()
    for row in folded["workflow_rolegrant"].values():
        del row["reviewed_on"]
    with swapped(replay, "fold", lambda: deepcopy(folded)), all_rights(RoleGrant):
        assert list(replay.differences()) == []
        grant = RoleGrant.objects.order_by("pk")[0]
        RoleGrant.objects.filter(pk=grant.pk).update(reviewed_on=date(2026, 1, 1))
        found = f"workflow_rolegrant {grant.pk} kolom reviewed_on: geen gebeurtenis schreef deze waarde"
        assert list(replay.differences()) == [found]
