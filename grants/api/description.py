"""The description of the API (OpenAPI): at an address of its own, and as `docs/openapi.json`."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from workflow.catalogue import ROOT

FILE = ROOT / "docs" / "openapi.json"


def described() -> dict[str, Any]:
    """The description, written anew from the code."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # the package types none.
    return found


def text() -> str:
    """The description as it stands in the file."""
    return json.dumps(described(), indent=1, ensure_ascii=False, sort_keys=False) + "\n"


@require_safe
def description(_: HttpRequest) -> HttpResponse:
    """The description, for everybody: it says nothing of anybody."""
    headers = {"API-Version": settings.API_VERSION, "Access-Control-Allow-Origin": "*"}
    return HttpResponse(FILE.read_bytes(), content_type="application/json", headers=headers)
