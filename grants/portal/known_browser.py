"""The mark of a browser in which somebody signed in before: mistakes there are counted by themselves (`partners.throttle`).

It is a cookie that no script reads, signed by us; it holds a keyed hash of the name and a number of its own, and signs nobody in.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE, SALT = "known-browser", "grants.portal.known_browser"
YEAR = 365 * 24 * 60 * 60


def mark(request: HttpRequest, username: str) -> None:
    """Let the answer to this request mark the browser as one in which this name signed in."""
    request.known_browser = username  # type: ignore[attr-defined]


def send(request: HttpRequest, response: HttpResponseBase) -> None:
    """Put the mark in an answer, where somebody signed in, unless the browser has it already."""
    username = getattr(request, "known_browser", "")
    if username and not mark_of(request, username):
        value = signing.dumps([_hash(username), secrets.token_hex(8)], salt=SALT)
        response.set_cookie(
            COOKIE, value, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )


def mark_of(request: HttpRequest | None, username: str) -> str:
    """The number of this browser, when this name signed in here before; "" otherwise."""
    try:
        of, number = signing.loads(request.COOKIES[COOKIE] if request else "", salt=SALT, max_age=YEAR)
    except (KeyError, ValueError, signing.BadSignature):
        return ""
    return str(number) if constant_time_compare(of, _hash(username)) else ""


def _hash(username: str) -> str:
    return salted_hmac(SALT, username, algorithm="sha256").hexdigest()
