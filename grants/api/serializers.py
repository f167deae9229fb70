"""How the API writes each resource: in the words of the code, amounts as texts of euros, moments in UTC."""

from __future__ import annotations

import uuid
from datetime import UTC
from functools import partial
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as shapes
from rest_framework.reverse import reverse

from budgets.models import Indicator, IndicatorValue, Payment, PaymentOrder
from documents.models import Letter
from documents.uploads import TYPES
from grants.api.payloads import in_euros
from grants.judged import levels_of, reasons_of
from grants.models import PANEL, Absence, Application, Assessment, Decision, Receipt, Round
from grants.papers import title_of
from workflow.registry import MACHINES

Shape = shapes.Serializer[Any]
Text, Whole, Day, Id = shapes.CharField, shapes.IntegerField, shapes.DateField, shapes.UUIDField
Moment = partial(shapes.DateTimeField, default_timezone=UTC)


@extend_schema_field({"type": "string", "pattern": r"^-?\d+\.\d{2}$", "examples": ["1234.56"]})
class Euros(shapes.Field[Any, Any, str, int]):
    """An amount in cents as a text of euros with two decimals, that no reader can round."""

    def to_representation(self, value: int) -> str:
        """The text."""
        return in_euros(value)


def one_of(words: Any) -> shapes.ChoiceField:
    """A code out of a list that is known."""
    return shapes.ChoiceField(choices=list(words))


class ObstacleSerializer(Shape):
    """One thing that is in the way: a stable code, a Dutch sentence, the article it rests on (empty when it rests on no law)."""

    code = Text()
    sentence = Text()
    article = Text(allow_blank=True)


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


class ApplicationSerializer(Shape):
    """An application (or the idea before it), as it stands."""

    reference = Text()
    id = Id()
    state = one_of(Application.WORDS)
    title = Text()
    scheme = Text(source="scheme_code")
    round = Text(source="round_code")
    organisation = OrganisationSerializer(allow_null=True)
    area = Text(source="area_name", allow_null=True)
    theme = Text(allow_blank=True)
    received_at = Moment(allow_null=True)
    complete_on = Day(allow_null=True)
    currency = Text()
    requested = Euros(source="requested_cents", allow_null=True)
    granted = Euros(source="granted_cents", allow_null=True)
    determined = Euros(source="determined_cents", allow_null=True)
    decisions = DecisionSerializer(many=True, source="taken")


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


class OrderSerializer(Shape):
    """An order to the bank over many payments. Its file is there for who fetched it, under the act of fetching."""

    reference = Text()
    id = Id()
    state = one_of(PaymentOrder.WORDS)
    number = Whole(help_text="How many payments it has.")
    currency = Text()
    total = Euros(source="total_cents")
    made_on = Day()
    sha256 = Text(help_text="Of the file.")


class AbsenceSerializer(Shape):
    """A colleague who is away, the last day included, and who looks after the cases. Why is nobody's business."""

    id = Id()
    state = one_of(Absence.WORDS)
    person = Id()
    substitute = Id()
    first = Day()
    last = Day()


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


class DocumentSerializer(Shape):
    """A file that the applicant sent with an answer. Nothing of ours opened it."""

    id = Id()
    application = Text(source="dossier")
    question = Text()
    kind = one_of(TYPES)
    bytes = Whole()
    sha256 = Text()
    uploaded_at = Moment()
    file = shapes.HyperlinkedIdentityField("api:document-file", lookup_field="id")


class LetterSerializer(Shape):
    """A letter. Its date is that of the day on which it was sent; `file` is there once it was made."""

    id = Id()
    application = Text(source="dossier")
    kind = Text()
    title = shapes.SerializerMethodField(help_text="Empty when the letter was erased.")
    state = one_of(Letter.WORDS)
    sent_on = Day()
    returned_on = Day(allow_null=True, help_text="The post brought it back.")
    resent_on = Day(allow_null=True)
    mailed_on = Day(allow_null=True, help_text="A message told that it can be read.")
    sha256 = Text(source="unsealed_sha256", allow_blank=True)
    file = shapes.SerializerMethodField()

    def get_title(self, one: Letter) -> str:
        """Its heading."""
        return title_of(one)

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_file(self, one: Letter) -> str | None:
        """Where its file is."""
        made = one.state != Letter.REQUESTED
        return reverse("api:letter-file", args=[one.pk], request=self.context["request"]) if made else None


class ReceiptSerializer(Shape):
    """What was said about the moment at which something came in by another way than the portal; a correction is another one."""

    id = Id()
    application = Text(source="dossier")
    number = Whole()
    about = Text(help_text="The step it came with.")
    channel = one_of(Receipt.Channel.values)
    received_at = Moment(help_text="The moment that counts in law.")
    entered_at = Moment()
    entered_by = Id(allow_null=True)
    scan_sha256 = Text(allow_blank=True)


class AssessmentSerializer(Shape):
    """What an assessor found of an application. Levels and reasons are there for who may see them by now, else null."""

    id = Id()
    application = Text(source="dossier")
    state = one_of(Assessment.WORDS)
    assessor = shapes.SerializerMethodField(help_text="Null: the assessors together.")
    levels = shapes.SerializerMethodField()
    reasons = shapes.SerializerMethodField()

    def get_assessor(self, one: Assessment) -> uuid.UUID | None:
        """Whose it is."""
        return None if one.assessor == PANEL else one.assessor

    def get_levels(self, one: Any) -> dict[str, int] | None:
        """The level from 1 to 5 by criterion."""
        return dict(levels_of(one)) if one.is_readable else None

    def get_reasons(self, one: Any) -> dict[str, str] | None:
        """What was written by criterion."""
        return dict(reasons_of(one)) if one.is_readable else None


class AnswerSerializer(Shape):
    """What was answered to one question of the form; an amount in it is a text of euros."""

    question = Text()
    label = Text()  # type: ignore[assignment]  # a shape takes its fields off its class, also one by this name.
    value = shapes.JSONField()


class AnswerListSerializer(Shape):
    """The answers that count: of every question the last one that came. Addresses, accounts and people are left out."""

    results = AnswerSerializer(many=True)


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
