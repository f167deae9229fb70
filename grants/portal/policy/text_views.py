"""The screens of texts in letters: which there are, what waits for a second person, and one text with all its wordings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from grants import text_desk
from grants.desk import Desk
from grants.letters import texts as catalogue
from grants.named import id_in
from grants.portal.access import office, only
from grants.portal.policy import rewording
from grants.text_desk import Text
from workflow.errors import Obstacle, Refusal
from workflow.registry import SCHEMES

POLICY, SIGNER = "policy_officer", "mandate_holder"


@office
@require_safe
@only(POLICY, SIGNER)
def texts(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - every screen of the office knows who looks.
    """The texts of one scheme, and of every scheme what waits for a second person."""
    asked = request.GET.get("regeling", "")
    code = asked if asked in SCHEMES else next(iter(SCHEMES))
    shown = {
        "waiting": [(text, SCHEMES[text.scheme].title) for text in text_desk.waiting()],
        "schemes": SCHEMES.values(),
        "here": SCHEMES[code],
        "listed": text_desk.of_scheme(code),
        "letters": rewording.letters(),
    }
    return render(request, "portal/policy/texts.html", shown)


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(POLICY, SIGNER)
def text(request: HttpRequest, desk: Desk, scheme: str, name: str) -> HttpResponse:
    """One text: what stands, what waits, and proposing another wording, releasing one or turning one down."""
    if not catalogue.is_known(scheme, name):
        raise Http404
    obstacles: tuple[Obstacle, ...] = ()
    form = rewording.Rewording(
        request.POST if request.POST.get("doe") == "propose" else None, text_desk.text(scheme, name)
    )
    try:
        done = _do(request, desk, form, scheme, name)
    except Refusal as refusal:
        done, obstacles = "", refusal.obstacles
    if done:
        messages.success(request, done)
        return redirect("text", scheme, name)
    return render(request, "portal/policy/text.html", _page(text_desk.text(scheme, name), form, obstacles, desk))


def _do(request: HttpRequest, desk: Desk, form: rewording.Rewording, scheme: str, name: str) -> str:
    """Do what was asked; the sentence that says so, "" when nothing was done. Raises `Refusal`."""
    asked, wording = request.POST.get("doe", ""), id_in(request.POST.get("voorstel", ""))
    if asked == "propose" and form.is_valid():
        text_desk.propose(scheme, name, form.cleaned_data["tekst"], desk.actor)
        return gettext("De tekst is voorgesteld. Zij staat in brieven zodra een collega haar vrijgeeft.")
    if asked in ("release", "refuse") and wording:
        text_desk.decide(wording, desk.actor, released=asked == "release")
        if asked == "release":
            return gettext("Vrijgegeven. De tekst staat vanaf nu in elke nieuwe brief.")
        return gettext("Deze tekst gaat niet door. In brieven verandert niets.")
    return ""


def _page(found: Text, form: rewording.Rewording, obstacles: tuple[Obstacle, ...], desk: Desk) -> dict[str, Any]:
    return {
        "text": found,
        "scheme": SCHEMES[found.scheme],
        "waiting": rewording.waiting(found),
        "named": rewording.named(found),
        "me": desk.actor.person,
        "form": form,
        "obstacles": obstacles,
    }
