"""Every published version of every scheme, word for word, with its fingerprint: what an applicant was promised can be held against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from grants.models import SchemeVersion


def published(row: SchemeVersion) -> dict[str, Any]:
    """One version: its definition as it was published, and the hash (SHA-256, hex) of that text."""
    return {
        "code": row.code,
        "version": row.version,
        "publishedOn": row.published_on.isoformat(),
        "fingerprint": row.fingerprint,
        "url": address_of(row),
        "definition": json.loads(row.body),
    }


def versions() -> QuerySet[SchemeVersion]:
    """Every version there is, the newest of each scheme first, without the definitions."""
    return SchemeVersion.objects.order_by("code", "-published_on", "-version").defer("body")


def with_before() -> list[tuple[SchemeVersion, SchemeVersion | None]]:
    """The same, each with the version before it of the same scheme, where there is one."""
    rows = list(versions())
    return [
        (one, before if before and before.code == one.code else None)
        for one, before in zip(rows, [*rows[1:], None], strict=False)
    ]


def address_of(row: SchemeVersion) -> str:
    """Where a version stands, for as long as it exists."""
    return f"{settings.PORTAL_URL}/open-data/regelingen/{row.code}/{row.version}.json"


def as_list() -> Iterator[str]:
    """Every version with its definition in one file."""
    rows = SchemeVersion.objects.order_by("code", "published_on", "version").iterator(chunk_size=50)
    yield json.dumps([published(one) for one in rows], ensure_ascii=False, indent=1)
