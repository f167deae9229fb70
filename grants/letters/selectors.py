"""What letters look at, read once in an act: the first letter asks, and what is found serves all cases that lie open.

The consequences of an announcement alternate (a report that is owed, a letter, the next report), so that one run of changes holds few
letters. Nothing that is read here is changed by the act that writes the letter; what that act changes lies on the desk.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, Q, Sum

from budgets.ledger import Kind as Entry
from budgets.models import BudgetLine, Transfer
from documents.models import Letter
from grants import selectors
from grants.allocation import REFUSED_CEILING, Need
from grants.models import Application, Decision, Objection, Ranking, Round
from grants.models.scheme import scheme_of
from partners.models import Person
from workflow.clock import day_of
from workflow.registry import Loading
from workflow.scheme import RoundRule, Scheme

Selector = selectors.Selector
Cases = selectors.Cases


def once(read: Selector, name: str) -> Selector:
    """A selector that reads once in an act, for all cases that lie open, whichever run of changes asks first."""

    def remembered(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, Any]:
        notes = loading.desk.notes
        known: dict[uuid.UUID, Any] = notes.setdefault(f"letters/{name}", {})
        if any(case.pk not in known for case in cases):
            lying = [case for pk, case in notes["cases"].items() if pk not in known]
            known.update(read(lying, list(notes["decisions"].values()), loading))
        return known

    return remembered


def scheme_and_rule(round_: Round) -> tuple[Scheme, RoundRule]:
    """The scheme that a round belongs to, and the kind of round that it is."""
    scheme = scheme_of(round_.scheme_version_id)
    return scheme, scheme.round_rule(round_.rule)


def _scored(case: Application) -> bool:
    scheme, rule = scheme_and_rule(case.round)
    return bool(scheme.criteria) and not isinstance(rule.allocation, Need)


def _assessments(cases: Cases, decisions: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, Any]:
    """The assessments, where the scheme has people who score."""
    scored = [case for case in cases if _scored(case)]
    found = selectors.NEEDS["assessments"](scored, decisions, loading) if scored else {}
    return {case.pk: found.get(case.pk, []) for case in cases}


def _inspection(cases: Cases, decisions: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, Any]:
    """The inspection, where the round goes by need."""
    needy = [case for case in cases if isinstance(scheme_and_rule(case.round)[1].allocation, Need)]
    found = selectors.NEEDS["inspection"](needy, decisions, loading) if needy else {}
    return {case.pk: found.get(case.pk) for case in cases}


def _people(
    cases: Cases, decisions: Sequence[Decision], loading: Loading
) -> Mapping[uuid.UUID, Mapping[uuid.UUID, Person]]:
    """Who signed the decisions, and who answers questions about the rounds."""
    named = {uuid.UUID(found) for case in cases if (found := case.round.figures.get("contact"))}
    people = loading.desk.fetch(Person, named | {decision.signed_by for decision in decisions})
    return {case.pk: people for case in cases}


def _handlers(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, Mapping[uuid.UUID, Person]]:
    """Who handles the objections in these cases."""
    named = Objection.objects.filter(application__in=[case.pk for case in cases], handler__isnull=False)
    people = loading.desk.fetch(Person, set(named.values_list("handler", flat=True)))
    return {case.pk: people for case in cases}


@dataclass(frozen=True, slots=True)
class Place:
    """Where one application of a ranked round ended; the score is `points` / `denominator`, amounts in cents."""

    application: uuid.UUID
    rank: int | None
    points: int | None
    denominator: int
    outcome: str
    amount_cents: int
    cumulative_cents: int
    left_cents: int
    asked_cents: int | None


def _standings(cases: Cases, decisions: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, tuple[Place, ...]]:
    """The ranking of the round of each case, best first; empty where none was made, or it has no part in the letter."""
    asked = {case.pk: case.requested_cents or 0 for case in cases}
    full = {
        one.application_id
        for one in decisions
        if one.ground == REFUSED_CEILING or (one.gives and one.amount_cents < asked.get(one.application_id, 0))
    }
    ranked = {case.round_id for case in cases if case.round.state == Round.RANKED or case.pk in full}
    found: dict[uuid.UUID, list[Place]] = {}
    names = (
        "application_id",
        "rank",
        "points",
        "denominator",
        "outcome",
        "amount_cents",
        "cumulative_cents",
        "left_cents",
    )
    if ranked:
        rows = Ranking.objects.filter(round__in=ranked).order_by("rank")
        for round_id, *values in rows.values_list("round_id", *names, "application__requested_cents"):
            found.setdefault(round_id, []).append(Place(*values))
    return {case.pk: tuple(found.get(case.round_id, ())) for case in cases}


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The ceiling of a round by the ledger: when it was made known, and its cents; what was granted so far, and to how many."""

    published_on: date | None
    ceiling_cents: int
    granted_cents: int
    granted: int


def _ceiling(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, Ceiling]:
    """The ceiling of the round of each case."""
    books = {case.round.ceiling_book: case.round_id for case in cases}
    entries = Transfer.objects.filter(credit__book__in=books).values_list("credit__book").order_by()
    known = entries.filter(kind=Entry.AUTHORISE).annotate(first=Min("booked_on"), total=Sum("amount_cents"))
    published = {books[book]: (first, total) for book, first, total in known}
    granted: dict[uuid.UUID, list[int]] = {}
    for round_id, cents in Application.objects.filter(round__in=books.values(), granted_cents__gt=0).values_list(
        "round_id", "granted_cents"
    ):
        granted.setdefault(round_id, []).append(cents or 0)
    return {
        case.pk: Ceiling(
            *published.get(case.round_id, (None, 0)),
            sum(granted.get(case.round_id, ())),
            len(granted.get(case.round_id, ())),
        )
        for case in cases
    }


def _adopted(cases: Cases, decisions: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, Mapping[str, bool]]:
    """Whether the council adopted the budget of each book in a later year from which a decision is paid."""
    this_year = day_of(loading.now).year
    books = {tuple(part.book.split(":")[1:]) for decision in decisions for part in decision.payable}
    later = [(code, int(year)) for code, year in books if int(year) > this_year]
    lines = (
        BudgetLine.objects.filter(code__in={code for code, _ in later}, year__in={year for _, year in later})
        if later
        else ()
    )
    adopted = {line.book: line.adopted for line in lines}
    return {case.pk: adopted for case in cases}


def _letters(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, Mapping[str, Letter]]:
    """The last request for completion, intention and reminder that were sent to each applicant, by kind."""
    by_stream = {case.stream_id: case.pk for case in cases}
    found: dict[uuid.UUID, dict[str, Letter]] = {case.pk: {} for case in cases}
    kinds = Q(kind="completion_request") | Q(kind="hearing_intention") | Q(kind="reminder")
    for letter in Letter.objects.filter(kinds, stream__in=list(by_stream)).order_by("sent_on"):
        found[by_stream[letter.stream_id]][letter.kind] = letter
    return found


READ: dict[str, Callable[..., Mapping[uuid.UUID, Any]]] = {
    "adopted": _adopted,
    "assessments": _assessments,
    "ceiling": _ceiling,
    "inspection": _inspection,
    "letters": _letters,
    "people": _people,
    "handlers": _handlers,
    "standings": _standings,
    **{
        name: selectors.NEEDS[name]
        for name in (
            "account_lines",
            "accounts",
            "decisions",
            "money",
            "party",
            "payments",
            "profile",
            "reports",
            "sent",
        )
    },
}
NEEDS: dict[str, Selector] = {f"letter_{name}": once(read, name) for name, read in READ.items()}
"""What letters can name, with the selector that finds it."""
