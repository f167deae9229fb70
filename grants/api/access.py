"""What every resource of the API does before it answers: find out who asks, with which scope, and what they may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import F, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.http import Http404
from django.utils.cache import add_never_cache_headers
from rest_framework import mixins
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from grants.api.signing_in import BySession, ByToken, check
from grants.desk import OFFICE, Desk, desk_of
from workflow.models import Register
from workflow.registers import register_id

PAGING = frozenset({"cursor", "pageSize"})


class PDF(JSONRenderer):
    """Answers with a file; where the answer is no, with a problem document."""

    media_type, format = "application/pdf", "pdf"


class JPEG(PDF):
    """The same, for a photo."""

    media_type, format = "image/jpeg", "jpg"


class PNG(PDF):
    """The same, for a picture."""

    media_type, format = "image/png", "png"


class XML(PDF):
    """The same, for what a bank reads."""

    media_type, format = "application/xml", "xml"


class Resource(GenericViewSet[Any]):
    """Something that colleagues, and systems that stand for one, can ask for; for everybody else it is not there."""

    authentication_classes = (ByToken, BySession)
    scope: ClassVar[str]
    writes: ClassVar[str] = ""
    """The scopes for reading and for writing."""
    some: ClassVar[frozenset[str]] = OFFICE
    """The roles for which it is there at all."""
    keys: ClassVar[Mapping[str, str]] = {}
    """By what a list can be asked for, each with the column that it looks at."""
    ordering: ClassVar[str] = "id"
    desk: Desk

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let nobody through for whom this is not there."""
        super().initial(request, *args, **kwargs)
        check(request, self.scope if request.method in SAFE_METHODS else self.writes)
        desk = desk_of(request.user.person_id, request.user.person.name)  # type: ignore[union-attr]
        if desk is None or not self.some & desk.at_work or "\x00" in request.path:
            raise Http404
        self.desk = desk
        self._check_query(request)

    def _check_query(self, request: Request) -> None:
        allowed = PAGING | set(self.keys) if self.action == "list" else frozenset()
        wrong = {name: ["Dit kan hier niet worden gevraagd."] for name in request.query_params if name not in allowed}
        wrong |= {
            name: ["Vraag dit één keer, met een tekst."]
            for name, values in request.query_params.lists()
            if len(values) > 1 or "\x00" in values[0]
        }
        if wrong:
            raise ValidationError(wrong)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Every answer is kept by nobody on the way: it is personal."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        add_never_cache_headers(answer)
        return answer


class Rows(mixins.ListModelMixin, Resource):
    """A resource that is rows: all that one may see in pages, and one by its name."""

    def rows(self) -> QuerySet[Any, Any]:
        """All that this colleague may see; each resource says what."""
        raise AssertionError(self)

    register: ClassVar[str] = ""
    """The code of the register that the rows are entered in, where they are in one that steps are taken in."""

    @classmethod
    def mark(cls) -> Combinable | None:
        """How far the trail goes in which a row changes; None where it changes never, or in the trails of others."""
        if cls.register:
            return Subquery(Register.objects.filter(pk=register_id(cls.register)).values("stream__head_seq"))
        names = {one.name for one in cls.queryset.model._meta.get_fields()}  # type: ignore[union-attr]
        return next(
            (F(f"{way}__head_seq") for way in ("stream", "application__stream") if way.split("__")[0] in names), None
        )

    def get_queryset(self) -> QuerySet[Any, Any]:
        """The rows that are asked for, one with its mark: read in one go, so that no mark is newer than what is shown."""
        if self.action != "list":
            mark = self.mark()
            return self.rows().annotate(mark=mark) if mark else self.rows()
        asked = self.request.query_params
        return self.rows().filter(**{column: asked[key] for key, column in self.keys.items() if key in asked})

    def retrieve(self, *_: Any, **__: Any) -> Response:
        """One of them; its `ETag` says how far its trail goes, and is what a step sends back in `If-Match`."""
        row = self.get_object()
        mark = getattr(row, "mark", None)
        return Response(self.get_serializer(row).data, headers={} if mark is None else {"ETag": f'"{mark}"'})
