"""How the API writes what stands in registers: by the names that the steps of a register take the same fields by."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers as shapes

from grants.api.serializers import Day, Euros, Id, OrganisationSerializer, Shape, Text, Whole, one_of
from grants.models import AuditSample, AuditVerdict
from partners.models import Membership
from workflow.roles import LABELS


class KnownOrganisationSerializer(OrganisationSerializer):
    """An organisation that we know, as the post room sees it."""

    kvk = Text(allow_blank=True)
    place = Text(allow_blank=True)


class PartySerializer(Shape):
    """Somebody who acts for an organisation today; `person` is the `contact` of what they file."""

    organisation = KnownOrganisationSerializer()
    person = Id()
    name = Text()
    role = shapes.ChoiceField(choices=list(Membership.Role.values), source="code")


@extend_schema_serializer(many=False)
class PartyListSerializer(Shape):
    """Who is meant, by name."""

    results = PartySerializer(many=True)


class RoleSerializer(Shape):
    """A role that somebody has today, or that waits for a second person (`confirmed_by` null, and proposed by somebody)."""

    id = Id()
    person = Id()
    name = Text(allow_blank=True)
    role = one_of(LABELS)
    valid_from = Day()
    valid_through = Day(allow_null=True)
    proposed_by = Id(allow_null=True, help_text="Null: the installation gave it.")
    confirmed_by = Id(allow_null=True)
    reviewed_on = Day(allow_null=True)


class TextSerializer(Shape):
    """A wording of one text of a scheme. Of those that were released the one with the highest number stands in letters."""

    id = Id()
    scheme = Text()
    name = Text()
    number = Whole()
    text = Text(allow_blank=True)
    proposed_by = Id()
    proposed_on = Day()
    decided_by = Id(allow_null=True)
    decided_on = Day(allow_null=True)
    released = shapes.BooleanField(allow_null=True)


class DrawnSerializer(Shape):
    """One thing in a sample: what it is, in which dossier, of how much, and how often it was hit."""

    place = Whole()
    key = Text()
    hits = Whole()
    amount = Euros(source="cents")
    reference = Text()
    what = Text()
    day = Day()


class SampleSerializer(Shape):
    """A sample as it was drawn; `population` and `total` say from how many and how much."""

    id = Id()
    currency = Text()
    population = Whole()
    total = Euros(source="total_cents")
    population_sha256 = Text()
    kept_by = Id()
    kept_on = Day()
    drawn = shapes.SerializerMethodField()

    @extend_schema_field(DrawnSerializer(many=True))
    def get_drawn(self, one: AuditSample) -> Any:
        """What was drawn, in the order of the draw."""
        return DrawnSerializer(one.drawn, many=True).data


class VerdictSerializer(Shape):
    """What an auditor found; of one item the verdict with the highest number stands."""

    id = Id()
    sample = Id(source="sample_id")
    item = Text()
    number = Whole()
    word = one_of(AuditVerdict.Word.values)
    currency = Text()
    error = Euros(source="error_cents")
    reason = Text(allow_blank=True)
    given_by = Id()
    given_on = Day()


class BudgetLineSerializer(Shape):
    """A line of the budget of one year. What was authorised is in one of the other six."""

    id = Id()
    code = Text()
    year = Whole()
    name = Text()
    policy_field = Text(source="policy_field.code")
    adopted = shapes.BooleanField(help_text="Whether the council adopted the budget of that year (Awb 4:34).")
    currency = Text()
    authorised = Euros(source="authorised_cents")
    available = Euros(source="available_cents")
    reserved = Euros(source="reserved_cents")
    committed = Euros(source="committed_cents")
    advanced = Euros(source="advanced_cents")
    paid = Euros(source="paid_cents")
    recoverable = Euros(source="recoverable_cents")
