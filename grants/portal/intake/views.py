"""The screens of the post room; each asks a selector or the door, and hands the answer to a template."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from documents.render import render as render_letter
from grants import known_parties
from grants.desk import Desk
from grants.portal import taking
from grants.portal.access import office, only
from grants.portal.intake import checking, filing, parties, postroom
from grants.portal.intake import doubles as twice
from grants.portal.views import as_pdf, take
from workflow import roles
from workflow.errors import Refusal

TWICE = gettext_lazy("Dit deed u al. Er is niets veranderd.")


@office
@require_safe
@only(roles.INTAKE)
def post(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The post room."""
    found = postroom.look(desk, request.GET.get("toon", ""), request.GET.get("pagina", "1"))
    return render(request, "portal/intake/post.html", {"post": found})


@office
@require_safe
@only(roles.INTAKE)
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - the decorators hand every screen the desk.
    """In which round, and for whom somebody files."""
    rounds = filing.open_rounds()
    asked = request.GET.get("ronde", "")
    chosen = next((one for one in rounds if one.code == asked), rounds[0] if len(rounds) == 1 else None)
    words = request.GET.get("zoek", "")[:80]
    ideas = chosen is not None and filing.takes_ideas(chosen)
    page = {
        "rounds": rounds,
        "round": chosen,
        "ideas": ideas,
        "words": words,
        "found": known_parties.found(words) if chosen else (),
    }
    return render(request, "portal/intake/choose.html", {**page, "reference": request.GET.get("zaak", "")})


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(roles.INTAKE)
def new_party(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Enter somebody whom we do not know, and go on to their application."""
    key = taking.key_of(request.POST.get("sleutel", ""))
    typed = request.POST if request.method == "POST" else None
    form = parties.NewParty(typed, key=key, initial={"name": request.GET.get("naam", "")})
    obstacles: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            parties.enter(form, desk)
        except Refusal as refusal:
            obstacles = refusal.obstacles
        else:
            where = reverse("file-for", args=[request.GET.get("ronde", "-"), form.organisation, form.person])
            return redirect(f"{where}?{_kept(request)}")
    return render(request, "portal/intake/party.html", {"form": form, "obstacles": obstacles, "key": key})


def _kept(request: HttpRequest) -> str:
    """What an address keeps of the one before: for which draft somebody files."""
    return urlencode({"zaak": request.GET["zaak"]} if request.GET.get("zaak") else {})


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(roles.INTAKE)
def file(request: HttpRequest, desk: Desk, code: str, organisation: uuid.UUID, contact: uuid.UUID) -> HttpResponse:
    """The application itself: fill in, look at what is missing and what follows, and file."""
    key = request.POST.get("sleutel", "")
    asked = filing.find(code, organisation, contact, desk, key, request.GET.get("zaak", ""))
    sheet = _answered(request, asked, form=filing.form_of(asked))
    if sheet.outcome:
        reference = filing.filed(asked)
        messages.success(
            request,
            TWICE if sheet.outcome.repeated else gettext("Vastgelegd als %(reference)s.") % {"reference": reference},
        )
        return redirect("check", reference)
    if (letter := _letter(request, sheet, "aanvraag")) is not None:
        return letter
    gaps = filing.gaps(asked, sheet.form) if sheet.follows else ()
    page = {"sheet": sheet, "groups": filing.groups(sheet.form), "gaps": gaps, "round": asked.case and asked.case.round}
    return render(request, "portal/intake/file.html", page)


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(roles.INTAKE)
def idea(request: HttpRequest, desk: Desk, code: str, organisation: uuid.UUID, contact: uuid.UUID) -> HttpResponse:
    """An idea that came on paper or by telephone."""
    return take(request, filing.idea(code, organisation, contact, desk, request.POST.get("sleutel", "")))


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(roles.INTAKE)
def check(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Whether all is there: find so, or ask for what is missing."""
    case, following = checking.find(reference, desk), postroom.next_to_check(reference, desk)
    posted, phase = _posted(request)
    page = checking.open_page(case, desk, posted, phase, request.POST.get("sleutel", ""), following)
    if page.sheet.outcome:
        messages.success(request, TWICE if page.sheet.outcome.repeated else checking.told(page))
        return redirect("check", following) if following else redirect("post")
    letter = _letter(request, page.sheet, reference)
    return letter if letter is not None else render(request, "portal/intake/check.html", {"page": page})


@office
@require_safe
@only(roles.INTAKE)
def doubles(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What probably came twice."""
    return render(request, "portal/intake/doubles.html", {"pairs": twice.pairs(desk)})


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(roles.INTAKE)
def merge(request: HttpRequest, desk: Desk, stays: str, ends: str) -> HttpResponse:
    """Two applications side by side, and merging them."""
    phase = request.POST.get("fase", taking.CHECK)
    page = twice.open_page(stays, ends, desk, phase, {}, request.POST.get("sleutel", ""))
    if page.sheet.outcome:
        done = gettext("%(ends)s gaat verder in %(stays)s.") % {"ends": ends, "stays": stays}
        messages.success(request, TWICE if page.sheet.outcome.repeated else done)
        return redirect("doubles")
    letter = _letter(request, page.sheet, ends)
    return letter if letter is not None else render(request, "portal/intake/merge.html", {"page": page})


def _posted(request: HttpRequest) -> tuple[Any, str]:
    """What was filled in, and what is asked of the page."""
    return (request.POST if request.method == "POST" else None), request.POST.get("fase", taking.CHECK)


def _answered(request: HttpRequest, asked: taking.Asked, form: Any) -> taking.Sheet:
    posted, phase = _posted(request)
    return taking.answer(asked, phase, posted, form, request.FILES)


def _letter(request: HttpRequest, sheet: taking.Sheet, name: str) -> HttpResponse | None:
    """The file of a letter that would go, where that is what was asked."""
    phase = request.POST.get("fase", "")
    if not sheet.follows or not phase.startswith(taking.LETTER):
        return None
    return as_pdf(taking.letter(sheet.follows, phase, render_letter), f"{name}_voorbeeld.pdf")
