"""What waits for another pair of eyes: each payment with what was found, what changed since it was proposed, and who did what."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery

from budgets import ledger
from budgets.models import Payment
from grants import trail
from grants.desk import Desk
from grants.models import Application, Decision
from grants.payment_checks import Finding, Looked, Twin, findings, twins
from grants.payment_differences import Since, differences
from grants.payment_rule import PaymentRule
from grants.sight import closed_to
from partners.models import Person
from workflow import clock, door
from workflow.errors import Obstacle
from workflow.facts import NOTHING, Change
from workflow.models import Event

APPROVE, THIRD, ORDER, AGAIN = "approve_payment", "approve_payment_third", "order_payment", "propose_payment_again"
"""The steps for which a payment waits."""

PER_PAGE = 20
"""Payments on one page, fewer than of other lists: of each stands what was looked at."""


def waits(action: str, above_cents: int) -> Q:
    """Which payments wait for a step, when a third person signs above an amount."""
    third = Q(state=Payment.APPROVED, third_approved=False, amount_cents__gt=above_cents)
    return {
        APPROVE: Q(state=Payment.PROPOSED),
        AGAIN: Q(state=Payment.SENT_BACK),
        THIRD: third,
        ORDER: Q(state=Payment.APPROVED) & ~third,
    }[action]


def payments(waiting: Q, desk: Desk) -> QuerySet[Payment, Payment]:
    """What waits, the earliest first; without what stands in a dossier in which the colleague has an interest."""
    found = Payment.objects.filter(waiting).exclude(stream__in=closed_to(desk)).select_related("stream", "bank_account")
    return found.order_by("due_on", "reference", "pk")


@dataclass(frozen=True, slots=True)
class Row:
    """A payment that waits: for whom, who proposed it and who sent it back, what is in the way for this colleague, and what was found.

    `happened` is what others did in the dossier since the payment was proposed.
    """

    payment: Payment
    title: str
    recipient: str
    proposer: str
    sender: str
    obstacles: tuple[Obstacle, ...]
    findings: tuple[Finding, ...]
    differences: tuple[str, ...]
    happened: tuple[trail.Happened, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of payments that wait for one step: open for this colleague, or not."""

    open: Sequence[Row]
    shut: Sequence[Row]
    page: Page[Any]

    @property
    def number(self) -> int:
        """How many of them this page shows."""
        return len(self.open) + len(self.shut)


def look(desk: Desk, number: str, rule: PaymentRule) -> tuple[Waiting, Waiting]:
    """A page of what waits for approval and of what waits for a third signature after that, tried together for a colleague."""
    found = payments(waits(APPROVE, rule.third_above_cents) | waits(THIRD, rule.third_above_cents), desk).order_by(
        "-state", "due_on", "reference", "pk"
    )
    page = Paginator(found, PER_PAGE).get_page(number)
    every = _rows(list(page.object_list), desk, rule)
    proposed, third = (_waiting(state, page, every) for state in (Payment.PROPOSED, Payment.APPROVED))
    return proposed, third


def _waiting(state: str, page: Page[Any], every: Sequence[Row]) -> Waiting:
    mine = [row for row in every if row.payment.state == state]
    return Waiting([row for row in mine if not row.obstacles], [row for row in mine if row.obstacles], page)


def sent_back(desk: Desk, rule: PaymentRule) -> list[Row]:
    """What a second person sent back, as many as fit on a page; what is in the way of it is told by what became different."""
    found = list(payments(waits(AGAIN, 0), desk)[:PER_PAGE])
    around = _around(found, rule) if found else None
    return [_row(one, around, ()) for one in found if around]


STEPS = {Payment.PROPOSED: APPROVE, Payment.APPROVED: THIRD}


def _rows(found: Sequence[Payment], desk: Desk, rule: PaymentRule) -> list[Row]:
    """Payments with all that is said of them and what is in the way for a colleague, in a fixed number of queries."""
    if not found:
        return []
    around = _around(found, rule)
    tried = door.tried([Change("payment", STEPS[one.state], one.pk, NOTHING) for one in found], actor=desk.actor)
    return [_row(one, around, option.obstacles) for one, option in zip(found, tried, strict=True)]


PROPOSALS = ("propose_payment", "propose_payment_again")


@dataclass(frozen=True, slots=True)
class _Around:
    """What a page of payments is laid beside; `said` is the last event of each action on each of them."""

    cases: Mapping[uuid.UUID, Application]
    decisions: Mapping[uuid.UUID, Decision]
    held: Mapping[uuid.UUID, Mapping[str, Mapping[str, int]]]
    said: Mapping[tuple[uuid.UUID, str], Event]
    names: Mapping[uuid.UUID | None, str]
    events: Sequence[Event]
    alike: Sequence[Payment]
    rule: PaymentRule
    today: date


