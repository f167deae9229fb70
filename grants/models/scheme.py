"""Published schemes: a case runs under the row it was filed under, whatever the scheme file says by now."""

from __future__ import annotations

import uuid
from functools import lru_cache
from typing import ClassVar

from django.db import models

from workflow.scheme import Scheme


class SchemeVersion(models.Model):
    """One published version of one scheme, as canonical JSON with its fingerprint."""

    APPEND_ONLY: ClassVar[bool] = True
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"code", "version", "body", "fingerprint"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    body = models.TextField()
    fingerprint = models.CharField(max_length=64)
    published_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["code", "version"], name="scheme_version_published_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


@lru_cache(maxsize=64)
def scheme_of(version: uuid.UUID) -> Scheme:
    """The scheme of a published version; read once per process, since the row never changes."""
    return Scheme.from_json(SchemeVersion.objects.values_list("body", flat=True).get(pk=version))
