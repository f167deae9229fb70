"""The addresses of open data: files that everybody may fetch, from any site, and the list of rounds in the CommonGrants protocol."""

from __future__ import annotations

import uuid
from tempfile import TemporaryFile
from typing import Any

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render

from grants.models import SchemeVersion
from grants.open_data import common_grants, files, schemes
from grants.portal.policy import comparing, reading
from grants.portal.public.visiting import public

FROM_ANYWHERE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
PAGE_SIZE, MOST = 20, 100


@public
def page(request: HttpRequest) -> HttpResponse:
    """Which files there are."""
    return render(request, "public/open_data.html", {"files": files.FILES, "schemes": schemes.with_before()})


@public
def file(request: HttpRequest, name: str) -> HttpResponseBase:  # noqa: ARG001 - Django hands every view the request.
    """One file, in pieces, so that the server holds no more than one of them."""
    known = files.FILES.get(name)
    if known is None:
        raise Http404
    headers = {**FROM_ANYWHERE, "Content-Disposition": f'attachment; filename="{name}"'}
    if known.pieces:
        return StreamingHttpResponse(files.pieces(name), content_type=known.media_type, headers=headers)
    book = TemporaryFile()  # noqa: SIM115 - the answer closes it when it was sent.
    files.write(name, book)
    book.seek(0)
    return FileResponse(book, content_type=known.media_type, headers=headers)


@public
def scheme(request: HttpRequest, code: str, version: str) -> HttpResponse:  # noqa: ARG001 - as above.
    """One published version of a scheme, at an address that stays."""
    row = get_object_or_404(SchemeVersion, code=code, version=version)
    return _json(schemes.published(row))


@public
def difference(request: HttpRequest, code: str, version: str, other: str) -> HttpResponse:
    """What differs between an older version of a scheme and this one, to read: any two that were published."""
    (row, new), (before, old) = (reading.find(code, one) for one in (version, other))
    found = {"row": row, "scheme": new, "before": before, "differences": comparing.differences(old, new)}
    return render(request, "public/difference.html", found)


@public
def opportunities(request: HttpRequest) -> HttpResponse:
    """A page of the rounds."""
    number, size = _whole(request, "page", 1, 10_000), _whole(request, "pageSize", PAGE_SIZE, MOST)
    if number is None or size is None:
        return _json({"status": 400, "message": "page and pageSize are whole numbers from 1", "errors": []}, status=400)
    return _json(common_grants.page_of(number, size))


@public
def opportunity(request: HttpRequest, key: uuid.UUID) -> HttpResponse:  # noqa: ARG001 - as above.
    """One round."""
    found = common_grants.announced().filter(pk=key).first()
    if found is None:
        return _json({"status": 404, "message": "Not found", "errors": []}, status=404)
    return _json({"status": 200, "message": "Success", "data": common_grants.opportunities([found])[0]})


def _whole(request: HttpRequest, name: str, default: int, most: int) -> int | None:
    """A number of the address; None where it is none, or not from 1 up to the most."""
    said = request.GET.get(name, str(default))
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 and 0 < int(said) <= most else None  # noqa: PLR2004 - digits.


def _json(said: Any, status: int = 200) -> JsonResponse:
    options = {"ensure_ascii": False}
    return JsonResponse(said, status=status, headers=FROM_ANYWHERE, json_dumps_params=options)
