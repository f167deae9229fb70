"""The resources: each asks for the rows that somebody may see, and shows them."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from budgets.models import Indicator, Payment, PaymentOrder
from budgets.order_store import file_of
from documents import uploads
from documents.models import Letter, Upload
from grants import papers, sight
from grants.answers import sent_answers
from grants.api import rows, serializers
from grants.api.access import JPEG, PDF, PNG, XML, Resource, Rows
from grants.api.apart import AT_WORK, PAYING
from grants.api.payloads import with_euros
from grants.models import Absence, Application, Assessment, Decision, Receipt, Round, SchemeVersion
from grants.models.scheme import scheme_of
from partners.systems import READ_DOSSIERS, READ_MONEY, READ_SCHEMES
from workflow import questions, roles
from workflow.form import asked
from workflow.models import Deadline, Event
from workflow.registers import INDICATORS

OF_A_PERSON = (
    questions.Address, questions.Declaration, questions.Iban, questions.Kvk, questions.PersonQuestion,
)  # fmt: skip
"""What is asked of who somebody is: no system needs it to follow an application."""


FETCHING = ("fetch_file", "fetch_file_again")
"""The steps that let somebody have the file of an order."""


class Schemes(Rows):
    """Published versions of schemes; for policy officers, as on the screens."""

    scope, some, keys = READ_SCHEMES, frozenset({"policy_officer"}), {"code": "code"}
    queryset, serializer_class = SchemeVersion.objects.none(), serializers.SchemeSerializer
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The versions."""
        return rows.schemes()


class Rounds(Rows):
    """Rounds of schemes."""

    scope, keys = READ_SCHEMES, {"scheme": "scheme_version__code", "state": "state"}
    queryset, serializer_class = Round.objects.none(), serializers.RoundSerializer
    lookup_field, ordering = "code", "code"

    def rows(self) -> QuerySet[Any, Any]:
        """The rounds."""
        return rows.rounds()


class Indicators(Rows):
    """Indicators of policy fields; for who reads the annual report. Their values are entered in a register."""

    register = INDICATORS
    scope, some, keys = READ_SCHEMES, frozenset({"policy_officer", "auditor"}), {"scheme": "scheme"}
    queryset, serializer_class = Indicator.objects.none(), serializers.IndicatorSerializer
    lookup_field, ordering = "code", "code"

    def rows(self) -> QuerySet[Any, Any]:
        """The indicators."""
        return rows.indicators()


class Applications(Rows):
    """Applications. One in which somebody has an interest is not there for them."""

    scope = READ_DOSSIERS
    keys = {"round": "round__code", "scheme": "round__scheme_version__code", "state": "state"}
    queryset, serializer_class = Application.objects.none(), serializers.ApplicationSerializer
    lookup_field, ordering = "reference", "reference"

    def rows(self) -> QuerySet[Any, Any]:
        """The applications."""
        return rows.applications(self.desk)


class Decisions(Rows):
    """Decisions on applications."""

    scope, keys = READ_DOSSIERS, {"application": "dossier", "kind": "kind", "state": "state"}
    queryset, serializer_class = Decision.objects.none(), serializers.DecisionSerializer
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The decisions."""
        return rows.decisions(self.desk)


class Deadlines(Rows):
    """Terms of law that run, ran or stand still, each with its sum."""

    scope, keys = READ_DOSSIERS, {"application": "dossier", "kind": "kind"}
    queryset, serializer_class = Deadline.objects.none(), serializers.DeadlineSerializer
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The terms."""
        return rows.deadlines(self.desk)


class Payments(Rows):
    """Payments on decisions."""

    scope, keys = READ_MONEY, {"application": "dossier", "state": "state"}
    queryset, serializer_class = Payment.objects.none(), serializers.PaymentSerializer
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The payments."""
        return rows.payments(self.desk)


class Orders(Rows):
    """Orders to the bank; for who pays, as on the screens."""

    scope, some, keys = READ_MONEY, PAYING, {"state": "state"}
    queryset, serializer_class = PaymentOrder.objects.none(), serializers.OrderSerializer
    lookup_field, ordering = "reference", "reference"

    def rows(self) -> QuerySet[Any, Any]:
        """The orders."""
        return rows.orders()


class OrderFile(Resource):
    """The file of an order, for who fetched it by a step: there again under the same act, so that nothing is lost on its way."""

    scope, some, renderer_classes = READ_MONEY, frozenset({"finance_maker"}), (XML,)
    queryset, serializer_class, pagination_class = PaymentOrder.objects.none(), None, None

    @extend_schema(responses={(200, XML.media_type): OpenApiTypes.BINARY})
    def retrieve(self, _: Request, act: uuid.UUID) -> HttpResponse:
        """The file that goes to the bank."""
        mine = Event.objects.filter(act=act, person=self.desk.actor.person, action__in=FETCHING)
        order = rows.orders().filter(stream__in=mine.values("stream")).first()
        if order is None:
            raise Http404
        return HttpResponse(file_of(order), XML.media_type)


class Absences(Rows):
    """Colleagues who are away or will be."""

    scope, some, ordering = READ_DOSSIERS, AT_WORK, "id"
    queryset, serializer_class = Absence.objects.none(), serializers.AbsenceSerializer
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The absences."""
        return rows.absences()


