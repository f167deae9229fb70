"""The screens of signing and announcing. Each finds what waits, and hands what was ticked to the run that acts."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from documents.render import render as render_letter
from grants.portal import taking
from grants.portal.access import Desk, office
from grants.portal.account.proving import proof_first
from grants.portal.bulk import Told, needs, ticked
from grants.portal.signing import dispatch, waiting
from grants.portal.signing.reading import read
from grants.portal.views import as_pdf
from workflow import clock

SIGNERS, ANNOUNCERS = ("mandate_holder",), ("policy_officer",)
ALL = "alles"


@office
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that waits for a signature."""
    needs(desk, *SIGNERS)
    asks = proof_first(request) if request.method == "POST" else None
    return asks or _list(request, desk, "sign", "portal/signing/sign.html")


@office
@require_http_methods(["GET", "HEAD", "POST"])
def announcing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that is signed and waits for its announcement."""
    needs(desk, *ANNOUNCERS)
    return _list(request, desk, "announce", "portal/signing/announce.html")


def _list(request: HttpRequest, desk: Desk, action: str, template: str) -> HttpResponse:
    round_, told = request.GET.get("ronde", ""), None
    if request.method == "POST":
        told = _taken(request, desk, action, round_)
        if told.done and not told.aside:
            messages.success(request, f"{DONE[action]}: {told.done} van {told.done}.")
            return redirect(request.get_full_path())
    listed = waiting.look(action, desk, round_, request.GET.get("pagina", "1"))
    return render(request, template, {"listed": listed, "told": told, "all": request.GET.get("aan") == ALL})


DONE = {"sign": "Ondertekend", "announce": "Bekendgemaakt"}


def _taken(request: HttpRequest, desk: Desk, action: str, round_: str) -> Told:
    if request.POST.get("doe") == ALL:
        return waiting.take_all(action, desk, round_, request.POST.get("stand", ""))
    return waiting.take(action, desk, ticked(request.POST.getlist("besluit")))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, desk: Desk, decision: uuid.UUID) -> HttpResponse:
    """One decision that waits for a signature, with what its announcement would bring about."""
    needs(desk, *SIGNERS)
    sheet = read(decision, desk)
    phase = request.POST.get("fase", "")
    if sheet.follows and phase.startswith(taking.LETTER):
        return as_pdf(taking.letter(sheet.follows, phase, render_letter), f"{sheet.reference}_voorbeeld.pdf")
    return render(request, "portal/signing/one.html", {"sheet": sheet})


@office
@require_safe
def letters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The letters that leave on a day."""
    needs(desk, *ANNOUNCERS, *SIGNERS, "intake_clerk")
    try:
        day = date.fromisoformat(request.GET.get("dag") or clock.today().isoformat())
    except ValueError:
        raise Http404 from None
    return render(request, "portal/signing/letters.html", {"day": day, "ways": dispatch.letters_of(day)})
