"""The screens on which an applicant follows what became of an application."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grants.portal.applicant.access import Applicant, applicant
from grants.portal.applicant.following import listing


@applicant
@require_safe
def mine(request: HttpRequest, applicant: Applicant) -> HttpResponse:
    """The own applications."""
    return render(request, "portal/applicant/mine.html", {"mine": listing.look(applicant)})
