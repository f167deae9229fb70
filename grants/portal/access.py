"""Who sits at the screen: the person behind a login, the roles they have today, and which screens those roles see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache

from grants import desk as desks
from grants import signed_in
from grants.desk import Desk
from grants.models import LegalProfile
from grants.selectors import law_on
from partners.models import Account
from workflow import clock, registry, roles
from workflow.facts import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the main menu, for the roles that have something to do there (none: for all), and what it goes with."""

    label: str
    icon: str
    view: str
    roles: frozenset[str] = frozenset()
    group: str = gettext_noop("Werk")


@dataclass(frozen=True, slots=True)
class Menu:
    """The main menu of one colleague: what is always in sight, and the rest behind one word, by what goes together."""

    first: Sequence[Entry]
    more: Mapping[str, Sequence[Entry]]

    @property
    def further(self) -> Sequence[str]:
        """The pages behind that word."""
        return [one.view for entries in self.more.values() for one in entries]


IN_SIGHT = 4
"""Entries that fit on one line beside the name of the municipality and of who is signed in."""


BEGINNERS = frozenset({"policy_officer", "finance_maker"})
"""The roles that begin things outside a dossier."""

PAYING = frozenset({"finance_maker", "finance_checker", "finance_third"})

MENU = (
    Entry(gettext_noop("Werk"), "inbox", "queue"),
    Entry(gettext_noop("Postkamer"), "mail", "post", frozenset({roles.INTAKE})),
    Entry(gettext_noop("Beoordelen"), "list-checks", "assess", frozenset({"assessor", "juror", "inspector"})),
    Entry(gettext_noop("Rondes"), "calendar-days", "rounds"),
    Entry(gettext_noop("Begin iets nieuws"), "pen-line", "begin", BEGINNERS),
    Entry(
        gettext_noop("Ondertekenen"), "pen-line", "signing", frozenset({"mandate_holder"}), gettext_noop("Besluiten")
    ),
    Entry(gettext_noop("Bekendmaken"), "mail", "announcing", frozenset({"policy_officer"}), gettext_noop("Besluiten")),
    Entry(gettext_noop("Betalen"), "banknote", "finance", PAYING, gettext_noop("Geld")),
    Entry(
        gettext_noop("Begroting"),
        "landmark",
        "finance-budget",
        frozenset({"budget_holder", "policy_officer", "auditor"}),
        gettext_noop("Geld"),
    ),
    Entry(gettext_noop("Mensen"), "users", "people", frozenset({"administrator"}), gettext_noop("Bureau")),
    Entry(gettext_noop("Berichten"), "mail", "messages", frozenset({"administrator"}), gettext_noop("Bureau")),
    Entry(gettext_noop("Regelingen"), "landmark", "schemes", frozenset({"policy_officer"}), gettext_noop("Bureau")),
    Entry(
        gettext_noop("Teksten"),
        "file-text",
        "texts",
        frozenset({"policy_officer", "mandate_holder"}),
        gettext_noop("Bureau"),
    ),
    Entry(gettext_noop("Controle"), "search", "audit", frozenset({"auditor"}), gettext_noop("Bureau")),
)


def menu_of(desk: Desk | None) -> Menu:
    """The menu of a colleague: in the order of `MENU`, and when it is long, all but its beginning in groups."""
    mine = [one for one in MENU if desk and (not one.roles or one.roles & set(desk.roles))]
    cut = len(mine) if len(mine) <= IN_SIGHT else IN_SIGHT - 1
    more: dict[str, list[Entry]] = {}
    for one in mine[cut:]:
        more.setdefault(one.group, []).append(one)
    return Menu(mine[:cut], more)


View = Callable[Concatenate[HttpRequest, Desk, ...], HttpResponse]


def desk_of(request: HttpRequest) -> Desk | None:
    """The colleague who is signed in; None for a visitor, and for who has no role at the office. Looked up once per request."""
    if not hasattr(request, "desk"):
        account = request.user
        mine = (
            desks.desk_of(account.person_id, account.person.name, standing_of(request))
            if isinstance(account, Account)
            else None
        )
        request.desk = mine  # type: ignore[attr-defined]
    found: Desk | None = request.desk  # type: ignore[attr-defined]
    return found


def standing_of(request: HttpRequest) -> roles.Standing:
    """The roles that who is signed in has today, and for whom they act. Looked up once per request."""
    if not hasattr(request, "standing"):
        assert isinstance(request.user, Account), "only who is signed in stands somewhere"
        actor = Actor(person=request.user.person_id)
        request.standing = roles.standing(actor, (), clock.today())  # type: ignore[attr-defined]
    found: roles.Standing = request.standing  # type: ignore[attr-defined]
    return found


def office(view: View) -> Callable[..., HttpResponse]:
    """A screen for colleagues: for everybody else it does not exist, and who lacks a second factor first sets one.

    What it shows is personal, so that no browser keeps it.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        desk = desk_of(request)
        if desk is None or asks_nothing_sayable(request):
            raise Http404
        if not signed_in.is_strong(request):
            return redirect("account")
        return view(request, desk, *args, **kwargs)

    return guarded


def asks_nothing_sayable(request: HttpRequest) -> bool:
    """Whether an address has a character in it that no text of ours can have, and at which a database stumbles."""
    return any("\x00" in text for text in (request.path, *(one for many in request.GET.lists() for one in many[1])))


def only(*seen_by: str) -> Callable[[View], View]:
    """A screen for colleagues in one of these roles: for the others it does not exist."""

    def closed(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
            if not set(seen_by) & desk.at_work:
                raise Http404
            return view(request, desk, *args, **kwargs)

        return guarded

    return closed


def profile_of(request: HttpRequest) -> LegalProfile | None:
    """The legal profile of today, None before the first. Looked up once per request."""
    if not hasattr(request, "legal_profile"):
        desk = desk_of(request)
        request.legal_profile = law_on(clock.today(), desk.rows if desk else registry.Desk())  # type: ignore[attr-defined]
    found: LegalProfile | None = request.legal_profile  # type: ignore[attr-defined]
    return found


def house(request: HttpRequest) -> dict[str, Any]:
    """What every page shows around its own content: the municipality, its theme, the menu and who is signed in."""
    desk = desk_of(request)
    profile = profile_of(request)
    return {
        "municipality": profile.municipality if profile else gettext("Gemeente"),
        "theme": f"theme/{settings.PORTAL_THEME}.css",
        "desk": desk,
        "training": settings.TRAINING,
        "menu": menu_of(desk),
    }
