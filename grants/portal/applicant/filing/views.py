"""The screens on which somebody fills in an application and sends it; each finds the draft, keeps what was typed, and goes on."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import uploads
from documents.uploads import NotTaken
from grants import co_writing, drafts, experience
from grants.dates import closes
from grants.models import Application
from grants.named import id_in
from grants.portal.access import desk_of, profile_of
from grants.portal.applicant.access import Applicant, applicant
from grants.portal.applicant.filing import checking, drafted, files, pages, party, receipt, starting, together
from grants.portal.applicant.filing.drafted import CHECK_PART, Drafted, Section
from grants.portal.applicant.filing.experience import ExperienceForm
from grants.portal.taking import key_of
from workflow.errors import Refusal

NEXT, BACK, LATER = "verder", "terug", "later"
"""Where somebody goes from a page, as its buttons say it."""

HISTORY = 200
"""Wordings on the page of who did what."""


def _shown(request: HttpRequest, name: str, page: Mapping[str, Any]) -> HttpResponse:
    """A page, with the telephone of the bureau on it: nobody has to find their way alone."""
    profile = profile_of(request)
    said = profile.figures if profile else {}
    house = {"house_phone": said.get("phone"), "house_hours": said.get("hours")}
    return render(request, f"portal/applicant/filing/{name}.html", {**page, **house})


@applicant
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, applicant: Applicant, code: str) -> HttpResponse:
    """What a round is about, and beginning an application in it."""
    beginning = starting.look(code, applicant)
    key, obstacles = key_of(request.POST.get("sleutel", "")), ()
    if request.method == "POST" and not (beginning.is_full or beginning.is_ahead):
        try:
            return redirect("applicant-tasks", starting.begin(beginning, applicant, key))
        except Refusal as refusal:
            obstacles = refusal.obstacles  # type: ignore[assignment]
    page = {"beginning": beginning, "key": key, "obstacles": obstacles}
    return _shown(request, "start", page)


@applicant
@require_POST
def plan(request: HttpRequest, applicant: Applicant, reference: str) -> HttpResponse:
    """Go on from an idea to the form of the plan; of a plan that was begun already, the form is there."""
    case = applicant.find(reference)
    try:
        if case.state in starting.PLANNED:
            starting.go_on(case, applicant, key_of(request.POST.get("sleutel", "")))
    except Refusal as refusal:
        for one in refusal.obstacles:
            messages.error(request, one.sentence)
    return redirect("own-case", reference)


def draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A screen of a draft: of what was filed meanwhile the receipt is there instead, and of anything else nothing is."""

    @applicant
    @wraps(view)
    def found(request: HttpRequest, applicant: Applicant, reference: str, **more: str) -> HttpResponse:
        case, is_own = applicant.find_draft(reference)
        if case.state != Application.DRAFT:
            return _elsewhere(case)
        try:
            return view(request, applicant, drafted.of(case, is_own=is_own), **more)
        except drafts.Over:
            return _elsewhere(applicant.find(reference))

    return found


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Of a draft, what is left to who applies: who writes along is told so."""

    @wraps(view)
    def guarded(request: HttpRequest, applicant: Applicant, on: Drafted, **more: str) -> HttpResponse:
        if on.is_own:
            return view(request, applicant, on, **more)
        messages.error(request, gettext("Dat doet alleen wie aanvraagt."))
        return redirect("applicant-tasks", on.case.stream.reference)

    return guarded


def _elsewhere(case: Application) -> HttpResponse:
    if case.received_at is None:
        raise Http404
    return redirect("applicant-receipt", case.stream.reference)


@draft
@require_safe
def tasks(request: HttpRequest, _: Applicant, on: Drafted) -> HttpResponse:
    """The parts of the form, and how far each of them is."""
    rows = [(one, on.state(one)) for one in on.sections]
    page = {"on": on, "rows": rows, "done": sum(state == drafted.DONE for _, state in rows), "kept": pages.kept_at(on)}
    return _shown(request, "tasks", {**page, "closes": closes(on.case.round)})


@draft
@require_safe
def history(request: HttpRequest, _: Applicant, on: Drafted) -> HttpResponse:
    """Who filled in what, and when."""
    labels = {one.id: one.label for one in on.questions} | {drafts.PARTY: gettext("Uw organisatie")}
    rows = [(row, labels.get(row.question, row.question)) for row in drafts.wordings(on.case)[:HISTORY]]
    return _shown(request, "history", {"on": on, "rows": rows, "asked": together.asked_of(on.case)})


@draft
@require_http_methods(["GET", "HEAD", "POST"])
@own
def write_together(request: HttpRequest, applicant: Applicant, on: Drafted) -> HttpResponse:
    """Who writes along; asking somebody, and ending it. A link to pass on by hand is shown in the answer alone, and never again."""
    by_mail = request.POST.get("vraag") == together.BY_MAIL
    form = together.Invite(request.POST if by_mail else None)
    shown: dict[str, Any] = {"on": on, "form": form}
    if ended := id_in(request.POST.get("stop", "")):
        co_writing.end(on.case, ended)
        messages.success(request, gettext("Dit is beëindigd."))
        return redirect("applicant-together", on.case.stream.reference)
    if request.method == "POST" and (not by_mail or form.is_valid()):
        assert applicant.actor.person, "an applicant is a person"
        address = form.cleaned_data["email"] if by_mail else ""
        try:
            secret = co_writing.invite(on.case, applicant.actor.person, address)
        except (co_writing.Full, co_writing.Enough) as why:
            shown["in_the_way"] = together.said(why)
        else:
            if by_mail:
                messages.success(request, gettext("Wij sturen een uitnodiging naar %(email)s.") % {"email": address})
                return redirect("applicant-together", on.case.stream.reference)
            shown["link"] = request.build_absolute_uri(reverse("write-along", args=[secret]))
    return _shown(request, "together", shown | {"asked": together.asked_of(on.case)})


@applicant
@require_http_methods(["GET", "HEAD", "POST"])
def write_along(request: HttpRequest, applicant: Applicant, secret: str) -> HttpResponse:
    """An invitation, and accepting it."""
    found, person = co_writing.asked(secret), applicant.actor.person
    assert person, "an applicant is a person"
    is_own = bool(found and applicant.own.filter(pk=found.application_id).exists())
    if found and is_own:
        return redirect("applicant-tasks", found.application.stream.reference)
    may = not together.works_on_it(desk_of(request))
    if request.method == "POST" and found and may:
        try:
            found = co_writing.accept(secret, person)
        except drafts.Over:
            found = None
        if found:
            return redirect("applicant-tasks", found.application.stream.reference)
    page = _shown(request, "write_along", {"found": found, "may": may})
    page.status_code = 200 if found else 404
    return page


@draft
@require_http_methods(["GET", "HEAD", "POST"])
@own
def choose_party(request: HttpRequest, applicant: Applicant, on: Drafted) -> HttpResponse:
    """For whom one applies."""
    known, wrong = party.acted_for(applicant), ""
    if request.method == "POST":
        chosen = next((one for one in known if str(one.pk) == request.POST.get("organisatie")), None)
        if chosen:
            party.choose(on, chosen, applicant)
        if chosen or request.POST.get("naar") != NEXT:
            return _go_on(request, on, on.sections[0])
        wrong = gettext("Kies voor wie u aanvraagt.")
    page = {"on": on, "section": on.sections[0], "known": known, "wrong": wrong, "kept": pages.kept_at(on)}
    return _shown(request, "party", page)


@draft
@require_http_methods(["GET", "HEAD", "POST"])
@own
def new_party(request: HttpRequest, applicant: Applicant, on: Drafted) -> HttpResponse:
    """Enter an organisation, a group or oneself, and apply for it."""
    key, profile = key_of(request.POST.get("sleutel", "")), profile_of(request)
    phone = profile.figures["phone"] if profile else ""
    form = party.OwnParty(request.POST if request.method == "POST" else None, key=key, phone=phone)
    is_full = len(party.acted_for(applicant)) >= party.MOST
    if request.method == "POST" and not is_full and form.is_valid():
        party.enter(on, form, applicant)
        return _go_on(request, on, on.sections[0])
    page = {"on": on, "section": on.sections[0], "form": form, "key": key, "is_full": is_full}
    return _shown(request, "new_party", page)


@draft
@require_POST
def attach(request: HttpRequest, applicant: Applicant, on: Drafted, question: str) -> HttpResponse:
    """Send a file, take one back, or say that it comes later; then back to the page that asks for it."""
    one = files.find(on, question)
    try:
        if request.POST.get("weg"):
            files.take_back(on, one, request.POST["weg"], applicant)
        elif request.POST.get("later"):
            files.promise(on, one, applicant, later=request.POST["later"] == "ja")
        elif sent := request.FILES.getlist("bestand"):
            files.add(on, one, sent, applicant)
        else:
            messages.error(request, gettext("Kies eerst een bestand."))
    except NotTaken as why:
        messages.error(request, files.said(why, one))
    to = reverse("applicant-part", args=[on.case.stream.reference, one.part])
    back = "?terug=controleren" if request.GET.get("terug") == CHECK_PART else ""
    return redirect(f"{to}{back}#stuk-{one.id}")


@applicant
@require_safe
def attachment(_: HttpRequest, applicant: Applicant, reference: str, upload: uuid.UUID) -> HttpResponse:
    """A file that was sent with an own application."""
    row = uploads.found(applicant.find_draft(reference)[0].stream_id, upload)
    if row is None:
        raise Http404
    return uploads.given_out(row, f"{reference}_{row.question}")


@draft
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, applicant: Applicant, on: Drafted, part: str) -> HttpResponse:
    """One page of the form."""
    section = on.find(part)
    if request.method != "POST":
        return _page(request, on, section)
    assert applicant.actor.person, "an applicant is a person"
    choosing = any(name.startswith("keuze.") for name in request.POST)
    typed = (pages.chosen if choosing else pages.posted)(section, request.POST)
    try:
        clashing = drafts.keep(on.case, applicant.actor.person, typed, pages.sheet_of(request.POST))
    except drafts.TooLong:
        return _page(request, on, section, too_long=True)
    now = drafted.of(on.case, is_own=on.is_own)
    if alone := request.POST.get(pages.ONE):
        return _foot(request, now, section, alone, clashing)
    if clashing:
        page = {"on": now, "section": section, "clashes": list(pages.clashes(now, typed, clashing))}
        return _shown(request, "clash", page)
    return _saved(request, now, section, choosing=choosing)


def _saved(request: HttpRequest, on: Drafted, section: Section, *, choosing: bool) -> HttpResponse:
    """Go on; but what cannot be read is said once on the page itself, after which it stands in nobody's way."""
    if request.POST.get("fase"):  # More rows in a table.
        return redirect(f"{request.get_full_path()}#{request.POST['fase']}")
    new = set(on.faults(section)) - set(request.POST.get(pages.SAID, "").split())
    if new and request.POST.get("naar") == NEXT and not choosing:
        return _page(request, on, section)
    return _go_on(request, on, section)


