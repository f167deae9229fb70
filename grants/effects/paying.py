"""Effects on payments: proposed, released, ordered, settled, returned, and received back. Corrections are new entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from budgets.ledger import Kind as Entry
from budgets.ledger import correction, transfer
from budgets.models import Payment, PaymentOrder
from budgets.order_file import control, fingerprint, order_file
from grants.payloads import ByOrder
from grants.payment_plan import due_on
from grants.payment_rule import PaymentRule
from partners.identifiers import normalise_iban
from workflow.facts import Change, Facts, Product, Put, Set, Then
from workflow.law.terms import payment_term
from workflow.scheme import Effect

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from grants.orders import OrderFacts


class ProposePayment(Effect):
    """Fill in a payment from the part of the decision that it pays."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of the payment; the legal date is that of the part, or six weeks after the announcement (Awb 4:87)."""
        decision, number = facts.decision, facts.payload.number
        assert decision is not None
        assert decision.announced_on is not None
        part = decision.payable[number]
        yield Set(
            {
                "kind": Payment.Kind.ADVANCE if part.kind == "advance" else Payment.Kind.BALANCE,
                "amount_cents": part.amount_cents,
                "decision": decision.pk,
                "number": number,
                "book": part.book,
                "bank_account_id": facts.application.bank_account_id,
                "due_on": due_on(part, decision.announced_on),
                "planned_on": facts.payload.planned_on,
                "reference": facts.row.stream.reference,
            }
        )


class ThirdApproval(Effect):
    """Remember that the third person approved."""

    def products(self, facts: Facts) -> Iterable[Product]:  # noqa: ARG002 - that it happened is all there is to say.
        """The mark in the row."""
        yield Set({"third_approved": True})


class SendBack(Effect):
    """Why the proposal went back; a third signature on it does not count for what is proposed again."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Both in the row."""
        yield Set({"doubt": facts.payload.reason.strip(), "third_approved": False})


class TakeOrder(Effect):
    """Put the payments together: control figures, journal, and the hash of the file; each of them is ordered by it."""

    def products(self, facts: OrderFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of the order, and a step for each payment."""
        assert facts.profile is not None
        said, order = facts.profile.figures, facts.row
        values = {
            **control(facts.payments, PaymentRule.of(facts.profile).journal_codes),
            "payer_iban": normalise_iban(said["iban"]),
            "payer_name": said["account_name"],
            "made_on": facts.today,
        }
        content = order_file(PaymentOrder(id=order.pk, stream=order.stream, **values), facts.payments)
        yield Set({**values, "sha256": fingerprint(content)})
        for payment in facts.payments:
            yield Then(Change("payment", "order_payment", payment.pk, ByOrder(order.pk)))


class OrderPayment(Effect):
    """The order to the bank, and its day."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Both in the row."""
        yield Set({"ordered_on": facts.today, "order_id": facts.payload.order})


class BookPayment(Effect):
    """A payment that reached the account of the recipient is booked: an advance as such, anything else as paid (Awb 4:89, derde lid)."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"entries"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """The entry and the day."""
        payment, day = facts.row, facts.payload.value_date
        assert isinstance(payment, Payment)
        entry = transfer(
            Entry.ADVANCE if payment.kind == Payment.Kind.ADVANCE else Entry.PAY,
            payment.book,
            payment.amount_cents,
            stream=payment.stream_id,
            booked_on=day,
            decision=payment.decision,
            payment=payment.pk,
            attempt=facts.need("entries").attempts(payment.pk) + 1,
        )
        yield Put(entry)
        yield Set({"settled_on": day})


class UndoEntries(Effect):
    """What was booked for a payment is undone by entries of their own; the old ones stay."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"entries"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """One entry for each that stands, on the day of the step."""
        for entry in facts.need("entries").standing(facts.row.pk):
            yield Put(correction(entry, booked_on=facts.today))


class TakeReturn(Effect):
    """Why and when the money came back."""

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """Both in the row."""
        yield Set({"returned_on": facts.payload.returned_on, "reason": facts.payload.reason})


class Unsettle(Effect):
    """A payment of which the registration was wrong is on its way again."""

    def products(self, facts: Facts) -> Iterable[Product]:  # noqa: ARG002 - that it happened is all there is to say.
        """No day in the row."""
        yield Set({"settled_on": None})


class TakeReceipt(Effect):
    """What was paid back: the earliest book that something is open on comes first; what came becomes free again."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"money", "payments"})

    def products(self, facts: CaseFacts) -> Iterable[Product]:  # type: ignore[override]
        """All of the receipt, and an entry by book."""
        said, decision, left = facts.payload, facts.decision, facts.payload.amount_cents
        assert decision is not None
        assert decision.announced_on is not None
        open_on = {book: pots["recoverable"] for book, pots in facts.need("money").items() if pots.get("recoverable")}
        for book, cents in sorted(open_on.items()):
            if part := min(cents, left):
                left -= part
                yield Put(
                    transfer(
                        Entry.RECEIVE,
                        book,
                        part,
                        stream=facts.row.stream_id,
                        booked_on=said.received_on,
                        decision=decision.pk,
                        payment=facts.row.pk,
                    )
                )
        assert left == 0, "a receipt is never above what is still to be recovered"
        earlier = [one for one in facts.need("payments") if one.decision == decision.pk]
        yield Set(
            {
                "kind": Payment.Kind.RECOVERY_RECEIPT,
                "amount_cents": said.amount_cents,
                "decision": decision.pk,
                "number": len(earlier),
                "book": min(open_on),
                "bank_account_id": facts.application.bank_account_id,
                "due_on": payment_term(decision.announced_on).deadline,
                "planned_on": said.received_on,
                "settled_on": said.received_on,
                "reference": facts.row.stream.reference,
            }
        )
