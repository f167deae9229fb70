"""The screens of questions and promises, and of absences."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from grants.desk import Desk
from grants.named import id_in
from grants.portal.access import office, only
from grants.portal.desk import away
from grants.portal.desk import todo as todos
from grants.portal.payload_form import PayloadForm
from workflow.errors import Obstacle, Refusal
from workflow.roles import COLLEAGUE


@office
@require_safe
@only(COLLEAGUE)
def todo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything that was asked of a colleague or that they promised."""
    return render(request, "portal/desk/todo.html", {"todo": todos.look(desk, request.GET.get("pagina", "1"))})


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(COLLEAGUE, "administrator")
def absences(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who is away; and saying so, or ending it."""
    posted = request.POST if request.POST.get("doe") == "meld" else None
    form, obstacles = away.form(desk, posted), tuple[Obstacle, ...]()
    key = id_in(request.POST.get("sleutel", "")) or uuid.uuid4()
    try:
        if done := _done(request, desk, form, key):
            messages.success(request, done)
            return redirect("absences")
    except Refusal as refusal:
        obstacles = refusal.obstacles
    listed = away.look(request.GET.get("pagina", "1"))
    shown = {"listed": listed, "form": form, "obstacles": obstacles, "key": key}
    return render(request, "portal/desk/absences.html", shown)


def _done(request: HttpRequest, desk: Desk, form: PayloadForm, key: uuid.UUID) -> str:
    """What was done, "" when nothing was. Raises `Refusal` when it cannot be."""
    if form.is_bound and form.is_valid():
        away.report(form, desk, key)
        return gettext("De afwezigheid is gemeld. De waarnemer ziet de zaken in die dagen.")
    if request.POST.get("doe") == "stop":
        away.end(id_in(request.POST.get("afwezigheid", "")) or uuid.UUID(int=0), desk)
        return gettext("De afwezigheid is beëindigd.")
    return ""
