"""Who applies: everybody with a login, in their own dossiers and in nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from grants import signed_in
from grants.co_writing import written_along
from grants.models import Application
from grants.portal import sessions
from grants.portal.access import asks_nothing_sayable, profile_of, standing_of
from grants.sent import with_sent
from grants.sight import own_to
from partners.models import Account
from workflow import clock
from workflow.facts import Actor
from workflow.registry import Desk
from workflow.roles import Standing


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody at home behind a login: who they are for the door, and their name. A colleague is one as well, in what is their own."""

    actor: Actor
    name: str
    rows: Desk = field(default_factory=Desk, compare=False, repr=False)
    """What was read for them already."""
    standing: Standing | None = None

    @property
    def own(self) -> QuerySet[Application]:
        """The own applications. For which organisations they act was read with their roles."""
        person = self.actor.person
        assert person, "an applicant is a person"
        acts_for = None if self.standing is None else {of for who, of in self.standing.acts_for if who == person}
        return own_to(person, acts_for)

    def find(self, reference: str) -> Application:
        """The own application with this reference. Raises `Http404` for one that is somebody else's, as for one that is not there."""
        found = with_sent(self.own.select_related(*ALONG))
        case: Application | None = found.filter(stream__reference=reference).first()
        if case is None:
            raise Http404
        return case

    def find_draft(self, reference: str) -> tuple[Application, bool]:
        """The same, or a draft on which one writes along; and whether it is the own one."""
        try:
            return self.find(reference), True
        except Http404:
            assert self.actor.person, "an applicant is a person"
            drafts = written_along(self.actor.person).select_related(*ALONG)
            case = drafts.filter(stream__reference=reference).first()
            if case is None:
                raise
            return case, False


ALONG = ("round", "stream", "organisation", "contact", "bank_account", "area")


View = Callable[Concatenate[HttpRequest, Applicant, ...], HttpResponse]


def applicant(view: View) -> Callable[..., HttpResponse]:
    """A screen for who applies, with all that this installation asks to sign in; what it shows is personal, so that no browser keeps it."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = request.user
        assert isinstance(account, Account), "the middleware lets nobody else in"
        if asks_nothing_sayable(request):
            raise Http404
        if not signed_in.is_strong(request):
            sessions.remember(request)
            return redirect("account")
        return view(request, _who(request, account), *args, **kwargs)

    return guarded


def _who(request: HttpRequest, account: Account) -> Applicant:
    """Who applies, with what every page looks up anyway."""
    rows, law, today = Desk(), profile_of(request), clock.today()
    rows.once("law", [today], lambda _: {today: law})
    return Applicant(Actor(person=account.person_id), account.person.name, rows, standing_of(request))
