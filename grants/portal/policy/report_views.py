"""The screens of the annual report."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from budgets.models import Indicator
from grants.desk import Desk
from grants.portal.access import office, only
from grants.portal.policy import reporting
from grants.saying import in_dutch
from workflow import clock

POLICY, AUDITOR = "policy_officer", "auditor"
FIRST_YEAR = 2000


def _known(year: int) -> int:
    """A year that can have a report. Raises `Http404` for any other."""
    if not FIRST_YEAR <= year <= clock.today().year + 1:
        raise Http404
    return year


@office
@require_safe
@only(POLICY, AUDITOR)
def report(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """The annual report of a year."""
    found = {
        "report": reporting.report(_known(year)),
        "before": year - 1,
        "after": year + 1,
        "writes": POLICY in desk.roles,
    }
    return render(request, "portal/policy/report.html", found)


@office
@require_safe
@only(POLICY, AUDITOR)
@in_dutch
def figures(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:  # noqa: ARG001 - every screen of the office knows who looks.
    """The figures of a year, as CSV."""
    content = reporting.as_csv(reporting.report(_known(year)))
    name = f'attachment; filename="jaarverslag-{year}.csv"'
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(POLICY)
def value(request: HttpRequest, desk: Desk, year: int, code: str) -> HttpResponse:
    """A value of an indicator that is measured elsewhere, or aimed at."""
    indicator = Indicator.objects.filter(code=code).first()
    if indicator is None:
        raise Http404
    form = reporting.ValueForm(request.POST or None, initial={"soort": "realised", "bron": indicator.source})
    if form.is_valid():
        reporting.enter(indicator, _known(year), form, desk)
        messages.success(request, gettext("Het cijfer staat in het jaarverslag."))
        return redirect("annual-report", year)
    return render(request, "portal/policy/value.html", {"form": form, "indicator": indicator, "year": _known(year)})
