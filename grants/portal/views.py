"""The screens. Each finds what is asked for, calls a selector or the door, and hands the answer to a template."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from documents import uploads
from documents.render import render as render_letter
from grants import papers, signed_in, steps
from grants.desk import Desk
from grants.portal import dossier as dossiers
from grants.portal import icons, options, sessions, taking
from grants.portal import queue as queues
from grants.portal import rounds as round_pages
from grants.portal.access import desk_of, office
from grants.portal.account import proving
from grants.portal.applicant.following import files
from grants.portal.bulk import needs
from grants.portal.desk import around, handing, todo, writing
from workflow.roles import COLLEAGUE

YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Go to the work, who applies to the own applications, and a visitor to the subsidies there are."""
    if not request.user.is_authenticated:
        return redirect("subsidies")
    if going := sessions.remembered(request):
        return redirect(going)
    return redirect("queue" if desk_of(request) else "mine")


@login_not_required
@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def sprite(request: HttpRequest, edition: str) -> HttpResponse:  # noqa: ARG001 - Django hands every view the request.
    """The icons of an edition."""
    if edition != icons.edition():
        raise Http404
    return HttpResponse(icons.sprite(), content_type="image/svg+xml")


@office
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The work queue, and giving cases in it to a colleague."""
    filters, told = queues.Filters.of(request.GET), None
    if request.method == "POST":
        needs(desk, COLLEAGUE)
        told = handing.asked(request.POST, desk)
        if told.done and not told.aside:
            messages.success(request, f"{gettext(handing.DONE)}: {told.done}.")
            return redirect(request.get_full_path())
    shown: dict[str, Any] = {"queue": queues.look(filters, desk, request.GET.get("pagina", "1")), "told": told}
    if COLLEAGUE in desk.at_work:
        shown |= {"todo": todo.look(desk, per_page=todo.FEW), "colleagues": options.colleagues()}
    return render(
        request, "portal/queue.html", {**shown, "posted": request.POST, "ticked": request.POST.getlist("zaak")}
    )


@office
@require_safe
def next_case(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The next case of the queue, in one click."""
    filters = queues.Filters.of(request.GET)
    following = queues.next_after(request.GET.get("na", ""), filters, desk)
    if following is None:
        messages.success(request, gettext("Dit was de laatste zaak van deze lijst."))
        return redirect(f"{reverse('queue')}?{filters.query()}")
    return redirect(f"{reverse('dossier', args=[following])}?{filters.query()}")


@office
@require_safe
def dossier(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """One dossier."""
    case = dossiers.find(reference, desk)
    shown = {
        "page": dossiers.page(case, desk),
        "around": around.look(case, desk),
    }
    return render(request, "portal/dossier.html", {**shown, "filters": queues.Filters.of(request.GET)})


@office
@require_safe
def letter(_: HttpRequest, desk: Desk, reference: str, letter: uuid.UUID) -> HttpResponse:
    """The file of a letter of this dossier."""
    row = papers.letters(desk).filter(pk=letter, stream__reference=reference).first()
    return as_pdf(papers.pdf_of(row), f"{reference}_{row.sent_on}.pdf" if row else "")


@office
@require_safe
def upload(_: HttpRequest, desk: Desk, reference: str, upload: uuid.UUID) -> HttpResponse:
    """A file that the applicant sent, once the application was, or one that went along with a message."""
    here = {"pk": upload, "stream__reference": reference}
    row = papers.files(desk).filter(**here).first() or papers.told(desk).filter(**here).first()
    return uploads.given_out(papers.with_content(row), f"{reference}_{row.question if row else ''}")


@office
@require_safe
def rounds(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - every colleague may look at rounds.
    """Every round."""
    return render(request, "portal/rounds.html", {"rounds": round_pages.listed()})


@office
@require_safe
def round_(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One round."""
    page = round_pages.page(round_pages.find(code, desk), desk)
    return render(request, "portal/round.html", {"page": page})


@office
@require_safe
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a colleague can begin."""
    return render(request, "portal/begin.html", {"steps": steps.beginnings(desk)})


@office
@require_http_methods(["GET", "HEAD", "POST"])
def begin_step(request: HttpRequest, desk: Desk, machine: str, action: str) -> HttpResponse:
    """One step that begins something new."""
    return take(request, taking.find_beginning(desk, machine, action, request.POST.get("sleutel", "")))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def round_step(request: HttpRequest, desk: Desk, code: str, action: str) -> HttpResponse:
    """One step of a round."""
    found = round_pages.find(code, desk)
    return take(request, taking.find_in_round(found, desk, action, request.POST.get("sleutel", "")))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, desk: Desk, reference: str, machine: str, action: str, subject: str) -> HttpResponse:
    """One step in a dossier: fill in, look at what follows, confirm."""
    case = dossiers.find(reference, desk)
    asked = taking.find(case, desk, machine, action, subject, request.POST.get("sleutel", ""))
    asked.named = request.GET.get("soort", "")
    return take(request, asked)


def take(request: HttpRequest, asked: taking.Asked) -> HttpResponse:
    """Answer on the page of a step: the form, what would follow, a letter to read, or that it was done."""
    phase = request.POST.get("fase", taking.CHECK)
    posted: QueryDict | None = request.POST if request.method == "POST" else None
    needs_proof = phase == taking.CONFIRM and (asked.declared.machine, asked.declared.action) in signed_in.ASKED_FOR
    if needs_proof and (asks := proving.proof_first(request)):
        return asks
    drawn = writing.form_of(asked)
    if drawn and posted:
        assert asked.case, "a message is one in a dossier"
        posted, drawn.refused = files.taken_in(asked.case, drawn, posted, request.FILES, asked.actor)
    sheet = taking.answer(asked, phase, posted, drawn, None if drawn else request.FILES)
    if sheet.outcome:
        done = (
            gettext("Dit deed u al. Er is niets veranderd.")
            if sheet.outcome.repeated
            else gettext("Gedaan: %(label)s.") % {"label": gettext(asked.declared.label)}
        )
        messages.success(request, done)
        return redirect(asked.place.address)
    if sheet.follows and phase.startswith(taking.LETTER):
        pdf = taking.letter(sheet.follows, phase, render_letter)
        return as_pdf(pdf, f"{asked.place.name}_voorbeeld.pdf")
    return render(request, "portal/step.html", {"sheet": sheet, "place": asked.place})


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """A file to read in the browser."""
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
