"""The addresses of the installation with the pages of applicants among them, for tests of what leads there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from grants.portal.public import applying


def begun(_: HttpRequest, code: str) -> HttpResponse:
    """An application that begins."""
    return HttpResponse(code)


urlpatterns = [path("mijn/nieuw/<str:code>/", begun, name=applying.START), path("", include("config.urls"))]
