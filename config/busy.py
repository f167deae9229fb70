"""When the database has no room for one more: who typed something reads that it is not there yet, and sends it again with one press."""

from __future__ import annotations

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from grants.portal.sessions import MOST_KEPT, carried

AGAIN_IN = 5
"""Seconds after which one tries again."""


def is_busy() -> bool:
    """Whether what just went wrong is that a lock, a connection or the database was not to be had in time: nothing was done."""
    return isinstance(sys.exception(), OperationalError)


def not_yet(request: HttpRequest) -> HttpResponse:
    """A page that needs no database, with what was posted in it: the same key goes along, so that twice is once."""
    fields = carried(request) if request.method == "POST" else ()
    fits = sum(len(text) for field in fields for text in field) <= MOST_KEPT
    told = {"fields": fields if fits else (), "path": request.get_full_path(), "csrf_token": get_token(request)}
    page = render_to_string("busy.html", {**told, "is_post": request.method == "POST" and fits})
    return HttpResponse(page, status=503)


def again_later(answer: HttpResponse) -> HttpResponse:
    """Say after how long to try again."""
    answer.headers["Retry-After"] = str(AGAIN_IN)
    return answer
