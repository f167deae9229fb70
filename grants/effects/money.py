"""Effects on money: reserve at the draft, commit at the announcement, settle and release at the determination."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from budgets.ledger import Kind as Entry
from budgets.ledger import transfer
from grants.guards import gives, line_code
from grants.models import Decision
from grants.models.decision import parts_json
from grants.regimes import regime_of
from workflow.facts import Product, Put, Set
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts


def by_book(facts: CaseFacts, decision: Decision) -> Counter[str]:
    """What a giving decision takes from each book in cents: the lines it is paid from, and the legal ceiling it counts under.

    Money of another line than the scheme's own (an area team that joins in) does not count under the ceiling of the round.
    """
    own, ceiling = decision.line_in(facts.round), decision.ceiling_in(facts.round)
    taken: Counter[str] = Counter()
    for part in decision.payable:
        taken[part.book] += part.amount_cents
        if line_code(part.book) == line_code(own):
            taken[ceiling] += part.amount_cents
    return taken


def _entries(facts: CaseFacts, kind: str, amounts: Counter[str]) -> Iterator[Product]:
    assert facts.decision is not None
    for book, cents in sorted(amounts.items()):
        if cents:
            row = transfer(
                kind, book, cents, stream=facts.row.stream_id, booked_on=facts.today, decision=facts.decision.pk
            )
            yield Put(row)


class Reserve(Effect):
    """A draft that gives holds its money, so that no other decision can promise it."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Entries on every line and on the ceiling."""
        draft = facts.payload
        if gives(draft.kind, facts.application):
            drafted = Decision(pk=facts.row.pk, kind=draft.kind, parts=parts_json(draft.parts))
            for book, cents in sorted(by_book(facts, drafted).items()):
                row = transfer(
                    Entry.RESERVE, book, cents, stream=facts.row.stream_id, booked_on=facts.today, decision=facts.row.pk
                )
                yield Put(row)


class Unreserve(Effect):
    """A draft that is taken back gives its money back."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Entries that undo the reservation."""
        assert facts.decision is not None
        if facts.decision.gives:
            yield from _entries(facts, Entry.UNRESERVE, by_book(facts, facts.decision))


class Commit(Effect):
    """An announced decision that gives binds the municipality: what was reserved is committed."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Entries on every line and on the ceiling, and the amount in the row."""
        decision = facts.decision
        assert decision is not None
        yield from _entries(facts, Entry.COMMIT, by_book(facts, decision))
        if decision.kind != Decision.Kind.PRIZE:
            direct = {"determined_cents": decision.amount_cents} if decision.kind == Decision.Kind.DETERMINATION else {}
            regime = regime_of(facts.figures, decision.amount_cents, facts.today, direct=bool(direct))
            yield Set({"granted_cents": decision.amount_cents, "regime": regime, **direct})


class Settle(Effect):
    """The determination settles advances against the final amount (Awb 4:95, vierde lid), releases the rest, claims what was too much."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"money"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Entries by book, the earliest first, and the determined amount in the row."""
        decision = facts.decision
        assert decision is not None
        held = sorted(facts.need("money").items())
        lines = {book: pots for book, pots in held if book.startswith("line:") and book != facts.round.prize_book}
        left = decision.amount_cents - sum(pots.get("paid", 0) for pots in lines.values())
        entries: dict[str, Counter[str]] = {
            kind: Counter() for kind in (Entry.SETTLE_ADVANCE, Entry.RECLAIM, Entry.RELEASE)
        }
        for book, pots in lines.items():
            settled = min(pots.get("advanced", 0), left)
            entries[Entry.SETTLE_ADVANCE][book] = settled
            entries[Entry.RECLAIM][book] = pots.get("advanced", 0) - settled
            left -= settled
        for book, pots in lines.items():
            kept = min(pots.get("committed", 0), left)
            entries[Entry.RELEASE][book] = pots.get("committed", 0) - kept
            left -= kept
        assert left == 0, "a determination is never above what was granted and not yet paid"
        for kind, amounts in entries.items():
            yield from _entries(facts, kind, amounts)
        yield Set({"determined_cents": decision.amount_cents})