def _around(found: Sequence[Payment], rule: PaymentRule) -> _Around:
    """All that a page needs, in a query for each kind of thing."""
    streams, ids = {one.stream_id for one in found}, [one.pk for one in found]
    along = ("application__organisation", "application__contact", "application__round")
    announced = Decision.objects.filter(stream__in=streams, state=Decision.ANNOUNCED).select_related(*along)
    decisions = {one.pk: one for one in announced}
    cases = {one.stream_id: one.application for one in decisions.values()}
    first = (
        Event.objects.filter(stream__in=streams, subject__in=ids, action__in=PROPOSALS).order_by("at").values("at")[:1]
    )
    since = Q(stream__in=streams, at__gte=Subquery(first))
    of_round = Q(stream__in={one.round.stream_id for one in cases.values()}, action="change_ceiling")
    name = Subquery(Person.objects.filter(pk=OuterRef("person")).values("name")[:1])
    around = streams | {one.round.stream_id for one in cases.values()}  # By these the index of the trail is used.
    told = Event.objects.filter(since | of_round, stream__in=around)
    events = list(told.annotate(name=name).order_by("at", "seq"))
    mine = [one for one in events if one.subject in set(ids)]
    same = Payment.objects.filter(
        amount_cents__in={one.amount_cents for one in found},
        bank_account__organisation__in={one.bank_account.organisation_id for one in found},
        state__in=Payment.STANDING,
    )
    return _Around(
        cases=cases,
        decisions=decisions,
        held=ledger.positions(streams),
        said={(one.subject, one.action): one for one in mine},
        names={one.person: one.name or "" for one in events if one.person},
        events=events,
        alike=list(same.select_related("bank_account")),
        rule=rule,
        today=clock.today(),
    )


def _row(payment: Payment, around: _Around, obstacles: tuple[Obstacle, ...]) -> Row:
    case, proposals = around.cases[payment.stream_id], [around.said.get((payment.pk, action)) for action in PROPOSALS]
    proposal = [one for one in proposals if one][-1]
    sent = around.said.get((payment.pk, "send_back_payment"))
    return Row(
        payment=payment,
        title=case.title,
        recipient=case.organisation.name if case.organisation else case.contact.name,
        proposer=around.names.get(proposal.person, ""),
        sender=around.names.get(sent.person, "") if sent else "",
        obstacles=obstacles,
        findings=findings(_looked(payment, case, around)),
        differences=differences(payment, _since(payment, case, proposal, around)),
        happened=tuple(_happened(payment, proposal, around)),
    )


def _looked(payment: Payment, case: Application, around: _Around) -> Looked:
    account, decision = payment.bank_account, around.decisions[payment.decision]
    same = (
        Twin(one.planned_on, one.stream_id, one.reference, made=True)
        for one in around.alike
        if one.pk != payment.pk
        and (one.amount_cents, one.bank_account.organisation_id) == (payment.amount_cents, account.organisation_id)
    )
    assert decision.announced_on is not None
    return Looked(
        holder=account.holder,
        name=case.organisation.name if case.organisation else None,
        verified_on=account.verified_on,
        changed_on=account.replaced_on or case.account_changed_on,
        announced_on=decision.announced_on,
        book=payment.book,
        suspended_through=case.payments_suspended_through,
        after_determination=False,
        twins=twins(same, payment.planned_on, payment.stream_id, around.rule.duplicate_days),
        rule=around.rule,
        today=around.today,
    )


def _since(payment: Payment, case: Application, proposal: Event, around: _Around) -> Since:
    raised = [one for one in around.events if one.stream_id == case.round.stream_id and one.at >= proposal.at]
    return Since(
        case=case,
        decision=around.decisions[payment.decision],
        instead=around.decisions.get(case.amended_by) if case.amended_by else None,
        held=around.held.get(payment.stream_id, {}),
        ceiling_on=clock.day_of(raised[-1].at) if raised else None,
        today=around.today,
    )


def _happened(payment: Payment, proposal: Event, around: _Around) -> Iterator[trail.Happened]:
    """What was done in the dossier after the proposal, to anything but the payment itself."""
    for one in around.events:
        if one.stream_id == payment.stream_id and one.seq > proposal.seq and one.subject != payment.pk:
            yield trail.happened(one, around.names, {})
