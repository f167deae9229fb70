"""Who wrote to us and is not known yet: entering them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from grants.desk import Desk
from partners import identifiers
from partners.entering import applicant, id_of
from partners.models import Organisation
from workflow import clock, door
from workflow.errors import Obstacle
from workflow.facts import Change
from workflow.registers import Entries, register_id

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _said_by(check: Callable[[str], Obstacle | None]) -> Callable[[str], None]:
    """A validator of a form that says what a check of an identifier says."""

    def validate(text: str) -> None:
        if fault := check(text):
            raise ValidationError(fault.sentence, code=fault.code)

    return validate


def _text(
    label: StrOrPromise, missing: StrOrPromise, longest: int, *checks: Callable[[str], Obstacle | None]
) -> forms.CharField:
    wrong = {"required": missing, "max_length": gettext_lazy("Schrijf hoogstens %(limit_value)s tekens.")}
    made: forms.CharField = forms.CharField(
        label=label,
        required=bool(missing),
        max_length=longest,
        error_messages=wrong,
        validators=list(map(_said_by, checks)),
    )
    made.widget.attrs.pop("maxlength", None)  # What was pasted is said to be too long, and never cut off unseen.
    return made


class NewParty(forms.Form):
    """An applicant whom we do not know yet, as they stand on paper."""

    use_required_attribute = False

    name = _text(gettext_lazy("Naam van de organisatie, groep of persoon"), gettext_lazy("Vul de naam in."), 200)
    form = forms.ChoiceField(
        label=gettext_lazy("Wat voor aanvrager is het?"), choices=Organisation.LegalForm.choices,
        error_messages={"required": gettext_lazy("Kies wat voor aanvrager het is.")}, widget=forms.Select,
    )  # fmt: skip
    kvk = _text(gettext_lazy("KvK-nummer"), "", 20, identifiers.kvk)
    street = _text(gettext_lazy("Straat"), gettext_lazy("Vul de straat van het postadres in."), 120)
    number = _text(gettext_lazy("Huisnummer"), gettext_lazy("Vul het huisnummer in."), 20)
    postcode = _text(gettext_lazy("Postcode"), gettext_lazy("Vul de postcode in."), 10, identifiers.postcode)
    place = _text(gettext_lazy("Plaats"), gettext_lazy("Vul de plaats in."), 80)
    contact = _text(gettext_lazy("Wie tekent?"), gettext_lazy("Vul in wie tekent."), 200)
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        required=False,
        max_length=254,
        error_messages={"invalid": gettext_lazy("Dit is geen e-mailadres.")},
    )
    phone = _text(gettext_lazy("Telefoonnummer"), "", 40)
    iban = _text(gettext_lazy("Rekeningnummer (IBAN)"), "", 40, identifiers.iban)

    def __init__(self, *args: Any, key: uuid.UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        helps = {
            "kvk": gettext("Alleen als er een nummer op het papier staat."),
            "contact": gettext("Deze persoon krijgt onze brieven."),
            "iban": gettext("Staat er geen rekening op het papier? Laat dit dan leeg."),
        }
        for name, words in helps.items():
            if name in self.fields:
                self.fields[name].help_text = words

    def clean_kvk(self) -> str:
        """Who has a number that we know is known: they are looked up, and not entered a second time."""
        number = identifiers.normalise_kvk(self.cleaned_data["kvk"])
        known = Organisation.objects.filter(kvk=number).exclude(pk=self.organisation).first() if number else None
        if known:
            raise ValidationError(gettext("Dit nummer is van %(name)s. Zoek die naam op.") % {"name": known.name})
        return number

    @property
    def organisation(self) -> uuid.UUID:
        """The id that the organisation has or will have."""
        return id_of(str(self.key), "organisation")

    @property
    def person(self) -> uuid.UUID:
        """The id that who signs has or will have."""
        return id_of(str(self.key), "person")


def enter(form: NewParty, desk: Desk) -> None:
    """Enter a new applicant, once under the key of the form.

    Raises:
        Refusal: what the register does not take.
    """
    said = {name: str(value or "").strip() for name, value in form.cleaned_data.items()}
    entries = Entries("partners", applicant(said, str(form.key), clock.today()))
    change = Change("register", "enter", register_id("partners"), entries)
    door.act([change], actor=desk.actor, key=f"portal/{form.key}")
