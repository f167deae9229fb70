"""What can begin in a dossier (a score, a check, a draft decision, a payment), each with what stands in its way. Reads only."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgets import ledger
from budgets.figures import euro
from budgets.models import Payment
from grants.allocation import FirstCome, Formula, Need
from grants.due_list import Due
from grants.guards import STATES_BY_KIND
from grants.models import AccountChange, Application, Assessment, Check, Decision, Inspection, Objection, PartyChange
from grants.models.scheme import scheme_of
from grants.payment_checks import CHECKS, SHUT
from grants.payment_desk import open_claims
from grants.ranking import published_rule
from grants.told import Told, told
from workflow import door
from workflow.facts import Actor, Change, Payload
from workflow.law.wording import dutch_date

Kind = Decision.Kind
REPEATED = (Kind.AMENDMENT, Kind.RECTIFICATION, Kind.RECOVERY)
"""Kinds of decision that may follow each other."""


DECIDED = (
    *(Application.AWARDED, Application.MONITORED, Application.ACCOUNT_SUBMITTED, Application.ACCOUNTED),
    *(Application.REJECTED, Application.SET_ASIDE, Application.REVOKED),
)
"""Where a case stands once a decision on it was announced, to which one can object."""


@dataclass(frozen=True)
class About(Payload):
    """What something that is not there yet would be about: as much as its guards look at before anything is filled in."""

    application: uuid.UUID
    kind: str = ""
    decision: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Begins:
    """One way in which something can begin."""

    machine: str
    action: str
    about: About
    label: str = ""


def born(case: Application, due: Sequence[Due], actor: Actor) -> Iterator[Told]:
    """Every step that brings something into being in the dossier of a case, open or not."""
    ways = list(_ways(case, due))
    changes = [Change(one.machine, one.action, uuid.uuid4(), one.about, case.stream_id) for one in ways]
    for one, option in zip(ways, door.tried(changes, actor=actor) if ways else (), strict=True):
        yield told(option, case.pk, "nieuw", one.label)
    yield from _shut(case, due)


def _ways(case: Application, due: Sequence[Due]) -> Iterator[Begins]:
    """The ways that this round and this moment know; what can never begin here is not named."""
    about = About(case.pk)
    if case.state == Application.SUBMITTED:
        yield from _judging(case, about)
    for kind in _kinds(case):
        label = f"Maak een ontwerpbesluit: {Kind(kind).label}"
        yield Begins(Decision.MACHINE, "draft_decision", About(case.pk, kind), label)
    if case.granted_cents is not None:
        yield Begins(Check.MACHINE, "plan_check", about)
    if case.received_at and case.state not in (Application.WITHDRAWN, Application.MERGED):
        yield Begins(PartyChange.MACHINE, "ask_party_change", about)
        if case.organisation_id:
            yield Begins(AccountChange.MACHINE, "ask_account_change", about)
    yield from _paying(case, due)
    if case.state in DECIDED:
        yield Begins(Objection.MACHINE, "object_to_decision", about)


def _paying(case: Application, due: Sequence[Due]) -> Iterator[Begins]:
    """What is paid, and paid back."""
    for line in due:
        if line.open:
            by = f", uiterlijk {dutch_date(line.due_on)}" if line.due_on else ""
            label = f"Stel een betaling voor van {euro(line.amount_cents)}{by}"
            yield Begins(Payment.MACHINE, "propose_payment", About(case.pk, decision=line.decision), label)
    for claim, cents in open_claims(case):
        if cents:
            yield Begins(Payment.MACHINE, "receive_payment", About(case.pk, decision=claim.pk))


def _judging(case: Application, about: About) -> Iterator[Begins]:
    """What the rule of the round is judged on: an inspection for the need, nothing for a formula, else scores where there are weights."""
    rule = published_rule(case.round)
    if isinstance(rule, Need):
        yield Begins(Inspection.MACHINE, "inspect", about)
    elif not case.round.figures.get("weights") or isinstance(rule, Formula):
        return
    else:
        yield Begins(Assessment.MACHINE, "score", about)
        if not isinstance(rule, FirstCome):
            yield Begins(Assessment.MACHINE, "agree_levels", about)
    yield Begins(Assessment.MACHINE, "declare_interest", about)


def _kinds(case: Application) -> Iterator[str]:
    """The kinds of decision that can be drafted where the case stands."""
    made = case.decisions.exclude(state=Decision.ANNULLED)
    waiting = set(made.exclude(state=Decision.ANNOUNCED).values_list("kind", flat=True))
    taken = set(made.values_list("kind", flat=True)) - set(REPEATED)
    for kind, states in STATES_BY_KIND.items():
        if case.state in states and kind not in waiting | taken and _fits(kind, case):
            yield kind


def _fits(kind: str, case: Application) -> bool:
    """Whether the round and the money know this kind of decision."""
    figures, direct = case.round.figures, case.round.figures.get("regime") == "direct"
    if kind == Kind.AWARD:
        return bool(figures.get("reserve_list")) if case.state == Application.REJECTED else not direct
    if kind == Kind.DETERMINATION and case.state == Application.ASSESSED:
        return "determine_directly" in scheme_of(case.round.scheme_version_id).steps
    if kind == Kind.PRIZE:
        return bool(case.round.prize_book)
    if kind == Kind.RECOVERY:
        pots = ledger.positions([case.stream_id]).get(case.stream_id, {}).values()
        claimed = sum(cents for _, cents in open_claims(case))
        return sum(one.get("recoverable", 0) for one in pots) > claimed
    return kind != Kind.SET_ASIDE or case.completion_until is not None


def _shut(case: Application, due: Sequence[Due]) -> Iterator[Told]:
    """Payments that the list of what is due shows to be shut."""
    declared = Payment.declarations()["propose_payment"]
    for line in due:
        if not line.open:
            why = tuple(f"{CHECKS[code].capitalize()}. ({code})" for code in line.checks if code in SHUT)
            label = f"Stel een betaling voor van {euro(line.amount_cents)}"
            shown = told(door.Option(declared, "", ()), case.pk, "nieuw", label)
            yield dataclasses.replace(shown, open=False, why=why)
