"""The description of the API (OpenAPI 3.1), written from its code: what every operation has in common is added here, once."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from config.api.paging import MOST, PER_PAGE
from grants.api.serializers import ObstacleSerializer

ALWAYS = {
    "400": "The request cannot be read, or asks for what there is not.",
    "401": "Nobody signed in.",
    "403": "Signed in, and not for this.",
    "404": "There is no such thing, or not for who asks.",
    "406": "It is asked for in a form in which it is not given.",
    "default": "A fault of ours.",
}
TO_A_WRITE = {
    "409": "The state, a guard or the money is in the way.",
    "412": "Something happened since it was read.",
    "413": "It is more than is read in one go.",
    "415": "It is no JSON in UTF-8.",
    "422": "The data of the step are not right, or the key was used for another call.",
}
VERSION = OpenApiParameter(
    "API-Version", OpenApiTypes.STR, OpenApiParameter.HEADER, response=["200"], description="Version of the API."
)
MARK = OpenApiParameter(
    "ETag", OpenApiTypes.STR, OpenApiParameter.HEADER, response=["200"],
    description="How far the trail goes in which this changes: `If-Match` of a step on it.",
)  # fmt: skip


class ProblemSerializer(serializers.Serializer[Any]):
    """A problem document (RFC 9457), with everything that stands in the way."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    obstacles = ObstacleSerializer(many=True)


class Described(AutoSchema):
    """An operation with the header and the problem documents that all have, and the query keys of its own."""

    def get_auth(self) -> list[Any]:
        """Who may call: a session, or a token that is good for what the operation does."""
        scope = getattr(self.view, "scope" if self.method == "GET" else "writes", "")
        return [{name: [scope] if name == "token" else [] for name in one} for one in super().get_auth()]

    def get_override_parameters(self) -> list[Any]:
        """The version of every answer, and what a list can be asked for by."""
        keys = getattr(self.view, "keys", {}) if self._is_list_view() else {}
        marked = self.method == "GET" and not self._is_list_view() and getattr(self.view, "mark", lambda: None)()
        return [VERSION, *([MARK] if marked else []), *(OpenApiParameter(name, OpenApiTypes.STR) for name in keys)]

    def _get_pagination_parameters(self) -> Any:
        """The keys of a page, with what each may be."""
        found = super()._get_pagination_parameters()  # type: ignore[no-untyped-call]  # the package types none.
        for one in found:
            if one["schema"]["type"] == "integer":
                one["schema"] |= {"minimum": 1, "maximum": MOST, "default": PER_PAGE}
        return found

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        found = super()._get_response_bodies(direction)
        reference = self.resolve_serializer(ProblemSerializer, "response").ref
        answers = ALWAYS if self.method == "GET" else ALWAYS | TO_A_WRITE
        for status, sentence in sorted(answers.items()):
            content = {"application/problem+json": {"schema": reference}}
            found.setdefault(status, {"description": sentence, "content": content})
        return found
