"""The screen of roles: what waits for a second person, what nobody looked at for a quarter, and who has which role today."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from grants import role_desk, saying
from grants.desk import Desk
from grants.named import id_in
from grants.portal.access import office
from grants.portal.account.proving import proof_first
from grants.portal.people.forms import Ending, Proposal
from workflow.errors import Obstacle, Refusal

ADMINISTRATOR = "administrator"

Answer = tuple[str, tuple[Obstacle, ...]]
"""What was done ("" when nothing was), or what is in the way."""


@office
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who has which role; and giving, ending and reviewing one."""
    if ADMINISTRATOR not in desk.roles:
        raise Http404
    asked = request.POST.get("doe", "")
    if asked and (asks := proof_first(request)):
        return asks
    proposal = Proposal(request.POST if asked == "propose" else None)
    ending = Ending(request.POST if asked == "end" else None, auto_id=f"na-{request.POST.get('rol', '')}-%s")
    act = _acts(request, desk, proposal, ending).get(asked)
    done, obstacles = _try(act) if act else ("", ())
    if done:
        messages.success(request, done)
        return redirect("people")
    return render(request, "portal/people/roles.html", _page(request, desk, proposal, ending, obstacles))


def _page(
    request: HttpRequest, desk: Desk, proposal: Proposal, ending: Ending, obstacles: tuple[Obstacle, ...]
) -> dict[str, Any]:
    held = role_desk.in_force()
    return {
        "waiting": role_desk.waiting(),
        "to_review": [one for one in held if one.to_review and one.grant.person != desk.actor.person],
        "held": held,
        "me": desk.actor.person,
        "proposal": proposal,
        "ending": ending,
        "ended": id_in(request.POST.get("rol", "")),
        "obstacles": obstacles,
    }


def _acts(request: HttpRequest, desk: Desk, proposal: Proposal, ending: Ending) -> dict[str, Callable[[], str]]:
    grant, actor = id_in(request.POST.get("rol", "")) or uuid.UUID(int=0), desk.actor

    def propose() -> str:
        if not proposal.is_valid():
            return ""
        said = proposal.cleaned_data
        role_desk.propose(uuid.UUID(said["person"]), said["role"], said["first"], said["last"], actor)
        return gettext("De rol is voorgesteld. Zij gaat in zodra een collega haar bevestigt.")

    def confirm() -> str:
        role_desk.confirm(grant, actor)
        return gettext("Bevestigd. De rol geldt vanaf de eerste dag die erbij staat.")

    def end() -> str:
        if not ending.is_valid():
            return ""
        role_desk.end(grant, ending.cleaned_data["last"], actor)
        return gettext("De rol stopt na %(last)s.") % {"last": saying.day(ending.cleaned_data["last"])}

    def review() -> str:
        role_desk.review(grant, actor)
        return gettext("Vastgelegd: deze rol is nog nodig.")

    return {"propose": propose, "confirm": confirm, "end": end, "review": review}


def _try(act: Callable[[], str]) -> Answer:
    try:
        return act(), ()
    except Refusal as refusal:
        return "", refusal.obstacles
