"""The screens of the own account: what it is signed in with. Everybody with a login sees their own, and only that."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants import signed_in
from grants.portal.account import by_passkey
from grants.portal.account.forms import AppForm, LabelForm, PasswordForm
from grants.portal.account.proving import proof_first
from partners import factors, one_time
from partners.models import Account, SecondFactor

KEY = "key-of-new-app"
View = Callable[Concatenate[HttpRequest, Account, ...], HttpResponse]


def own(view: View) -> Callable[..., HttpResponse]:
    """A screen of the own account, which opens for who proved a short time ago who they are."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert isinstance(request.user, Account), "the middleware lets nobody else in"
        return proof_first(request) or view(request, request.user, *args, **kwargs)

    return guarded


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What the own account is signed in with."""
    assert isinstance(request.user, Account), "the middleware lets nobody else in"
    mine = list(request.user.factors.order_by("made_at", "label"))
    used = [one for one in mine if one.kind in factors.ASKED]
    context = {"factors": used, "codes": len(mine) - len(used), "first_this": not signed_in.is_strong(request)}
    return render(request, "portal/account/account.html", {**context, "may_remove": _may_remove(used)})


def _may_remove(used: list[SecondFactor]) -> bool:
    """Whether one of these can be missed: where a second factor is asked, the last one cannot."""
    return not settings.SECOND_FACTOR or len(used) > 1


@require_http_methods(["GET", "HEAD", "POST"])
@own
def app(request: HttpRequest, account: Account) -> HttpResponse:
    """Join a code app. The key waits in the session until a code shows that the app has it."""
    key: str = request.session.setdefault(KEY, one_time.new_key())
    form = AppForm(request.POST if "code" in request.POST else None, initial={"label": gettext("Mijn telefoon")})
    if form.is_valid():
        if factors.add_app(account, form.cleaned_data["label"], key, form.cleaned_data["code"]):
            del request.session[KEY]
            return _added(request, account)
        form.add_error("code", gettext("Deze code hoort niet bij deze sleutel. Typ de code die er nu staat."))
    uri = f"otpauth://totp/Aanjager:{account.username}?{urlencode({'secret': key, 'issuer': 'Aanjager'})}"
    square = segno.make_qr(uri).svg_inline(scale=4, border=4, dark="black", light="white", omitsize=True)
    groups = [key[start : start + 4] for start in range(0, len(key), 4)]
    return render(request, "portal/account/app.html", {"form": form, "square": square, "uri": uri, "groups": groups})


@require_http_methods(["GET", "HEAD", "POST"])
@own
def passkey(request: HttpRequest, account: Account) -> HttpResponse:
    """Make a passkey."""
    form = LabelForm(request.POST if "label" in request.POST else None, initial={"label": gettext("Deze computer")})
    if form.is_valid():
        if by_passkey.add(request, account, form.cleaned_data["label"], request.POST.get("passkey", "")):
            return _added(request, account)
        form.add_error(None, gettext("De passkey is niet gemaakt. Probeer het nog een keer, of koppel een app."))
    return render(request, "portal/account/passkey.html", {"form": form, "asked": by_passkey.ask_new(request, account)})


def _added(request: HttpRequest, account: Account) -> HttpResponse:
    """A factor was added. Recovery codes come with the first, for when that is lost."""
    signed_in.strengthen(request)
    messages.success(request, gettext("Toegevoegd. Voortaan vragen wij hierom als u inlogt."))
    has_codes = account.factors.filter(kind=SecondFactor.Kind.RECOVERY).exists()
    return redirect("account") if has_codes else _new_codes(request, account)


@require_POST
@own
def recovery_codes(request: HttpRequest, account: Account) -> HttpResponse:
    """Make recovery codes, and show them this once."""
    return _new_codes(request, account)


def _new_codes(request: HttpRequest, account: Account) -> HttpResponse:
    codes = factors.new_recovery_codes(account)
    return render(request, "portal/account/codes.html", {"codes": codes})


@require_POST
@own
def remove(request: HttpRequest, account: Account, factor: uuid.UUID) -> HttpResponse:
    """Take a factor away."""
    used = account.factors.filter(kind__in=factors.ASKED)
    gone = get_object_or_404(used, pk=factor)
    if _may_remove(list(used)):
        factors.remove(gone)
        messages.success(
            request, gettext("‘%(label)s’ is weg. Daarmee kan niemand meer inloggen.") % {"label": gone.label}
        )
    else:
        messages.error(request, gettext("Dit is uw laatste tweede stap. Voeg eerst een andere toe."))
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@own
def password(request: HttpRequest, account: Account) -> HttpResponse:
    """Choose another password; every other session of the account ends."""
    form = PasswordForm(account, request.POST if "new_password1" in request.POST else None)
    if form.is_valid():
        account.choose_password(form.cleaned_data["new_password1"])
        update_session_auth_hash(request, account)
        messages.success(request, gettext("Uw wachtwoord is gewijzigd. Op andere apparaten bent u uitgelogd."))
        return redirect("account")
    return render(request, "portal/account/password.html", {"form": form})
