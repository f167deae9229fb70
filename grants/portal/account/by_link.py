"""Registering, and choosing another password, by a link that goes to an address of e-mail. No page tells who is known here."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from grants.portal import sessions
from grants.portal.account import by_openid, entering
from grants.portal.account.forms import PasswordForm, attempt
from partners import links
from partners.models import Account, PasswordLink
from partners.models.account import normalised

CHOOSING = "link-chooses-password"


def offered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A screen that is there only where this installation lets people register."""

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.SIGN_UP:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class AddressForm(forms.Form):
    """The address to which a link goes."""

    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        max_length=Account._meta.get_field("username").max_length,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Vul uw e-mailadres in."),
            "invalid": gettext_lazy("Dit e-mailadres klopt niet. Een goed adres is: naam@voorbeeld.nl."),
        },
    )
    use_required_attribute = False

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_email(self) -> str:
        """Every asking counts, of whatever address; who had to wait has links that are still good."""
        email: str = self.cleaned_data["email"]
        attempt(f"{normalised(email)} link", self.request)
        return email


class NewcomerForm(PasswordForm):
    """Who somebody is who comes for the first time, and the password that they choose."""

    name = forms.CharField(
        label=gettext_lazy("Uw naam"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Vul uw naam in, zoals die in een brief moet staan.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Uw telefoonnummer"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    field_order = ("name", "phone", "new_password1", "new_password2")


@offered
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link; what is answered is the same for every address."""
    form = AddressForm(request.POST if request.method == "POST" else None, request=request)
    following = (request.POST.get("next") or request.GET.get("next", ""))[:500]
    if not form.is_valid():
        context = {"form": form, "next": following, "ways": by_openid.ways}
        return render(request, "portal/account/ask_link.html", context)
    links.ask(form.cleaned_data["email"], following)
    return redirect("link-sent")


@offered
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What to do now."""
    return render(request, "portal/account/link_sent.html")


@offered
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Come by a link. It is not used up by looking, because programs that guard mail look at every link."""
    link = links.found(token)
    if link is None:
        return _over(request)
    request.session[CHOOSING] = str(link.pk)
    return redirect("choose-password")


def _over(request: HttpRequest) -> HttpResponse:
    messages.error(request, gettext("Deze link werkt niet meer. Vraag hier een nieuwe."))
    return redirect("ask-link")


@offered
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a password; who is new says who they are as well."""
    kept = request.session.get(CHOOSING)
    link = links.good(uuid.UUID(kept)) if kept else None
    if link is None:
        return _over(request)
    known = links.account_of(link)
    form = _form(known or Account(username=link.email), is_new=known is None, posted=request.POST or None)
    if not form.is_valid():
        return render(request, "portal/account/choose_password.html", {"form": form, "link": link, "is_new": not known})
    try:
        account = _chosen(link, form)
    except links.Over:
        return _over(request)
    del request.session[CHOOSING]
    return entering.enter(request, account, sessions.safe(request, link.following))


def _form(account: Account, *, is_new: bool, posted: Any) -> PasswordForm:
    return (NewcomerForm if is_new else PasswordForm)(account, posted)


def _chosen(link: PasswordLink, form: PasswordForm) -> Account:
    said = {name: form.cleaned_data[name] for name in ("name", "phone") if name in form.cleaned_data}
    return links.choose(link, form.cleaned_data["new_password1"], **said)
