"""How a page for everybody is answered: it sets no cookie and may be kept for a minute, but for who is signed in by nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from documents.letters import LetterIncomplete
from grants.letters.profile import Profile
from grants.portal.access import asks_nothing_sayable, profile_of

KEPT_SECONDS = 60
"""How long a page may be kept on the way: a round that closes is told as closed within this time."""


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for everybody. Around it a colleague sees their own name and menu, so that their answer is kept nowhere."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if asks_nothing_sayable(request):
            raise Http404
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        else:
            patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        return response

    return login_not_required(require_safe(shown))


def contact_of(request: HttpRequest) -> Profile | None:
    """Where the municipality is reached, from its legal profile; None where there is none, or one in which something is missing."""
    profile = profile_of(request)
    try:
        return Profile.from_json(profile.body) if profile else None
    except LetterIncomplete:
        return None
