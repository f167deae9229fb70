"""From where somebody comes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest | None) -> str:
    """The address of a visitor: behind a proxy the one that the proxy itself saw, which it writes last."""
    if request is None:
        return ""
    near = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.SECURE_PROXY_SSL_HEADER:
        return near
    return str(request.META.get("HTTP_X_FORWARDED_FOR", near)).rpartition(",")[2].strip()
