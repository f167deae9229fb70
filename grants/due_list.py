"""The due list: parts of announced decisions that are not paid or under way, by the last day on which the law allows to pay them.

`due` reads in three queries, whatever the number of lines, and in a fourth when money came back; what is checked of each line is pure.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from budgets import ledger
from budgets.models import Payment
from grants.guards.amending import STANDING, came_back, is_standing
from grants.guards.paying import ACCOUNTING
from grants.models import Application, Decision, LegalProfile
from grants.models.decision import Part
from grants.payment_plan import due_on
from grants.payment_rule import PaymentRule

CHECKS: dict[str, str] = {
    "no-bank-account": "geen rekening",
    "account-changed": "rekening is veranderd",
    "account-not-verified": "naam en nummer zijn niet vergeleken",
    "name-differs": "naam op de rekening wijkt af",
    "probable-duplicate": "zelfde bedrag op dezelfde rekening",
    "payments-suspended": "betaling opgeschort",
    "not-payable-yet": "pas na de vaststelling",
}
"""What is checked of a line, with the Dutch words. Some are a reason to look, others keep the door shut; the door says which."""

SHUT = frozenset({"no-bank-account", "payments-suspended", "not-payable-yet"})


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
    checks: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether it can be proposed now, as far as the list can tell."""
        return not SHUT & set(self.checks)


@dataclass(frozen=True, slots=True)
class Known:
    """What the list looks at: payments by decision and part, recent payments by account and amount in days, and what came back."""

    made: Mapping[tuple[uuid.UUID, int], Sequence[Payment]]
    recent: Mapping[tuple[uuid.UUID, int], Sequence[date]]
    rule: PaymentRule
    today: date
    owed_again: Callable[[Decision, int], bool] = lambda _, __: False


def due(today: date, through: date | None = None, *, dossier: uuid.UUID | None = None) -> list[Due]:
    """All that is due, the earliest first; through a day, what the law wants paid by then; of one dossier no double is noticed."""
    announced = Decision.objects.filter(state=Decision.ANNOUNCED, **({"stream": dossier} if dossier else {}))
    along = ("application__organisation", "application__bank_account", "application__contact", "stream")
    decisions = list(announced.exclude(parts="[]").select_related(*along))
    payments = Payment.objects.filter(decision__in=[one.pk for one in decisions]).exclude(
        kind=Payment.Kind.RECOVERY_RECEIPT
    )
    profile = LegalProfile.on(today)
    known = _known(decisions, list(payments), PaymentRule.of(profile), today)
    lines = (line for decision in decisions for line in lines_of(decision, known))
    found = [line for line in lines if through is None or (line.due_on is not None and line.due_on <= through)]
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or today, one.reference, one.number))


def _known(decisions: Sequence[Decision], payments: Sequence[Payment], rule: PaymentRule, today: date) -> Known:
    made: dict[tuple[uuid.UUID, int], list[Payment]] = {}
    recent: dict[tuple[uuid.UUID, int], list[date]] = {}
    for one in payments:
        made.setdefault((one.decision, one.number), []).append(one)
        if one.state in STANDING:
            recent.setdefault((one.bank_account_id, one.amount_cents), []).append(one.planned_on)
    return Known(made, recent, rule, today, _owed_again(decisions, payments))


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


def lines_of(decision: Decision, known: Known) -> Iterator[Due]:
    """The parts of a decision that are still due."""
    case = decision.application
    on_grant = decision.kind in (Decision.Kind.AWARD, Decision.Kind.AMENDMENT)
    replaced = on_grant and not is_standing(decision, case)
    if on_grant and case.state == Application.ACCOUNTED:
        return  # The determination took its place.
    if case.state == Application.REVOKED and decision.kind != Decision.Kind.PRIZE:
        return
    assert decision.announced_on is not None
    for number, part in enumerate(decision.payable):
        earlier = known.made.get((decision.pk, number), ())
        if any(one.state in STANDING for one in earlier) or (replaced and not known.owed_again(decision, number)):
            continue
        last = None if part.kind == "rest" else due_on(part, decision.announced_on)
        again = f"/{len(earlier)}" if earlier else ""
        yield Due(
            decision=decision.pk,
            number=number,
            payment=uuid.uuid5(decision.pk, f"payment/{number}{again}"),
            stream=decision.stream_id,
            reference=decision.stream.reference,
            recipient=case.organisation.name if case.organisation else case.contact.name,
            book=part.book,
            kind=part.kind,
            amount_cents=part.amount_cents,
            due_on=last,
            checks=tuple(checks(decision, part, known)),
        )


def checks(decision: Decision, part: Part, known: Known) -> Iterator[str]:
    """What is noticed of a part, by code, in order of `CHECKS`."""
    case, account = decision.application, decision.application.bank_account
    if account is None:
        yield "no-bank-account"
    else:
        if account.replaced_on or case.account_changed_on:
            yield "account-changed"
        if account.verified_on is None:
            yield "account-not-verified"
        if case.organisation and not same_name(account.holder, case.organisation.name):
            yield "name-differs"
        days = known.recent.get((account.pk, part.amount_cents), ())
        if any(abs((day - (part.due_on or known.today)).days) <= known.rule.duplicate_days for day in days):
            yield "probable-duplicate"
    if case.payments_suspended_through and case.payments_suspended_through >= known.today:
        yield "payments-suspended"
    if part.kind == "rest" or (
        decision.kind in (Decision.Kind.AWARD, Decision.Kind.AMENDMENT) and case.state in ACCOUNTING
    ):
        yield "not-payable-yet"


def same_name(holder: str, name: str) -> bool:
    """Whether two names are one as far as letters and digits go, one perhaps shorter than the other.

    >>> same_name("Stichting Dorpshuis De Brug", "St. Dorpshuis de Brug"), same_name("Buren", "Buren van de straat")
    (False, True)
    """
    one, other = (re.sub(r"\W", "", text).casefold() for text in (holder, name))
    return bool(one and other) and (one in other or other in one)
