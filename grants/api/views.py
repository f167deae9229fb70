"""The resources: each asks for the rows that somebody may see, and shows them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.response import Response

from budgets.models import Indicator, Payment
from grants import sight
from grants.api import rows, serializers
from grants.api.access import Rows
from grants.models import Application, Decision, Round, SchemeVersion
from partners.systems import READ_DOSSIERS, READ_MONEY, READ_SCHEMES
from workflow.models import Deadline, Event


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
    """Indicators of policy fields; for who reads the annual report."""

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

    def retrieve(self, *_: Any, **__: Any) -> Response:
        """One application; its `ETag` says how far its trail goes."""
        case = self.get_object()
        return Response(self.get_serializer(case).data, headers={"ETag": f'"{case.stream.head_seq}"'})


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
