"""The screens of who judges; each asks a selector or the door, and hands the answer to a template."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from grants import judges
from grants import worklist as lists
from grants.desk import Desk
from grants.portal.access import office, only
from grants.portal.assessing import consensus as talking
from grants.portal.assessing import interests as declaring
from grants.portal.assessing import reading, scoring


@office
@require_safe
@only(*judges.JUDGES)
def worklist(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The own list."""
    return render(request, "portal/assessing/worklist.html", {"list": lists.look(desk, request.GET.get("toon", ""))})


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(*judges.JUDGES)
def interests(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """In which applications of a round somebody has an interest, before the first view of any."""
    known = declaring.known(desk)
    undeclared = [one for one in lists.undeclared(lists.places(desk), known) if one.round_code == code]
    if not undeclared:
        return redirect("assess")
    rows = lists.rows(desk, undeclared[: lists.PER_PAGE])
    key = _key(request)
    found = declaring.Declared(declaring.read(rows, {}))
    if request.method == "POST":
        on_form = lists.rows(desk, [one for one in undeclared if str(one.pk) in request.POST.getlist("gezien")])
        found = declaring.declare(on_form, request.POST, desk, key)
    if found.done:
        messages.success(request, declaring.told(found))
        return redirect("assess")
    return render(
        request,
        "portal/assessing/interests.html",
        {"found": found, "round": rows[0].case, "left": len(undeclared) - len(rows), "key": key},
    )


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(*judges.JUDGES)
def sheet(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """An application with the own sheet beside it."""
    posted: QueryDict | None = request.POST if request.method == "POST" else None
    page = scoring.open_sheet(reference, desk, posted, request.POST.get("sleutel", ""))
    known = declaring.known(desk)
    if lists.undeclared([page.stands], known):
        return redirect("assess-interests", page.case.round.code)
    if request.method == "POST" and scoring.record(page, request.POST).saved:
        messages.success(request, scoring.told(page))
        return _after(page, request.POST.get("doe", ""))
    return render(
        request,
        "portal/assessing/sheet.html",
        {"page": page, "sections": reading.sections(page.case, desk), "declared_on": known.get(str(page.case.pk))},
    )


def _after(page: scoring.Page, asked: str) -> HttpResponse:
    """Where somebody goes once a sheet is saved: to lock it, to the next one, or on with this one."""
    reference = page.case.stream.reference
    if asked == "vast":
        return redirect("assess-lock", reference)
    if asked == "volgende":
        return redirect("assess-case", page.following) if page.following else redirect("assess")
    return redirect("assess-case", reference)


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(*judges.JUDGES)
def lock(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """What locking the own marks means, and doing it."""
    page, key = scoring.open_sheet(reference, desk, None, ""), _key(request)
    if page.is_inspection or page.own is None:
        raise Http404
    write = request.method == "POST"
    obstacles = scoring.lock(page, desk, str(key), write=write)
    if write and not obstacles:
        messages.success(request, gettext("Uw cijfers voor %(title)s staan vast.") % {"title": page.case.title})
        return redirect("assess-case", page.following) if page.following else redirect("assess")
    return render(request, "portal/assessing/lock.html", {"page": page, "obstacles": obstacles, "key": key})


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(*judges.SCORERS)
def consensus(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """What the assessors gave side by side, and the levels that they agree on."""
    posted: QueryDict | None = request.POST if request.method == "POST" else None
    page = talking.open_page(reference, desk, posted, request.POST.get("sleutel", ""))
    if (
        request.method == "POST"
        and talking.answer(page, desk, request.POST, write=request.POST.get("doe") == "vast").saved
    ):
        messages.success(
            request, gettext("Het oordeel van de commissie over %(title)s is vastgelegd.") % {"title": page.case.title}
        )
        return redirect("assess-consensus", reference)
    return render(request, "portal/assessing/consensus.html", {"page": page})


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("sleutel", ""))
    except ValueError:
        return uuid.uuid4()
