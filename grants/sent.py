"""What an applicant sent last: the typed, non-personal answers that guards, formulas and dates look at."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from grants.models import Application, Version
from workflow.registry import Desk


@dataclass(frozen=True, slots=True)
class Sent:
    """What the applicant sent last: the number of the version and its typed, non-personal answers."""

    number: int
    answers: Mapping[str, Any]
    received_at: datetime | None = None


def with_sent(cases: QuerySet[Application]) -> QuerySet[Any]:
    """These cases in one query with what was sent last, which `lay_sent` puts on a desk."""
    last = Version.objects.filter(application=OuterRef("pk")).order_by("-number")
    columns = {f"sent_{name}": Subquery(last.values(name)[:1]) for name in ("number", "answers", "received_at")}
    return cases.annotate(**columns)


def lay_sent(case: Any, desk: Desk) -> None:
    """What was sent last for a case that was read `with_sent`."""
    found = Sent(case.sent_number or 0, json.loads(case.sent_answers or "{}"), case.sent_received_at)
    desk.once("sent", [case.pk], lambda _: {case.pk: found})


def sent(cases: Sequence[Application]) -> Mapping[uuid.UUID, Sent]:
    """What the applicants of these cases sent last."""
    found = {case.pk: Sent(0, {}) for case in cases}
    for version in Version.objects.filter(application__in=cases).order_by("number"):
        found[version.application_id] = Sent(version.number, json.loads(version.answers), version.received_at)
    return found
