"""Effects of a decision that changes or takes back a grant: the difference is reserved, committed, released or reclaimed."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from budgets.ledger import Kind as Entry
from budgets.ledger import transfer
from grants.amending import amended, revoked
from grants.guards.amending import schedule
from grants.guards.deciding import CORRECTIVE, drafts_any
from grants.models import Decision
from grants.payloads import LetterOrder
from workflow.facts import Change, Product, Put, Set, Then
from workflow.law.amendment import AdverseGround
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts

Kind = Decision.Kind


def _entries(facts: CaseFacts, kind: str, amounts: Mapping[str, int]) -> Iterator[Product]:
    for book, cents in sorted(amounts.items()):
        if cents:
            stream, decision = facts.row.stream_id, facts.decision.pk if facts.decision else facts.row.pk
            yield Put(transfer(kind, book, cents, stream=stream, booked_on=facts.today, decision=decision))


def _reserved(facts: CaseFacts) -> Counter[str]:
    """What lies reserved for the case on its lines and its ceiling, prizes left out: the draft of the amendment put it there."""
    prizes = (facts.round.prize_book, facts.round.prize_ceiling_book)
    return Counter({book: pots.get("reserved", 0) for book, pots in facts.need("money").items() if book not in prizes})


class ReserveMore(Effect):
    """The draft of an amendment to a higher amount holds the difference, on the lines and under the ceiling."""

    def needs(self, changes: Sequence[Change]) -> frozenset[str]:
        """Only a corrective decision looks at the money."""
        return frozenset({"money", "payments", "decisions"}) if drafts_any(changes, *CORRECTIVE) else frozenset()

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Entries on every line that rises, and on the ceiling."""
        draft = facts.payload
        if draft.kind != Kind.AMENDMENT:
            return
        parts = draft.parts or schedule(facts, draft.amount_cents)
        ceiling, prizes = facts.round.ceiling_book, facts.round.prize_book
        moves = amended(facts.need("money"), parts, draft.amount_cents, ceiling, prizes)
        yield from _entries(facts, Entry.RESERVE, moves.reserve)


class UnreserveMore(Effect):
    """An amendment that is taken back gives its reservation back."""

    NEEDS = frozenset({"money"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Entries that undo it."""
        if facts.decision and facts.decision.kind == Kind.AMENDMENT:
            yield from _entries(facts, Entry.UNRESERVE, _reserved(facts))


class Amend(Effect):
    """The amendment is announced: what rose is committed, what fell is released, what was advanced beyond it is reclaimed."""

    NEEDS = frozenset({"money"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Entries by book, the amount, and whose parts are paid from now on."""
        decision = facts.decision
        assert decision is not None
        ceiling, prizes = facts.round.ceiling_book, facts.round.prize_book
        moves = amended(facts.need("money"), decision.payable, decision.amount_cents, ceiling, prizes)
        yield from _entries(facts, Entry.COMMIT, _reserved(facts))
        yield from _entries(facts, Entry.RELEASE, moves.release)
        yield from _entries(facts, Entry.RECLAIM, moves.reclaim)
        yield Set({"granted_cents": decision.amount_cents, "amended_by": decision.pk})


class Revoke(Effect):
    """The grant is taken back: what is committed is released, and what was paid becomes recoverable where the ground works back.

    What rests on Awb 4:50 works after a reasonable term: what was paid for the time before it stays.
    """

    NEEDS = frozenset({"money"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Entries by book."""
        decision, moves = facts.decision, revoked(facts.need("money"), facts.round.prize_book)
        assert decision is not None
        if not AdverseGround(decision.ground).works_back:
            moves.reclaim.clear()
            moves.reclaim_paid.clear()
        for kind, amounts in (
            (Entry.RELEASE, moves.release),
            (Entry.RECLAIM, moves.reclaim),
            (Entry.RECLAIM_PAID, moves.reclaim_paid),
        ):
            yield from _entries(facts, kind, amounts)


class WriteAmendment(Effect):
    """Have the letter written, which names the amendment that stood until now; two may be announced on one day."""

    LETTERS: ClassVar[tuple[str, ...]] = ("amendment",)

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The letter that follows."""
        case, decision = facts.application, facts.decision
        assert decision is not None
        order = LetterOrder("amendment", case.pk, decision.pk, {"stood": case.amended_by})
        subject = uuid.uuid5(case.pk, f"letter/amendment/{facts.row.subject_seq}")
        yield Then(Change("letter", "request", subject, order, facts.row.stream_id))
