"""Effects of rounds: prepare with frozen figures, open with a ceiling in the ledger, rank all applications and draft their decisions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from budgets.ledger import Kind as Entry
from budgets.ledger import accounts_of, transfer
from grants.allocation import AWARDED, AWARDED_PARTLY, REFUSED_LATE
from grants.allocation_runs import record
from grants.models import Decision, Ranking, Round
from grants.payloads import Draft
from grants.payment_plan import at_once, award_parts
from grants.regimes import DIRECT
from workflow.canonical import canonical
from workflow.facts import Change, Product, Put, Revise, Set, Then
from workflow.scheme import Effect, word

if TYPE_CHECKING:
    from grants.ranking import Placed
    from grants.rounds import RoundFacts


def encoded(parameters: Mapping[str, Any]) -> str:
    """Parameters as a round keeps them; a share is kept exactly, as {"fraction": "4/5"}."""

    def exact(value: Any) -> Any:
        if isinstance(value, Fraction):
            return {"fraction": str(value)}
        if isinstance(value, Mapping):
            return {key: exact(item) for key, item in value.items()}
        return [exact(item) for item in value] if isinstance(value, list | tuple) else value

    return canonical(exact(parameters))


def _planned(facts: RoundFacts) -> dict[str, Any]:
    """What the row of a round holds by a plan: the defaults of the scheme with the figures of this round on top."""
    plan, scheme = facts.payload, facts.scheme
    weights = {criterion.code: criterion.weight for criterion in scheme.criteria}
    defaults = {"weights": weights} if weights else {}
    figures = {**defaults, **scheme.round_rule(plan.rule).parameters, **plan.parameters}
    return {"parameters": encoded(figures)} | {name: getattr(plan, name) for name in Round.PLANNED}


class Prepare(Effect):
    """Write down a round."""

    def products(self, facts: RoundFacts) -> Iterable[Product]:  # type: ignore[override]
        """The round, and the empty accounts of its ceilings."""
        yield Set({"scheme_version_id": facts.payload.scheme_version} | _planned(facts))
        prizes = (f"ceiling:{facts.row.pk}:prize",) if facts.payload.prize_ceiling_cents else ()
        for book in (f"ceiling:{facts.row.pk}", *prizes):
            yield from (Put(account) for account in accounts_of(book))


class ChangePlan(Effect):
    """Write down another plan of a round that did not open."""

    def products(self, facts: RoundFacts) -> Iterable[Product]:  # type: ignore[override]
        """The round, and the empty accounts of its prizes where there were none."""
        yield Set(_planned(facts))
        if facts.payload.prize_ceiling_cents and not facts.has_prize_book:
            yield from (Put(account) for account in accounts_of(facts.round.prize_ceiling_book))


class Open(Effect):
    """Announce the ceiling: from now on it is a book that no decision can exceed."""

    def products(self, facts: RoundFacts) -> Iterable[Product]:  # type: ignore[override]
        """The ceiling, and that of the prizes, as authorised amounts."""
        round_ = facts.round
        for book, cents in (
            (round_.ceiling_book, round_.ceiling_cents),
            (round_.prize_ceiling_book, round_.prize_ceiling_cents),
        ):
            if cents:
                yield Put(transfer(Entry.AUTHORISE, book, cents, stream=round_.stream_id, booked_on=facts.today))


class CarryOver(Effect):
    """What is left under the ceiling of a tranche moves on to the ceiling of the next."""

    def products(self, facts: RoundFacts) -> Iterable[Product]:  # type: ignore[override]
        """Taken from the one, authorised in the other."""
        if facts.heir and facts.left_cents:
            moves = ((Entry.WITHDRAW, facts.round.ceiling_book), (Entry.AUTHORISE, facts.heir.ceiling_book))
            for kind, book in moves:
                yield Put(transfer(kind, book, facts.left_cents, stream=facts.round.stream_id, booked_on=facts.today))


@word
@dataclass(frozen=True, slots=True)
class DecideAll(Effect):
    """Rank the round and draft every decision, as one act."""

    def products(self, facts: RoundFacts) -> Iterable[Product]:  # type: ignore[override]
        """The ranking, the assessments that end with it, and the drafts."""
        for placed in facts.placed:
            yield _ranked(facts, placed)
        for placed in facts.placed:
            if placed.placement.outcome != REFUSED_LATE:
                yield Then(Change("application", "assess", placed.application.pk))
        yield from (_drafted(facts, placed, "decision/round") for placed in facts.placed)


class RecordRun(Effect):
    """Keep what the rule looked at and the list that followed, so that anyone can make the same list again."""

    def products(self, facts: RoundFacts) -> Iterable[Product]:  # type: ignore[override]
        """The run."""
        assert facts.contest is not None
        yield Put(record(facts.round, facts.change.action, facts.contest))


class DecideReady(Effect):
    """Draft a decision on everything that can be decided now, in the order of arrival."""

    def products(self, facts: RoundFacts) -> Iterable[Product]:  # type: ignore[override]
        """The places that were given out, and the drafts."""
        for placed in facts.placed:
            yield _ranked(facts, placed)
        for placed in facts.placed:
            yield _drafted(facts, placed, f"decision/round/{facts.round.subject_seq}")


class MoveUp(Effect):
    """Draft a new award for everyone on the reserve list whom the money that came free reaches."""

    def products(self, facts: RoundFacts) -> Iterable[Product]:  # type: ignore[override]
        """The drafts."""
        for placed in facts.placed:
            if placed.placement.amount_cents:
                yield _drafted(facts, placed, f"decision/round/{facts.round.subject_seq}")


class ChangeCeiling(Effect):
    """Put another ceiling in force: what is added is authorised, what goes off is taken from what is free."""

    def products(self, facts: RoundFacts) -> Iterable[Product]:  # type: ignore[override]
        """The entry, and the amount in the row."""
        round_, cents = facts.round, facts.payload.ceiling_cents
        more = cents - round_.ceiling_cents
        if more:
            kind = Entry.AUTHORISE if more > 0 else Entry.WITHDRAW
            yield Put(transfer(kind, round_.ceiling_book, abs(more), stream=round_.stream_id, booked_on=facts.today))
        yield Set({"ceiling_cents": cents})


def _drafted(facts: RoundFacts, placed: Placed, name: str) -> Then:
    """The draft on one application: what it gets, or the ground on which it gets nothing.

    A whole round is ranked once. The name of any other run tells it apart: what was annulled after it is drafted anew in the next.
    """
    case, placement = placed.application, placed.placement
    decision = uuid.uuid5(case.pk, name)
    given = placement.outcome in (AWARDED, AWARDED_PARTLY)
    refused = Draft(case.pk, Decision.Kind.REFUSAL, case.requested_cents or 0, ground=placement.outcome)
    draft = _given(facts, placed) if given else refused
    return Then(Change("decision", "draft_decision", decision, draft, case.stream_id))


def _given(facts: RoundFacts, placed: Placed) -> Draft:
    """What is given: determined at once where the round or a small amount asks for that (Awb 4:43), else awarded with its payments."""
    case, cents, figures, book = placed.application, placed.placement.amount_cents, facts.figures, facts.round.book
    if figures.get("regime") == DIRECT or cents <= figures.get("direct_through_cents", 0):
        kind, parts = Decision.Kind.DETERMINATION, at_once(book, cents)
    else:
        in_one = bool(facts.answers.get(case.pk, {}).get("ineens"))
        kind, parts = Decision.Kind.AWARD, award_parts(book, cents, figures, in_one=in_one)
    return Draft(case.pk, kind, cents, parts, details=placed.details or {})


def _ranked(facts: RoundFacts, placed: Placed) -> Put | Revise:
    """The place of an application; who was placed in an earlier run whose draft was annulled gets another one."""
    placement = placed.placement
    values = {
        "rank": placement.rank + facts.rank_from if placement.rank else None,
        "points": placed.points,
        "denominator": placed.denominator,
        "outcome": placement.outcome,
        "amount_cents": placement.amount_cents,
        "cumulative_cents": placement.cumulative_cents,
        "left_cents": placement.left_cents,
    }
    if earlier := facts.ranked.get(placed.application.pk):
        return Revise(earlier, values)
    key = uuid.uuid5(placed.application.pk, "ranking")
    return Put(Ranking(id=key, round=facts.round, application=placed.application, **values))
