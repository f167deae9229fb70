"""How the API writes each resource: in the words of the code, amounts as texts of euros, moments in UTC."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as shapes

from budgets.models import Indicator, IndicatorValue, Payment
from grants.models import Application, Decision, Round
from workflow.registry import MACHINES

Shape = shapes.Serializer[Any]
Text, Whole, Day, Id = shapes.CharField, shapes.IntegerField, shapes.DateField, shapes.UUIDField
Moment = partial(shapes.DateTimeField, default_timezone=UTC)


@extend_schema_field({"type": "string", "pattern": r"^-?\d+\.\d{2}$", "examples": ["1234.56"]})
class Euros(shapes.Field[Any, Any, str, int]):
    """An amount in cents as a text of euros with two decimals, that no reader can round."""

    def to_representation(self, value: int) -> str:
        """The text."""
        return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02}"


def one_of(words: Any) -> shapes.ChoiceField:
    """A code out of a list that is known."""
    return shapes.ChoiceField(choices=list(words))


class SchemeSerializer(Shape):
    """One published version of a scheme."""

    id = Id()
    code = Text()
    version = Text()
    published_on = Day()
    fingerprint = Text(help_text="SHA-256 of the scheme as it was published.")


class RoundSerializer(Shape):
    """A round of a scheme: its window and its ceiling."""

    code = Text()
    title = Text()
    state = one_of(Round.WORDS)
    scheme = Text(source="scheme_version.code")
    scheme_version = Text(source="scheme_version.version")
    rule = Text()
    opens_at = Moment()
    closes_at = Moment()
    currency = Text()
    ceiling = Euros(source="ceiling_cents")
    prize_ceiling = Euros(source="prize_ceiling_cents")


class OrganisationSerializer(Shape):
    """Who applies."""

    id = Id()
    name = Text()
    legal_form = Text()


class ApplicationSerializer(Shape):
    """An application (or the idea before it), as it stands."""

    reference = Text()
    id = Id()
    state = one_of(Application.WORDS)
    title = Text()
    scheme = Text(source="round.scheme_version.code")
    round = Text(source="round.code")
    organisation = OrganisationSerializer(allow_null=True)
    area = Text(source="area.name", default=None, allow_null=True)
    theme = Text(allow_blank=True)
    received_at = Moment(allow_null=True)
    complete_on = Day(allow_null=True)
    currency = Text()
    requested = Euros(source="requested_cents", allow_null=True)
    granted = Euros(source="granted_cents", allow_null=True)
    determined = Euros(source="determined_cents", allow_null=True)


class DecisionSerializer(Shape):
    """A decision on an application. It has no effect before it is announced (Awb 3:40)."""

    id = Id()
    application = Text(source="dossier")
    kind = one_of(Decision.Kind.values)
    state = one_of(Decision.WORDS)
    currency = Text()
    amount = Euros(source="amount_cents")
    ground = Text(allow_blank=True)
    signed_on = Day(allow_null=True)
    announced_on = Day(allow_null=True)
    resolved_on = Day(allow_null=True)
    resolution = Text(allow_blank=True)


class PaymentSerializer(Shape):
    """A payment on a part of a decision, or what was paid back on a claim."""

    id = Id()
    application = Text(source="dossier")
    decision = Id()
    number = Whole()
    kind = one_of(Payment.Kind.values)
    state = one_of(Payment.WORDS)
    currency = Text()
    amount = Euros(source="amount_cents")
    due_on = Day()
    planned_on = Day()
    order = Text(source="order_reference", allow_null=True)
    ordered_on = Day(allow_null=True)
    settled_on = Day(allow_null=True)
    returned_on = Day(allow_null=True)
    reference = Text(help_text="What the recipient reads on the statement.")


class DeadlineSerializer(Shape):
    """A term of law, or a date that a decision sets, with the sum that explains it."""

    id = Id()
    application = Text(source="dossier")
    subject = Id()
    kind = Text()
    article = Text()
    revision = Whole()
    starts_on = Day()
    legal_deadline = Day()
    plan_by = Day(allow_null=True)
    suspended_days = Whole()
    explanation = Text()


class EventSerializer(Shape):
    """One change that was made in a dossier: who (as a pseudonym) did what, in which role."""

    id = Id()
    seq = Whole()
    machine = one_of(sorted(MACHINES))
    action = Text()
    subject = Id()
    state_before = Text(allow_blank=True)
    state_after = Text(allow_blank=True)
    at = Moment()
    person = Id(allow_null=True)
    system = Text(allow_blank=True)
    role = Text(allow_blank=True)
    act = Id()
    cause = Id(allow_null=True)


class ValueSerializer(Shape):
    """What was aimed at or measured in a year."""

    year = Whole()
    kind = one_of(IndicatorValue.Kind.values)
    text = Text()
    source = Text()  # type: ignore[assignment]  # a shape takes its fields off its class, also one by this name.


class IndicatorSerializer(Shape):
    """What of a policy field is measured, with the values that stand."""

    code = Text()
    name = Text()
    policy_field = Text(source="policy_field.code")
    unit = Text()
    direction = one_of(Indicator.Direction.values)
    interval_years = Whole()
    source = Text()  # type: ignore[assignment]  # a shape takes its fields off its class, also one by this name.
    scheme = Text(allow_blank=True)
    values = ValueSerializer(source="standing", many=True)
