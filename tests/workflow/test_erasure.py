"""Erasing a person breaks no chain; deleting without saying so does."""

import pytest
from django.db import connection

from grants.models import PersonalAnswer
from partners.models import Person
from tests import world
from workflow.errors import Refusal
from workflow.models import Opening
from workflow.registers import erase, record
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def test_an_erased_person_is_gone_and_the_trail_still_holds() -> None:
    town = world.found()
    case = town.file()
    person = Person.objects.get(pk=town.applicants[case.pk])
    answers = list(PersonalAnswer.objects.filter(version__application=case))
    erase(person, *answers, ground="selectielijst 8.1.7", actor=town.actor("administrator"), key="forget Ada")
    assert list(Person.objects.filter(pk=person.pk).values_list("name", "email")) == [("", "")]
    assert set(PersonalAnswer.objects.filter(version__application=case).values_list("value", flat=True)) == {""}
    assert not Opening.objects.filter(row__in=[str(person.pk), *(str(answer.pk) for answer in answers)]).exists()
    assert verify().differences == []


def test_deleting_a_personal_value_with_its_opening_is_not_taken_for_a_lawful_erasure() -> None:
    town = world.found()
    person = Person.objects.get(pk=town.applicants[town.file().pk])
    Opening.objects.filter(row=str(person.pk), column="name").delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partners_person SET name = '' WHERE email = %s", [person.email])
    assert verify().differences == [
        f"partners_person {person.pk} kolom name: de opening van deze persoonlijke waarde ontbreekt"
    ]


def test_erased_data_that_come_back_are_named() -> None:
    town = world.found()
    person = Person.objects.get(pk=town.applicants[town.file().pk])
    erase(person, ground="AVG 17", actor=town.actor("administrator"), key="forget Ada")
    Person.objects.filter(pk=person.pk).update(name="Ada is terug")
    assert verify().differences == [
        f"partners_person {person.pk} kolom name: is niet leeg, terwijl deze waarde is gewist"
    ]


def test_nobody_erases_without_the_role_or_without_a_ground() -> None:
    town = world.found()
    person = Person.objects.get(pk=town.applicants[town.file().pk])
    refusals = []
    for role, ground in (("policy_officer", "AVG 17"), ("administrator", " ")):
        with pytest.raises(Refusal) as caught:
            erase(person, ground=ground, actor=town.actor(role), key=world.key())
        refusals.append(caught.value.code)
    assert refusals == ["not-permitted", "payload-invalid"]
    assert Person.objects.get(pk=person.pk).name == "Ada Voorbeeld"


def test_what_is_entered_after_an_erasure_is_another_value_and_holds() -> None:
    town = world.found()
    person = Person.objects.get(pk=town.applicants[town.file().pk])
    erase(person, ground="AVG 17", actor=town.actor("administrator"), key="forget Ada")
    again = Person.objects.get(pk=person.pk)
    record("partners", revised=[(again, {"phone": "050-000 09 99"})], actor=world.INSTALLATION, key=world.key())
    assert Person.objects.get(pk=person.pk).phone == "050-000 09 99"
    assert verify().differences == []
