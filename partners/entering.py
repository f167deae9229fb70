"""What a clerk may enter about an applicant that is not known yet, so that paper can be received from anyone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from partners.identifiers import normalise_iban, normalise_kvk, normalise_postcode
from partners.models import BankAccount, Membership, Organisation, Person
from workflow import clock
from workflow.errors import Obstacle
from workflow.facts import Actor
from workflow.registers import record

if TYPE_CHECKING:
    from django.db.models import Model


def new_party(rows: Sequence[Model], clerk: uuid.UUID | None) -> Obstacle | None:
    """What is wrong with rows that a clerk enters: they say who one new applicant is, and nothing of anyone who is known already.

    Who acts for an organisation that is known, and on which account it is paid, changes with evidence and four eyes, elsewhere.
    """
    new = {row.pk for row in rows if isinstance(row, Organisation)}
    for row in rows:
        if not isinstance(row, Person | Organisation | Membership | BankAccount):
            return Obstacle("not-part-of-an-applicant", "Dit legt alleen de beheerder vast.", "Gemeentewet 212")
        if isinstance(row, Membership | BankAccount) and row.organisation_id not in new:
            sentence = "U legt alleen een nieuwe aanvrager vast. Deze organisatie kennen wij al."
            return Obstacle("party-known-already", sentence, "Gemeentewet 212")
        if isinstance(row, Membership) and row.person_id == clerk:
            return Obstacle("own-party", "U hoort zelf bij deze aanvrager. Vraag een collega.", "Awb 2:4")
    return None


def id_of(seed: str, name: str) -> uuid.UUID:
    """The id of one row of a new applicant ("person", "organisation", "member", "account"), by what the whole follows from."""
    return uuid.uuid5(uuid.UUID(int=0), f"{seed}/{name}")


def applicant(
    said: Mapping[str, str], seed: str, today: date
) -> tuple[Person | Organisation | Membership | BankAccount, ...]:
    """The rows of a new applicant (not stored): who signs, for whom, and on which account we pay, where that is known.

    `said` has name, form, kvk, street, number, postcode, place, contact, email, phone and iban; the ids follow from the seed, so that
    entering the same twice is one.
    """
    person = Person(id=id_of(seed, "person"), name=said["contact"], email=said["email"], phone=said["phone"])
    organisation = Organisation(
        id=id_of(seed, "organisation"), name=said["name"], legal_form=said["form"], kvk=normalise_kvk(said["kvk"]),
        street=said["street"], number=said["number"], postcode=normalise_postcode(said["postcode"]), place=said["place"],
    )  # fmt: skip
    member = Membership(
        id=id_of(seed, "member"),
        person=person,
        organisation=organisation,
        role=Membership.Role.SIGNER,
        valid_from=today,
    )
    iban = normalise_iban(said["iban"])
    account = BankAccount(id=id_of(seed, "account"), organisation=organisation, iban=iban, holder=said["name"])
    return (person, organisation, member, *([account] if iban else []))


def enter_own(said: Mapping[str, str], person: uuid.UUID, seed: uuid.UUID) -> None:
    """Enter an organisation for which somebody signs themselves, once under a seed: new rows only, and nobody else in them.

    `said` has name, form, street, number, postcode, place and iban. The number at the chamber of commerce is not entered: who says a number
    has not shown that it is theirs, and by that number eHerkenning lets others act for an organisation (decision 0045).
    """
    if Organisation.objects.filter(pk=id_of(str(seed), "organisation")).exists():
        return
    whole = {**said, "kvk": "", "contact": "", "email": "", "phone": ""}
    _, organisation, member, *account = applicant(whole, str(seed), clock.today())
    assert isinstance(member, Membership), "the rows come in this order"
    member.person_id = person
    actor = Actor(system="applicant", on_behalf_of=person)
    record("partners", organisation, member, *account, actor=actor, key=f"own-party/{seed}")
