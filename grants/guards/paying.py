"""Guards before paying. Pure; what they look at is named in `NEEDS`."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from budgets import ledger
from budgets.figures import euro
from budgets.models import Payment
from grants.models import Application, Decision
from grants.payment_rule import PaymentRule
from partners.identifiers import normalise_iban
from workflow.errors import Obstacle
from workflow.law.wording import dutch_date
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts

ACCOUNTING = (Application.ACCOUNT_SUBMITTED, Application.ACCOUNTED)
"""From the account on, an award pays nothing any more: the determination does."""

NO_ACCOUNT = Obstacle("no-bank-account", "De ontvanger heeft nog geen rekening opgegeven.", "Awb 4:89, eerste lid")
"""There is no account in use to pay on."""


ON_GRANT = (Decision.Kind.AWARD, Decision.Kind.AMENDMENT)


class Owed(Guard):
    """A payment is a part of an announced decision, not proposed before, on the account of the recipient, and the pot holds it."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"payments", "money"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that says why nothing is owed."""
        decision, number = facts.decision, facts.payload.number
        if decision is None or decision.state != Decision.ANNOUNCED or not 0 <= number < len(decision.payable):
            return Obstacle("nothing-owed", "Dit besluit geeft geen recht op deze betaling.", "Awb 4:86")
        if facts.application.bank_account_id is None:
            return NO_ACCOUNT
        under_way = [p for p in facts.need("payments") if p.decision == decision.pk and p.number == number]
        if any(p.state not in (Payment.RETURNED, Payment.CANCELLED) for p in under_way):
            return Obstacle("paid-already", "Voor dit deel is al een betaling gemaakt.", "Awb 4:87")
        part = decision.payable[number]
        if part.kind == "rest" or (decision.kind in ON_GRANT and facts.application.state in ACCOUNTING):
            return Obstacle("not-payable-yet", "Dit deel betaalt u na de vaststelling.", "Awb 4:52, eerste lid")
        held = facts.need("money").get(part.book, {}).get("committed", 0)
        if part.amount_cents <= held:
            return None
        sentence = f"Er staat nog {euro(held)} klaar, u wilt {euro(part.amount_cents)} betalen."
        return Obstacle(
            "more-than-committed", sentence, "Awb 4:52", {"held_cents": held, "amount_cents": part.amount_cents}
        )


class OfThisYear(Guard):
    """What the budget of a later year pays, waits for that year."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle until the first of January of that year. That there is no such part is said by what is owed."""
        decision, number = facts.decision, facts.payload.number
        if decision is None or not 0 <= number < len(decision.payable):
            return None
        year = ledger.year_of(decision.payable[number].book)
        if year <= facts.today.year:
            return None
        sentence = f"Dit is geld van {year}. U kunt dit vanaf 1 januari {year} betalen."
        return Obstacle("line-of-a-later-year", sentence, "Gemeentewet 189", {"year": year})


class AccountStands(Guard):
    """What is paid goes to the account that was proposed: not changed since, compared where the rule asks it, and not too new."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"account", "profile"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that says what to do."""
        payment, account, profile = facts.row, facts.need("account"), facts.need("profile")
        assert isinstance(payment, Payment)
        proposed: uuid.UUID | None = payment.bank_account_id
        if account is None and proposed is None:
            return None  # That there is none is said by what is owed.
        if account is None or proposed not in (None, account.pk) or account.replaced_on:
            sentence = (
                "De rekening is veranderd na dit voorstel. Trek het voorstel in en stel de betaling opnieuw voor."
            )
            return Obstacle("account-changed", sentence, "Awb 4:89, eerste lid")
        rule, ours = PaymentRule.of(profile), profile.figures.get("iban", "") if profile else ""
        if normalise_iban(account.iban) == normalise_iban(ours):
            sentence = "Dit is een rekening van de gemeente zelf. Vraag de ontvanger om een eigen rekening."
            return Obstacle("account-is-ours", sentence, "Awb 4:89, eerste lid")
        if rule.verified_only and account.verified_on is None:
            sentence = "Naam en nummer van deze rekening zijn nog niet vergeleken. Laat dat eerst doen."
            return Obstacle("account-not-verified", sentence, "Gemeentewet 212")
        changed = facts.application.account_changed_on
        free_on = changed + timedelta(days=rule.freeze_days) if changed else None
        if free_on is None or free_on <= facts.today:
            return None
        sentence = f"Deze rekening is nieuw. U kunt er vanaf {dutch_date(free_on)} op betalen."
        return Obstacle("account-frozen", sentence, "Gemeentewet 212", {"free_on": free_on.isoformat()})


