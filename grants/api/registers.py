"""What stands in the registers that steps are taken in, and where the money of the budget is: as on the screens, for the same roles."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from budgets.models import BudgetLine
from grants import known_parties, sight
from grants.api import register_shapes as shapes
from grants.api import rows
from grants.api.access import Resource, Rows
from grants.api.apart import PAYING
from grants.models import AuditSample, AuditVerdict, LetterText
from partners.models import Membership
from partners.systems import READ_MONEY, READ_REGISTERS
from workflow import powers, roles
from workflow.models import RoleGrant
from workflow.registers import AUDIT, TEXTS

BUDGETING = PAYING | {"budget_holder", "policy_officer", "auditor"}
"""Who reads where the money of budget lines stands."""


class Parties(Resource):
    """Who acts today for the organisation of an application, to file for them again. No name is asked for in an address."""

    scope, some, keys = READ_REGISTERS, frozenset({roles.INTAKE}), {"application": ""}
    queryset, serializer_class, pagination_class = Membership.objects.none(), shapes.PartyListSerializer, None

    @extend_schema(
        responses=shapes.PartyListSerializer,
        parameters=[OpenApiParameter("application", OpenApiTypes.STR, required=True, description="Its reference.")],
    )
    def list(self, request: Request) -> Response:
        """Everybody who acts for it, by name."""
        if "application" not in request.query_params:
            raise ValidationError({"application": ["Geef het kenmerk van een aanvraag."]})
        seen = sight.seen_by(self.desk).filter(stream__reference=request.query_params["application"])
        return Response(shapes.PartyListSerializer({"results": known_parties.of(seen)}).data)


class Roles(Rows):
    """Who has which role today, and what waits for a second person."""

    scope, some, keys = READ_REGISTERS, frozenset({"administrator"}), {"role": "role"}
    queryset, serializer_class, register = RoleGrant.objects.none(), shapes.RoleSerializer, powers.REGISTER
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The roles."""
        return rows.roles()


class Texts(Rows):
    """Wordings of texts of letters that colleagues proposed; where there is none, that of the scheme stands."""

    scope, keys = READ_REGISTERS, {"scheme": "scheme"}
    some = frozenset({"policy_officer", "mandate_holder"})
    queryset, serializer_class, register = LetterText.objects.none(), shapes.TextSerializer, TEXTS
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The wordings."""
        return rows.texts()


class Samples(Rows):
    """Samples that auditors kept, as they were drawn."""

    scope, some = READ_REGISTERS, frozenset({"auditor"})
    queryset, serializer_class, register = AuditSample.objects.none(), shapes.SampleSerializer, AUDIT
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The samples."""
        return rows.samples()


class Verdicts(Rows):
    """What auditors found of each thing in a sample."""

    scope, some, keys = READ_REGISTERS, frozenset({"auditor"}), {"word": "word"}
    queryset, serializer_class, register = AuditVerdict.objects.none(), shapes.VerdictSerializer, AUDIT
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The verdicts."""
        return rows.verdicts()


class BudgetLines(Rows):
    """Where the money of each budget line stands. It moves by what happens in many dossiers, so that it has no mark of its own."""

    scope, some, keys = READ_MONEY, BUDGETING, {"code": "code"}
    queryset, serializer_class = BudgetLine.objects.none(), shapes.BudgetLineSerializer
    lookup_field, lookup_value_converter = "id", "uuid"

    def rows(self) -> QuerySet[Any, Any]:
        """The lines."""
        return rows.budget_lines()
