"""The screens of signing in and out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from grants.portal import sessions
from grants.portal.account import by_openid, by_passkey
from grants.portal.account.forms import ProofForm, SignInForm
from partners import factors
from partners.models import Account
from workflow import clock

HALFWAY = "password-was-right"
HALFWAY_SECONDS = 10 * 60
"""How long a right password waits for the code."""


def _offered() -> bool:
    return bool(settings.SIGN_UP)


class SignIn(auth.LoginView):
    """Name and password; who has a second factor goes on to it."""

    template_name = "portal/account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    extra_context = {"second_factor": settings.SECOND_FACTOR, "ways": by_openid.ways, "sign_up": _offered}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in, or ask for the code as well."""
        account: Any = form.get_user()
        return enter(self.request, account, self.get_success_url())


def enter(request: HttpRequest, account: Account, following: str) -> HttpResponse:
    """Sign in who showed a password or the mail of their address; who has a second factor goes on to it."""
    if not factors.has_one(account):
        sessions.begin(request, account, strong=False)
        return redirect(following)
    at = int(clock.now().timestamp())
    request.session[HALFWAY] = {"account": str(account.pk), "at": at, "next": following}
    return redirect("sign-in-code")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code, after the password."""
    account, following = _halfway(request)
    if account is None:
        return redirect("sign-in")
    form = ProofForm(request.POST if request.method == "POST" else None, account=account, request=request)
    if not form.is_valid():
        return render(request, "portal/account/code.html", {"form": form, "next": following})
    del request.session[HALFWAY]
    sessions.begin(request, account, strong=True)
    return redirect(following)


def _halfway(request: HttpRequest) -> tuple[Account | None, str]:
    """Whose password was right a moment ago, and where they go."""
    found = request.session.get(HALFWAY)
    if not found or int(clock.now().timestamp()) - found["at"] > HALFWAY_SECONDS:
        return None, ""
    return Account.objects.filter(pk=found["account"], is_active=True).first(), found["next"]


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """What a browser is asked for a passkey; and signing in with the answer."""
    if request.method != "POST":
        return HttpResponse(by_passkey.ask(request), content_type="application/json")
    account = by_passkey.account_of(request, request.POST.get("passkey", ""))
    if account is None:
        messages.error(request, gettext("Inloggen met deze passkey lukt niet. Log in met uw naam en wachtwoord."))
        return redirect("sign-in")
    request.session.pop(HALFWAY, None)
    sessions.begin(request, account, strong=True)
    return redirect(sessions.safe(request, request.POST.get("next", "")))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    sessions.end(request)
    return redirect("sign-in")
