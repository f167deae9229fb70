"""Signing in with DigiD or eHerkenning: by way of a broker that speaks OpenID Connect, and back."""

from __future__ import annotations

import logging
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from joserfc.errors import JoseError
from requests import RequestException

from grants.portal import sessions
from partners import openid
from partners.models import Account
from workflow import clock

FOLLOWING, INTRODUCED = "openid-following", "openid-introduces"
INTRODUCING_SECONDS = 30 * 60
SECONDS = 10
"""How long a broker may take to answer."""

log = logging.getLogger("aanjager.sign_in")


def ways() -> list[tuple[str, str]]:
    """The brokers of this installation: the kind of each, and what people call it."""
    return [(kind, openid.BROKERS[kind].title) for kind in settings.OPENID_BROKERS]


def _client(kind: str) -> Any:
    """The client of a broker. Raises `Http404` for one that this installation does not have."""
    told = settings.OPENID_BROKERS.get(kind)
    if told is None:
        raise Http404
    return OAuth().register(
        kind, client_id=told["client"], client_secret=told["secret"], server_metadata_url=told["url"],
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "default_timeout": SECONDS},
    )  # fmt: skip


@login_not_required
@never_cache
@require_safe
def leave(request: HttpRequest, kind: str) -> HttpResponse:
    """Go to the broker. What it answers is known again by a state and a nonce that this session keeps."""
    client = _client(kind)
    request.session[FOLLOWING] = request.GET.get("next", "")
    back = request.build_absolute_uri(reverse("sign-in-openid-back", args=[kind]))
    try:
        answer: HttpResponse = client.authorize_redirect(request, back, acr_values=openid.BROKERS[kind].least)
    except (RequestException, AuthlibBaseError, ValueError) as error:
        return _failed(request, kind, error)
    return answer


@login_not_required
@never_cache
@require_safe
def back(request: HttpRequest, kind: str) -> HttpResponse:
    """Come back from the broker: signed in, or to say who one is, the first time."""
    client = _client(kind)
    try:
        issuer = client.load_server_metadata()["issuer"]
        asked = {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client.client_id}}
        token = client.authorize_access_token(request, claims_options=asked)
        who = openid.claimed(kind, token.get("userinfo") or {})
    except openid.NotSure as unsure:
        return _failed(request, kind, unsure)
    except (RequestException, AuthlibBaseError, JoseError, ValueError, KeyError) as error:
        return _failed(request, kind, error)
    account = openid.account_of(who)
    if account is None:
        request.session[INTRODUCED] = {**who.kept(), "at": int(clock.now().timestamp())}
        return redirect("introduce")
    return _enter(request, account, who)


def _failed(request: HttpRequest, kind: str, error: Exception) -> HttpResponse:
    """Say that it did not work and what to do; the log says why, without who it was."""
    log.warning("sign-in by %s failed: %s", kind, type(error).__name__)
    sentence = (
        gettext("Log in met %(broker)s met de app of met sms. Alleen een wachtwoord is niet genoeg.")
        if isinstance(error, openid.NotSure)
        else gettext("Inloggen met %(broker)s is niet gelukt. Probeer het nog een keer, of bel ons.")
    )
    messages.error(request, sentence % {"broker": openid.BROKERS[kind].title})
    return redirect("sign-in")


class IntroductionForm(forms.Form):
    """What we have to know of somebody to write to them."""

    name = forms.CharField(
        label=gettext_lazy("Uw naam"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Vul uw naam in, zoals die in een brief moet staan.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("Dit e-mailadres klopt niet. Een goed adres is: naam@voorbeeld.nl.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Uw telefoonnummer"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """One way to reach somebody is enough."""
        found = super().clean() or {}
        if not self.errors and not (found.get("email") or found.get("phone")):
            raise ValidationError(gettext("Vul een e-mailadres of een telefoonnummer in. Dan kunnen wij u bereiken."))
        return found


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def introduce(request: HttpRequest) -> HttpResponse:
    """Who comes for the first time says how we may call and reach them."""
    kept = request.session.get(INTRODUCED)
    if not kept or int(clock.now().timestamp()) - kept["at"] > INTRODUCING_SECONDS:
        return redirect("sign-in")
    who = openid.Claimed(**{name: value for name, value in kept.items() if name != "at"})
    form = IntroductionForm(
        request.POST if request.method == "POST" else None, initial={"name": who.name, "email": who.email}
    )
    if not form.is_valid():
        return render(request, "portal/account/introduce.html", {"form": form})
    return _enter(request, openid.introduce(who, **form.cleaned_data), who)


def _enter(request: HttpRequest, account: Account, who: openid.Claimed) -> HttpResponse:
    """Sign in. At a broker somebody used two factors, so that we ask for no second one."""
    openid.act_for(account, who.kvk)
    following = sessions.safe(request, request.session.pop(FOLLOWING, ""))
    request.session.pop(INTRODUCED, None)
    sessions.begin(request, account, strong=True)
    return redirect(following)
