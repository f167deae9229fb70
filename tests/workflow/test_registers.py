"""Registers: what may be entered, by whom, and that nothing else is written along."""

from datetime import date

import pytest

from partners.models import Person
from tests import world
from tests.invariants.tables import everything
from workflow import clock
from workflow.errors import Obstacle, Refusal
from workflow.models import Event, Register, RoleGrant
from workflow.registers import KEPT_IN, Entries, record, register_id
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def grant_of(town: world.World, role: str) -> RoleGrant:
    return RoleGrant.objects.get(person=town.people[role])


def test_an_entry_is_written_with_the_event_that_holds_its_values() -> None:
    with clock.at(world.START):
        person = Person(name="Eerste (voorbeeld)")
        record("partners", person, actor=world.INSTALLATION, key=world.key())
    register = Register.objects.get()
    assert (register.pk, register.code, register.state, register.subject_seq) == (
        register_id("partners"),
        "partners",
        "kept",
        1,
    )
    event = Event.objects.get()
    assert (event.stream.reference, event.machine, event.action, event.system, event.role) == (
        "REG-PARTNERS-0001", "register", "record", "installation", "system",
    )  # fmt: skip
    assert verify().differences == []


def test_a_second_entry_is_the_next_event_of_the_same_register() -> None:
    with clock.at(world.START):
        for name in ("Eerste", "Tweede"):
            record("partners", Person(name=name), actor=world.INSTALLATION, key=world.key())
    told = Event.objects.order_by("seq").values_list("seq", "subject_seq", "state_before", "state_after")
    assert list(told) == [(1, 1, "", "kept"), (2, 2, "kept", "kept")]


def test_a_revision_writes_the_named_columns_and_keeps_the_others() -> None:
    town = world.found()
    grant = grant_of(town, "assessor")
    with clock.at(town.now):
        record(
            "roles", revised=[(grant, {"valid_through": date(2026, 3, 1)})], actor=world.INSTALLATION, key=world.key()
        )
    after = grant_of(town, "assessor")
    assert (after.role, after.valid_through) == ("assessor", date(2026, 3, 1))
    assert verify().differences == []


def test_what_was_changed_besides_the_named_columns_is_not_written_along() -> None:
    town = world.found()
    grant = grant_of(town, "auditor")
    grant.role = "mandate_holder"
    with clock.at(town.now):
        record(
            "roles", revised=[(grant, {"valid_through": date(2026, 3, 1)})], actor=world.INSTALLATION, key=world.key()
        )
    assert grant_of(town, "auditor").role == "auditor"
    assert verify().differences == []


def test_a_revision_of_a_row_that_is_not_there_is_refused_and_enters_nothing() -> None:
    town = world.found()
    smuggled = RoleGrant(person=town.people["auditor"], role="mandate_holder", valid_from=date(2026, 1, 1))
    before = everything()
    with clock.at(town.now), pytest.raises(Refusal) as refused:
        record("roles", revised=[(smuggled, {"valid_through": None})], actor=world.INSTALLATION, key=world.key())
    assert refused.value.obstacles == (Obstacle("unknown-entry", "Deze gegevens staan niet in het register."),)
    assert everything() == before


@pytest.mark.parametrize("role", ["assessor", "mandate_holder", "finance_maker", "intake_clerk"])
def test_a_role_is_not_granted_by_someone_who_keeps_no_register(role: str) -> None:
    town = world.found()
    wish = RoleGrant(person=town.people[role], role="administrator", valid_from=date(2026, 1, 1))
    with clock.at(town.now), pytest.raises(Refusal) as refused:
        record("roles", wish, actor=town.actor(role), key=world.key())
    assert refused.value.kind == "not-permitted"


def test_every_model_belongs_to_one_register_and_no_other_takes_it() -> None:
    assert {model.__name__: code for model, code in KEPT_IN.items()} == {
        "RoleGrant": "roles", "Person": "partners", "Organisation": "partners", "Membership": "partners", "AreaTeam": "partners",
        "Area": "partners", "BankAccount": "partners", "Programme": "budget", "SubProgramme": "budget", "PolicyField": "budget",
        "BudgetLine": "budget", "LedgerAccount": "budget", "Transfer": "budget", "SchemeVersion": "schemes", "LegalProfile": "law",
        "Mandate": "law", "Indicator": "budget", "IndicatorValue": "indicators", "AuditSample": "audit", "AuditVerdict": "audit",
        "LetterText": "texts",
    }  # fmt: skip
    assert Entries("roles", (Person(name="X"),)).obstacles() == ("Het register roles bevat geen Person.",)
    assert Entries("partners", (Person(name="X"),)).obstacles() == ()


def test_the_id_of_a_register_is_the_same_in_every_installation() -> None:
    assert str(register_id("partners")) == "acc50fc8-487c-50fb-adcc-66c9bac4dd74"
