"""What somebody sees who filed: under which reference it came in and when, by which day we decide, and what happens next."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grants import experience
from grants.models import Application
from grants.models.scheme import scheme_of
from grants.portal.applicant.following.papers import Paper, sent_in
from partners.models import Person
from workflow.models import Deadline
from workflow.questions import Upload


@dataclass(frozen=True, slots=True)
class Receipt:
    """One application that came in."""

    case: Application
    term: Deadline | None
    contact: str
    is_late: bool
    wants_files: bool
    letters: Sequence[Paper] = ()
    was_asked: bool = False
    """Whether who filed said before how it went."""

    @property
    def sum(self) -> list[str]:
        """How the day is reckoned, line by line."""
        return self.term.explanation.split("\n") if self.term else []


def look(case: Application) -> Receipt:
    """The receipt of an application, with the letters that went meanwhile. Five queries at most."""
    assert case.received_at, "it came in"
    terms = Deadline.objects.filter(stream=case.stream_id, subject=case.pk, kind="decision_term")
    named: Any = case.round.figures.get("contact")
    lead = Person.objects.filter(pk=uuid.UUID(named)).values_list("name", flat=True).first() if named else None
    asks = any(isinstance(one, Upload) for one in scheme_of(case.round.scheme_version_id).questions)
    is_late = case.received_at > case.round.closes_at
    return Receipt(
        case,
        terms.order_by("-revision").first(),
        lead or "",
        is_late,
        asks,
        [one for one in sent_in(case) if one.is_made],
        experience.was_given(case),
    )
