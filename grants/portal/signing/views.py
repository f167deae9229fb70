"""The screens of signing and announcing. Each finds what waits, and hands what was ticked to the run that acts."""

from __future__ import annotations

import uuid
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from documents.render import render as render_letter
from grants.desk import Desk
from grants.portal import taking
from grants.portal.access import office
from grants.portal.account.proving import proof_first
from grants.portal.bulk import Told, needs, ticked
from grants.portal.signing import college, dispatch, mailing, waiting
from grants.portal.signing.reading import past, read, stack
from grants.portal.views import as_pdf
from workflow import clock

SIGNERS, ANNOUNCERS = ("mandate_holder",), ("policy_officer",)
CLERK = "intake_clerk"
ALL, SIGN = "alles", "onderteken"
LOOK, LOOK_AT_ALL = "kijk", "kijk-alles"
LOOKS = (LOOK, LOOK_AT_ALL)
"""What somebody asks who wants to see first what many signatures bring about."""


@office
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that waits for a signature."""
    needs(desk, *SIGNERS)
    signs = request.method == "POST" and request.POST.get("doe", "") not in LOOKS
    asks = proof_first(request) if signs else None
    return asks or _list(request, desk, "sign", "portal/signing/sign.html")


@office
@require_http_methods(["GET", "HEAD", "POST"])
def announcing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that is signed and waits for its announcement."""
    needs(desk, *ANNOUNCERS)
    return _list(request, desk, "announce", "portal/signing/announce.html")


def _list(request: HttpRequest, desk: Desk, action: str, template: str) -> HttpResponse:
    round_, told = request.GET.get("ronde", ""), None
    if request.method == "POST" and request.POST.get("doe", "") in LOOKS:
        return _stack(request, desk, round_)
    if request.method == "POST":
        told = _taken(request, desk, action, round_)
        if told.done and not told.aside:
            messages.success(
                request,
                gettext("%(action)s: %(done)s van %(done)s.") % {"action": gettext(DONE[action]), "done": told.done},
            )
            return redirect(request.get_full_path())
    listed = waiting.look(action, desk, round_, request.GET.get("pagina", "1"))
    return render(request, template, {"listed": listed, "told": told, "all": request.GET.get("aan") == ALL})


def _stack(request: HttpRequest, desk: Desk, round_: str) -> HttpResponse:
    """What was ticked, or the whole list, with what would follow: the page before many signatures."""
    whole = request.POST["doe"] == LOOK_AT_ALL
    listed = waiting.decisions("sign", desk, round_).values_list("pk", flat=True)
    ids = list(listed) if whole else ticked(request.POST.getlist("besluit"))
    if not ids:
        told = waiting.take("sign", desk, [])
        shown = waiting.look("sign", desk, round_, "1")
        return render(request, "portal/signing/sign.html", {"listed": shown, "told": told})
    mark = waiting.mark_of(ids) if whole else ""
    return render(request, "portal/signing/stack.html", {"stack": stack(ids, desk), "mark": mark, "round": round_})


MAILED = gettext_noop("Vrijgegeven")
DONE = {"sign": gettext_noop("Ondertekend"), "announce": gettext_noop("Bekendgemaakt")}


def _taken(request: HttpRequest, desk: Desk, action: str, round_: str) -> Told:
    if request.POST.get("doe") == ALL:
        return waiting.take_all(action, desk, round_, request.POST.get("stand", ""))
    return waiting.take(action, desk, ticked(request.POST.getlist("besluit")))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, desk: Desk, decision: uuid.UUID) -> HttpResponse:
    """One decision that waits for a signature, with what its announcement would bring about; once it is signed, the next."""
    needs(desk, *SIGNERS)
    round_, phase, told = request.GET.get("ronde", ""), request.POST.get("fase", ""), None
    if phase == SIGN:
        if asks := proof_first(request):
            return asks
        told = waiting.take("sign", desk, [decision])
        if told.done:
            return _on(request, waiting.next_of(decision, desk, round_), round_)
    sheet = read(decision, desk, round_)
    if sheet is None:
        known = {"past": past(decision, desk, round_), "again": phase == SIGN, "round": round_}
        return render(request, "portal/signing/past.html", known)
    if sheet.follows and phase.startswith(taking.LETTER):
        return as_pdf(taking.letter(sheet.follows, phase, render_letter), f"{sheet.reference}_voorbeeld.pdf")
    return render(request, "portal/signing/one.html", {"sheet": sheet, "told": told, "round": round_})


def _on(request: HttpRequest, after: uuid.UUID | None, round_: str) -> HttpResponse:
    """To the next decision that somebody may sign, or back to the list after the last."""
    next_one, none = gettext("Ondertekend. Hier is het volgende besluit."), gettext("Ondertekend. Dit was het laatste.")
    messages.success(request, next_one if after else none)
    address = reverse("signing-one", args=[after]) if after else reverse("signing")
    return redirect(f"{address}?{urlencode({'ronde': round_})}" if round_ else address)


@office
@require_safe
def proposal(request: HttpRequest, desk: Desk, decision: uuid.UUID) -> HttpResponse:  # noqa: ARG001 - Django hands every view the request.
    """A decision as a proposal to the college, for who may not sign it and for who drafted it."""
    needs(desk, *SIGNERS, *ANNOUNCERS)
    reference, paper = college.printed(decision, desk)
    return as_pdf(paper, f"{reference}_collegevoorstel.pdf")


@office
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The letters that leave on a day, those that came back, and releasing the messages that letters can be read."""
    needs(desk, *ANNOUNCERS, *SIGNERS, CLERK)
    told = None
    if request.method == "POST":
        needs(desk, CLERK)
        told = mailing.release(desk, ticked(request.POST.getlist("bericht")))
        if told.done and not told.aside:
            messages.success(request, f"{gettext(MAILED)}: {told.done}.")
            return redirect(request.get_full_path())
    try:
        day = date.fromisoformat(request.GET.get("dag") or clock.today().isoformat())
    except ValueError:
        raise Http404 from None
    way = request.GET.get("weg", "")
    known = {"day": day, "ways": dispatch.letters_of(day, desk, way, request.GET.get("pagina", "1"))}
    known |= {
        "returned": dispatch.returned(desk),
        "posts": CLERK in desk.roles,
        "decides": bool(set(ANNOUNCERS) & set(desk.roles)),
        "told": told,
    }
    if known["posts"]:
        known |= {"untold": mailing.waiting(desk), "stuck": mailing.stuck()}
    return render(request, "portal/signing/letters.html", known)
