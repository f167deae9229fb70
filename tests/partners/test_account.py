import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from partners.models import Account, Person


@pytest.fixture
def person() -> Person:
    return Person.objects.create(name="Imke Dusseldorp", function="medewerker betalingen")


@pytest.mark.django_db
def test_a_person_may_have_two_logins_and_stays_one_person(person: Person) -> None:
    first = Account.objects.create_account("imke", "a long enough password", person=person)
    second = Account.objects.create_account("imke.dusseldorp", "a long enough password", person=person)
    assert {first.person_id, second.person_id} == {person.pk}


@pytest.mark.django_db
def test_a_login_is_found_whatever_its_capitals(person: Person) -> None:
    account = Account.objects.create_account(" Imke", "a long enough password", person=person)
    assert account.username == "imke"
    assert authenticate(username="IMKE", password="a long enough password") == account
    assert authenticate(username="imke", password="another password") is None


@pytest.mark.django_db
def test_two_logins_never_share_a_name(person: Person) -> None:
    Account.objects.create_account("imke", None, person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_account("Imke", None, person=person)


@pytest.mark.django_db
def test_a_login_that_was_closed_or_has_no_password_opens_nothing(person: Person) -> None:
    closed = Account.objects.create_account("closed", "a long enough password", person=person)
    closed.is_active = False
    closed.save()
    Account.objects.create_account("silent", None, person=person)
    assert authenticate(username="closed", password="a long enough password") is None
    assert authenticate(username="silent", password="") is None


@pytest.mark.django_db
def test_a_person_with_a_login_cannot_be_deleted(person: Person) -> None:
    Account.objects.create_account("imke", None, person=person)
    with pytest.raises(ProtectedError):
        person.delete()
