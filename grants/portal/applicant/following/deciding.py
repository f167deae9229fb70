"""Our decision as the letter says it: in a few lines, with what the applicant has to do, the points with their reasons, and how to object.

All of it comes out of letters that were sent, so that nothing is here that was not announced (Awb 3:40).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from documents.letters.letter import Decision, Line
from documents.letters.parts import Obligation, Remedy
from documents.letters.tables import PaymentSchedule, ScoreTable
from grants import steps
from grants.models import Application, Objection
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.following import papers
from grants.portal.applicant.following.contact import Contact, whom
from grants.portal.applicant.following.papers import Paper
from workflow import clock


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: its letter, the lines in short, and the parts that the letter has."""

    paper: Paper
    lines: Sequence[Line]
    obligations: Sequence[Obligation]
    conditions: Sequence[str]
    payments: PaymentSchedule | None
    scores: ScoreTable | None
    reasons: str
    remedy: Remedy
    can_object: bool

    @property
    def object_until(self) -> date:
        """The last day on which one can object."""
        return self.remedy.objection_until


@dataclass(frozen=True, slots=True)
class Page:
    """The decisions on an own application, the newest first."""

    case: Application
    newest: Decided
    earlier: Sequence[Decided]
    contact: Contact | None
    objections: Sequence[Objection] = ()
    object: str = ""
    """Where one objects on screen."""


def look(case: Application, applicant: Applicant) -> Page | None:
    """The decisions that were sent; None while there is none."""
    found = [_decided(paper, paper.written) for paper in papers.sent_in(case) if isinstance(paper.written, Decision)]
    if not found:
        return None
    objections = list(Objection.objects.filter(application=case).order_by("-received_at"))
    args = [case.stream.reference, Objection.MACHINE, "object_to_decision", steps.NOTHING_YET]
    return Page(case, found[0], found[1:], whom(case, applicant.rows), objections, reverse("own-step", args=args))


def _decided(paper: Paper, written: Decision) -> Decided:
    part = {name: getattr(written, name, None) for name in ("obligations", "conditions", "payments", "scores")}
    return Decided(
        paper,
        lines=written.summary,
        obligations=part["obligations"] or (),
        conditions=part["conditions"] or (),
        payments=part["payments"],
        scores=part["scores"],
        reasons=getattr(written, "motivation", "") or "",
        remedy=written.remedy,
        can_object=clock.today() <= written.remedy.objection_until,
    )
