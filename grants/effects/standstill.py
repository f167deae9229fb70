"""Effects on the term to decide while it runs: it stands still, runs on, is extended, or starts on another day.

The days that stand still are kept by ground; the term is computed anew from all of them, as a union, and written as its next revision.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from grants import anew
from grants.effects.letters import letter
from grants.effects.terms import decision_term, place
from grants.models import Suspension
from workflow.deadlines import deadline, set_date
from workflow.facts import Product, Put, Revise, Set
from workflow.law import terms as law
from workflow.law.wording import dutch_date
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from workflow.law.suspension import Interval

Ground = Suspension.Ground
BIBOB_WEEKS = 12
"""The term of the Bureau with its one extension (Wet Bibob 15): no advice stops the clock for longer."""

LENGTHS: dict[str, Callable[[date, date], Interval | None]] = {
    Ground.COMPLETION: law.completion_suspension,
    Ground.FOREIGN: law.foreign_suspension,
    Ground.CONSENT: law.consent_suspension,
    Ground.APPLICANT: law.standstill,
    Ground.FORCE_MAJEURE: law.standstill,
    Ground.BIBOB: lambda asked, received: law.advice_suspension(asked, received, at_most_weeks=BIBOB_WEEKS),
}
"""Which days stand still by each ground, from the day it began and the day it ended."""

NEEDS = frozenset({"deadlines", "suspensions"})


def _days(ground: str, since: date, until: date) -> dict[str, date]:
    """The first and the last day that stand still; without a day between the two the last lies before the first."""
    found = LENGTHS[ground](since, until)
    return {"first": found[0], "last": found[1]} if found else {"first": since, "last": since - timedelta(days=1)}


def recomputed(facts: CaseFacts, rows: Iterable[Suspension] | None = None, **changed: Any) -> law.Term:
    """The term to decide as it becomes with these suspensions (those on record), and with what is changed; that of an objection stays."""
    term = facts.need("deadlines").get("decision_term")
    if term and term.article == anew.ARTICLE:
        return anew.kept(term)
    standing = facts.need("suspensions") if rows is None else rows
    return decision_term(facts, tuple(row.interval for row in standing if row.interval), **changed)


def _revision(facts: CaseFacts, term: law.Term) -> Put:
    return Put(deadline("decision_term", term, **place(facts, "decision_term")))


def _begun(facts: CaseFacts, ground: str, until: date, reason: str = "") -> Suspension:
    return Suspension(
        id=uuid.uuid5(facts.row.pk, f"suspension/{facts.row.subject_seq}"),
        application=facts.application,
        ground=ground,
        since=facts.today,
        reason=reason,
        **_days(ground, facts.today, until),
    )


def _ended(facts: CaseFacts, ground: str, day: date) -> Iterator[tuple[Suspension, dict[str, Any]]]:
    """The suspension of a ground that runs, as it ends on a day: never later than the day that was set, after which it ran on by itself."""
    for row in facts.need("suspensions"):
        if row.ground == ground and row.running:
            days = _days(ground, row.since, day)
            yield row, {"first": days["first"], "last": min(days["last"], row.last), "running": False}


def _instead(facts: CaseFacts, ended: Iterable[tuple[Suspension, dict[str, Any]]]) -> list[Suspension]:
    """All suspensions, with those that end as they will stand."""
    new = {row.pk: Suspension(first=days["first"], last=days["last"]) for row, days in ended}
    return [new.get(row.pk, row) for row in facts.need("suspensions")]


def completed_term(facts: CaseFacts, day: date) -> law.Term:
    """The term to decide as it becomes when what was asked for comes in on a day (Awb 4:15, eerste lid, onder a)."""
    return recomputed(facts, _instead(facts, _ended(facts, Ground.COMPLETION, day)))


class AskedToComplete(Effect):
    """A request for completion stops the clock from the next day; until it is known when, up to the day that was given."""

    STARTS: ClassVar[tuple[str, ...]] = ("completion_term", "decision_term")
    NEEDS: ClassVar[frozenset[str]] = NEEDS

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The suspension, the term to decide computed anew, and the term to complete."""
        until = facts.payload.until
        row = _begun(facts, Ground.COMPLETION, until)
        yield from (Revise(old, {"running": False}) for old, _ in _ended(facts, Ground.COMPLETION, facts.today))
        yield Put(row)
        yield _revision(facts, recomputed(facts, [*facts.need("suspensions"), row]))
        sentence = f"Wij vroegen op {dutch_date(facts.today)} om aanvulling, uiterlijk op {dutch_date(until)}."
        where = place(facts, "completion_term")
        yield Put(
            set_date(
                "completion_term", until, article="Awb 4:5, eerste lid", sentence=sentence, since=facts.today, **where
            )
        )


