"""Whose turn it is in the eyes of who applied: what is asked, why, and by which legal date."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext

from budgets.models import Payment
from grants import dates
from grants.explanation import TURNS
from grants.models import Application, Decision, Report
from grants.payment_desk import open_claims
from grants.portal.applicant.following.said import CHECKED, DONE, STATES, YOU
from grants.saying import euro
from workflow import clock
from workflow.models import Deadline
from workflow.registry import Desk

RUNNING = (Application.AWARDED, Application.MONITORED)

SOON = timedelta(weeks=8)
"""From how long before its day a report is what is asked of somebody; until then they carry out their plan."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, what is asked and why, by which legal date (None for none), and whether something is asked of the reader now.

    `by_message` is whether it is a message of ours that asks.
    """

    who: str
    what: str
    why: str
    by: date | None
    asks: bool
    by_message: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What a turn rests on: the last days on record by kind, the reports that are owed, what is to be paid back in cents, our questions.

    `asked` is whether a message of ours waits for an answer.
    """

    days: Mapping[str, date] = field(default_factory=dict)
    reports: Sequence[Report] = ()
    claimed_cents: int = 0
    asked: bool = False


def turn(case: Application, known: Known) -> Turn:
    """Whose turn it is. A question in a message comes after all that the law asks, and says so: it stops no term (Awb 4:15)."""
    found = _turn(case, known)
    if found.asks or not known.asked:
        return found
    why = gettext("Wij stelden u een vraag in een bericht. Onze termijn loopt gewoon door.")
    return Turn(YOU, gettext("Beantwoord onze vraag"), why, None, asks=True, by_message=True)


def _turn(case: Application, known: Known) -> Turn:
    """Whose turn it is. A draft decision says nothing here: it is no decision before it is announced (Awb 3:40)."""
    if known.claimed_cents:
        what = gettext("Betaal %(amount)s terug") % {"amount": euro(known.claimed_cents)}
        return Turn(YOU, what, gettext("In onze brief staat hoe u betaalt."), known.days.get("payment_term"), asks=True)
    if case.state in RUNNING:
        return _running(case, known)
    said = CHECKED if case.state == Application.SUBMITTED and case.complete_on else STATES[case.state]
    if said.by == "close":
        return _before(case)
    by, who = known.days.get(said.by), TURNS[case.state][0]
    if who == DONE:
        return _over(case, by)
    return Turn(who, gettext(said.what), gettext(said.why), by, asks=who == YOU)


def _before(case: Application) -> Turn:
    """Before anything was filed: until when that can be done."""
    if clock.now() > case.round.closes_at:
        late = gettext("Een plan dat nu nog komt, is te laat.")
        return Turn(DONE, gettext("De ronde is gesloten"), late, None, asks=False)
    said = STATES[case.state]
    return Turn(YOU, gettext(said.what), gettext(said.why), clock.last_day_of(case.round.closes_at), asks=True)


def _running(case: Application, known: Known) -> Turn:
    """While the plan is carried out: the report that comes first, once it is near."""
    said, first = STATES[case.state], min(known.reports, key=_day, default=None)
    by = first.due_on if first else None
    if first and by and by <= clock.today() + SOON:
        what = gettext("Stuur uw %(report)s") % {"report": first.kind}
        return Turn(YOU, what, gettext("Het besluit vraagt daarom."), by, asks=True)
    return Turn(YOU, gettext(said.what), gettext(said.why), by, asks=False)


def _day(report: Report) -> date:
    return report.due_on or date.max


def _over(case: Application, objection: date | None) -> Turn:
    """A case that is over, and until when one can object."""
    said = STATES[case.state]
    open_ = objection if objection and objection >= clock.today() else None
    why = gettext("Bent u het er niet mee eens? Bezwaar maken kan nog.") if open_ else gettext(said.why)
    return Turn(DONE, gettext(said.what), why, open_, asks=False)


def turns(cases: Sequence[Application], desk: Desk) -> dict[uuid.UUID, Turn]:
    """The turn of each of these cases; the same queries whatever their number."""
    streams = [case.stream_id for case in cases]
    days, reports = last_days(streams), _reports(streams)
    dates.lay_accounts(cases, desk)
    for machine in (Decision, Payment):  # Read for all of them, so that no case asks for its own.
        desk.in_dossiers(machine, streams)
    found = {}
    for case in cases:
        mine = dict(days.get(case.stream_id, {}))
        if case.state == Application.ACCOUNT_SUBMITTED and (by := dates.determination_of(case, desk)):
            mine["determination"] = by.last_day
        owed = sum(cents for _, cents in open_claims(case, desk))
        asked = getattr(case, "asked_by_message", False)  # As the list of own cases reads it along.
        found[case.pk] = turn(case, Known(mine, reports.get(case.stream_id, ()), owed, asked))
    return found


def last_days(streams: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, date]]:
    """The last day of each kind of term in these dossiers, as it was computed last."""
    newest: dict[tuple[uuid.UUID, uuid.UUID, str], date] = {}
    rows = Deadline.objects.filter(stream__in=list(streams)).order_by("revision")
    for stream, subject, kind, day in rows.values_list("stream", "subject", "kind", "legal_deadline"):
        newest[stream, subject, kind] = day
    found: dict[uuid.UUID, dict[str, date]] = {}
    for (stream, _, kind), day in newest.items():
        mine = found.setdefault(stream, {})
        mine[kind] = max(day, mine.get(kind, day))
    return found


def _reports(streams: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Report]]:
    found: dict[uuid.UUID, list[Report]] = {}
    for row in Report.objects.filter(stream__in=list(streams), state=Report.DUE).order_by("due_on", "pk"):
        found.setdefault(row.stream_id, []).append(row)
    return found
