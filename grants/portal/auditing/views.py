"""The screens of the auditor; each asks a selector and hands the answer to a template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from grants.portal.access import Desk, office, only
from grants.portal.auditing import export, sampling, searching, verifying
from workflow import roles
from workflow.models import Event, Stream

AUDITOR = "auditor"


@office
@require_safe
@only(AUDITOR)
def search(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - every screen of the office knows who looks.
    """Search in the trail."""
    found = searching.look(searching.Asked.of(request.GET), request.GET.get("na", ""))
    choices = {
        "steps": searching.steps_by_machine(),
        "articles": searching.articles(),
        "roles": roles.LABELS.items(),
    }
    return render(request, "portal/auditing/search.html", {"found": found, **choices})


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(AUDITOR)
def chains(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - as above.
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
    form = sampling.Question(request.GET or None)
    drawn = sampling.draw(form.cleaned_data) if form.is_valid() else None
    return render(
        request, "portal/auditing/sample.html", {"form": form, "sample": drawn, "query": request.GET.urlencode()}
    )


@office
@require_safe
@only(AUDITOR)
def sample_export(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - as above.
    """The sample to take along; a question that cannot be answered goes back to its form."""
    form = sampling.Question(request.GET)
    if not form.is_valid():
        return sample(request)
    return _download(export.archive(sampling.draw(form.cleaned_data)), "application/zip", "steekproef.zip")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
