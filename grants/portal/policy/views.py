"""The screens of the policy officer; each asks a selector and hands the answer to a template."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from grants import experience
from grants.desk import Desk
from grants.portal import rounds, taking
from grants.portal.access import office, only
from grants.portal.policy import comparing, lasting, opening, reading, simulating, standing
from workflow import clock
from workflow.diagram import svg

POLICY = "policy_officer"


@office
@require_safe
@only(POLICY)
def schemes(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - every screen of the office knows who looks.
    """Every published scheme, with its versions."""
    return render(request, "portal/policy/schemes.html", {"listed": reading.listed(), "this_year": clock.today().year})


@office
@require_safe
@only(POLICY)
def scheme(request: HttpRequest, desk: Desk, code: str, version: str) -> HttpResponse:  # noqa: ARG001 - as above.
    """One version, to read."""
    page = reading.page(code, version)
    return render(request, "portal/policy/scheme.html", {"page": page, "row": page.row, "scheme": page.scheme})


@office
@require_safe
@only(POLICY)
def difference(request: HttpRequest, desk: Desk, code: str, version: str, other: str) -> HttpResponse:  # noqa: ARG001 - as above.
    """What differs between an older version and this one."""
    row, new = reading.find(code, version)
    before, old = reading.find(code, other)
    found = {"row": row, "scheme": new, "before": before, "differences": comparing.differences(old, new)}
    return render(request, "portal/policy/difference.html", found)


@office
@require_safe
@only(POLICY)
def states(request: HttpRequest, desk: Desk, code: str, version: str) -> HttpResponse:  # noqa: ARG001 - as above.
    """The states of a scheme with how many cases stand in each, and the steps between them."""
    row, found = reading.find(code, version)
    edges = standing.edges(found)
    told = {
        "row": row,
        "scheme": found,
        "counts": standing.standing(row, found),
        "moving": [one for one in edges if one.target],
        "staying": [one for one in edges if not one.target],
    }
    return render(request, "portal/policy/states.html", told)


@office
@require_safe
@only(POLICY)
def diagram(request: HttpRequest, desk: Desk, code: str, version: str) -> HttpResponse:  # noqa: ARG001 - as above.
    """The diagram of the states, with what stands in each."""
    row, found = reading.find(code, version)
    drawing = svg(standing.counted(found, standing.standing(row, found)))
    return HttpResponse(drawing, content_type="image/svg+xml")


@office
@require_safe
@only(POLICY)
def times(request: HttpRequest, desk: Desk, code: str, version: str) -> HttpResponse:  # noqa: ARG001 - as above.
    """How long cases take, and what came of the scheme."""
    row, found = reading.find(code, version)
    return render(
        request,
        "portal/policy/times.html",
        {"row": row, "scheme": found, "page": lasting.page(row), "experience": experience.told(row)},
    )


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(POLICY)
def prepare(request: HttpRequest, desk: Desk, code: str, version: str) -> HttpResponse:
    """Prepare a round of a version: fill in, look at the checks and at what follows, confirm."""
    phase = request.POST.get("fase", taking.CHECK)
    posted: QueryDict | None = request.POST if request.method == "POST" else None
    page = opening.page(desk, opening.find(code, version, request.GET), phase, posted)
    if page.sheet.outcome:
        messages.success(
            request, gettext("De ronde staat klaar. Open haar voor zij begint: dan wordt het plafond bekend.")
        )
        return redirect("round", page.form.cleaned_data["code"])
    return _plan(request, page)


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(POLICY)
def change_plan(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Another plan of a round that was prepared and did not open."""
    phase = request.POST.get("fase", taking.CHECK)
    posted: QueryDict | None = request.POST if request.method == "POST" else None
    page = opening.page(desk, opening.find_prepared(code), phase, posted)
    if page.sheet.outcome:
        messages.success(request, gettext("De ronde is aangepast. Zij gaat pas open als u haar opent."))
        return redirect("round", code)
    return _plan(request, page)


def _plan(request: HttpRequest, page: opening.Page) -> HttpResponse:
    found = {"page": page, "sheet": page.sheet, "row": page.start.version, "scheme": page.start.scheme}
    return render(request, "portal/policy/prepare.html", found)


@office
@require_safe
@only(POLICY)
def simulate(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """A past round played once more, otherwise; nothing is written."""
    page = simulating.page(rounds.find(code, desk), request.GET)
    return render(request, "portal/policy/simulation.html", {"page": page, "form": page.form})
