"""Long lists in pages: each page names the next by a cursor, so that what comes in between moves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError as Unreadable
from django.db.models import QuerySet
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.views import APIView

PER_PAGE, MOST = 50, 100


class Pages(CursorPagination):
    """Pages of fifty rows or as many as are asked for, in the one order that a resource has."""

    page_size, max_page_size = PER_PAGE, MOST
    page_size_query_param = "pageSize"
    page_size_query_description = f"Rows per page, 1 to {MOST}."
    cursor_query_description = "The cursor that the page before named."

    def get_page_size(self, request: Request) -> int:
        """How many rows; what cannot be is refused, where the framework would pass over it."""
        said = request.query_params.get(self.page_size_query_param, str(PER_PAGE))
        if not (said.isascii() and said.isdigit() and len(said) <= len(str(MOST)) and 1 <= int(said) <= MOST):
            raise ValidationError({self.page_size_query_param: [f"Vraag 1 tot {MOST} regels."]})
        return int(said)

    def get_ordering(self, _: Request, __: QuerySet[Any], view: APIView) -> tuple[str, ...]:
        """The order of the resource: one column in which no two rows are the same."""
        return (str(view.ordering),)  # type: ignore[attr-defined]

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Where a page begins; no text of ours has the character at which a database stumbles."""
        found = super().decode_cursor(request)
        if found and "\x00" in str(found.position):
            raise ValueError
        return found

    def paginate_queryset(
        self, queryset: QuerySet[Any] | Sequence[Any], request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        """The rows of a page. A cursor that we did not give out is refused."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, Unreadable, ValueError) as wrong:
            raise ValidationError({"cursor": ["Deze cursor hebben wij niet gegeven."]}) from wrong

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page as the description has it."""
        address = {"type": ["string", "null"], "format": "uri"}
        properties = {"next": address, "previous": address, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}
