"""The ranking of a round: to look at, to look at under another ceiling, and on paper for the meeting."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from grants import blind, sight, steps
from grants.allocation import FirstCome
from grants.desk import Desk
from grants.judges import SCORERS
from grants.portal import rounds
from grants.portal.access import office, only
from grants.portal.fields import CeilingField
from grants.portal.ranking import listing, looking, meeting
from grants.portal.views import as_pdf
from grants.saying import in_dutch


class Ceiling(forms.Form):
    """Another ceiling to try."""

    plafond = CeilingField(label=gettext_lazy("Plafond"))
    use_required_attribute = False


@office
@require_safe
@only(*blind.OVERSEERS, *SCORERS)
def ranking(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The ranking; whoever still has to judge is told how much that is."""
    round_ = rounds.find(code, desk)
    if left := blind.left_to_lock(round_, desk):
        return render(request, "portal/ranking/blind.html", {"round": round_, "left": left})
    form = Ceiling(request.GET) if "plafond" in request.GET else Ceiling(initial={"plafond": round_.ceiling_cents})
    tried = form.cleaned_data["plafond"] if form.is_bound and form.is_valid() else None
    found = looking.look(round_, tried, desk.rows, sight.seen_by(desk))
    action = "decide_ready" if isinstance(found.contest.rule, FirstCome) else "rank"
    drafting = steps.of_thing(rounds.thing_of(round_), desk, action)
    low, high = looking.bounds(found)
    known = {"ranking": found, "form": form, "tried": tried, "drafting": drafting, "low": low, "high": high}
    known["talks"] = blind.judges(round_, desk) and action == "rank"
    code, kept = request.GET.get("deel", ""), f"{urlencode({'plafond': request.GET['plafond']})}&" if tried else ""
    known |= {"part": found.part(code, request.GET.get("pagina", "1")), "part_title": listing.PARTS.get(code, "")}
    known |= {"is_outside": code == listing.OUT, "kept": kept, "asks": f"{kept}deel={code}&"}
    return render(request, "portal/ranking/ranking.html", known)


@office
@require_safe
@only(*blind.OVERSEERS, *SCORERS)
@in_dutch
def paper(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:  # noqa: ARG001 - Django hands every view the request.
    """The ranking on paper, for whoever may see it on screen; there is none of an empty list."""
    round_ = rounds.find(code, desk)
    if blind.left_to_lock(round_, desk):
        return redirect("ranking", code)
    found = looking.look(round_, seen=sight.seen_by(desk))
    if not found.rows:
        raise Http404
    return as_pdf(meeting.printed(found), f"{code}_vergaderstuk.pdf")
