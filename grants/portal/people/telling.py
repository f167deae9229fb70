"""The screen for who asks what is kept about them (AVG 15): looking the person up, looking at what there is, and fetching the file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from grants import personal_desk, personal_file
from grants.desk import Desk
from grants.named import id_in
from grants.personal_desk import Kept
from grants.portal.access import office, only
from grants.portal.account.proving import proof_first
from grants.portal.people.views import ADMINISTRATOR
from workflow.errors import Refusal

PAGE = "portal/people/telling.html"
FORMS = {"text": ("txt", "text/plain; charset=utf-8"), "json": ("json", "application/json")}
"""In which forms the file is given: its ending and its type."""


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(ADMINISTRATOR)
def telling(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who is meant, what is kept about them, and the file. A name is posted, so that it stands in no address."""
    asked, who = request.POST.get("doe", ""), id_in(request.POST.get("persoon", ""))
    if asked not in ("look", "fetch"):
        words = request.POST.get("zoek", "")[:80]
        limits = {"least": personal_desk.LEAST_WORDS, "most": personal_desk.MOST}
        return render(request, PAGE, {"words": words, "found": personal_desk.found(words), **limits})
    if who is None:
        raise Http404
    if asks := proof_first(request):
        return asks
    try:
        kept = personal_desk.fetch(who, desk) if asked == "fetch" else personal_desk.look(who, desk)
    except Refusal as refusal:
        return render(request, PAGE, {"obstacles": refusal.obstacles})
    if kept is None:
        raise Http404
    return _file(kept, request.POST.get("vorm", "")) if asked == "fetch" else render(request, PAGE, _shown(kept))


def _shown(kept: Kept) -> dict[str, Any]:
    return {"kept": kept, "left_out": personal_file.left_out()}


def _file(kept: Kept, form: str) -> HttpResponse:
    """The file, to keep; its name is that of nobody."""
    ending, media = FORMS.get(form, FORMS["text"])
    said = (personal_file.as_json if ending == "json" else personal_file.as_text)(kept.person, kept.parts)
    return HttpResponse(said, media, headers={"Content-Disposition": f'attachment; filename="inzage.{ending}"'})
