"""Where a system gets a token: OAuth 2, the grant of client credentials (RFC 6749, 4.4), by `oauthlib`."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import extend_schema
from oauthlib.common import Request as Asked
from oauthlib.oauth2 import BackendApplicationServer, RequestValidator
from rest_framework.exceptions import Throttled
from rest_framework.parsers import FormParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from grants.address import address_of
from partners import systems
from partners.models import System
from partners.throttle import attempt

MINUTE = 60


class Validator(RequestValidator):
    """What the library asks us: whether a system is known, what it may ask for, and to keep the token that it gives."""

    def authenticate_client(self, request: Asked, *_: Any, **__: Any) -> bool:
        """Know the system by its id and secret, that come in the header or in the form."""
        client_id, secret = credentials(request)
        found = systems.known_by(client_id, secret)
        request.client, request.client_id = found, client_id
        return found is not None

    def validate_grant_type(self, _: str, grant_type: str, *__: Any) -> bool:
        """There is one grant."""
        return grant_type == "client_credentials"

    def get_default_scopes(self, _: str, request: Asked, *__: Any) -> list[str]:
        """Who names no scope gets all that the system may have."""
        return _of(request).scopes.split()

    def validate_scopes(self, _: str, scopes: list[str], client: Any, *__: Any) -> bool:
        """No more than the system may have."""
        return bool(scopes) and set(scopes) <= set(client.scopes.split())

    def save_bearer_token(self, token: Any, request: Asked, *_: Any) -> None:
        """Keep what the token is good for."""
        systems.give(_of(request), token["access_token"], request.scopes or ())


def _of(request: Asked) -> System:
    """The system that asks, once it is known."""
    assert isinstance(request.client, System), "the library asks this of who it knows"
    return request.client


SERVER = BackendApplicationServer(Validator(), token_expires_in=int(systems.LIFETIME.total_seconds()))


def credentials(request: Asked) -> tuple[str, str]:
    """The id and secret that came along; empty where none did."""
    kind, _, sent = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return request.client_id or "", request.client_secret or ""
    try:
        client_id, _, secret = base64.b64decode(sent, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return client_id, secret


class Token(APIView):
    """Give a token to a system that shows its secret."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (FormParser,)

    @extend_schema(exclude=True)
    def post(self, request: Request) -> Response:
        """The token, or an error as the standard words it; who guesses has to wait."""
        assert isinstance(request.data, QueryDict), "a form is read as one"
        form = [(name, value) for name, values in request.data.lists() for value in values]
        headers = {"Authorization": request.headers.get("Authorization", "")}
        uri = request.build_absolute_uri()
        client_id, _ = credentials(Asked(uri, "POST", form, headers))
        trying = attempt(f"system {client_id}", address_of(request._request))  # noqa: SLF001 - it has the address.
        if trying.wait_minutes:
            raise Throttled(wait=trying.wait_minutes * MINUTE)
        said, body, status = SERVER.create_token_response(uri, "POST", form, headers)
        if status == 200:  # noqa: PLR2004 - the number of an HTTP status reads best as it is.
            trying.succeeded()
        return Response(json.loads(body), status, headers=said)
