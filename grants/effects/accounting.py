"""Effects of the account: it is kept as it was received, with its lines beside those of the budget."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from grants.accounting import DeviationRule
from grants.afterwards import kept
from grants.guards.accounting import account_lines
from grants.models import AccountExplanation, AccountLine, FinalAccount
from workflow.facts import Product, Put
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts


class TakeAccount(Effect):
    """Keep the account as it was received."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"sent"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The account, its lines and, apart since they may be erased, the explanations."""
        given, number, rule = facts.payload, facts.row.subject_seq, DeviationRule.of(facts.figures)
        account = FinalAccount(
            id=uuid.uuid5(facts.row.pk, f"account/{number}"),
            application=facts.application,
            received_on=facts.received_on,
            actual_cents=given.actual_cents,
            all_done=given.all_done,
            answers=kept(given.answers, facts.scheme),
        )
        yield Put(account)
        for line in account_lines(facts):
            row = AccountLine(
                id=uuid.uuid5(account.pk, line.key),
                account=account,
                side=line.side,
                number=line.number,
                label=line.label[:120],
                budgeted_cents=line.budgeted_cents,
                actual_cents=line.actual_cents,
                difference_cents=line.difference_cents,
                deviates=rule.asks(line),
            )
            yield Put(row)
            if said := given.explained.get(line.key, "").strip():
                yield Put(AccountExplanation(id=uuid.uuid5(row.pk, "explanation"), line=row, text=said))
