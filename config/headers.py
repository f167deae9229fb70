"""Headers that go with every answer, beside those of Django and of the content security policy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def is_api(request: HttpRequest) -> bool:
    """Whether a system asks, which is answered with a document and never with a page."""
    return request.path.startswith("/api/")


class MoreHeaders:
    """Puts the headers on an answer that does not have them yet, and the version of the API on every answer of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if is_api(request):
            response.headers["API-Version"] = settings.API_VERSION
        return response
