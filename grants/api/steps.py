"""The steps of a dossier: which are open to who asks, what is in the way of the others, and taking one, at the door."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as shapes
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from grants import completing, signed_in, steps, trail
from grants.api.access import Resource
from grants.api.payloads import read_data
from grants.api.serializers import EventSerializer
from grants.api.signing_in import Forbidden
from grants.due_list import due_in
from grants.models import Application
from grants.sent import with_sent
from grants.sight import seen_by
from partners.models import SystemToken
from partners.systems import READ_DOSSIERS, TAKE_STEPS
from workflow import clock, door
from workflow.errors import Obstacle
from workflow.facts import Actor, Change, Payload
from workflow.machine import StepDeclaration
from workflow.models import Event
from workflow.registry import MACHINES

ALONG = ("round", "stream", "contact", "organisation", "bank_account", "area")
KEY = re.compile(r"[!-~]{1,150}")
HEAD = re.compile(r'"([0-9]{1,9})"')


class ReasonSerializer(shapes.Serializer[Any]):
    """What is in the way: a stable code, a Dutch sentence, the article it rests on."""

    code = shapes.CharField()
    sentence = shapes.CharField()
    article = shapes.CharField(allow_blank=True)


class StepSerializer(shapes.Serializer[Any]):
    """One step for who asks: on what (nothing: it begins something), in which role, and whether it is open."""

    machine = shapes.ChoiceField(choices=sorted(MACHINES), source="declared.machine")
    action = shapes.CharField(source="declared.action")
    label = shapes.CharField(source="declared.label")  # type: ignore[assignment]  # a shape takes its fields off its class.
    article = shapes.CharField(source="declared.article", allow_blank=True)
    subject = shapes.SerializerMethodField()
    role = shapes.CharField()
    on_behalf = shapes.BooleanField(help_text="Taken for the applicant.")
    is_open = shapes.BooleanField()
    obstacles = ReasonSerializer(many=True)

    def get_subject(self, one: steps.Offered) -> uuid.UUID | None:
        """The thing it is taken on; none where it begins one."""
        return None if one.subject == steps.NOTHING_YET else uuid.UUID(one.subject)


class StepListSerializer(shapes.Serializer[Any]):
    """Every step of a dossier that is one for who asks, the open ones first."""

    results = StepSerializer(many=True)


class Strict(shapes.Serializer[Any]):
    """A body in which nothing may stand that we do not know."""

    def to_internal_value(self, data: Any) -> Any:
        """What was said."""
        if isinstance(data, dict) and (unknown := sorted(set(data) - set(self.fields))):
            raise ValidationError({name: ["Dit kennen wij hier niet."] for name in unknown})
        return super().to_internal_value(data)


class TakeSerializer(Strict):
    """The step that is asked for. `subject` is left out where it begins something; `data` is what comes with it."""

    machine = shapes.ChoiceField(choices=sorted(MACHINES))
    action = shapes.CharField(max_length=60)
    subject = shapes.UUIDField(required=False, allow_null=True)
    data = shapes.DictField(required=False)  # type: ignore[assignment]  # a shape takes its fields off its class.


class TakenSerializer(shapes.Serializer[Any]):
    """What was done: the act, and its events in this dossier. The same call again gets the same answer."""

    act = shapes.UUIDField()
    events = EventSerializer(many=True)


KEY_SHOWN = OpenApiParameter(
    "Idempotency-Key", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True,
    description="Chosen by the caller, new for each step: the same call again under it is not taken twice.",
)  # fmt: skip
HEAD_SHOWN = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER,
    description="The ETag of the application as it was read; when more happened since, the step is not taken.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One step that is asked for: the change, by whom, under which key."""

    change: Change
    actor: Actor
    key: str


