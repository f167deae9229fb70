"""The screens of the auditor; each asks a selector and hands the answer to a template."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.desk import Desk
from grants.portal import dossier as dossiers
from grants.portal.access import office, only
from grants.portal.auditing import export, keeping, sampling, searching, timeline, verifying
from grants.saying import in_dutch
from grants.search import index
from workflow import roles
from workflow.errors import Refusal
from workflow.models import Event, Stream

AUDITOR = "auditor"


@office
@require_safe
@only(AUDITOR)
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Search in the trail and in the texts of dossiers."""
    found = searching.look(searching.Asked.of(request.GET), request.GET.get("na", ""), desk)
    choices = {
        "steps": searching.steps_by_machine(),
        "articles": searching.articles(),
        "roles": roles.LABELS.items(),
        "most": index.MOST,
    }
    return render(request, "portal/auditing/search.html", {"found": found, **choices})


@office
@require_safe
@only(AUDITOR)
def dossier(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Everything that happened in a dossier, with what changed in it."""
    case = dossiers.find(reference, desk)
    found = {"page": timeline.page(case, request.GET.get("pagina", "1")), "case": case}
    return render(request, "portal/auditing/dossier.html", found)


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(AUDITOR)
def chains(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - every screen of the office knows who looks.
    """What verification looks at; on asking, the verification itself."""
    counted = {"events": Event.objects.count(), "chains": Stream.objects.count(), "parts": verifying.PARTS.values()}
    if request.method == "POST":
        return StreamingHttpResponse(verifying.told(counted, request))  # type: ignore[return-value]
    return render(request, "portal/auditing/chains.html", counted)


@office
@require_safe
@only(AUDITOR)
def proof(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - as above.
    """The head of every chain, to keep."""
    return _download(export.heads(), "application/json", "bewijs.json")


@office
@require_safe
@only(AUDITOR)
def sample(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - as above.
    """A sample: what it is drawn from, and what came out."""
    form = sampling.Question(request.GET if "wijze" in request.GET or "aantal" in request.GET else None)
    drawn = sampling.draw(form.cleaned_data) if form.is_valid() else None
    kept = keeping.listed(request.GET.get("pagina", "1"))
    found = {"form": form, "sample": drawn, "query": request.GET.urlencode(), "kept": kept}
    return render(request, "portal/auditing/sample.html", found)


@office
@require_safe
@only(AUDITOR)
@in_dutch
def sample_export(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - as above.
    """The sample to take along; a question that cannot be answered goes back to its form."""
    form = sampling.Question(request.GET)
    if not form.is_valid():
        return sample(request)
    return _download(export.archive(sampling.draw(form.cleaned_data)), "application/zip", "steekproef.zip")


@office
@only(AUDITOR)
@require_POST
def sample_keep(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep a sample to judge what is in it; a question that cannot be answered goes back to its form."""
    form = sampling.Question(request.GET)
    drawn = sampling.draw(form.cleaned_data) if form.is_valid() else None
    if drawn is None or not drawn.drawn:
        return redirect(f"{reverse('audit-sample')}?{request.GET.urlencode()}")
    return redirect("audit-kept", keeping.keep(drawn, desk))


@office
@require_safe
@only(AUDITOR)
def kept(request: HttpRequest, desk: Desk, sample: uuid.UUID) -> HttpResponse:  # noqa: ARG001 - as above.
    """A kept sample, with the verdicts and what they come to."""
    return render(request, "portal/auditing/kept.html", {"kept": keeping.find(sample)})


@office
@require_safe
@only(AUDITOR)
@in_dutch
def kept_export(request: HttpRequest, desk: Desk, sample: uuid.UUID) -> HttpResponse:  # noqa: ARG001 - as above.
    """A kept sample to take along, with its verdicts."""
    found = keeping.find(sample)
    return _download(export.archive(found.sample, keeping.told(found)), "application/zip", "steekproef.zip")


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(AUDITOR)
def judge(request: HttpRequest, desk: Desk, sample: uuid.UUID, place: int) -> HttpResponse:
    """The verdict on one thing of a sample, and on to the next."""
    found = keeping.find(sample)
    line, following = keeping.line_at(found, place)
    form = keeping.VerdictForm(request.POST or None, initial=keeping.standing(line))
    refused: Refusal | None = None
    if form.is_valid():
        try:
            keeping.judge(found.row, line, form.cleaned_data, desk)
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(
                request, gettext("Oordeel over %(reference)s vastgelegd.") % {"reference": line.unit.reference}
            )
            return (
                redirect("audit-judge", sample, following.drawn.place) if following else redirect("audit-kept", sample)
            )
    said = {"kept": found, "line": line, "form": form, "refused": refused}
    return render(request, "portal/auditing/judge.html", said)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
