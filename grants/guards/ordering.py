"""Guards before an order to the bank, and before a change of account. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from budgets.figures import euro
from budgets.models import Payment
from grants.guards.paying import NO_ACCOUNT
from grants.models import AccountChange, Application, PartyChange
from partners.identifiers import iban
from workflow.canonical import LARGEST
from workflow.errors import Obstacle
from workflow.scheme import Guard

if TYPE_CHECKING:
    from grants.facts import CaseFacts
    from grants.orders import OrderFacts

PAYABLE = (
    Application.SUBMITTED,
    Application.INCOMPLETE,
    Application.ASSESSED,
    Application.AWARDED,
    Application.MONITORED,
    Application.ACCOUNT_SUBMITTED,
    Application.ACCOUNTED,
)
"""The states in which an application has an account to be paid on, now or later."""


class AllApproved(Guard):
    """Only approved payments go to the bank; one that went already is named with what became of it."""

    def check(self, facts: OrderFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle that names the first one that is not."""
        for payment in facts.payments:
            if payment.state != Payment.APPROVED:
                sentence = f"Betaling {payment.reference} is al ‘{payment.state_word}’. Alleen een goedgekeurde betaling gaat naar de bank."
                return Obstacle("payment-not-approved", sentence, "Awb 4:87", {"payment": str(payment.pk)})
        return None


class TotalFits(Guard):
    """The total of an order fits in 64 bits, and there is an account with a name and a right number to pay it from."""

    def check(self, facts: OrderFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle for a total beyond that, or for a profile without such an account."""
        total = sum(payment.amount_cents for payment in facts.payments)
        if total > LARGEST:
            return Obstacle("amount-invalid", f"Het totaal van {euro(total)} past niet in een opdracht.")
        said = facts.profile.figures if facts.profile else {}
        if not said.get("iban") or not said.get("account_name"):
            return Obstacle("no-payer", "De gemeente heeft geen rekening vastgelegd om van te betalen.", "Awb 4:89")
        return iban(said["iban"])


class OneChangeAtATime(Guard):
    """One change of account is looked at at a time, for an organisation that can have one."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"account_changes"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle while another one waits, or without an organisation, or when nothing is paid any more."""
        case = facts.application
        if case.organisation_id is None or case.state not in PAYABLE:
            return Obstacle("account-not-asked", "Bij deze aanvraag hoort nu geen rekening.", "Awb 4:89, eerste lid")
        if any(one.state in (AccountChange.ASKED, AccountChange.CHECKED) for one in facts.need("account_changes")):
            return Obstacle("change-under-way", "Er wacht al een verandering van de rekening. Rond die eerst af.")
        return None


class NotWhoAsked(Guard):
    """Who entered a change of account or party does not judge it."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle for the person who entered it."""
        change = facts.row
        assert isinstance(change, AccountChange | PartyChange)
        if facts.actor.person is None or facts.actor.person != change.entered_by:
            return None
        sentence = "U voerde deze verandering zelf in. Vraag een collega om haar te beoordelen."
        return Obstacle("own-change", sentence, "Gemeentewet 212")


class NameFits(Guard):
    """Nobody is paid on an account in another name."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when the names differ."""
        change = facts.row
        assert isinstance(change, AccountChange)
        if change.name_check != AccountChange.NameCheck.DIFFERENT:
            return None
        return Obstacle("name-differs", "De rekening staat op een andere naam. Wijs de verandering af.", "Awb 4:89")


class AccountOwn(Guard):
    """The account that is verified is there, in use, and in the name of the applicant."""

    NEEDS_PAYLOAD: ClassVar[bool] = True
    NEEDS: ClassVar[frozenset[str]] = frozenset({"account"})

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle without such an account."""
        account = facts.need("account")
        if account is None or account.replaced_on:
            return NO_ACCOUNT
        if facts.payload.outcome != AccountChange.NameCheck.DIFFERENT:
            return None
        sentence = "De rekening staat op een andere naam. Vraag de aanvrager om een eigen rekening."
        return Obstacle("name-differs", sentence, "Awb 4:89, eerste lid")


class MaySuspend(Guard):
    """Payments stop once, and start again only where they stopped."""

    def check(self, facts: CaseFacts) -> Obstacle | None:  # type: ignore[override]
        """An obstacle when they are stopped already, or not at all."""
        through = facts.application.payments_suspended_through
        stopped = through is not None and through >= facts.today
        if stopped and facts.change.action == "suspend_payments":
            return Obstacle("payments-suspended-already", "De betalingen staan al stil.", "Awb 4:56")
        if not stopped and facts.change.action == "lift_suspension":
            return Obstacle("payments-not-suspended", "De betalingen staan niet stil.", "Awb 4:56")
        return None
