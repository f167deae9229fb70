"""What the desk does with the payments of one dossier, named by its reference: cancel, receive, take back, stop, and change the account.

Each gives the changes that it asks for; the door judges them.
"""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date

from budgets.models import Payment
from grants.models import AccountChange, Application, Decision
from grants.named import case_of
from grants.payloads import Mistake, NameCheck, NewAccount, Receipt, Suspicion
from workflow.errors import refuse
from workflow.facts import Change
from workflow.registry import Desk

UNDO = {True: "undo_receipt", False: "undo_settlement"}
"""The step that takes a registration back, by whether it was a receipt."""


def cancel(reference: str) -> list[Change]:
    """Take back every proposal of the dossier that did not go to the bank."""
    waiting = _payments(reference, *Payment.AT_HOME)
    return [Change("payment", "cancel_payment", one.pk) for one in waiting]


def undo(reference: str, reason: str) -> list[Change]:
    """Take back what was registered last as paid or received."""
    last = max(_payments(reference, Payment.SETTLED), key=lambda one: (one.settled_on, one.subject_seq, one.pk))
    return [Change("payment", UNDO[last.kind == Payment.Kind.RECOVERY_RECEIPT], last.pk, Mistake(reason))]


def receive(reference: str, amount_cents: int, received_on: date) -> list[Change]:
    """Register what was paid back, on the oldest claim of the dossier of which something is still open."""
    case = case_of(reference)
    claims = open_claims(case)
    claim = next((one for one, cents in claims if cents), claims[-1][0] if claims else None)
    if claim is None:
        raise refuse("guard", "no-claim", "In dit dossier is niets teruggevorderd.", "Awb 4:57, eerste lid")
    earlier = Payment.objects.filter(decision=claim.pk).count()
    receipt = uuid.uuid5(claim.pk, f"receipt/{earlier}")
    payload = Receipt(claim.pk, amount_cents, received_on)
    return [Change("payment", "receive_payment", receipt, payload, case.stream_id)]


def open_claims(case: Application, desk: Desk | None = None) -> list[tuple[Decision, int]]:
    """What was claimed back by announced decisions, the oldest first, with what of each was not paid back yet, in cents."""
    desk, mine = desk or Desk(), [case.stream_id]
    found = [one for one in desk.in_dossiers(Decision, mine) if one.kind == Decision.Kind.RECOVERY]
    claims = sorted(
        (one for one in found if one.state == Decision.ANNOUNCED), key=lambda one: (one.announced_on, one.pk)
    )
    came: Counter[uuid.UUID] = Counter()
    for payment in desk.in_dossiers(Payment, mine) if claims else ():
        if payment.state == Payment.SETTLED:
            came[payment.decision] += payment.amount_cents
    return [(one, one.amount_cents - came[one.pk]) for one in claims]


def suspend(reference: str, reason: str) -> list[Change]:
    """Stop paying, on a serious suspicion."""
    return [Change("application", "suspend_payments", case_of(reference).pk, Suspicion(reason))]


def lift(reference: str) -> list[Change]:
    """Pay again."""
    return [Change("application", "lift_suspension", case_of(reference).pk)]


def ask_account(reference: str, iban: str, holder: str, evidence: str) -> list[Change]:
    """Name another account."""
    case = case_of(reference)
    change = uuid.uuid5(case.pk, f"account/{case.account_changes.count()}")
    return [
        Change(
            "account_change",
            "ask_account_change",
            change,
            NewAccount(case.pk, iban, holder, evidence),
            case.stream_id,
        )
    ]


def verify_account(reference: str, outcome: str, note: str) -> list[Change]:
    """Say that the account in use is in the name of the applicant."""
    return [Change("application", "verify_account", case_of(reference).pk, NameCheck(outcome, note))]


def check_account(reference: str, outcome: str, note: str) -> list[Change]:
    """Say what came of comparing name and number."""
    return [Change("account_change", "check_account", _waiting(reference), NameCheck(outcome, note))]


def decide_account(reference: str, action: str) -> list[Change]:
    """Approve or refuse the account that was asked: `approve_account` or `refuse_account`."""
    return [Change("account_change", action, _waiting(reference))]


def _payments(reference: str, *states: str) -> list[Payment]:
    """The payments of a dossier in these states; at least one."""
    found = list(Payment.objects.filter(stream=case_of(reference).stream_id, state__in=states))
    if not found:
        raise refuse("unknown-subject", "no-such-payment", "In dit dossier staat geen betaling waar dit voor geldt.")
    return found


def _waiting(reference: str) -> uuid.UUID:
    found = case_of(reference).account_changes.filter(state__in=[AccountChange.ASKED, AccountChange.CHECKED]).first()
    if found is None:
        raise refuse("unknown-subject", "no-account-asked", "In dit dossier is geen andere rekening gevraagd.")
    return found.pk
