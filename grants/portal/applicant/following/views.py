"""The screens on which an applicant follows what became of an application, and does what is asked."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from documents import uploads
from documents.models import Letter
from documents.render import render as render_letter
from documents.tasks import file_of
from grants import papers as papers_of_cases
from grants import signed_in
from grants.attached import said_along
from grants.models import Application, Message
from grants.portal import taking
from grants.portal.account import proving
from grants.portal.applicant.access import Applicant, applicant
from grants.portal.applicant.following import (
    days,
    deciding,
    doing,
    files,
    listing,
    papers,
    planned,
    said,
    settling,
    term,
    writing,
)
from grants.portal.applicant.following import own_case as own_cases
from grants.portal.views import as_pdf
from workflow import clock


@applicant
@require_safe
def mine(request: HttpRequest, applicant: Applicant) -> HttpResponse:
    """The own applications."""
    found = listing.look(applicant, request.GET.get("pagina", "1"))
    return render(request, "portal/applicant/mine.html", {"mine": found})


@applicant
@require_safe
def own_case(request: HttpRequest, applicant: Applicant, reference: str) -> HttpResponse:
    """One own application; of one that was not sent, the screen on which it is filled in."""
    case = applicant.find(reference)
    if case.state == Application.DRAFT:
        return redirect("applicant-tasks", reference)
    return render(request, "portal/applicant/own_case.html", {"page": own_cases.look(case, applicant)})


@applicant
@require_safe
def answers(request: HttpRequest, applicant: Applicant, reference: str) -> HttpResponse:
    """What the applicant sent, version by version."""
    return render(request, "portal/applicant/answers.html", {"page": papers.answers(applicant.find(reference))})


@applicant
@require_safe
def thread(request: HttpRequest, applicant: Applicant, reference: str) -> HttpResponse:
    """The messages of an own application, and a form for another one; what is typed in it is sent as a step."""
    page = writing.look(applicant.find(reference), applicant)
    return render(request, "portal/applicant/thread.html", {"page": page})


@applicant
@require_safe
def decision(request: HttpRequest, applicant: Applicant, reference: str) -> HttpResponse:
    """Our decision as the letter says it."""
    page = deciding.look(applicant.find(reference), applicant)
    if page is None:
        raise Http404
    return render(request, "portal/applicant/decision.html", {"page": page})


@applicant
@require_safe
def agenda(request: HttpRequest, applicant: Applicant, reference: str) -> HttpResponse:
    """The dates as a file for a calendar."""
    case = applicant.find(reference)
    found = own_cases.days_of(own_cases.whole(case, applicant))
    file = days.calendar(case.stream.reference, case.title, found, clock.now(), request.get_host().split(":")[0])
    headers = {"Content-Disposition": f'attachment; filename="{case.stream.reference}.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


@applicant
@require_safe
def letter(_: HttpRequest, applicant: Applicant, reference: str, letter: uuid.UUID) -> HttpResponse:
    """The file of a letter that was sent in an own dossier."""
    case = applicant.find(reference)
    row = Letter.objects.filter(pk=letter, stream=case.stream_id).exclude(state=Letter.REQUESTED).first()
    if row is None or not default_storage.exists(file_of(row.pk)):
        raise Http404
    with default_storage.open(file_of(row.pk)) as file:
        return as_pdf(file.read(), f"{reference}_{row.sent_on}.pdf")


@applicant
@require_safe
def file(_: HttpRequest, applicant: Applicant, reference: str, upload: uuid.UUID) -> HttpResponse:
    """A file that went along with a message in an own dossier, whoever sent it."""
    rows = said_along().filter(pk=upload, stream=applicant.find(reference).stream_id)
    return uploads.given_out(papers_of_cases.with_content(rows.first()), f"{reference}_bericht")


@applicant
@require_http_methods(["GET", "HEAD", "POST"])
def step(
    request: HttpRequest, applicant: Applicant, reference: str, machine: str, action: str, subject: str
) -> HttpResponse:
    """One step in an own dossier: fill in, look at what follows, confirm."""
    case = applicant.find(reference)
    asked = doing.find(case, applicant, machine, action, subject, request.POST.get("sleutel", ""))
    phase = request.POST.get("fase", taking.CHECK)
    if phase == taking.CONFIRM and (machine, action) in signed_in.ASKED_FOR and (asks := proving.proof_first(request)):
        return asks
    posted: QueryDict | None = request.POST if request.method == "POST" else None
    form = doing.form_of(asked) if asked.needs_form else None
    shown = {"case": case, "label": gettext(said.STEPS[f"{machine}.{action}"]), "place": asked.place}
    open_ = doing.is_open(asked)
    if not open_ and phase != taking.CONFIRM:
        return render(request, "portal/applicant/closed.html", shown)
    if form and posted and open_:
        posted, form.refused = files.taken_in(case, form, posted, request.FILES, applicant.actor)
    sheet = taking.answer(asked, phase, posted, form)
    if sheet.outcome:
        messages.success(request, gettext("Gelukt. Wij hebben het ontvangen."))
        return redirect("own-thread" if machine == Message.MACHINE else "own-case", reference)
    if not open_:
        return render(request, "portal/applicant/closed.html", shown)
    if sheet.follows and phase.startswith(taking.LETTER):
        return as_pdf(taking.letter(sheet.follows, phase, render_letter), f"{reference}_voorbeeld.pdf")
    shown |= {"sheet": sheet, "follows": doing.follows(sheet), "address": reverse("own-case", args=[reference])}
    if f"{machine}.{action}" == doing.COMPLETE:
        shown |= {
            "items": doing.awaited(case, papers.sent_in(case)),
            "term": term.card(case, applicant.actor, applicant.rows),
        }
    if f"{machine}.{action}" in (doing.REPORT, doing.ACCOUNT):
        shown["planned"] = planned.planned(case)
    if f"{machine}.{action}" == doing.ACCOUNT:
        shown["outlook"] = settling.look(sheet)
    return render(request, "portal/applicant/step.html", shown)