def _page(request: HttpRequest, on: Drafted, section: Section, *, too_long: bool = False) -> HttpResponse:
    form = pages.form_of(on, section, request.POST if too_long else None)
    before, after = on.beside(section)
    page = {
        "on": on, "section": section, "form": form, "lines": pages.lines(on, form, section), "sheet": uuid.uuid4(),
        "said": " ".join(form.errors), "kept": pages.kept_at(on), "before": before, "after": after, "too_long": too_long,
        "attachments": files.asked(on, section),
        "returns": request.GET.get("terug") == CHECK_PART,
    }  # fmt: skip
    return _shown(request, "part", page)


def _foot(request: HttpRequest, on: Drafted, section: Section, id_: str, clashing: Mapping[str, Any]) -> HttpResponse:
    """What stands under one question after its answer was kept by itself."""
    line = next((one for one in pages.lines(on, pages.form_of(on, section), section) if one.question.id == id_), None)
    if line is None:
        raise Http404
    page = {"line": line, "fault": on.fault(line.question), "kept": pages.kept_at(on), "clash": clashing.get(id_)}
    return _shown(request, "foot", page)


def _go_on(request: HttpRequest, on: Drafted, section: Section) -> HttpResponse:
    """To the page that somebody asked for; who came from the check goes back there."""
    reference, to = on.case.stream.reference, request.POST.get("naar")
    before, after = on.beside(section)
    if to == LATER:
        messages.success(request, f"{pages.kept_at(on)}. " + gettext("U kunt later verder."))
    if to == LATER or (to == BACK and before is None):
        return redirect("applicant-tasks", reference)
    if request.GET.get("terug") == CHECK_PART or (to != BACK and after is None):
        return redirect("applicant-check", reference)
    following = before if to == BACK else after
    assert following, "the ends are looked at above"
    return redirect("applicant-part", reference, following.code)


