"""The description of the API (OpenAPI): at an address of its own, and as `docs/openapi.json`."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from workflow.catalogue import ROOT

FILE = ROOT / "docs" / "openapi.json"


def described() -> dict[str, Any]:
    """The description, written anew from the code."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # the package types none.
    return found


def text() -> str:
    """The description as it stands in the file."""
    return json.dumps(described(), indent=1, ensure_ascii=False, sort_keys=False) + "\n"


class Description(APIView):
    """The description, for everybody: it says nothing of anybody."""

    permission_classes = (AllowAny,)
    http_method_names = ("get", "head")

    @extend_schema(exclude=True)
    def get(self, _: HttpRequest) -> HttpResponse:
        """The file as it stands in the repository, which any page of any site may read."""
        headers = {"Access-Control-Allow-Origin": "*"}
        return HttpResponse(FILE.read_bytes(), content_type="application/json", headers=headers)
