"""A code by post: the letter with which who applied on paper goes on at home. It is printed from one answer, and kept nowhere."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from documents.formats import end_moment
from documents.letters.parts import Contact, Head
from documents.render_papers import JoiningPaper, print_joining
from grants import payloads
from grants.desk import Desk
from grants.letters.head import addressee, sender
from grants.letters.profile import Profile
from grants.models import Application
from grants.portal import dossier, taking
from grants.portal.access import office, only, profile_of
from grants.portal.views import as_pdf
from partners import joining
from partners.models import Organisation
from workflow import clock, door, roles
from workflow.errors import Obstacle, Refusal
from workflow.facts import Change

PAGE = "portal/intake/code_by_post.html"


@office
@require_http_methods(["GET", "HEAD", "POST"])
@only(roles.INTAKE)
def code(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """The code of the applicant of one case: make the letter with it, or withdraw it."""
    case = dossier.find(reference, desk)
    if case.organisation is None or case.state == Application.DRAFT:
        raise Http404
    asked, obstacles = request.POST.get("doe", ""), _in_the_way(request, case.organisation)
    key = taking.key_of(request.POST.get("sleutel", ""))
    try:
        if asked == "maak" and not obstacles:
            return _made(request, desk, case, key)
        if asked == "intrekken":
            return _withdrawn(request, desk, case, key)
    except Refusal as refusal:
        obstacles = refusal.obstacles
    page = {
        "case": case,
        "lines": addressee(case.contact, case.organisation),
        "good": joining.good(case.organisation.pk),
    }
    return render(request, PAGE, {**page, "obstacles": obstacles, "key": uuid.uuid4()})


def _in_the_way(request: HttpRequest, organisation: Organisation) -> tuple[Obstacle, ...]:
    """Why no letter can go: it goes to the address that we know, and to no other."""
    whole = all((organisation.street, organisation.number, organisation.postcode, organisation.place))
    if whole and profile_of(request):
        return ()
    return (Obstacle("no-postal-address", gettext("Wij kennen geen postadres. De code gaat alleen per post.")),)


def _made(request: HttpRequest, desk: Desk, case: Application, key: uuid.UUID) -> HttpResponse:
    """The letter, once. The dossier says that it was made, by whom and until when the code is good, and not the code."""
    assert case.organisation, "looked at by the page"
    assert desk.actor.person, "a desk is a person's"
    head, until = _head(request, desk, case), end_moment(clock.now() + joining.LIFETIME)
    _note(case, desk, key, f"Er is een brief gemaakt met een code om online mee te kijken. De code werkt tot {until}.")
    secret, row = joining.make(case.organisation.pk, desk.actor.person)
    paper = JoiningPaper(
        head=head,
        organisation=case.organisation.name,
        code=secret,
        good_until=row.expires_at,
        page=settings.PORTAL_URL + reverse("join-by-post"),
    )
    return as_pdf(print_joining(paper), f"{case.stream.reference}_code.pdf")


def _withdrawn(request: HttpRequest, desk: Desk, case: Application, key: uuid.UUID) -> HttpResponse:
    assert case.organisation, "looked at by the page"
    if joining.good(case.organisation.pk):
        _note(case, desk, key, "De code uit de brief is ingetrokken.")
        joining.withdraw(case.organisation.pk)
        messages.success(request, gettext("De code werkt niet meer."))
    return redirect("code-by-post", case.stream.reference)


def _note(case: Application, desk: Desk, key: uuid.UUID, words: str) -> None:
    """Write in the dossier what was done."""
    assert case.organisation, "looked at by the page"
    note = payloads.Contact(case.pk, clock.today(), "other", case.organisation.name, words)
    change = Change("contact_note", "note_contact", uuid.uuid5(key, "note"), note, stream=case.stream_id)
    door.act([change], actor=desk.actor, key=f"portal/{key}")


def _head(request: HttpRequest, desk: Desk, case: Application) -> Head:
    law = profile_of(request)
    assert law, "looked at by the page"
    said = Profile.from_json(law.body)
    return Head(
        sender=sender(said),
        addressee=addressee(case.contact, case.organisation),
        salutation=case.contact.name,
        sent_on=clock.today(),
        reference=case.stream.reference,
        scheme_title=case.round.title,
        contact=Contact(name=desk.name, phone=said.phone, hours=said.hours, email=said.email),
    )
