"""A statement of the bank laid beside what we paid and what we claim back: what can be booked, what is on record, and what to find out.

A line is known by the name that we gave the payment (its end-to-end id), a repayment by the reference of its dossier. `laid_beside`
is pure; `book` takes the steps for what fits through the door, so that a line that may not pass holds up no other.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Sum

from budgets.bank_statement import Movement
from budgets.figures import euro
from budgets.models import Payment
from grants.models import Decision
from grants.payloads import Credited, Receipt, Returned
from workflow import clock
from workflow.facts import Actor, Change
from workflow.law.terms import payment_term
from workflow.law.wording import dutch_date
from workflow.passing import Run, passing

REFERENCE = re.compile(r"\b([A-Z]{2,6})[- ]?(\d{4})[- ]?(\d{4,})\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Claim:
    """What was claimed back by an announced decision, what of it is still open in cents, and by which day it must be paid (Awb 4:87)."""

    decision: uuid.UUID
    stream: uuid.UUID
    reference: str
    recipient: str
    amount_cents: int
    open_cents: int
    due_on: date


def claims(*, settled: bool = False) -> list[Claim]:
    """The claims of which something is still open, those that are due first; with `settled` also those that are paid back."""
    announced = Decision.objects.filter(kind=Decision.Kind.RECOVERY, state=Decision.ANNOUNCED)
    along = ("stream", "application__organisation", "application__contact")
    rows = list(announced.select_related(*along).order_by("announced_on", "pk"))
    back = Payment.objects.filter(decision__in=[one.pk for one in rows], state=Payment.SETTLED)
    came = dict(back.values("decision").annotate(cents=Sum("amount_cents")).values_list("decision", "cents"))
    found = [_claim(one, came.get(one.pk, 0)) for one in rows]
    return sorted((one for one in found if settled or one.open_cents), key=lambda one: (one.due_on, one.reference))


def _claim(decision: Decision, came_cents: int) -> Claim:
    case = decision.application
    assert decision.announced_on is not None
    return Claim(
        decision=decision.pk,
        stream=decision.stream_id,
        reference=decision.stream.reference,
        recipient=case.organisation.name if case.organisation else case.contact.name,
        amount_cents=decision.amount_cents,
        open_cents=decision.amount_cents - came_cents,
        due_on=payment_term(decision.announced_on).deadline,
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """A movement that can be booked: on which payment (or receipt, not there yet), in which dossier, and on which claim."""

    movement: Movement
    payment: uuid.UUID
    reference: str
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Unfit:
    """A movement that is not booked, and what to do about it."""

    movement: Movement
    todo: str


@dataclass(slots=True)
class Beside:
    """A statement laid beside the records: paid, come back, repaid, on record already, and what to find out."""

    settled: list[Fit] = field(default_factory=list)
    returned: list[Fit] = field(default_factory=list)
    received: list[Fit] = field(default_factory=list)
    done: list[Fit] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)

    @property
    def fitting(self) -> list[Fit]:
        """All that can be booked."""
        return [*self.settled, *self.returned, *self.received]


Payments = Mapping[uuid.UUID, Payment]


def laid_beside(movements: Iterable[Movement], payments: Payments, open_claims: Sequence[Claim], today: date) -> Beside:
    """Lay movements beside the payments that they name, and beside the claims; receipts are in `payments` too."""
    found, left = Beside(), {one.reference: one for one in open_claims}
    lines = list(movements)
    back = {_named(one) for one in lines if one.reason} - {None}
    for line in lines:
        payment = payments.get(_named(line) or uuid.UUID(int=0))
        if payment is not None:
            _outgoing(line, payment, found, today, overtaken=not line.reason and payment.pk in back)
        elif line.incoming:
            _incoming(line, payments, left, found, today)
        else:
            found.unfit.append(Unfit(line, "Deze betaling komt niet uit Aanjager. U hoeft hier niets te doen."))
    return found


def _named(line: Movement) -> uuid.UUID | None:
    """The payment that a line names; None for a name that is none of ours."""
    return uuid.UUID(line.end_to_end) if re.fullmatch("[0-9a-f]{32}", line.end_to_end) else None


def _outgoing(line: Movement, payment: Payment, found: Beside, today: date, *, overtaken: bool) -> None:
    """What became of a payment of ours; one that came back in the same statement only came back."""
    fit = Fit(line, payment.pk, payment.reference)
    if line.amount_cents != payment.amount_cents:
        sums = f"Wij betaalden {euro(payment.amount_cents)}, de bank boekte {euro(line.amount_cents)}."
        found.unfit.append(Unfit(line, f"{sums} Bel de bank over {payment.reference}."))
    elif line.incoming != bool(line.reason):
        found.unfit.append(Unfit(line, f"De richting klopt niet. Bel de bank over {payment.reference}."))
    elif overtaken or payment.state == Payment.RETURNED or (not line.reason and payment.state == Payment.SETTLED):
        found.done.append(fit)
    elif payment.ordered_on is None or not payment.ordered_on <= line.day <= today:
        found.unfit.append(Unfit(line, f"{dutch_date(line.day)} past niet bij de opdracht. Bel de bank."))
    elif line.reason:
        found.returned.append(fit)
    else:
        found.settled.append(fit)


def _incoming(line: Movement, payments: Payments, left: dict[str, Claim], found: Beside, today: date) -> None:
    """What somebody paid to us: a repayment, when the text names a dossier with a claim."""
    claim = next((left[one] for one in references(line.text) if one in left), None)
    if claim is None:
        todo = "Is dit een terugbetaling? Zoek het dossier en verwerk de ontvangst daar. Anders hoeft u niets te doen."
        found.unfit.append(Unfit(line, todo))
        return
    fit = Fit(line, receipt_id(claim.decision, line.id), claim.reference, claim)
    if fit.payment in payments:
        found.done.append(fit)
    elif line.day > today:
        found.unfit.append(Unfit(line, f"{dutch_date(line.day)} is nog niet geweest. Verwerk het afschrift later."))
    elif line.amount_cents > claim.open_cents:
        sums = f"Open is nog {euro(claim.open_cents)}, er kwam {euro(line.amount_cents)}."
        found.unfit.append(Unfit(line, f"{sums} Zoek in dossier {claim.reference} uit wat te veel is."))
    else:
        left[claim.reference] = replace(claim, open_cents=claim.open_cents - line.amount_cents)
        found.received.append(fit)


def references(text: str) -> list[str]:
    """The references of dossiers that a text names, however people type them.

    >>> references("Terugbetaling bf 2026 0001, zie ook DH-2026-0042")
    ['BF-2026-0001', 'DH-2026-0042']
    """
    return ["-".join(found) for found in REFERENCE.findall(text.upper())]


def receipt_id(claim: uuid.UUID, movement: str) -> uuid.UUID:
    """The receipt of a movement: the same movement is the same receipt, in whichever file it comes."""
    return uuid.uuid5(claim, f"statement/{movement}")


def beside(movements: Sequence[Movement]) -> Beside:
    """Lay movements beside what is on record now."""
    every = claims(settled=True)
    by_reference = {one.reference: one for one in every}
    named = {_named(one) for one in movements}
    for line in movements:
        named |= {
            receipt_id(by_reference[one].decision, line.id) for one in references(line.text) if one in by_reference
        }
    rows = Payment.objects.in_bulk([one for one in named if one])
    return laid_beside(movements, rows, every, clock.today())


def book(found: Beside, actor: Actor) -> Run:
    """Book what fits as one act; what may not pass is set aside with its reason."""
    steps = {one.payment: _change(one) for one in found.fitting}
    taken = dict(Payment.objects.filter(pk__in=steps).values_list("pk", "subject_seq"))
    seen = {one: taken.get(one, 0) for one in steps}
    return passing(list(steps), lambda left: [steps[one] for one in left], actor, seen=seen)


def _change(one: Fit) -> Change:
    line = one.movement
    if one.claim:
        payload = Receipt(one.claim.decision, line.amount_cents, line.day)
        return Change("payment", "receive_payment", one.payment, payload, one.claim.stream)
    if line.reason:
        return Change("payment", "return_payment", one.payment, Returned(line.day, line.reason))
    return Change("payment", "settle_payment", one.payment, Credited(line.day))
