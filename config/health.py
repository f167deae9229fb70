"""Whether this installation can serve: for the load balancer, and for whoever just typed `make serve`."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

SERVICE_UNAVAILABLE = 503


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django hands every view the request.
    """Answer 200 when the database answers, and 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "unavailable"}, status=SERVICE_UNAVAILABLE)
    return JsonResponse({"database": "available"})
