"""One own application: whose turn it is, when we decide, the road from receipt to final account, whom to call, what went to and fro."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from budgets.models import Payment
from documents.letters.parts import MissingItem
from grants import dates, trail
from grants.due_list import Due, due_in
from grants.effects.intake import HandIn
from grants.models import Application, Check, Report
from grants.models.scheme import scheme_of
from grants.payment_desk import open_claims
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.filing.starting import PLANNED
from grants.portal.applicant.following import doing, papers, term
from grants.portal.applicant.following.contact import Contact, whom
from grants.portal.applicant.following.days import Day, days
from grants.portal.applicant.following.doing import Doable
from grants.portal.applicant.following.papers import Paper
from grants.portal.applicant.following.road import IS_NOW, Ahead, Milestone, road
from grants.portal.applicant.following.said import word_of
from grants.portal.applicant.following.term import TermCard
from grants.portal.applicant.following.turns import RUNNING, Known, Turn, turn
from grants.thread import Thread, thread
from workflow import clock
from workflow.models import Event
from workflow.registry import Desk as Rows


@dataclass(frozen=True, slots=True)
class Whole:
    """What lies on the table for every page of an own dossier: the case with all that was read of it."""

    case: Application
    rows: Rows
    events: Sequence[Event]
    things: Sequence[trail.Thing]
    due: Sequence[Due]
    payments: Sequence[Payment]
    reports: Sequence[Report]
    dated: Sequence[dates.Dated]

    @property
    def claimed_cents(self) -> int:
        """What is to be paid back."""
        return sum(cents for _, cents in open_claims(self.case, self.rows))


@dataclass(frozen=True, slots=True)
class OwnVersion:
    """One version of the answers: its number, and the day it came."""

    number: int
    received_on: date


@dataclass(frozen=True, slots=True)
class OwnCase:
    """All of the page."""

    case: Application
    scheme: str
    state: str
    turn: Turn
    asked: Sequence[MissingItem]
    first: Doable | None
    others: Sequence[Doable]
    withdraw: Doable | None
    term: TermCard | None
    road: Sequence[Milestone]
    contact: Contact | None
    ours: Sequence[Paper]
    yours: Sequence[OwnVersion]
    decided: bool
    money: Sequence[tuple[str, int]]
    days: Sequence[Day]
    thread: Thread
    plan: uuid.UUID | None
    """The key under which the form of the plan opens, where an idea leads to one."""

    @property
    def at(self) -> int:
        """The number of the milestone at which the case is, from one; of one that is over the last."""
        here = (number for number, one in enumerate(self.road, 1) if one.stands == IS_NOW)
        return next(here, len(self.road))


def whole(case: Application, applicant: Applicant) -> Whole:
    """Read an own dossier, once."""
    desk = doing.desk_of(applicant)
    events = trail.events_of(case)
    rows = trail.laid(case, events, desk)
    rows.has_none([Check], case.stream_id)  # What we plan to look at is not for who is looked at.
    due = due_in(case, clock.today(), rows)
    return Whole(
        case=case,
        rows=rows,
        events=events,
        things=trail.things_in(events, trail.names_of(case, rows)),
        due=due,
        payments=rows.in_dossiers(Payment, [case.stream_id], along=("bank_account",)),
        reports=[one for one in rows.in_dossiers(Report, [case.stream_id]) if one.state == Report.DUE],
        dated=dates.dates_of(case, due, rows),
    )


def days_of(found: Whole) -> tuple[Day, ...]:
    """The dates of an own dossier."""
    return days(found.case, found.dated, found.due, found.payments)


def look(case: Application, applicant: Applicant) -> OwnCase:
    """The page of an own application."""
    found = whole(case, applicant)
    last = {one.kind: one.last_day for one in found.dated}
    known = {kind: last[words] for kind, words in dates.TERMS.items() if words in last}
    written = thread(case)
    whose = turn(case, Known(known, found.reports, found.claimed_cents, bool(written.asked)))
    can = doing.doable(case, found.things, found.due, doing.desk_of(applicant), found.reports)
    first = _first(case, can, found.reports)
    card, letters = term.card(case, applicant.actor, found.rows), papers.sent_in(case)
    return OwnCase(
        case=case,
        scheme=case.round.title,
        state=word_of(case.state),
        turn=whose,
        asked=doing.awaited(case, letters) if case.state == Application.INCOMPLETE else (),
        first=first,
        others=tuple(one for one in can if one != first and one.step != doing.WITHDRAW),
        withdraw=next((one for one in can if one.step == doing.WITHDRAW), None),
        term=card,
        road=road(case, found.events, letters, found.payments, _ahead(found, card)),
        contact=whom(case, found.rows),
        ours=letters,
        yours=tuple(_versions(case, events=found.events)),
        decided=any(paper.written and paper.written.is_decision for paper in letters),
        money=tuple(_money(found)),
        days=days_of(found),
        thread=written,
        plan=uuid.uuid4() if case.state in PLANNED and whose.asks else None,
    )


def _first(case: Application, can: Sequence[Doable], reports: Sequence[Report]) -> Doable | None:
    """The step that brings the case further: the completion, or the report or account that comes first."""
    if case.state in RUNNING and reports:
        brought = _brought_by_account(case)
        first = min(reports, key=lambda one: (one.due_on is None, one.due_on or clock.today(), one.pk))
        wanted = doing.ACCOUNT if first.kind in brought else doing.REPORT
        return next((one for one in can if one.step == wanted), None)
    steps = (doing.COMPLETE, doing.ACCOUNT) if case.state not in RUNNING else (doing.ACCOUNT,)
    return next((one for one in can if one.step in steps), None)


def _brought_by_account(case: Application) -> set[str]:
    """The kinds of report that come with the account."""
    effects = scheme_of(case.round.scheme_version_id).step("application", "account").effects
    return {one.kind for one in effects if isinstance(one, HandIn)}


def _ahead(found: Whole, card: TermCard | None) -> Ahead:
    last = {one.kind: one.last_day for one in found.dated}
    pays = [one.due_on for one in found.due if one.due_on]
    pays += [one.due_on for one in found.payments if one.state in Payment.UNDER_WAY]
    owed = [one.due_on for one in found.reports if one.due_on]
    return Ahead(
        decide_by=card.last_day if card else None,
        pay_by=min(pays, default=None),
        report_by=min(owed, default=None),
        determine_by=last.get(dates.TERMS["determination"]) or last.get(dates.TERMS["determination_request"]),
    )


def _versions(case: Application, events: Sequence[Event]) -> Iterator[OwnVersion]:
    """The versions of the answers, the newest first: of the first and the last the legal day of receipt is on record."""
    sent = [one for one in events if one.machine == Application.MACHINE and one.action in ("file", "complete")]
    for number, event in reversed(list(enumerate(sent, 1))):
        received = clock.day_of(case.received_at if number == 1 and case.received_at else event.at)
        is_last = number == len(sent) > 1
        yield OwnVersion(number, case.completed_on if is_last and case.completed_on else received)


def _money(found: Whole) -> Iterator[tuple[str, int]]:
    """What was asked, granted and determined, what was paid, and what is still to come."""
    case = found.case
    given = case.determined_cents if case.determined_cents is not None else case.granted_cents
    settled = [one for one in found.payments if one.state == Payment.SETTLED]
    paid = sum(one.amount_cents for one in settled if one.kind != Payment.Kind.RECOVERY_RECEIPT)
    back = sum(one.amount_cents for one in settled if one.kind == Payment.Kind.RECOVERY_RECEIPT)
    coming = sum(one.amount_cents for one in found.due)
    coming += sum(one.amount_cents for one in found.payments if one.state in Payment.UNDER_WAY)
    for words, cents in (
        (gettext("Gevraagd"), case.requested_cents),
        (gettext("Gekregen in ons besluit"), case.granted_cents),
        (gettext("Vastgesteld"), case.determined_cents),
        (gettext("Betaald"), paid if given is not None else None),
        (gettext("Nog te ontvangen"), coming or None),
        (gettext("Terugbetaald"), back or None),
        (gettext("Nog terug te betalen"), found.claimed_cents or None),
    ):
        if cents is not None:
            yield words, cents
