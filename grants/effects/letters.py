"""The effect that has a letter written: the dossier commits to its facts, a worker renders it after commit."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from budgets.models import Payment
from grants.models import Decision
from grants.payloads import LetterOrder
from partners.identifiers import last4
from workflow.facts import Change, Product, Then
from workflow.scheme import Effect, word

if TYPE_CHECKING:
    from grants.facts import CaseFacts


@word
@dataclass(frozen=True, slots=True)
class WriteAdvancePaid(Effect):
    """Have a letter written that an advance was paid, with what is still to come; of another payment no letter is written."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"payments"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The letter that follows."""
        payment, decision = facts.row, facts.decision
        assert isinstance(payment, Payment)
        if payment.kind != Payment.Kind.ADVANCE or decision is None:
            return
        settled = (one for one in facts.need("payments") if one.decision == decision.pk and one.state == one.SETTLED)
        about: dict[str, Any] = {
            "amount_cents": payment.amount_cents,
            "paid_on": facts.payload.value_date,
            "account_last4": last4(payment.bank_account.iban),
            "paid": [payment.number, *(one.number for one in settled)],
        }
        order = LetterOrder("advance_paid", facts.application.pk, decision.pk, about)
        letter = uuid.uuid5(payment.pk, f"letter/advance_paid/{payment.subject_seq}")
        yield Then(Change("letter", "request", letter, order, payment.stream_id))


class WriteReturned(Effect):
    """A payment that came back is told to whom it was for, with what to do."""

    LETTERS: ClassVar[tuple[str, ...]] = ("payment_returned",)

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The letter that follows."""
        payment, said = facts.row, facts.payload
        assert isinstance(payment, Payment)
        about = {
            "amount_cents": payment.amount_cents,
            "account_last4": last4(payment.bank_account.iban),
            "returned_on": said.returned_on,
            "reason": said.reason,
        }
        order = LetterOrder("payment_returned", facts.application.pk, payment.decision, about)
        letter = uuid.uuid5(payment.pk, f"letter/payment_returned/{payment.subject_seq}")
        yield Then(Change("letter", "request", letter, order, payment.stream_id))


def letter(facts: CaseFacts, kind: str, about: Mapping[str, Any]) -> Then:
    """The letter of a kind that follows from the step, about what its effect worked out."""
    subject = uuid.uuid5(facts.row.pk, f"letter/{kind}/{facts.row.subject_seq}")
    order = LetterOrder(kind, facts.application.pk, about=about)
    return Then(Change("letter", "request", subject, order, facts.row.stream_id))


@word
@dataclass(frozen=True, slots=True)
class Write(Effect):
    """Have a letter of this kind written about the step; a lower determination has a letter of its own."""

    letter: str

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The letter that follows, with what the step brought along."""
        lower = facts.decision is not None and facts.decision.kind == Decision.Kind.LOWER_DETERMINATION
        kind = "lower_determination" if lower else self.letter
        about: dict[str, Any] = {} if facts.decision else facts.payload.__dict__
        order = LetterOrder(kind, facts.application.pk, facts.decision.pk if facts.decision else None, about)
        letter = uuid.uuid5(facts.row.pk, f"letter/{kind}/{facts.row.subject_seq}")
        yield Then(Change("letter", "request", letter, order, facts.row.stream_id))
