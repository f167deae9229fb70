from datetime import date

import pytest
from django.db import IntegrityError, models, transaction

from partners.models import Area, AreaTeam, BankAccount, Membership, Organisation, Person

FIRST, LAST = date(2026, 1, 1), date(2025, 12, 31)


@pytest.mark.parametrize("model", [Person, Organisation, Membership, Area, AreaTeam, BankAccount])
def test_every_text_is_either_personal_or_plain_and_never_both(
    model: type[Person | Organisation | Membership | Area | AreaTeam | BankAccount],
) -> None:
    texts = {part.name for part in model._meta.concrete_fields if isinstance(part, models.CharField | models.TextField)}
    assert sorted(texts) == sorted([*model.PERSONAL, *model.PLAIN])


def test_only_the_legal_form_of_an_organisation_may_stand_in_the_trail_for_ever() -> None:
    assert sorted(Organisation.PLAIN) == ["legal_form"]


@pytest.mark.django_db
def test_the_database_refuses_a_legal_form_that_does_not_exist() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(name="Stichting Voorbeeld", legal_form="nv")
    Organisation.objects.bulk_create(Organisation(name=form, legal_form=form) for form in Organisation.LegalForm)
    assert set(Organisation.objects.values_list("legal_form", flat=True)) == set(Organisation.LegalForm.values)


@pytest.mark.django_db
def test_a_membership_does_not_end_before_it_starts() -> None:
    person = Person.objects.create(name="Roelf Nanninga")
    organisation = Organisation.objects.create(name="Stichting De Wierdehoek", legal_form="stichting")
    membership = Membership(person=person, organisation=organisation, role="signer", valid_from=FIRST)
    membership.valid_through = LAST
    with pytest.raises(IntegrityError), transaction.atomic():
        membership.save()
    membership.valid_through = FIRST
    membership.save()


@pytest.mark.django_db
def test_a_kind_of_area_or_role_that_does_not_exist_is_refused() -> None:
    person = Person.objects.create(name="Bart Oenema")
    team = AreaTeam.objects.create(code="CENTRUM", name="Gebiedsteam Centrum", lead=person)
    organisation = Organisation.objects.create(name="Buurtgroep", legal_form="informal_group")
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.create(name="Binnenstad", kind="stad", team=team)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=person, organisation=organisation, role="boss", valid_from=FIRST)
    Area.objects.bulk_create(Area(name=kind, kind=kind, team=team) for kind in Area.Kind)
    assert Area.objects.count() == len(Area.Kind)
