"""The own applications: first those that wait for the applicant, then those that run, then what is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grants.models import Application
from grants.portal.applicant.access import Applicant
from grants.sight import own_to

MOST = 100
"""Nobody has more; who does finds the newest."""


@dataclass(frozen=True, slots=True)
class Mine:
    """The own applications, newest first."""

    cases: Sequence[Application]


def look(applicant: Applicant) -> Mine:
    """What is the applicant's own. One query."""
    assert applicant.actor.person, "an applicant is a person"
    found = own_to(applicant.actor.person).select_related("round", "stream")
    return Mine(list(found.order_by("-stream__reference")[:MOST]))
