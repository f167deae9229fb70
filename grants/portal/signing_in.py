"""Signing in: the form, in the words of the house, and what somebody had typed when their session turned out to be over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

KEPT = "typed-before-signing-in"
MOST_KEPT = 100_000
"""Characters that are kept for who signs in again; nobody types more on one page."""


class SignInForm(AuthenticationForm):
    """Name and password. What is wrong is never said more precisely than that the two do not belong together."""

    error_messages = {
        "invalid_login": "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het nog een keer.",
        "inactive": "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het nog een keer.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, missing in (
            ("username", "Inlognaam", "Vul uw inlognaam in."),
            ("password", "Wachtwoord", "Vul uw wachtwoord in."),
        ):
            field = self.fields[name]
            field.label, field.error_messages["required"] = label, missing
            assert isinstance(field, forms.CharField)
        self.use_required_attribute = False


class SignInFirst(LoginRequiredMiddleware):
    """Sends a visitor to the sign-in; what they had typed waits in their session until they are back on the same page."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """Keep what was posted, and ask for a sign-in."""
        typed = request.POST.urlencode()
        if typed and len(typed) <= MOST_KEPT:
            request.session[KEPT] = {"path": request.path, "typed": typed}
        return super().handle_no_permission(request, view_func)


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What somebody had typed on this page when they had to sign in again, once; None when there was nothing."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(kept["typed"])
