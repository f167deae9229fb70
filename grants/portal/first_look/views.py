"""The first look: a page to read, and one cell that is changed, named and put back on asking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from grants.demo import accounts, acts
from grants.portal.access import Desk, office
from grants.portal.first_look.showing import shown


@office
@require_http_methods(["GET", "HEAD", "POST"])
def five_minutes(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - every screen of the office knows who looks.
    """What to see in five minutes; on asking, what verification says of a cell that somebody changed past the engine."""
    if settings.KIND not in accounts.KINDS:
        raise Http404
    page: dict[str, Any] = {"shown": shown()}
    if request.method == "POST":
        statement, found = acts.corrupted()
        page |= {"statement": statement, "found": found}
    return render(request, "portal/first_look/five_minutes.html", page)
