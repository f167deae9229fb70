"""From a computed term to a deadline on record: each computation is a new row, the latest revision counts."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from workflow.canonical import canonical
from workflow.law.calendar import previous_working_day
from workflow.models import Deadline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflow.law.terms import Term
    from workflow.models import Stream


def deadline(kind: str, term: Term, *, stream: Stream, subject: uuid.UUID, revision: int = 1) -> Deadline:
    """The record (not stored) of a term that runs for a subject."""
    return Deadline(
        stream=stream,
        subject=subject,
        kind=kind,
        revision=revision,
        article=term.basis,
        starts_on=term.event,
        legal_deadline=term.deadline,
        plan_by=term.plan_by,
        suspended_days=term.suspension_days,
        suspensions=canonical(term.suspended),
        explanation="\n".join(term.steps),
    )


def set_date(
    kind: str,
    day: date,
    *,
    article: str,
    sentence: str,
    stream: Stream,
    subject: uuid.UUID,
    since: date,
    revision: int = 1,
) -> Deadline:
    """The record (not stored) of a day that the authority or a decision sets itself; no term of law runs, so nothing is extended."""
    return Deadline(
        stream=stream,
        subject=subject,
        kind=kind,
        revision=revision,
        article=article,
        starts_on=since,
        legal_deadline=day,
        plan_by=previous_working_day(day),
        explanation=sentence,
    )


def computed_day(kind: str, day: date, **more: Any) -> Deadline:
    """The record (not stored) of a last day by the law itself that nothing extends, and by which nobody has to plan."""
    found = set_date(kind, day, **more)
    found.plan_by = None
    return found


def current(subjects: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, Deadline]]:
    """The deadlines that count, by subject and kind, one query."""
    found: dict[uuid.UUID, dict[str, Deadline]] = {}
    for row in Deadline.objects.filter(subject__in=list(subjects)).order_by("revision"):
        found.setdefault(row.subject, {})[row.kind] = row
    return found
