"""The first look: a page to read; on asking a refusal is met once more, and one cell is changed, named and put back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from grants.demo import accounts, acts, replays
from grants.desk import Desk
from grants.portal.access import office
from grants.portal.first_look.showing import shown
from grants.portal.policy.report_views import AUDITOR, POLICY


@office
@require_http_methods(["GET", "HEAD", "POST"])
def five_minutes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What to see in five minutes; on asking, what the engine says of a step that it refuses, or of a cell changed past it."""
    if settings.KIND not in accounts.KINDS:
        raise Http404
    page: dict[str, Any] = {"shown": shown(), "reports": bool({POLICY, AUDITOR} & set(desk.roles))}
    if request.method == "POST":
        page |= _tried(request.POST.get("doe", ""))
    return render(request, "portal/first_look/five_minutes.html", page)


def _tried(asked: str) -> dict[str, Any]:
    """What came of what was asked for; nothing of what we do not know. Nothing of it stays."""
    if asked == "plafond" and replays.round_of_today():
        return {"ceiling": replays.over_the_ceiling()}
    if asked == "taak":
        return {"duty": replays.a_second_duty(), "asked": asked}
    if asked == "cel":
        statement, found = acts.corrupted()
        return {"statement": statement, "found": found}
    return {}
