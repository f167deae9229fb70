"""The page of one dossier: whose turn it is and by when, what can be done, the money, the letters, and everything that happened."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404
from django.utils.translation import gettext, gettext_noop

from budgets import ledger
from documents.models import Letter, Upload
from grants import explanation, papers, sight, steps, trail
from grants.accounted import Accounted, accounted, with_account
from grants.afterwards import ever_asked
from grants.attached import attached, has_files
from grants.dates import TERMS, Dated, dates_of
from grants.desk import Desk
from grants.due_list import Due, due_in
from grants.explanation import Turn
from grants.models import Application, Decision, Suspension
from grants.models.scheme import scheme_of
from grants.payment_desk import open_claims
from grants.selectors import money_of
from workflow import clock, registry

ALONG = ("round", "stream", "contact", "organisation", "bank_account", "area")

POTS = {
    "reserved": gettext_noop("gereserveerd"),
    "committed": gettext_noop("toegezegd, nog te betalen"),
    "advanced": gettext_noop("betaald als voorschot"),
    "paid": gettext_noop("betaald"),
    "recoverable": gettext_noop("terug te vragen"),
}
"""The pots of the ledger in which money of a dossier can be, as a person calls them."""


@dataclass(frozen=True, slots=True)
class Term:
    """One date of the dossier with its sum, whether it stands still, and whether nobody has to meet it any more."""

    date: Dated
    stands_still: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """One letter: its heading, day, and whether the file has been made."""

    id: uuid.UUID
    title: str
    sent_on: date
    is_made: bool


@dataclass(frozen=True, slots=True)
class Page:
    """All of it."""

    case: Application
    scheme_title: str
    turn: Turn
    is_mine: bool
    open: tuple[steps.Offered, ...]
    first: steps.Offered | None
    here: tuple[steps.Offered, ...]
    on_things: tuple[tuple[trail.Thing, tuple[steps.Offered, ...]], ...]
    blocked: dict[str, list[steps.Offered]]
    terms: tuple[Term, ...]
    more_terms: tuple[Term, ...]
    terms_over: tuple[Term, ...]
    money: tuple[tuple[str, int], ...]
    things: tuple[trail.Thing, ...]
    obligations: tuple[trail.Thing, ...]
    mail: tuple[Mail, ...]
    files: tuple[tuple[str, tuple[Upload, ...]], ...]
    accounted: Accounted | None
    trail: tuple[trail.Happened, ...]


def find(reference: str, desk: Desk) -> Application:
    """The case with this reference. Raises `Http404` when there is none that this colleague sees."""
    return find_all([reference], desk)[0]


def find_all(references: Sequence[str], desk: Desk) -> list[Application]:
    """The cases with these references in their order, in one query. Raises `Http404` when there is one that this colleague does not see."""
    seen = with_account(sight.open_to(desk).select_related(*ALONG)).annotate(has_files=has_files())
    found = {case.stream.reference: case for case in seen.filter(stream__reference__in=references)}
    if not all(one in found and sight.comes_with(found[one].round, desk) for one in references):
        raise Http404
    return [found[one] for one in references]


def page(case: Application, desk: Desk) -> Page:
    """What a colleague sees of a dossier."""
    events = trail.events_of(case)
    rows = trail.laid(case, events, desk)
    letters = tuple(_mail(case))
    names = trail.names_of(case, rows) | {one.id: one.title for one in letters}
    things = trail.things_in(events, names)
    lines = due_in(case, clock.today(), rows)
    dates = dates_of(case, lines, rows)
    terms, turn = tuple(_terms(case, dates)), _turn(case, dates, lines, rows)
    ahead = tuple(one for one in terms if not one.is_over)
    found = steps.offered(case, things, lines, desk)
    first = next((one for one in found if one.is_open and not one.on_behalf and leads_on(one, case)), None)
    return Page(
        case=case,
        scheme_title=case.round.title,
        turn=turn,
        is_mine=turn.who == explanation.OFFICE and first is not None,
        first=first if turn.who == explanation.OFFICE else None,
        open=tuple(one for one in found if one.is_open),
        here=tuple(one for one in found if one.is_open and not one.thing),
        on_things=tuple(_on_things(things, found)),
        blocked=dict(steps.blocked(found)),
        terms=ahead[:FIRST],
        more_terms=ahead[FIRST:],
        terms_over=tuple(one for one in terms if one.is_over),
        money=tuple(_money(case, rows)),
        things=tuple(
            one for one in things if one.machine not in {"application", "letter", "obligation", *steps.BESIDE}
        ),
        obligations=tuple(_bare(one) for one in things if one.machine == "obligation"),
        mail=letters,
        files=tuple(_files(case, desk)),
        accounted=accounted(case) if sight.reads_account(desk) else None,
        trail=tuple(reversed(trail.told(events, names))),
    )


def _bare(owed: trail.Thing) -> trail.Thing:
    """An obligation by its text alone, for a list that says what it is a list of."""
    return replace(owed, words=owed.words.removeprefix(gettext("verplichting: %(text)s") % {"text": ""}))


def leads_on(step: steps.Offered, case: Application) -> bool:
    """Whether a step is one that brings the case further, and not one that can be taken beside that."""
    action = f"{step.declared.machine}.{step.declared.action}"
    return action in FORWARD or (
        action == DRAFT and case.state in (Application.ASSESSED, Application.ACCOUNT_SUBMITTED)
    )


DRAFT = "decision.draft_decision"
FORWARD = frozenset(
    {
        "application.intake", "application.confirm_receipt", "application.advise_idea", "assessment.score", "assessment.lock",
        "inspection.inspect", "decision.sign", "decision.announce", "payment.approve_payment", "payment.approve_payment_third",
        "payment.settle_payment", "account_change.check_account", "account_change.approve_account", "report.accept_report",
        "party_change.approve_party_change",
    }
)  # fmt: skip
"""The steps on the road that a case goes; every other step is a turn that somebody may take."""


def _on_things(
    things: Sequence[trail.Thing], found: Sequence[steps.Offered]
) -> Iterator[tuple[trail.Thing, tuple[steps.Offered, ...]]]:
    """The open steps on each thing in the dossier besides the case itself."""
    for thing in things:
        mine = tuple(one for one in found if one.is_open and one.thing and one.subject == str(thing.id))
        if mine:
            yield thing, mine


CLOSED = frozenset(state for state, (who, *_) in explanation.TURNS.items() if who == explanation.NOBODY)
OVER_WITH_THE_DECISION = frozenset({TERMS["decision_term"], TERMS["completion_term"], TERMS["delay_notice"]})
OVER_BY_THEMSELVES = frozenset(
    TERMS[kind] for kind in ("objection_term", "payment_term", "payment_suspension", "state_aid_register")
)
"""Terms that nobody has to meet any more: once the case is decided, or once their last day went by. What was not paid by the last
day of its term is a date of its own, by its payment."""

FIRST = 3
"""Dates that are shown at once; the others are one click away."""


def _turn(case: Application, dates: tuple[Dated, ...], lines: Sequence[Due], rows: registry.Desk) -> Turn:
    """Whose turn it is; what is owed either way counts once the case is closed."""
    claimed = sum(cents for _, cents in open_claims(case, rows)) if case.state in CLOSED else 0
    decisions = rows.in_dossiers(Decision, [case.stream_id])
    return explanation.turn(case, decisions, dates, sum(line.amount_cents for line in lines), claimed)


def _terms(case: Application, dates: Iterable[Dated]) -> Iterator[Term]:
    """Every date of the dossier, the first one first; whether it still has to be met, and whether it stands still."""
    is_decided = case.state not in Application.UNDECIDED
    still = not is_decided and Suspension.objects.filter(application=case, running=True).exists()
    for one in dates:
        by_itself = one.kind in OVER_BY_THEMSELVES and one.last_day < clock.today()
        over = by_itself or (is_decided and one.kind in OVER_WITH_THE_DECISION)
        yield Term(one, stands_still=still and one.kind == TERMS["decision_term"], is_over=over)


def _money(case: Application, rows: registry.Desk) -> Iterator[tuple[str, int]]:
    """What was asked, granted and determined, and where the money of the dossier is now."""
    for words, cents in (
        (gettext("Gevraagd"), case.requested_cents),
        (gettext("Verleend"), case.granted_cents),
        (gettext("Vastgesteld"), case.determined_cents),
    ):
        if cents is not None:
            yield words, cents
    pots: dict[str, int] = {}
    for book, amounts in money_of([case.stream_id], rows)[case.stream_id].items():
        if book.startswith(ledger.LINE):  # The book of the ceiling counts the same euros a second time.
            for pot, cents in amounts.items():
                pots[pot] = pots.get(pot, 0) + cents
    yield from ((gettext(POTS[pot]).capitalize(), pots[pot]) for pot in POTS if pots.get(pot))


def _files(case: Application, desk: Desk) -> Iterator[tuple[str, tuple[Upload, ...]]]:
    """What the applicant sent as files, under what was asked."""
    found = attached(case) if case.received_at and getattr(case, "has_files", True) else {}
    scheme = scheme_of(case.round.scheme_version_id)
    later = ever_asked(scheme) if found else {}
    for question, rows in found.items():
        if question in later and sight.reads_account(desk):
            yield later[question].label, tuple(rows)
        elif question not in later and sight.comes_with_file(question, desk):
            yield scheme.question(question).label, tuple(rows)


def _mail(case: Application) -> Iterator[Mail]:
    for letter in Letter.objects.filter(stream=case.stream_id).order_by("-sent_on", "-pk"):
        title = papers.title_of(letter) or gettext("Deze brief is gewist")
        yield Mail(letter.pk, title, letter.sent_on, letter.state != Letter.REQUESTED)