class Completed(Effect):
    """Completion lets the clock run on: what stood still is from the day after the request up to the day of receipt."""

    STARTS: ClassVar[tuple[str, ...]] = ("decision_term",)
    NEEDS: ClassVar[frozenset[str]] = NEEDS

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The suspension as it ended, and the term to decide computed anew."""
        ended = _ended(facts, Ground.COMPLETION, facts.received_on)
        yield from (Revise(row, values) for row, values in ended)
        yield _revision(facts, completed_term(facts, facts.received_on))


class StandStill(Effect):
    """The term stands still on a ground that somebody names; the applicant hears it at once (Awb 4:15, derde lid)."""

    STARTS: ClassVar[tuple[str, ...]] = ("decision_term",)
    LETTERS: ClassVar[tuple[str, ...]] = ("suspension_notice",)
    NEEDS: ClassVar[frozenset[str]] = NEEDS

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The suspension, the term computed anew, and the letter."""
        asked = facts.payload
        row = _begun(facts, asked.ground, asked.until, asked.reason)
        term = recomputed(facts, [*facts.need("suspensions"), row])
        yield from (Revise(old, {"running": False}) for old, _ in _ended(facts, asked.ground, facts.today))
        yield Put(row)
        yield _revision(facts, term)
        about = {"ground": asked.ground, "until": asked.until, "reason": asked.reason, "term": term, "first": row.first}
        yield letter(facts, "suspension_notice", about)


class RunOn(Effect):
    """The ground is gone: the term runs on, and the applicant hears until when (Awb 4:15, vierde lid)."""

    STARTS: ClassVar[tuple[str, ...]] = ("decision_term",)
    LETTERS: ClassVar[tuple[str, ...]] = ("resumption_notice",)
    NEEDS: ClassVar[frozenset[str]] = NEEDS

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The suspension as it ended, the term computed anew, and the letter."""
        ended = list(_ended(facts, facts.payload.ground, facts.today))
        term = recomputed(facts, _instead(facts, ended))
        yield from (Revise(row, values) for row, values in ended)
        yield _revision(facts, term)
        yield letter(facts, "resumption_notice", {"ground": facts.payload.ground, "term": term})


class Extend(Effect):
    """The term is extended once, by the weeks that the regulation allows."""

    STARTS: ClassVar[tuple[str, ...]] = ("decision_term",)
    LETTERS: ClassVar[tuple[str, ...]] = ("extension",)
    NEEDS: ClassVar[frozenset[str]] = NEEDS

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The weeks in the row, the term computed anew, and the letter."""
        weeks = facts.payload.weeks
        term = recomputed(facts, extended_weeks=weeks)
        yield Set({"extended_weeks": weeks})
        yield _revision(facts, term)
        was = facts.need("deadlines")["decision_term"].legal_deadline
        yield letter(facts, "extension", {"weeks": weeks, "reason": facts.payload.reason, "term": term, "was": was})


class Notify(Effect):
    """A notice of delay says when the decision can be expected; the term to decide stays as it is (Awb 4:14, eerste lid)."""

    STARTS: ClassVar[tuple[str, ...]] = ("delay_notice",)
    LETTERS: ClassVar[tuple[str, ...]] = ("delay_notice",)
    NEEDS: ClassVar[frozenset[str]] = frozenset({"deadlines"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The day on record, and the letter."""
        expected = facts.payload.expected_on
        stays = facts.need("deadlines")["decision_term"].legal_deadline
        sentence = (
            f"Wij schreven dat ons besluit op {dutch_date(expected)} komt. De beslistermijn blijft {dutch_date(stays)}."
        )
        where = place(facts, "delay_notice")
        yield Put(
            set_date(
                "delay_notice", expected, article="Awb 4:14, eerste lid", sentence=sentence, since=facts.today, **where
            )
        )
        yield letter(
            facts, "delay_notice", {"expected_on": expected, "reason": facts.payload.reason, "decide_by": stays}
        )


class Restart(Effect):
    """Another moment of receipt starts the term on another day; the letter says what was wrong and what counts."""

    STARTS: ClassVar[tuple[str, ...]] = ("decision_term",)
    LETTERS: ClassVar[tuple[str, ...]] = ("receipt_corrected",)
    NEEDS: ClassVar[frozenset[str]] = NEEDS

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The term computed anew, and the letter."""
        term = recomputed(facts, received_at=facts.payload.received_at)
        yield _revision(facts, term)
        yield letter(facts, "receipt_corrected", {"was": facts.application.received_at, "term": term})
