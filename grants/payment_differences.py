"""What became different between the proposal of a payment and now, so that a second person judges the payment as it is now. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from budgets import ledger
from budgets.figures import euro
from budgets.models import Payment
from grants.guards.amending import is_standing
from grants.guards.paying import ON_GRANT
from grants.models import Application, Decision
from workflow.law.wording import dutch_date


@dataclass(frozen=True, slots=True)
class Since:
    """What a payment is laid beside: its dossier and its decision as they are today, and what is held for it by book and pot.

    `instead` is the decision that took the place of its own, when one did; `ceiling_on` the last day since the proposal on which the
    ceiling of the round became another one.
    """

    case: Application
    decision: Decision
    instead: Decision | None
    held: Mapping[str, Mapping[str, int]]
    ceiling_on: date | None
    today: date


def differences(payment: Payment, since: Since) -> tuple[str, ...]:
    """Each difference as a Dutch sentence with both values; none when all is as it was proposed."""
    return (*_amount(payment, since), *_account(payment, since), *_stopped(since), *_ceiling(payment, since))


def _amount(payment: Payment, since: Since) -> Iterator[str]:
    if since.case.state == Application.REVOKED:
        yield "De subsidie is ingetrokken."
    elif since.decision.kind in ON_GRANT and not is_standing(since.decision, since.case):
        now = f" De subsidie is nu {euro(since.instead.amount_cents)}." if since.instead else ""
        was = f"{euro(payment.amount_cents)} rust op het besluit van {dutch_date(_announced(since.decision))}."
        yield f"{was} Een later besluit kwam ervoor in de plaats.{now}"


def _announced(decision: Decision) -> date:
    assert decision.announced_on is not None, "only what is announced is paid"
    return decision.announced_on


def _account(payment: Payment, since: Since) -> Iterator[str]:
    if since.case.bank_account_id != payment.bank_account_id:
        changed = since.case.account_changed_on
        day = f" op {dutch_date(changed)}" if changed else ""
        yield f"De rekening is{day} veranderd. Het voorstel noemt nog de oude rekening."


def _stopped(since: Since) -> Iterator[str]:
    through = since.case.payments_suspended_through
    if through and through >= since.today:
        yield f"Betalen is gestopt tot en met {dutch_date(through)}."


def _ceiling(payment: Payment, since: Since) -> Iterator[str]:
    held = since.held.get(payment.book, {}).get("committed", 0)
    if held < payment.amount_cents:
        yield (
            f"Op {ledger.spoken(payment.book)} staat voor dit dossier nog {euro(held)} vast. "
            f"Dat is minder dan {euro(payment.amount_cents)}."
        )
    if since.ceiling_on:
        yield f"Het subsidieplafond van de ronde is op {dutch_date(since.ceiling_on)} veranderd."
