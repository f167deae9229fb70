"""The pages for everybody; each asks a selector and hands the answer to a template."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from grants.open_data.files import SHEET
from grants.portal.public import catalogue as subsidies
from grants.portal.public import fitting
from grants.portal.public import register as awards
from grants.portal.public import sample_budget as samples
from grants.portal.public.visiting import contact_of, public


@public
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every subsidy, or those for what somebody wants to do."""
    found = subsidies.look(request.GET.get("doel", ""))
    return render(request, "public/subsidies.html", {"found": found, "contact": contact_of(request)})


@public
def subsidy(request: HttpRequest, code: str) -> HttpResponse:
    """One subsidy."""
    found = {"card": subsidies.card_of(code), "contact": contact_of(request), "here": request.build_absolute_uri()}
    return render(request, "public/subsidy.html", found)


@public
def fit(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a subsidy fits: the next question, or the outcome."""
    card = subsidies.card_of(code)
    check = fitting.check(card.scheme, request.GET)
    found = {"card": card, "check": check, "contact": contact_of(request)}
    if check.question:
        return render(request, "public/question.html", found)
    return render(request, "public/outcome.html", {**found, "others": subsidies.others(code) if check.reasons else ()})


@public
def sample_budget(request: HttpRequest, code: str) -> FileResponse:  # noqa: ARG001 - Django hands every view the request.
    """The sample budget of a subsidy, a workbook in Dutch. Raises `Http404` where the subsidy asks for no budget."""
    sample = samples.sample_of(subsidies.card_of(code))
    if sample is None:
        raise Http404
    book = BytesIO()
    samples.write(sample, book)
    book.seek(0)
    return FileResponse(book, as_attachment=True, filename=f"voorbeeldbegroting-{code}.xlsx", content_type=SHEET)


@public
def register(request: HttpRequest) -> HttpResponse:
    """Who got a subsidy."""
    return render(request, "public/register.html", {"page": awards.look(request.GET)})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible these pages are."""
    return render(request, "public/accessibility.html", {"contact": contact_of(request)})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """Which data are used, on which ground, and for how long."""
    return render(request, "public/privacy.html", {"contact": contact_of(request)})
