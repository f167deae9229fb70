"""Letters about payments: an advance that was paid, one that came back, another bank account, payments that stop."""

from __future__ import annotations

from datetime import date

from documents.letters.parts import LegalBasis
from documents.letters.paying import (
    AccountChange,
    AdvancePaid,
    PaidCase,
    PaymentReturned,
    PaymentsResumed,
    SuspicionNotice,
)
from documents.letters.tables import PaymentRow
from grants.letters import head
from grants.letters.amounts import rows_of
from grants.letters.dossier import Dossier
from workflow.law.terms import payment_suspension


def advance_paid(dossier: Dossier) -> AdvancePaid:
    """The message that an advance was paid: `about` holds amount_cents, paid_on, account_last4 and the numbers that were `paid`."""
    about, decision = dossier.about, dossier.decision
    assert decision.announced_on is not None
    return AdvancePaid(
        head=head.head(dossier),
        project=dossier.case.title,
        decided_on=decision.announced_on,
        amount_cents=about["amount_cents"],
        account_last4=about["account_last4"],
        paid_on=about["paid_on"],
        remaining=_remaining(dossier, frozenset(about["paid"])),
    )


def _remaining(dossier: Dossier, paid: frozenset[int]) -> tuple[PaymentRow, ...]:
    """The parts that were not paid, named as the award named them."""
    rows = rows_of(dossier, dossier.decision.payable).rows
    return tuple(row for number, row in enumerate(rows) if number not in paid)


WHY: dict[str, str] = {
    "AC01": "Het nummer van de rekening klopt niet.",
    "AC04": "De rekening is opgeheven.",
    "AC06": "De rekening is geblokkeerd.",
    "BE01": "De naam hoort niet bij de rekening.",
    "MD07": "De bank weet dat de rekeninghouder niet meer leeft.",
}
"""What a reader can do with the codes of banks; any other says nothing to a reader."""


def payment_returned(dossier: Dossier) -> PaymentReturned:
    """The message that a payment came back: `about` holds amount_cents, account_last4, returned_on and the reason of the bank."""
    about = dossier.about
    return PaymentReturned(
        head=head.head(dossier),
        project=dossier.case.title,
        amount_cents=about["amount_cents"],
        account_last4=about["account_last4"],
        returned_on=about["returned_on"],
        why=WHY.get(about["reason"], "Uw bank weet waarom."),
        change_url=dossier.profile.portal_url,
    )


def account_change(dossier: Dossier) -> AccountChange:
    """The message to the address that was known: `about` holds old_last4, new_last4, asked_on and the `others` that are paid on it."""
    about = dossier.about
    asked_on: date = about["asked_on"]
    return AccountChange(
        head=head.head(dossier),
        project=dossier.case.title,
        asked_on=asked_on,
        old_last4=about["old_last4"],
        new_last4=about["new_last4"],
        changed_on=dossier.today,
        others=tuple(PaidCase(project=project, reference=reference) for project, reference in about["others"]),
    )


def suspicion_notice(dossier: Dossier) -> SuspicionNotice:
    """The notice by which payments stop: `about` holds the reason."""
    return SuspicionNotice(
        head=head.head(dossier),
        project=dossier.case.title,
        reason=dossier.about["reason"],
        through=payment_suspension(dossier.today)[1],
        rules=(LegalBasis(subject="Stoppen met betalen", articles="Awb, artikel 4:56"),),
    )


def payments_resumed(dossier: Dossier) -> PaymentsResumed:
    """The message that payments go on: `about` holds since when they stood still."""
    return PaymentsResumed(
        head=head.head(dossier),
        project=dossier.case.title,
        stopped_on=dossier.about["since"],
        rules=(LegalBasis(subject="Weer betalen", articles="Awb, artikel 4:56"),),
    )