@draft
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, applicant: Applicant, on: Drafted) -> HttpResponse:
    """All that was filled in, what is missing, what follows, and sending it."""
    page, key = checking.look(on, applicant), key_of(request.POST.get("sleutel", ""))
    shown: dict[str, Any] = {"page": page, "on": on, "key": key, "kept": pages.kept_at(on)}
    if request.method == "POST":
        unsigned = checking.unsigned(on, request.POST)
        if page.may_send and not (unsigned or page.blocking or on.party is None):
            try:
                checking.file(on, request.POST, applicant, key)
                return redirect("applicant-receipt", on.case.stream.reference)
            except Refusal as refusal:
                if applicant.find(on.case.stream.reference).state != Application.DRAFT:
                    raise drafts.Over from None  # The other of two clicks was first.
                shown["obstacles"] = refusal.obstacles
        shown |= {"unsigned": unsigned, "asked": True}
    return _shown(request, "check", shown)


@applicant
@require_safe
def received(request: HttpRequest, applicant: Applicant, reference: str) -> HttpResponse:
    """The receipt, at an address that stays."""
    case = applicant.find(reference)
    if case.state == Application.DRAFT:
        return redirect("applicant-tasks", reference)
    if case.received_at is None:
        raise Http404
    return _shown(request, "receipt", {"receipt": receipt.look(case), "form": ExperienceForm()})


@applicant
@require_POST
def experienced(request: HttpRequest, applicant: Applicant, reference: str) -> HttpResponse:
    """How it went to fill in the form: kept once for each receipt, without who said it."""
    case, form = applicant.find(reference), ExperienceForm(request.POST)
    if case.received_at is None:
        raise Http404
    if not form.is_valid():
        return _shown(request, "receipt", {"receipt": receipt.look(case), "form": form})
    if experience.give(case, form.cleaned_data["choice"], form.cleaned_data["words"]):
        messages.success(request, gettext("Dank u. Uw antwoord is bewaard, zonder uw naam."))
    return redirect("applicant-receipt", reference)
