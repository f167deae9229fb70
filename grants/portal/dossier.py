"""The page of one dossier: whose turn it is and by when, what can be done, the money, the letters, and everything that happened."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from budgets import ledger
from documents.letters import from_json
from documents.models import Letter
from grants import explanation
from grants.dates import TERMS, Dated
from grants.explanation import Turn
from grants.models import Application, Decision, Suspension
from grants.models.scheme import scheme_of
from grants.payment_desk import open_claims
from grants.portal import steps, trail
from grants.portal.access import Desk
from workflow.models import Deadline

ALONG = ("round", "stream", "contact", "organisation", "area")

POTS = {
    "reserved": "gereserveerd",
    "committed": "toegezegd, nog te betalen",
    "advanced": "betaald als voorschot",
    "paid": "betaald",
    "recoverable": "terug te vragen",
}
"""The pots of the ledger in which money of a dossier can be, as a person calls them."""


@dataclass(frozen=True, slots=True)
class Term:
    """One legal term: what it is, its last day, the sum that leads there, and whether it stands still."""

    kind: str
    last_day: date
    plan_by: date | None
    article: str
    sum: tuple[str, ...]
    stands_still: bool


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
    here: tuple[steps.Offered, ...]
    on_things: tuple[tuple[trail.Thing, tuple[steps.Offered, ...]], ...]
    blocked: dict[str, list[steps.Offered]]
    terms: tuple[Term, ...]
    money: tuple[tuple[str, int], ...]
    things: tuple[trail.Thing, ...]
    mail: tuple[Mail, ...]
    trail: tuple[trail.Happened, ...]


def find(reference: str) -> Application:
    """The case with this reference. Raises `Http404` when there is none."""
    found = Application.objects.select_related(*ALONG).filter(stream__reference=reference).first()
    if found is None:
        raise Http404
    return found


def page(case: Application, desk: Desk) -> Page:
    """What a colleague sees of a dossier."""
    events = trail.events_of(case)
    decisions = list(Decision.objects.filter(stream=case.stream_id))
    letters = tuple(_mail(case))
    names = trail.names_of(case, decisions) | {one.id: one.title for one in letters}
    things = trail.things_in(events, names)
    scheme = scheme_of(case.round.scheme_version_id)
    found = steps.offered(case, things, scheme, desk)
    terms = tuple(_terms(case))
    turn = _turn(case, decisions, terms)
    return Page(
        case=case,
        scheme_title=case.round.title,
        turn=turn,
        is_mine=turn.who == explanation.OFFICE
        and any(one.is_open and not one.on_behalf and one.declared.target for one in found),
        open=tuple(one for one in found if one.is_open),
        here=tuple(one for one in found if one.is_open and not one.thing),
        on_things=tuple(_on_things(things, found)),
        blocked=dict(steps.blocked(found)),
        terms=terms,
        money=tuple(_money(case)),
        things=tuple(one for one in things if one.machine not in ("application", "letter")),
        mail=letters,
        trail=tuple(reversed(trail.told(events, names))),
    )


def _on_things(
    things: Sequence[trail.Thing], found: Sequence[steps.Offered]
) -> Iterator[tuple[trail.Thing, tuple[steps.Offered, ...]]]:
    """The open steps on each thing in the dossier besides the case itself."""
    for thing in things:
        mine = tuple(one for one in found if one.is_open and one.thing and one.subject == str(thing.id))
        if mine:
            yield thing, mine


def _turn(case: Application, decisions: Sequence[Decision], terms: Sequence[Term]) -> Turn:
    dated = tuple(Dated(one.kind, one.last_day, one.plan_by, one.article, one.sum) for one in terms)
    claimed = sum(cents for _, cents in open_claims(case)) if case.state in CLOSED and decisions else 0
    return explanation.turn(case, dated, 0, claimed)


CLOSED = frozenset(state for state, (who, *_) in explanation.TURNS.items() if who == explanation.NOBODY)


def _terms(case: Application) -> Iterator[Term]:
    """The computation that counts of every term, the first day first."""
    newest: dict[tuple[uuid.UUID, str], Deadline] = {}
    for row in Deadline.objects.filter(stream=case.stream_id).order_by("revision"):
        newest[row.subject, row.kind] = row
    still = case.state in Application.UNDECIDED and Suspension.objects.filter(application=case, running=True).exists()
    for row in sorted(newest.values(), key=lambda one: (one.legal_deadline, one.kind)):
        kind = TERMS.get(row.kind, row.kind)
        lines = tuple(row.explanation.split("\n"))
        paused = still and row.kind == "decision_term"
        yield Term(kind, row.legal_deadline, row.plan_by, row.article, lines, paused)


def _money(case: Application) -> Iterator[tuple[str, int]]:
    """What was asked, granted and determined, and where the money of the dossier is now."""
    for words, cents in (
        ("Gevraagd", case.requested_cents), ("Verleend", case.granted_cents), ("Vastgesteld", case.determined_cents),
    ):  # fmt: skip
        if cents is not None:
            yield words, cents
    pots: dict[str, int] = {}
    for book, amounts in ledger.positions([case.stream_id]).get(case.stream_id, {}).items():
        if book.startswith(ledger.LINE):  # The book of the ceiling counts the same euros a second time.
            for pot, cents in amounts.items():
                pots[pot] = pots.get(pot, 0) + cents
    yield from ((POTS[pot].capitalize(), pots[pot]) for pot in POTS if pots.get(pot))


def _mail(case: Application) -> Iterator[Mail]:
    for letter in Letter.objects.filter(stream=case.stream_id).order_by("-sent_on", "-pk"):
        title = from_json(letter.kind, letter.facts).title if letter.facts else "Deze brief is gewist"
        yield Mail(letter.pk, title, letter.sent_on, letter.state == Letter.RENDERED)
