"""What a form elsewhere sends in, such as Open Forms: who applies and what was answered, as one application that is filed once.

The body is that of the plug-in "JSON dump" of Open Forms: `values` by the key of each field, and `metadata` with the reference that the
sender gave out. Sent again, it is the same application, with the same files.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as shapes
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from grants.api import attachments
from grants.api.steps import RoundSteps
from grants.api.taking import KEY, Strict, TakenSerializer, taken
from grants.models import Application, Receipt
from grants.models.scheme import scheme_of
from partners import identifiers
from partners.entering import applicant, id_of
from partners.models import BankAccount, Membership, Organisation, acting_for
from partners.systems import SEND_FORMS
from workflow import clock, door
from workflow.errors import Obstacle, refuse
from workflow.facts import Change
from workflow.form import asked as questions_of
from workflow.registers import Entries, register_id

PARTY = "aanvrager"
"""The key under which stands who applies; every other key is that of a question."""

FILE = "file"
MOST_BYTES = 40_000_000
"""A form has its files in it: thirty megabytes in base64."""
CHANNEL = Receipt.Channel.EMAIL.value
"""As what it comes in: electronic post (Awb 2:13). Who applied so is written to so, for they need no login here."""


def _checked(check: Callable[[str], Obstacle | None]) -> Callable[[str], None]:
    def validate(text: str) -> None:
        if fault := check(text):
            raise ValidationError(fault.sentence)

    return validate


def _text(longest: int, *checks: Callable[[str], Obstacle | None], required: bool = True) -> shapes.CharField:
    more: dict[str, Any] = {} if required else {"required": False, "allow_blank": True, "default": ""}
    return shapes.CharField(max_length=longest, validators=list(map(_checked, checks)), **more)


class PartySerializer(Strict):
    """Who applies, as the post room would enter them; `contact` is who signs and gets the letters."""

    name = _text(200)
    form = shapes.ChoiceField(choices=Organisation.LegalForm.choices)
    kvk = _text(20, identifiers.kvk, required=False)
    street = _text(120)
    number = _text(20)
    postcode = _text(10, identifiers.postcode)
    place = _text(80)
    contact = _text(200)
    email = shapes.EmailField(max_length=254)
    phone = _text(40, required=False)
    iban = _text(40, identifiers.iban, required=False)


class MetadataSerializer(shapes.Serializer[Any]):
    """What the sender says of the form; of that only its reference is read."""

    public_reference = shapes.RegexField(rf"\A{KEY.pattern}\Z", max_length=100)


class SubmissionSerializer(Strict):
    """A form as it was sent. The schemas that come along are not read: the questions of the scheme say what an answer is."""

    values = shapes.DictField()
    metadata = MetadataSerializer()
    values_schema = shapes.DictField(required=False)
    metadata_schema = shapes.DictField(required=False)


class QuestionSerializer(shapes.Serializer[Any]):
    """A question of the round: the key that its field has in a form, what is asked, and of which kind the answer is."""

    key = shapes.CharField(source="id")
    label = shapes.CharField()  # type: ignore[assignment]  # a shape takes its fields off its class.
    kind = shapes.SerializerMethodField()
    required = shapes.BooleanField()  # type: ignore[assignment]  # a shape takes its fields off its class.

    def get_kind(self, one: Any) -> str:
        """The kind of question, in the words of the code."""
        return type(one).__name__


class FormSerializer(shapes.Serializer[Any]):
    """What a form of this round asks, beside who applies."""

    results = QuestionSerializer(many=True)


@dataclass(frozen=True, slots=True)
class Party:
    """Who applies, in the register: the organisation, who signs for it, and the account, where one is known."""

    organisation: uuid.UUID
    contact: uuid.UUID
    account: uuid.UUID | None


class Submissions(RoundSteps):
    """Forms that were filled in elsewhere, for a round."""

    writes, most_bytes = SEND_FORMS, MOST_BYTES

    @extend_schema(responses=FormSerializer)
    def explain(self, _: Request, **named: str) -> Response:
        """The keys that a form of this round has."""
        round_ = self.place(**named).round
        asked = questions_of(scheme_of(round_.scheme_version_id), round_.rule)
        return Response(FormSerializer({"results": asked}).data)

    @extend_schema(request=SubmissionSerializer, responses=TakenSerializer)
    def take(self, request: Request, **named: str) -> Response:
        """File what was sent, once: under the same reference the same form is the same application."""
        place = self.place(**named)
        said = SubmissionSerializer(data=request.data)
        if FILE not in [one.action for one in place.births()]:
            raise Http404
        said.is_valid(raise_exception=True)
        values = dict(said.validated_data["values"])
        party = _party_in(values.pop(PARTY, None))
        asked = questions_of(scheme_of(place.round.scheme_version_id), place.round.rule)
        if unknown := sorted(values.keys() - {one.id for one in asked}):
            raise ValidationError({f"values.{key}": ["Deze vraag is er niet in deze ronde."] for key in unknown})
        values, files = attachments.taken_out(values, asked)
        reference = said.validated_data["metadata"]["public_reference"]
        who = self._entered(party, f"{place.round.pk}/{reference}")
        data = {
            "organisation": str(who.organisation),
            "contact": str(who.contact),
            "channel": CHANNEL,
            "answers": values,
        }
        filing = {
            "machine": Application.MACHINE,
            "action": FILE,
            "data": {**data, **({"bank_account": str(who.account)} if who.account else {})},
        }
        asked_for = place.asked(filing, reference)
        # Whoever sends it, a reference of a form is one application.
        filed = replace(asked_for.change, subject=id_of(f"{place.round.pk}/{reference}", "application"))
        answer = taken(replace(asked_for, change=filed), f"form/{place.round.code}/{reference}")
        if files:
            attachments.keep(files, Application.objects.select_related("stream", "contact").get(pk=filed.subject))
        return answer

    def _entered(self, party: Mapping[str, str], seed: str) -> Party:
        """Who applies, found in the register by number and address of e-mail, or entered there, once under the seed."""
        known = _known(party)
        mine = id_of(seed, "organisation")
        if known and known.organisation != mine:
            return known
        if not Organisation.objects.filter(pk=mine).exists():
            entries = Entries("partners", applicant(party, seed, clock.today()))
            change = Change("register", "enter", register_id("partners"), entries)
            door.act([change], actor=self.desk.actor, key=f"form/{seed}")
        return Party(mine, id_of(seed, "person"), id_of(seed, "account") if party["iban"] else None)


def _party_in(said: object) -> Mapping[str, str]:
    shown = PartySerializer(data=said)
    if not shown.is_valid():
        raise ValidationError({f"values.{PARTY}": shown.errors})
    return {name: str(value).strip() for name, value in shown.validated_data.items()}


def _known(party: Mapping[str, str]) -> Party | None:
    """The organisation that has this number already; None where nobody has.

    Raises:
        Refusal: `party-not-acting` when nobody with this address of e-mail acts for it: a number alone shows nothing.
    """
    number = identifiers.normalise_kvk(party["kvk"])
    organisation = Organisation.objects.filter(kvk=number).first() if number else None
    if organisation is None:
        return None
    acting = Membership.objects.filter(organisation=organisation, person__email__iexact=party["email"])
    person = (
        acting_for(acting.values_list("person", flat=True), clock.today()).filter(organisation=organisation).first()
    )
    if person is None:
        sentence = "Deze organisatie kennen wij al, en niet met dit e-mailadres. Neem contact op met wie aanvraagt."
        raise refuse("guard", "party-not-acting", sentence, "Gemeentewet 212")
    accounts = BankAccount.objects.filter(organisation=organisation, replaced_on=None)
    account = accounts.filter(iban=identifiers.normalise_iban(party["iban"])).first() if party["iban"] else None
    return Party(organisation.pk, person.person_id, account.pk if account else None)
