"""How long somebody is signed in, with what they proved who they are, and what they had typed when it turned out to be over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from grants.portal import known_browser
from grants.signed_in import PROVED, STRONG, now, within
from partners.models import Account

BEGAN, SEEN = "signed-in-at", "seen-at"
GOING = "was-going-to"
WAS, KEPT = "was", "typed-before-signing-in"
MOST_KEPT = 100_000
"""Characters that are kept for who signs in again; nobody types more on one page."""

ONE_MINUTE = 60
BACKEND = "django.contrib.auth.backends.ModelBackend"


def begin(request: HttpRequest, account: Account, *, strong: bool) -> None:
    """Sign an account in, with a second factor or a passkey (strong) or with a password alone."""
    login(request, account, backend=BACKEND)
    known_browser.mark(request, account.username)
    moment = now()
    request.session.update({BEGAN: moment, SEEN: moment, PROVED: moment, STRONG: strong})
    if request.session.get(KEPT, {}).get("account") != str(account.pk):
        request.session.pop(KEPT, None)


def end(request: HttpRequest) -> None:
    """Sign out; all that is remembered is who it was, so that what they still send can wait for them and for nobody else."""
    was = str(request.user.pk)
    logout(request)
    request.session[WAS] = was


def safe(request: HttpRequest, following: str) -> str:
    """Where somebody goes who signed in: where they were going, when that is in this house."""
    own = url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure())
    return following if own else settings.LOGIN_REDIRECT_URL


def remember(request: HttpRequest) -> None:
    """Keep where somebody was going who has to do something else first."""
    if request.method == "GET":
        request.session[GOING] = request.get_full_path()


def remembered(request: HttpRequest) -> str:
    """Where somebody was going, once; "" when nowhere."""
    return str(request.session.pop(GOING, ""))


class SignInFirst(LoginRequiredMiddleware):
    """Sends a visitor to the sign-in, and gives back what they had typed; signs out who was away for too long."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Look at the session before anything else does."""
        if request.user.is_authenticated:
            _keep_up(request)
        if request.user.is_authenticated and (fields := _kept(request)):
            return render(request, "portal/account/kept.html", {"fields": fields})
        return super().process_view(request, view_func, view_args, view_kwargs)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Mark the browser of who signed in."""
        known_browser.send(request, response)
        return response

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """Keep what was posted, and ask for a sign-in."""
        fields = carried(request)
        if fields and WAS in request.session and sum(map(len, sum(fields, ()))) <= MOST_KEPT:
            kept = {"path": request.get_full_path(), "fields": fields, "account": request.session[WAS]}
            request.session[KEPT] = kept
        return super().handle_no_permission(request, view_func)


def _keep_up(request: HttpRequest) -> None:
    """End what lasted too long. That somebody is here is written down once a minute, not at every click."""
    session, moment = request.session, now()
    idle, longest = timedelta(minutes=settings.SIGNED_IN_IDLE_MINUTES), timedelta(hours=settings.SIGNED_IN_HOURS)
    if not within(session.get(SEEN, 0), idle) or not within(session.get(BEGAN, 0), longest):
        end(request)
    elif moment - session[SEEN] >= ONE_MINUTE:
        session[SEEN] = moment


Fields = tuple[tuple[str, str], ...]

NOT_CARRIED = ("csrfmiddlewaretoken", "password", "bewijs", "passkey")


def carried(request: HttpRequest) -> Fields:
    """What was posted, to be posted again: all but secrets and what proves who somebody is."""
    posted = [(name, value) for name, values in request.POST.lists() for value in values]
    return tuple((name, value) for name, value in posted if not any(part in name for part in NOT_CARRIED))


def _kept(request: HttpRequest) -> Fields:
    """What this account had typed on this page when it was signed out, once; for another account it is gone."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.get_full_path():
        return ()
    del request.session[KEPT]
    return tuple(map(tuple, kept["fields"])) if kept["account"] == str(request.user.pk) else ()