class NotSuspended(Guard):
    """Nothing is paid while there is a serious suspicion; it ends by itself after thirteen weeks."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle through the last day of the suspension."""
        through = facts.application.payments_suspended_through
        if through is None or through < facts.today:
            return None
        sentence = f"Er is een ernstig vermoeden. Betalen kan weer na {dutch_date(through)}."
        return Obstacle("payments-suspended", sentence, "Awb 4:56", {"through": through.isoformat()})


class OnADay(Guard):
    """What the bank did, it did after it was told to, and not tomorrow."""

    NEEDS_PAYLOAD: ClassVar[bool] = True

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle on a day before the order, before the payment itself, or ahead."""
        payment, said = facts.row, facts.payload
        assert isinstance(payment, Payment)
        day = getattr(said, "value_date", None) or said.returned_on
        if day > facts.today:
            return Obstacle("value-date-ahead", f"{dutch_date(day)} is nog niet geweest.", "Awb 4:89, derde lid")
        if payment.ordered_on and day < payment.ordered_on:
            sentence = "Een betaling kan niet eerder verwerkt zijn dan de opdracht aan de bank."
            return Obstacle("before-its-order", sentence, "Awb 4:89, derde lid")
        if payment.settled_on and day < payment.settled_on:
            sentence = "Een betaling kan niet terugkomen voordat zij betaald is."
            return Obstacle("before-its-order", sentence, "Awb 4:89, derde lid")
        return None


class Paid(Guard):
    """Money that went out comes back as such: a receipt is taken back by a step of its own, and so the other way round."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"entries"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when it is of the other kind, or when it is not booked."""
        payment = facts.row
        assert isinstance(payment, Payment)
        out = payment.kind != Payment.Kind.RECOVERY_RECEIPT
        if out == (facts.change.action == "undo_receipt"):
            sentence = "Dit is een betaling." if out else "Dit is een ontvangen terugbetaling."
            return Obstacle("other-direction", f"{sentence} Kies de stap die daarbij hoort.")
        if payment.state != Payment.SETTLED or facts.need("entries").standing(payment.pk):
            return None
        return Obstacle("nothing-booked", "Deze betaling is nog niet geboekt. Doe dit als aparte stap.")


class Claimed(Guard):
    """What is received back is claimed by an announced decision, and no more than is still open."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"money", "payments"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that shows both amounts."""
        decision, said = facts.decision, facts.payload
        if decision is None or decision.state != Decision.ANNOUNCED or decision.kind != Decision.Kind.RECOVERY:
            return Obstacle("nothing-claimed", "Dit besluit vordert niets terug.", "Awb 4:57, eerste lid")
        if said.received_on > facts.today:
            return Obstacle(
                "value-date-ahead", f"{dutch_date(said.received_on)} is nog niet geweest.", "Awb 4:89, derde lid"
            )
        mine = (one for one in facts.need("payments") if one.decision == decision.pk and one.state == Payment.SETTLED)
        open_ = decision.amount_cents - sum(one.amount_cents for one in mine)
        left = min(open_, sum(pots.get("recoverable", 0) for pots in facts.need("money").values()))
        if said.amount_cents <= left:
            return None
        over = said.amount_cents - left
        sentence = f"Terug te vorderen is nog {euro(left)}. U boekt {euro(said.amount_cents)}: {euro(over)} te veel."
        detail: dict[str, object] = {"left_cents": left, "amount_cents": said.amount_cents, "over_cents": over}
        return Obstacle("receipt-too-high", sentence, "Awb 4:57, eerste lid", detail)


@dataclass(frozen=True, slots=True)
class ThirdSignature(Guard):
    """Above the amount in the payment rule a third person approves."""

    NEEDS: ClassVar[frozenset[str]] = frozenset({"profile"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle until the third person approved."""
        payment, above = facts.row, PaymentRule.of(facts.need("profile")).third_above_cents
        assert isinstance(payment, Payment)
        if payment.amount_cents <= above or payment.third_approved:
            return None
        sentence = f"Boven {euro(above)} tekent een derde persoon mee."
        return Obstacle("third-signature-missing", sentence, "Gemeentewet 212", {"above_cents": above})
