"""Who calls: a system by its token, or a colleague by the session of the screens."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import APIException, AuthenticationFailed
from rest_framework.request import Request

from grants import signed_in
from partners import systems
from partners.models import System, SystemToken
from workflow.errors import Obstacle

REALM = 'Bearer realm="aanjager"'


class ByToken(BaseAuthentication):
    """A token that a system was given, in the header `Authorization: Bearer`."""

    def authenticate(self, request: Request) -> tuple[System, SystemToken] | None:
        """The system; None when no token came along."""
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        found = systems.with_token(token.strip())
        if found is None:
            raise AuthenticationFailed
        return found.system, found

    def authenticate_header(self, _: Request) -> str:
        """How one signs in, for who did not."""
        return REALM


class BySession(SessionAuthentication):
    """The session of a colleague at the screens; what writes has to bring the token against forged requests."""


class Forbidden(APIException):
    """Somebody signed in, and not with what this asks."""

    status_code = 403

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.sentence)
        self.obstacle = obstacle


def check(request: Request, scope: str) -> None:
    """Raise `Forbidden` when a token is not good for this, or a session lacks the second factor."""
    if isinstance(request.auth, SystemToken):
        if scope not in request.auth.scopes.split():
            raise Forbidden(Obstacle("scope-missing", f"Dit token is niet goed voor {scope}."))
    elif not signed_in.is_strong(request._request):  # noqa: SLF001 - the session is that of the request underneath.
        raise Forbidden(Obstacle("second-factor-missing", "Stel eerst een tweede stap in bij uw account."))


class _TokenShown(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the package types no class hook.
    target_class = "grants.api.signing_in.ByToken"
    name = "token"

    def get_security_definition(self, _: Any) -> dict[str, Any]:
        """How a system gets a token, and for what."""
        flow = {"tokenUrl": "/api/v1/token", "scopes": systems.MEANINGS}
        return {"type": "oauth2", "flows": {"clientCredentials": flow}}


class _SessionShown(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the same.
    target_class = "grants.api.signing_in.BySession"
    name = "session"

    def get_security_definition(self, _: Any) -> dict[str, Any]:
        """The cookie of the screens."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
