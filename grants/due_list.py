"""The due list: parts of announced decisions that are not paid or under way, by the last day on which the law allows to pay them.

`due` reads in four queries, whatever the number of lines, and in a fifth when money came back; `due_in` reads one dossier from a desk.
What is checked of each line is pure.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from budgets import ledger
from budgets.models import Payment
from grants.guards.amending import came_back, is_standing
from grants.guards.paying import ACCOUNTING, ON_GRANT
from grants.models import Application, Decision, LegalProfile
from grants.models.decision import Part
from grants.payment_checks import SHUT, Finding, Looked, Twin, findings, twins
from grants.payment_plan import due_on
from grants.payment_rule import PaymentRule
from grants.selectors import law_on
from partners.models import BankAccount
from workflow.registry import Desk


@dataclass(frozen=True, slots=True)
class Due:
    """A part that is due: which, to whom, how much in cents, by when (None: after the determination), and what was noticed."""

    decision: uuid.UUID
    number: int
    payment: uuid.UUID
    stream: uuid.UUID
    reference: str
    recipient: str
    book: str
    kind: str
    amount_cents: int
    due_on: date | None
    findings: tuple[Finding, ...]

    @property
    def checks(self) -> tuple[str, ...]:
        """What was noticed, by code: a reason to look, or to wait."""
        return tuple(one.code for one in self.findings if one.noticed)

    @property
    def open(self) -> bool:
        """Whether it can be proposed now, as far as the list can tell."""
        return not SHUT & set(self.checks)


Alike = Mapping[tuple[uuid.UUID, int], Sequence[Twin]]
"""What looks like the same payment, by the organisation that gets it and the amount in cents."""


@dataclass(frozen=True, slots=True)
class Open:
    """A part that is still due, and how many payments of it came to nothing before."""

    decision: Decision
    number: int
    part: Part
    earlier: int


OF_DECISION = (
    *("state", "kind", "parts", "announced_on", "stream__reference"),
    *("application__state", "application__amended_by", "application__account_changed_on"),
    *("application__payments_suspended_through", "application__organisation__name", "application__contact__name"),
    *(f"application__bank_account__{name}" for name in ("holder", "organisation", "verified_on", "replaced_on")),
)
OF_PAYMENT = ("state", "kind", "amount_cents", "decision", "number", "book", "stream", "planned_on", "reference")
"""As much of a decision, and of a payment, as its lines are made of: of hundreds nothing else is read."""


def due(today: date, through: date | None = None) -> list[Due]:
    """All that is due, the earliest first; through a day, what the law wants paid by then."""
    along = ("application__organisation", "application__bank_account", "application__contact", "stream")
    announced = Decision.objects.filter(state=Decision.ANNOUNCED).exclude(parts="[]")
    made = Payment.objects.filter(decision__in=announced.values("pk")).annotate(payee=F("bank_account__organisation"))
    payments = list(made.only(*OF_PAYMENT))
    left = _not_all_paid(announced.values_list("pk", "parts"), payments)
    decisions = list(announced.filter(pk__in=left).select_related(*along).only(*OF_DECISION))
    found = _due(decisions, payments, LegalProfile.on(today), today)
    return [line for line in found if through is None or (line.due_on is not None and line.due_on <= through)]


def _not_all_paid(announced: Iterable[tuple[uuid.UUID, str]], payments: Sequence[Payment]) -> list[uuid.UUID]:
    """Of decisions with their parts as they are stored, those with a part of which no payment stands: of the others nothing is due."""
    paid = {
        (one.decision, one.number)
        for one in payments
        if one.state in Payment.STANDING and one.kind != Payment.Kind.RECOVERY_RECEIPT
    }
    return [pk for pk, parts in announced if any((pk, n) not in paid for n in range(len(json.loads(parts))))]


def due_in(case: Application, today: date, desk: Desk) -> list[Due]:
    """What is due in one dossier, the earliest first, from what lies on the desk; no double of another dossier is noticed."""
    decisions = [one for one in desk.in_dossiers(Decision, [case.stream_id]) if one.state == Decision.ANNOUNCED]
    payments: list[Any] = desk.in_dossiers(Payment, [case.stream_id], along=("bank_account",))
    accounts = desk.fetch(BankAccount, {one.bank_account_id for one in payments})
    for one in decisions:
        one.application, one.stream = case, case.stream
    for row in payments:
        row.payee = accounts[row.bank_account_id].organisation_id
    return _due(decisions, payments, law_on(today, desk), today)


def _due(decisions: Sequence[Decision], rows: Iterable[Any], profile: LegalProfile | None, today: date) -> list[Due]:
    """All that is due of these decisions; each payment with its `payee`, the organisation that gets it."""
    payments = [one for one in rows if one.kind != Payment.Kind.RECOVERY_RECEIPT]
    made: dict[tuple[uuid.UUID, int], list[Payment]] = {}
    for one in payments:
        made.setdefault((one.decision, one.number), []).append(one)
    again = _owed_again(decisions, payments)
    open_ = [part for decision in decisions for part in open_parts(decision, made, again)]
    alike, rule = _alike(payments, open_, today), PaymentRule.of(profile)
    found = [_line(one, _looked(one, alike, rule, today)) for one in open_]
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or today, one.reference, one.number))


def _alike(payments: Sequence[Any], open_: Sequence[Open], today: date) -> Alike:
    """Payments that stand, and parts that are due, by who gets them and the amount."""
    found: dict[tuple[uuid.UUID, int], list[Twin]] = {}
    for row in payments:
        if row.state in Payment.STANDING:
            twin = Twin(row.planned_on, row.stream_id, row.reference, made=True)
            found.setdefault((row.payee, row.amount_cents), []).append(twin)
    for one in open_:
        account = one.decision.application.bank_account
        if account and one.part.kind != "rest":
            twin = Twin(one.part.due_on or today, one.decision.stream_id, one.decision.stream.reference, made=False)
            found.setdefault((account.organisation_id, one.part.amount_cents), []).append(twin)
    return found


def _owed_again(decisions: Sequence[Decision], payments: Sequence[Payment]) -> Callable[[Decision, int], bool]:
    """Whether a part of a replaced decision came back since, and is owed once more; the money is read only when some did."""
    replaced = {one.stream_id for one in decisions if not is_standing(one, one.application)}
    back = {one.stream_id for one in payments if one.state == Payment.RETURNED} & replaced
    held = ledger.positions(back) if back else {}

    def found(decision: Decision, number: int) -> bool:
        mine = [one for one in decisions if one.stream_id == decision.stream_id]
        paid = [one for one in payments if one.stream_id == decision.stream_id]
        pots = held.get(decision.stream_id)
        return pots is not None and came_back(decision, number, decision.application, mine, paid, pots)

    return found


def open_parts(
    decision: Decision,
    made: Mapping[tuple[uuid.UUID, int], Sequence[Payment]],
    owed_again: Callable[[Decision, int], bool],
) -> Iterator[Open]:
    """The parts of a decision that are still due."""
    case = decision.application
    on_grant = decision.kind in ON_GRANT
    replaced = on_grant and not is_standing(decision, case)
    if on_grant and case.state == Application.ACCOUNTED:
        return  # The determination took its place.
    if case.state == Application.REVOKED and decision.kind != Decision.Kind.PRIZE:
        return
    for number, part in enumerate(decision.payable):
        earlier = made.get((decision.pk, number), ())
        if any(one.state in Payment.STANDING for one in earlier) or (replaced and not owed_again(decision, number)):
            continue
        yield Open(decision, number, part, len(earlier))


def _line(one: Open, looked: Looked) -> Due:
    """A part that is due, as a line of the list."""
    decision, part, case = one.decision, one.part, one.decision.application
    assert decision.announced_on is not None
    return Due(
        decision=decision.pk,
        number=one.number,
        payment=uuid.uuid5(decision.pk, f"payment/{one.number}" + (f"/{one.earlier}" if one.earlier else "")),
        stream=decision.stream_id,
        reference=decision.stream.reference,
        recipient=case.organisation.name if case.organisation else case.contact.name,
        book=part.book,
        kind=part.kind,
        amount_cents=part.amount_cents,
        due_on=None if part.kind == "rest" else due_on(part, decision.announced_on),
        findings=findings(looked),
    )


def _looked(one: Open, alike: Alike, rule: PaymentRule, today: date) -> Looked:
    decision, case, account = one.decision, one.decision.application, one.decision.application.bank_account
    same = alike.get((account.organisation_id, one.part.amount_cents), ()) if account else ()
    assert decision.announced_on is not None
    return Looked(
        holder=account.holder if account else None,
        name=case.organisation.name if case.organisation else None,
        verified_on=account.verified_on if account else None,
        changed_on=(account.replaced_on if account else None) or case.account_changed_on,
        announced_on=decision.announced_on,
        book=one.part.book,
        suspended_through=case.payments_suspended_through,
        after_determination=one.part.kind == "rest" or (decision.kind in ON_GRANT and case.state in ACCOUNTING),
        twins=twins(same, one.part.due_on or today, decision.stream_id, rule.duplicate_days),
        rule=rule,
        today=today,
    )
