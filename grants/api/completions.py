"""What an applicant adds to a case, as a form elsewhere sends it: with its files, once, in the dossier that it is about.

What completes an application (Awb 4:5), the account of a grant and a report on it (Awb 4:45).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as shapes
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from grants.afterwards import Grant
from grants.api import attachments
from grants.api.steps import CaseSteps
from grants.api.submissions import CHANNEL, MOST_BYTES, FormSerializer, SubmissionSerializer
from grants.api.taking import TakenSerializer, taken
from grants.models import Application, Report
from grants.models.scheme import scheme_of
from partners.systems import SEND_FORMS
from workflow.form import Asked
from workflow.form import asked as questions_of

COMPLETE, ACCOUNT, REPORT = "complete", "account", "report"
MACHINES: Mapping[str, str] = {
    COMPLETE: Application.MACHINE,
    ACCOUNT: Application.MACHINE,
    REPORT: Report.MACHINE,
}
"""On what each step is taken that a form about a case can be."""


class AddedSerializer(SubmissionSerializer):
    """A form about a case. `step` says what it is: what completes the application, the account of the grant, or the report `subject` on it.

    `data` is what comes with an account or a report besides answers, as it comes with that step: text and amounts.
    """

    step = shapes.ChoiceField(choices=list(MACHINES), default=COMPLETE)
    subject = shapes.UUIDField(required=False)
    data = shapes.DictField(required=False)  # type: ignore[assignment]  # a shape takes its fields off its class.


class Completions(CaseSteps):
    """What somebody adds to an application or to a grant."""

    writes, most_bytes = SEND_FORMS, MOST_BYTES

    @extend_schema(responses=FormSerializer)
    def explain(self, _: Request, **named: str) -> Response:
        """The questions that wait for an answer: what was asked to complete, or what an account asks; none when nothing waits."""
        return Response(FormSerializer({"results": _waiting(self.place(**named).case)}).data)

    @extend_schema(request=AddedSerializer, responses=TakenSerializer)
    def take(self, request: Request, **named: str) -> Response:
        """Add what was sent, once: under the same reference the same form is the same completion, account or report."""
        place, shown = self.place(**named), AddedSerializer(data=request.data)
        place.declared({"machine": Application.MACHINE, "action": COMPLETE, "subject": place.case.pk})
        shown.is_valid(raise_exception=True)
        said = shown.validated_data
        name, subject = said["step"], said.get("subject", place.case.pk)
        step = {"machine": MACHINES[name], "action": name, "subject": subject}
        place.declared(step)
        asked = _asked(place.case, name)
        if unknown := sorted(said["values"].keys() - {one.id for one in asked}):
            raise ValidationError({f"values.{key}": ["Deze vraag is er niet in deze ronde."] for key in unknown})
        values, files = attachments.taken_out(said["values"], asked)
        if files:
            attachments.check_room(files, asked, place.case)
        data = {**said.get("data", {}), "channel": CHANNEL, "answers": values}
        reference = said["metadata"]["public_reference"]
        key = f"{'completion' if name == COMPLETE else name}/{reference}"
        answer = taken(place.asked(step | {"data": data}, reference), key)
        attachments.keep(files, place.case)
        return answer


def _asked(case: Application, name: str) -> Sequence[Asked]:
    """What such a form can answer."""
    scheme = scheme_of(case.round.scheme_version_id)
    grant = Grant(scheme, case.round.figures, case.granted_cents or 0)
    if name == COMPLETE:
        return questions_of(scheme, case.round.rule)
    return grant.of_account() if name == ACCOUNT else grant.of_report()


def _waiting(case: Application) -> Sequence[Asked]:
    if case.state in (Application.AWARDED, Application.MONITORED):
        return _asked(case, ACCOUNT)
    waits = json.loads(case.awaited) if case.state == Application.INCOMPLETE else {}
    return [one for one in _asked(case, COMPLETE) if one.id in waits]
