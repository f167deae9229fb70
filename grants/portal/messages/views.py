"""The screen of what did not arrive: letters, mails and events for systems, tried again by who looked why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from grants import left_over
from grants.desk import Desk
from grants.named import id_in
from grants.portal.access import office, only
from workflow import outbox


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only("administrator")
def messages(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - every screen of the office knows who looks.
    """What did not arrive, and which systems are told of events."""
    shown: dict[str, Any] = {"nothing": False}
    if request.method == "POST":
        ticked = [one for text in request.POST.getlist("bericht") if (one := id_in(text))]
        if ticked:
            count = outbox.again(ticked)
            told.success(request, gettext("Wij proberen het opnieuw. Aantal berichten: %(count)s.") % {"count": count})
            return redirect("messages")
        shown["nothing"] = True
    shown |= {"left": left_over.look(), "waiting": outbox.waiting() - outbox.stuck().count(), "told": left_over.told()}
    return render(request, "portal/messages/messages.html", shown)
