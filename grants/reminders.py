"""Reminders: who is late is computed from where things stand, so that a missed beat loses nothing and a second one adds nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.models import Letter
from grants.models import Application, Report
from grants.payloads import Reminding
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import Actor, Change

SYSTEM = Actor(system="reminders")
MOST = 2
"""How often one is reminded of the same day; after that a person decides what follows (Awb 4:44, vierde lid)."""

LATE = (Application.AWARDED, Application.MONITORED, Application.ACCOUNT_SUBMITTED)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is to be sent: the case, the day that went by, and whether it is the first or the second."""

    case: Application
    due_on: date
    number: int

    @property
    def key(self) -> str:
        """The retry key: the same reminder, whenever and however often it is asked for."""
        return f"remind/{self.case.pk}/{self.due_on}/{self.number}"


def overdue(today: date) -> Iterator[Due]:
    """The reminders that are to be sent on a day, one a case, the longest overdue first; two queries for any number of cases."""
    reports = Report.objects.filter(state=Report.DUE, due_on__lt=today, application__state__in=LATE)
    days: dict[Application, list[date]] = {}
    for report in reports.select_related("application__stream").order_by("due_on", "pk"):
        if report.due_on and report.due_on not in days.setdefault(report.application, []):
            days[report.application].append(report.due_on)
    sent: dict[object, list[date]] = {}
    letters = Letter.objects.filter(kind="reminder", stream__in=[case.stream_id for case in days])
    for stream, facts in letters.values_list("stream", "facts"):
        said = json.loads(facts)
        sent.setdefault((stream, said["was_due_on"]), []).append(date.fromisoformat(said["until"]))
    for case, overdue_ in days.items():
        told = [(due_on, sent.get((case.stream_id, due_on.isoformat()), [])) for due_on in overdue_]
        if any(until >= today for _, terms in told for until in terms):
            continue  # A term runs: one thing at a time is asked.
        due = next(((due_on, len(terms) + 1) for due_on, terms in told if len(terms) < MOST), None)
        if due:
            yield Due(case, *due)


def send() -> int:
    """Send what is to be sent; how many were."""
    return len(sent())


def sent() -> list[Due]:
    """Send what is to be sent, and say what was; what is refused for one case does not keep the others waiting."""
    found: list[Due] = []
    for due in overdue(clock.today()):
        change = Change("application", "remind", due.case.pk, Reminding(due.due_on, due.number))
        try:
            outcome = door.act([change], actor=SYSTEM, key=due.key)
        except Refusal:
            continue  # Logged by the door, and asked again at the next beat.
        found += [] if outcome.repeated else [due]
    return found
