"""Problem documents (RFC 9457): what the API answers when the answer is no, and why, with a code, a sentence and the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import bad_request, server_error
from rest_framework import exceptions
from rest_framework.response import Response

from config import busy
from config.headers import is_api
from workflow.errors import Obstacle, Refusal

MEDIA_TYPE = "application/problem+json"

STATUS_OF = {
    "unknown-step": 404,
    "malformed": 422,
    "key-reused": 422,
    "unknown-subject": 404,
    "changed-meanwhile": 412,
    "not-permitted": 403,
    "separation": 403,
    "wrong-state": 409,
    "guard": 409,
    "ledger": 409,
}
"""With which status each kind of refusal is answered; a kind that is not here fails a test."""

SENTENCES = {
    400: "Dit verzoek kunnen wij niet lezen.",
    401: "Meld u eerst aan.",
    403: "Dit mag u niet.",
    404: "Dit is er niet, of het is niet voor u.",
    405: "Dit kan hier niet.",
    406: "Dit antwoord geven wij alleen als JSON.",
    413: "Dit is meer dan wij in één keer lezen.",
    415: "Stuur JSON, in UTF-8.",
    429: "Probeer het straks opnieuw.",
    500: "Er ging bij ons iets mis. Er is niets half gedaan.",
    503: "Het is nu heel druk. Er is niets veranderd: probeer het straks opnieuw.",
}


def document(status: int, obstacles: Sequence[Obstacle] = (), **more: Any) -> dict[str, Any]:
    """The document: the sentence that counts first, and all that is in the way."""
    sentence = obstacles[0].sentence if obstacles else SENTENCES.get(status, HTTPStatus(status).phrase)
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": sentence}
    return {**said, "obstacles": [_plain(one) for one in obstacles], **more}


def _plain(one: Obstacle) -> dict[str, str]:
    return {"code": one.code, "sentence": one.sentence, "article": one.article}


def answer(wrong: Exception, _: Mapping[str, Any]) -> Response | None:
    """The problem document that an exception stands for; None for a fault of ours, which goes on to be logged as one."""
    if isinstance(wrong, Refusal):
        return _response(STATUS_OF[wrong.kind], wrong.obstacles)
    if isinstance(wrong, Http404):
        wrong = exceptions.NotFound()
    if isinstance(wrong, PermissionDenied):
        wrong = exceptions.PermissionDenied()
    if not isinstance(wrong, exceptions.APIException):
        return None
    headers = {"WWW-Authenticate": said} if (said := getattr(wrong, "auth_header", "")) else {}
    if wait := getattr(wrong, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return _response(wrong.status_code, _obstacles(wrong), headers)


def _obstacles(wrong: exceptions.APIException) -> list[Obstacle]:
    """What is wrong with each part of a request that was looked at part by part, or the one reason that was given."""
    if isinstance(wrong, exceptions.ValidationError) and isinstance(wrong.detail, dict):
        return [
            Obstacle("request-invalid", f"‘{name}’: {one}") for name, found in wrong.detail.items() for one in found
        ]
    reason = getattr(wrong, "obstacle", None)
    return [reason] if reason else []


def _response(status: int, obstacles: Sequence[Obstacle], headers: Mapping[str, str] | None = None) -> Response:
    said = Response(document(status, obstacles), status, headers=headers, content_type=MEDIA_TYPE)
    add_never_cache_headers(said)
    return said


def plain(status: int) -> HttpResponse:
    """A problem document where no view of the API came to answer."""
    said = JsonResponse(document(status), status=status, content_type=MEDIA_TYPE)
    add_never_cache_headers(said)
    return said


@csrf_exempt
@login_not_required
def no_such_address(_: HttpRequest, **__: Any) -> HttpResponse:
    """What an address of the API that there is not answers, to a `POST` as well: nothing is written here that could be forged."""
    return plain(404)


def broken(request: HttpRequest) -> HttpResponse:
    """What a fault of ours answers: a document to a system, a page to a person; and that it is busy, where it is no fault."""
    if busy.is_busy():
        return busy.again_later(plain(503) if is_api(request) else busy.not_yet(request))
    return plain(500) if is_api(request) else server_error(request)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What a request that no view was shown answers, in the same way."""
    return plain(400) if is_api(request) else bad_request(request, exception)