class Steps(Resource):
    """The steps of one application's dossier."""

    scope, writes = READ_DOSSIERS, TAKE_STEPS
    queryset, serializer_class, pagination_class = Event.objects.none(), StepListSerializer, None

    @extend_schema(responses=StepListSerializer)
    def explain(self, _: Request, reference: str) -> Response:
        """Every step that is one for who asks: open, or with what is in the way."""
        case = self._find(reference)
        events = trail.events_of(case)
        rows = trail.laid(case, events, self.desk)
        things = trail.things_in(events, trail.names_of(case, rows))
        found = steps.offered(case, things, due_in(case, clock.today(), rows), self.desk)
        shown = StepListSerializer({"results": found})
        return Response(shown.data, headers={"ETag": f'"{case.stream.head_seq}"'})

    @extend_schema(request=TakeSerializer, responses=TakenSerializer, parameters=[KEY_SHOWN, HEAD_SHOWN])
    def take(self, request: Request, reference: str) -> Response:
        """Take one step, with all that follows from it, or change nothing at all."""
        case = self._find(reference)
        said = TakeSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        asked = self._asked(case, said.validated_data)
        _prove(request, asked.change)
        done = door.act([asked.change], actor=asked.actor, key=asked.key, seen=_seen(request, case))
        events = Event.objects.filter(act=done.act, stream=case.stream_id).order_by("seq")
        shown = TakenSerializer({"act": done.act, "events": events})
        return Response(shown.data, headers={"ETag": f'"{max(one.seq for one in events)}"'})

    def _find(self, reference: str) -> Application:
        seen = with_sent(seen_by(self.desk).select_related(*ALONG))
        found: Application | None = seen.filter(stream__reference=reference).first()
        if found is None:
            raise Http404
        return found

    def _asked(self, case: Application, said: dict[str, Any]) -> Asked:
        """The change that the door is asked for. What is no step for who asks, or not in this dossier, is not there."""
        subject, key = said.get("subject"), _key(self.request)
        events = trail.events_of(case)
        found = steps.named(case, trail.things_in(events, {}), self.desk, said["machine"], said["action"], subject)
        if found is None:
            raise Http404
        declared, thing = found
        payload = _payload(declared, case, said.get("data", {}))
        actor = steps.actor_for(declared, self.desk, case)
        if thing:
            return Asked(Change(declared.machine, declared.action, thing.id, payload), actor, key)
        born = uuid.uuid5(case.stream_id, f"{actor.person}/{key}/{declared.machine}")
        return Asked(Change(declared.machine, declared.action, born, payload, case.stream_id), actor, key)


def _payload(declared: StepDeclaration, case: Application, data: dict[str, Any]) -> Payload:
    kind = MACHINES[declared.machine].payloads.get(declared.action, Payload)
    about = {"application": str(case.pk)} if "application" in kind.__dataclass_fields__ else {}
    return completing.completed(read_data(kind, {**about, **data}), case)


def _key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        raise ValidationError({"Idempotency-Key": ["Geef een eigen sleutel mee, van 1 tot 150 tekens zonder spaties."]})
    return f"api/{key}"


def _seen(request: Request, case: Application) -> dict[uuid.UUID, int]:
    """How far the trail of the dossier went when it was read, where the caller says so."""
    said = request.headers.get("If-Match")
    if said is None or said == "*":
        return {}
    found = HEAD.fullmatch(said)
    if found is None:
        raise ValidationError({"If-Match": ["Geef de ETag van de aanvraag zoals u haar las."]})
    return {case.stream_id: int(found[1])}


def _prove(request: Request, change: Change) -> None:
    """What signs or pays asks for a fresh proof of who somebody is, which a system cannot give (record 0029)."""
    if (change.machine, change.action) not in signed_in.ASKED_FOR:
        return
    if isinstance(request.auth, SystemToken) or not signed_in.is_proven(request._request):  # noqa: SLF001 - the session is that of the request underneath.
        raise Forbidden(Obstacle("proof-needed", "Hiervoor bewijst iemand opnieuw wie hij is. Dat kan op het scherm."))
