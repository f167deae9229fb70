"""Roles: who has which on a day, in which one acts, and which duties do not go together."""

import uuid
from datetime import date

import pytest

from tests import world
from workflow import clock, roles
from workflow.facts import Actor, Change, Facts
from workflow.models import Register, RoleGrant
from workflow.registers import record

ME, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
STREAM = uuid.UUID(int=3)


def facts(actor: Actor, *applicants: uuid.UUID) -> Facts:
    row = Register(stream_id=STREAM)
    return Facts(
        row=row,
        change=Change("register", "record", row.pk),
        actor=actor,
        now=world.START,
        applicants=frozenset(applicants),
    )


def test_the_first_allowed_role_that_one_has_is_the_one_in_which_one_acts() -> None:
    have = frozenset({"assessor", "juror"})
    assert roles.acting_role(("juror", "assessor"), have, facts(Actor(person=ME))) == "juror"
    assert roles.acting_role(("inspector",), have, facts(Actor(person=ME))) is None
    assert roles.acting_role((), have, facts(Actor(person=ME))) is None


def test_an_applicant_acts_as_such_in_their_own_dossier_alone() -> None:
    mine = Actor(person=ME)
    assert roles.acting_role(("applicant",), frozenset(), facts(mine, ME, OTHER)) == "applicant"
    assert roles.acting_role(("applicant",), frozenset(), facts(mine, OTHER)) is None


def test_a_clerk_takes_the_steps_of_an_applicant_on_whose_behalf_they_act_and_as_clerk() -> None:
    clerk = frozenset({"intake_clerk"})
    for_other = Actor(person=ME, on_behalf_of=OTHER)
    assert roles.acting_role(("applicant",), clerk, facts(for_other, OTHER)) == "intake_clerk"
    assert roles.acting_role(("applicant",), clerk, facts(for_other, uuid.UUID(int=9))) is None
    assert roles.acting_role(("applicant",), frozenset(), facts(for_other, OTHER)) is None
    assert roles.acting_role(("applicant",), clerk, facts(Actor(person=ME), OTHER)) is None


def test_the_pairs_that_do_not_go_together_are_the_same_either_way_round() -> None:
    pairs = {(one, other) for one in roles.LABELS for other in roles.LABELS if roles.clash(one, other)}
    assert pairs == {(other, one) for one, other in pairs}
    assert not any(roles.clash(role, role) for role in roles.LABELS)
    everyone = set(roles.LABELS)
    for alone in ("applicant", "auditor", "administrator"):
        assert {other for one, other in pairs if one == alone} == everyone - {alone}
    assert {other for one, other in pairs if one == "mandate_holder"} == {
        "intake_clerk", "assessor", "juror", "inspector", "finance_maker", "finance_checker", "finance_third", "objection_handler",
        "adviser", "policy_officer",
        "applicant", "auditor", "administrator",
    }  # fmt: skip


def test_every_role_that_is_named_has_a_dutch_word() -> None:
    named = {role for pair in roles.SEPARATED for role in pair} - {roles.EVERY}
    assert named <= set(roles.LABELS)


def test_a_duty_in_another_dossier_stands_in_nobodys_way() -> None:
    done = {uuid.UUID(int=8): {"assessor"}}
    assert roles.separation("mandate_holder", done, facts(Actor(person=ME))) is None
    assert roles.separation("mandate_holder", {STREAM: {"assessor"}}, facts(Actor(person=ME))) is not None


@pytest.mark.django_db
def test_roles_count_from_their_first_day_through_their_last() -> None:
    person = uuid.uuid4()
    granted = RoleGrant(person=person, role="assessor", valid_from=date(2026, 2, 1), valid_through=date(2026, 2, 28))
    with clock.at(world.START):
        record("roles", granted, actor=world.INSTALLATION, key=world.key())
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)]
    have = [roles.standing(Actor(person=person), [], day)[0] for day in days]
    assert have == [frozenset(), {"assessor", "colleague"}, {"assessor", "colleague"}, frozenset()]


@pytest.mark.django_db
def test_duties_are_those_of_the_trail_by_dossier() -> None:
    town = world.found()
    case, other = town.assessed(), town.file()
    clerk = Actor(person=town.people["intake_clerk"])
    have, done, _ = roles.standing(clerk, [case.stream_id, other.stream_id], date(2026, 1, 5))
    assert (have, done) == (frozenset({"colleague", "intake_clerk"}), {case.stream_id: {"intake_clerk"}})


@pytest.mark.django_db
def test_a_system_has_its_own_role_and_no_duties() -> None:
    assert roles.standing(Actor(system="robot"), [STREAM], date(2026, 1, 5)) == (frozenset({"system"}), {}, frozenset())
