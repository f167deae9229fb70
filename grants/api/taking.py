"""Taking steps by the API, wherever they are taken: what is open, what is in the way of the others, and one step at the door."""

from __future__ import annotations

import re
import uuid
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as shapes
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from grants import signed_in, steps
from grants.api.access import Resource
from grants.api.serializers import EventSerializer, ObstacleSerializer
from grants.api.signing_in import Forbidden
from grants.desk import Desk
from partners.models import SystemToken
from partners.systems import TAKE_STEPS
from workflow import door
from workflow.door import NOTHING_SEEN, Seen
from workflow.errors import Obstacle
from workflow.facts import Actor, Change
from workflow.models import Event, Stream
from workflow.registers import POWERS
from workflow.registry import MACHINES

KEY = re.compile(r"[!-~]{1,150}")
HEAD = re.compile(r'"([0-9]{1,9})"')


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
    obstacles = ObstacleSerializer(many=True)

    def get_subject(self, one: steps.Offered) -> uuid.UUID | None:
        """The thing it is taken on; none where it begins one."""
        return None if one.subject == steps.NOTHING_YET else uuid.UUID(one.subject)


class StepListSerializer(shapes.Serializer[Any]):
    """Every step here that is one for who asks, the open ones first."""

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
    """What was done: the act, in what it was done, and its events there. The same call again gets the same answer."""

    act = shapes.UUIDField()
    reference = shapes.CharField(
        help_text="The application, the round or whatever else the step was taken in, or began."
    )
    events = EventSerializer(many=True)


KEY_SHOWN = OpenApiParameter(
    "Idempotency-Key", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True,
    description="Chosen by the caller, new for each step: the same call again under it is not taken twice.",
)  # fmt: skip
HEAD_SHOWN = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER,
    description="The ETag that came with what was read; when more happened since, the step is not taken.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One step that is asked for, and by whom."""

    change: Change
    actor: Actor


@dataclass(frozen=True, slots=True)
class Place(ABC):
    """Where steps are taken, by one colleague: in an application, in a round, or where something begins."""

    desk: Desk

    @property
    @abstractmethod
    def stream(self) -> Stream | None:
        """Its trail; None where there is none yet."""

    @abstractmethod
    def offered(self) -> Sequence[steps.Offered]:
        """Every step here that is one for this colleague."""

    @abstractmethod
    def asked(self, said: Mapping[str, Any], key: str) -> Asked:
        """The change that the door is asked for. Raises `Http404` for what is no step of theirs, or not here."""

    def new_id(self, machine: str, key: str) -> uuid.UUID:
        """The id of what a call begins: the same call again begins the same thing."""
        person = self.desk.actor.person
        assert person, "a desk is a person's"
        return uuid.uuid5(self.stream.pk if self.stream else person, f"{person}/{key}/{machine}")


class Steps(Resource):
    """Steps: which there are, and taking one."""

    writes: ClassVar[str] = TAKE_STEPS
    queryset, serializer_class, pagination_class = Event.objects.none(), StepListSerializer, None

    def place(self, **named: str) -> Place:
        """Where. Raises `Http404` when it is not there for who asks."""
        raise AssertionError(named)

    @extend_schema(responses=StepListSerializer)
    def explain(self, _: Request, **named: str) -> Response:
        """Every step that is one for who asks: open, or with what is in the way."""
        place = self.place(**named)
        shown = StepListSerializer({"results": place.offered()})
        return Response(shown.data, headers={"ETag": f'"{place.stream.head_seq}"'} if place.stream else None)

    @extend_schema(request=TakeSerializer, responses=TakenSerializer, parameters=[KEY_SHOWN, HEAD_SHOWN])
    def take(self, request: Request, **named: str) -> Response:
        """Take one step, with all that follows from it, or change nothing at all."""
        place = self.place(**named)
        said = TakeSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        key = _key(request)
        asked = place.asked(said.validated_data, key)
        _prove(request, asked.change)
        return taken(asked, key, _seen(request, place.stream))


def taken(asked: Asked, key: str, seen: Seen = NOTHING_SEEN) -> Response:
    """What the door did, once under a key, as it is answered. Raises `Refusal`."""
    done = door.act([asked.change], actor=asked.actor, key=key, seen=seen)
    where = Stream.objects.get(pk__in=Event.objects.filter(act=done.act, subject=asked.change.subject).values("stream"))
    events = list(Event.objects.filter(act=done.act, stream=where).order_by("seq"))
    shown = TakenSerializer({"act": done.act, "reference": where.reference, "events": events})
    return Response(shown.data, headers={"ETag": f'"{events[-1].seq}"'})


def _key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        raise ValidationError({"Idempotency-Key": ["Geef een eigen sleutel mee, van 1 tot 150 tekens zonder spaties."]})
    return f"api/{key}"


def _seen(request: Request, stream: Stream | None) -> dict[uuid.UUID, int]:
    """How far the trail went when it was read, where the caller says so."""
    said = request.headers.get("If-Match")
    if said is None or said == "*":
        return {}
    found = HEAD.fullmatch(said)
    if found is None or stream is None:
        raise ValidationError({"If-Match": ["Geef de ETag van wat u las. Waar nog niets is, hoort er geen bij."]})
    return {stream.pk: int(found[1])}


def _prove(request: Request, change: Change) -> None:
    """What signs, pays or gives a role asks for a fresh proof of who somebody is, which a system cannot give (record 0029)."""
    gives_power = getattr(change.payload, "code", "") in POWERS
    if not gives_power and (change.machine, change.action) not in signed_in.ASKED_FOR:
        return
    if isinstance(request.auth, SystemToken) or not signed_in.is_proven(request._request):  # noqa: SLF001 - the session is that of the request underneath.
        raise Forbidden(Obstacle("proof-needed", "Hiervoor bewijst iemand opnieuw wie hij is. Dat kan op het scherm."))