class Documents(Rows):
    """Files that applicants sent, once their application was."""

    scope, keys = READ_DOSSIERS, {"application": "dossier", "question": "question"}
    queryset, serializer_class = Upload.objects.none(), serializers.DocumentSerializer
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The files."""
        return rows.documents(self.desk)


class DocumentFile(Resource):
    """The content of such a file."""

    scope, renderer_classes = READ_DOSSIERS, (PDF, JPEG, PNG)
    queryset, serializer_class, pagination_class = Upload.objects.none(), None, None

    @extend_schema(responses={(200, one.media_type): OpenApiTypes.BINARY for one in renderer_classes})
    def retrieve(self, _: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - so the address calls it.
        """The file as it came, to keep and never to show in a browser."""
        row = papers.with_content(rows.documents(self.desk).filter(pk=id).first())
        return uploads.given_out(row, row.question)


class Letters(Rows):
    """Letters to applicants."""

    scope, keys = READ_DOSSIERS, {"application": "dossier", "kind": "kind", "state": "state"}
    queryset, serializer_class = Letter.objects.none(), serializers.LetterSerializer
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The letters."""
        return rows.letters(self.desk)


class LetterFile(Resource):
    """The letter itself."""

    scope, renderer_classes = READ_DOSSIERS, (PDF,)
    queryset, serializer_class, pagination_class = Letter.objects.none(), None, None

    @extend_schema(responses={(200, PDF.media_type): OpenApiTypes.BINARY})
    def retrieve(self, _: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - so the address calls it.
        """The file, once it was made."""
        row = rows.letters(self.desk).filter(pk=id).first()
        named = f'attachment; filename="{row.sent_on}.pdf"' if row else ""
        return HttpResponse(papers.pdf_of(row), PDF.media_type, headers={"Content-Disposition": named})


class Receipts(Rows):
    """Statements about the moment of receipt of what came on paper, at the desk or by e-mail."""

    scope, keys = READ_DOSSIERS, {"application": "dossier", "channel": "channel"}
    queryset, serializer_class = Receipt.objects.none(), serializers.ReceiptSerializer
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The statements."""
        return rows.receipts(self.desk)


class Assessments(Rows):
    """Assessments of applications."""

    scope, keys = READ_DOSSIERS, {"application": "dossier", "state": "state"}
    queryset, serializer_class = Assessment.objects.none(), serializers.AssessmentSerializer
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The assessments."""
        return rows.assessments(self.desk)


class Answers(Resource):
    """What an applicant answered; for who checks whether all is there, as on the screens."""

    scope, some = READ_DOSSIERS, frozenset({roles.INTAKE})
    queryset, serializer_class, pagination_class = Application.objects.none(), serializers.AnswerListSerializer, None

    @extend_schema(responses=serializers.AnswerListSerializer)
    def retrieve(self, _: Request, reference: str) -> Response:
        """The answers in the order of the form."""
        seen = sight.seen_by(self.desk).filter(received_at__isnull=False).select_related("round", "stream")
        case = seen.filter(stream__reference=reference).first()
        if case is None:
            raise Http404
        form = asked(scheme_of(case.round.scheme_version_id), case.round.rule)
        said = sent_answers(case, form)
        found = [
            {"question": one.id, "label": one.label, "value": with_euros(one, said[one.id])}
            for one in form
            if one.id in said and not isinstance(one, OF_A_PERSON)
        ]
        mark = {"ETag": f'"{case.stream.head_seq}"'}
        return Response(serializers.AnswerListSerializer({"results": found}).data, headers=mark)


class Events(Rows):
    """What happened in the dossier of one application, in its order."""

    scope, ordering = READ_DOSSIERS, "seq"
    queryset, serializer_class = Event.objects.none(), serializers.EventSerializer

    def rows(self) -> QuerySet[Any, Any]:
        """The events; where the application is not there, neither are they."""
        reference = self.kwargs["reference"]
        if not sight.seen_by(self.desk).filter(stream__reference=reference).exists():
            raise Http404
        return rows.events(self.desk, reference)
