"""For whom somebody applies: one of the organisations that they act for; what we know of it is filled in where nothing was."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from grants import drafts
from grants.drafts import Typed
from grants.models import Application
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.filing.drafted import Drafted
from grants.portal.intake import parties
from grants.portal.intake.filing import known
from partners.entering import enter_own
from partners.identifiers import normalise_kvk
from partners.models import BankAccount, Organisation, Person, acting_for
from workflow import clock
from workflow.form import Asked
from workflow.questions import Kvk

MOST = 10
"""Organisations that somebody acts for before they may enter no more."""


def acted_for(applicant: Applicant) -> Sequence[Organisation]:
    """The organisations that somebody acts for today, by name. One query."""
    theirs = acting_for((applicant.actor.person,), clock.today())
    return list(Organisation.objects.filter(pk__in=theirs.values("organisation")).order_by("name"))


def choose(drafted: Drafted, organisation: Organisation, applicant: Applicant, kvk: str = "") -> None:
    """Apply for an organisation, and fill in what we know of it, and a number that was typed; what somebody typed themselves stays.

    Raises:
        Over: when the application is no draft any more.
    """
    assert applicant.actor.person, "an applicant is a person"
    person = Person.objects.get(pk=applicant.actor.person)
    values = {drafts.PARTY: str(organisation.pk), **dict(_filled_in(drafted, organisation, person))}
    if kvk:
        values |= {one.id: kvk for one in drafted.questions if isinstance(one, Kvk)}
    typed = {id_: Typed(value, _number(drafted, id_)) for id_, value in values.items()}
    drafts.keep(drafted.case, person.pk, typed, uuid.uuid4())


def _number(drafted: Drafted, id_: str) -> int:
    return drafted.rows[id_].number if id_ in drafted.rows else 0


def _filled_in(drafted: Drafted, organisation: Organisation, person: Person) -> Iterator[tuple[str, Any]]:
    """What we know of the new one, where nothing was typed or where what stands there is what we knew of the one before."""
    before = _known_of(drafted.party, person, drafted) if drafted.party else {}
    for id_, value in _known_of(organisation, person, drafted).items():
        if drafted.typed(id_) in (None, before.get(id_)):
            yield id_, value


def _known_of(organisation: Organisation, person: Person, drafted: Drafted) -> dict[str, Any]:
    case = Application(organisation=organisation, contact=person)
    accounts = accounts_of(organisation)
    found = {one.id: _full(one, known(one, case, accounts)) for one in drafted.questions}
    return {id_: value for id_, value in found.items() if value}


def _full(_: Asked, value: Any) -> Any:
    """What we know; of an address or a person only where something of it is known."""
    return value if not isinstance(value, dict) or any(value.values()) else None


FILLS_IN = {"street": "address-line1", "number": "address-line2", "postcode": "postal-code", "place": "address-level2"}
"""What a browser may fill in by itself."""


class OwnParty(parties.NewParty):
    """An organisation, a group or a person, as somebody enters it for whom they sign themselves."""

    def __init__(self, *args: Any, phone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bureau = phone
        for name in ("contact", "email", "phone"):
            del self.fields[name]  # Who is signed in is the one who signs.
        for name, known_as in FILLS_IN.items():
            self.fields[name].widget.attrs["autocomplete"] = known_as
        self.fields["name"].label = gettext("Hoe heet uw organisatie of groep? Of uw eigen naam.")
        self.fields["form"].label = gettext("Wat voor aanvrager bent u?")
        self.fields["form"].help_text = gettext(
            "Een groep zonder eigen rechtsvorm? U bent dan de persoon die voor de groep verantwoordelijk is."
        )
        self.fields["kvk"].help_text = gettext("Alleen als uw organisatie er een heeft.")
        self.fields["iban"].help_text = gettext("Op deze rekening betalen wij. Weet u het nog niet? Laat dit dan leeg.")

    def clean_kvk(self) -> str:
        """An organisation that we know is asked for by who acts for it; who that is, is not said."""
        number = normalise_kvk(self.cleaned_data["kvk"])
        if number and Organisation.objects.filter(kvk=number).exists():
            sentence = gettext("Deze organisatie kennen wij al. Bel ons op %(phone)s, dan regelen wij het samen.")
            raise ValidationError(sentence % {"phone": self.bureau})
        return number


def enter(drafted: Drafted, form: OwnParty, applicant: Applicant) -> None:
    """Enter what somebody filled in, once under the key of the form, and apply for it.

    Raises:
        Refusal: what the register does not take.
    """
    assert applicant.actor.person, "an applicant is a person"
    said = {name: str(value or "").strip() for name, value in form.cleaned_data.items()}
    enter_own(said, applicant.actor.person, form.key)
    choose(drafted, Organisation.objects.get(pk=form.organisation), applicant, said["kvk"])


def accounts_of(organisation: Organisation) -> list[BankAccount]:
    """The accounts of an organisation that are in use, the newest first."""
    return list(BankAccount.objects.filter(organisation=organisation, replaced_on=None).order_by("-pk"))
