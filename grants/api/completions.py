"""What an applicant was asked to add, as a form elsewhere sends it: with its files, once, in the dossier that waits for it (Awb 4:5)."""

from __future__ import annotations

import json

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from grants.api import attachments
from grants.api.steps import CaseSteps
from grants.api.submissions import CHANNEL, MOST_BYTES, FormSerializer, SubmissionSerializer
from grants.api.taking import TakenSerializer, taken
from grants.models import Application
from grants.models.scheme import scheme_of
from partners.systems import SEND_FORMS
from workflow.form import asked as questions_of

COMPLETE = "complete"


class Completions(CaseSteps):
    """Answers to a request for what is missing in an application."""

    writes, most_bytes = SEND_FORMS, MOST_BYTES

    @extend_schema(responses=FormSerializer)
    def explain(self, _: Request, **named: str) -> Response:
        """The questions that wait for an answer; none when nothing was asked."""
        case = self.place(**named).case
        waits = json.loads(case.awaited) if case.state == Application.INCOMPLETE else {}
        asked = questions_of(scheme_of(case.round.scheme_version_id), case.round.rule)
        return Response(FormSerializer({"results": [one for one in asked if one.id in waits]}).data)

    @extend_schema(request=SubmissionSerializer, responses=TakenSerializer)
    def take(self, request: Request, **named: str) -> Response:
        """Complete the application with what was sent, once: under the same reference the same form is the same completion."""
        place, said = self.place(**named), SubmissionSerializer(data=request.data)
        step = {"machine": Application.MACHINE, "action": COMPLETE, "subject": place.case.pk}
        place.declared(step)
        said.is_valid(raise_exception=True)
        asked = questions_of(scheme_of(place.case.round.scheme_version_id), place.case.round.rule)
        values = said.validated_data["values"]
        if unknown := sorted(values.keys() - {one.id for one in asked}):
            raise ValidationError({f"values.{key}": ["Deze vraag is er niet in deze ronde."] for key in unknown})
        values, files = attachments.taken_out(values, asked)
        if files:
            attachments.check_room(files, asked, place.case)
        reference = said.validated_data["metadata"]["public_reference"]
        answer = taken(
            place.asked(step | {"data": {"channel": CHANNEL, "answers": values}}, reference), f"completion/{reference}"
        )
        attachments.keep(files, place.case)
        return answer
