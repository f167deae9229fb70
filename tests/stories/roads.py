"""Roads along which one dossier of the demo comes to every state, and at each stop every decision that can be drafted there."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from budgets.models import Payment
from documents.models import Letter
from grants import payloads
from grants.demo import money
from grants.demo.stage import id_of
from grants.guards import STATES_BY_KIND
from grants.models import Application, Decision, Report
from grants.payment_plan import at_once, award_parts
from tests.invariants.year import year
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import NOTHING, Actor, Payload
from workflow.models import Event

_keys = count()

WHY = {"reason": "Het plan is veranderd.", "hearing_exempt": "own_data"}
MARKS = {"place": 1, "jury_grade": 80, "votes": 9, "most_votes": 9, "finalists": 3}
GROUNDS = {
    "refusal": ("refused_ceiling", "refused_pass_mark", "refused_late", "wrong_scheme", "4:35(1)a"),
    "lower_determination": ("4:46(2)a", "4:46(2)d"),
    "amendment": ("4:48(1)a", "4:50(1)a"),
    "revocation": ("4:48(1)a", "4:49(1)a", "4:50(1)a"),
}
"""Some grounds of each kind that needs one: of every article, and of every kind of letter."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a decision: the letter it was announced with, or the step at which it was refused and the code."""

    stop: str
    state: str
    kind: str
    what: str
    step: str
    outcome: str


@dataclass
class Desk:
    """One dossier, and the people who decide on it. All that was tried at the stops is kept."""

    case_id: uuid.UUID
    now: datetime = field(default_factory=lambda: Event.objects.latest("at").at + timedelta(days=1))
    tried: list[Tried] = field(default_factory=list)

    @property
    def case(self) -> Application:
        return Application.objects.select_related("round", "stream").get(pk=self.case_id)

    @property
    def decisions(self) -> list[Decision]:
        return list(self.case.decisions.filter(state=Decision.ANNOUNCED).order_by("announced_on"))

    def take(
        self,
        who: str | uuid.UUID,
        machine: str,
        action: str,
        subject: uuid.UUID,
        payload: Payload = NOTHING,
        **where: Any,
    ) -> None:
        """Take a step as somebody of the demo, by their key, or as an applicant."""
        actor = Actor(person=who if isinstance(who, uuid.UUID) else id_of("person", who))
        with clock.at(self.now):
            door.perform(machine, action, subject, payload, actor=actor, key=f"road/{next(_keys)}", **where)

    # --- Deciding -----------------------------------------------------------------------------------------------------

    def draft(self, kind: str, cents: int, **more: Any) -> uuid.UUID:
        decision, draft = uuid.uuid4(), payloads.Draft(self.case_id, kind, cents, **more)
        self.take("S13", "decision", "draft_decision", decision, draft, stream=self.case.stream_id)
        return decision

    def sign(self, decision: uuid.UUID) -> None:
        if Decision.objects.get(pk=decision).kind == Decision.Kind.REVOCATION:  # The college keeps those to itself.
            said = payloads.Resolution(clock.day_of(self.now), "B-2026-0001")
            self.take("S13", "decision", "record_resolution", decision, said)
        self.take("S07", "decision", "sign", decision)

    def announce(self, decision: uuid.UUID) -> None:
        self.take("S13", "decision", "announce", decision)

    def decide(self, kind: str, cents: int, **more: Any) -> None:
        decision = self.draft(kind, cents, **more)
        self.sign(decision)
        self.announce(decision)
        self.now += timedelta(days=1)

    # --- Other steps --------------------------------------------------------------------------------------------------

    def pay(self) -> None:
        """Pay what the last decision says is paid this year."""
        for one in self.decisions[-1:]:
            for number, part in enumerate(one.payable):
                payment = uuid.uuid5(one.pk, f"payment/{number}")
                if part.kind == "rest" or (part.due_on and part.due_on.year > self.now.year):
                    continue
                proposal = payloads.Proposal(one.pk, number, clock.day_of(self.now))
                self.take("S08", "payment", "propose_payment", payment, proposal, stream=one.stream_id)
                self.take("S09", "payment", "approve_payment", payment)
                self.take("S08", "payment_order", "make_order", uuid.uuid4(), payloads.Order((payment,)))
                self.take("S08", "payment", "settle_payment", payment, payloads.Credited(clock.day_of(self.now)))

    def receive(self) -> None:
        """All that was claimed last came back."""
        claim = self.decisions[-1]
        receipt = payloads.Receipt(claim.pk, claim.amount_cents, clock.day_of(self.now))
        self.take("S08", "payment", "receive_payment", uuid.uuid4(), receipt, stream=claim.stream_id)

    def account(self) -> None:
        """The plan is over, and its report is accepted."""
        self.now += timedelta(days=300)
        said = payloads.Account(2 * (self.case.requested_cents or 0), "Klaar.")
        self.take(self.case.contact_id, "application", "account", self.case_id, said)
        for report in Report.objects.filter(application=self.case_id, state=Report.SUBMITTED):
            self.take("S13", "report", "accept_report", report.pk)

    @property
    def claimable_cents(self) -> int:
        """What was paid too much and is not claimed yet."""
        undue = sum(pots.get("recoverable", 0) for pots in money.held(self.case).values())
        claims = sum(one.amount_cents for one in self.decisions if one.kind == Decision.Kind.RECOVERY)
        back = Payment.objects.filter(
            stream=self.case.stream_id, kind=Payment.Kind.RECOVERY_RECEIPT, state=Payment.SETTLED
        )
        return undue - max(0, claims - sum(one.amount_cents for one in back))

    # --- Every decision that can be drafted ---------------------------------------------------------------------------

    def try_all(self, stop: str) -> None:
        """Try every kind of decision that has its place in this state, each in a year that never was."""
        state, now = self.case.state, self.now
        for kind, states in STATES_BY_KIND.items():
            for what, cents, more in self.variants(kind) if state in states else ():
                with year():
                    step, outcome = self.attempt(kind, cents, more)
                self.tried.append(Tried(stop, state, kind, what, step, outcome))
                self.now = now

    def attempt(self, kind: str, cents: int, more: Mapping[str, Any]) -> tuple[str, str]:
        """Draft, sign and announce; how far it came, with the kinds of its letters or the code of the refusal."""
        before = set(Letter.objects.filter(stream=self.case.stream_id).values_list("pk", flat=True))
        step = "draft"
        try:
            decision = self.draft(kind, cents, **more)
            step = "sign"
            self.sign(decision)
            step = "announce"
            self.announce(decision)
        except Refusal as refusal:
            return step, refusal.code
        letters = Letter.objects.filter(stream=self.case.stream_id).exclude(pk__in=before)
        return "announced", " ".join(sorted(letters.values_list("kind", flat=True)))

    def variants(self, kind: str) -> Iterator[Variant]:
        """Well-formed drafts of a kind: what they are, their amount, and what comes with them."""
        granted = self.case.granted_cents or 0
        if kind == "recovery":
            for what, cents in (("all", self.claimable_cents), ("in part", self.claimable_cents // 2)):
                yield what, cents, {"ground": "4:57(1)"}
        elif kind == "rectification":
            for one in self.decisions:
                yield one.kind, one.amount_cents, {"reason": "2025 is 2026.", "details": {"rectifies": str(one.pk)}}
        elif kind in ("amendment", "revocation"):
            if kind == "amendment":
                yield "up", min(granted + 1_00, self.case.requested_cents or 0), {"reason": "Het wordt duurder."}
            effective = {"effective_on": (clock.day_of(self.now) + timedelta(days=60)).isoformat()}
            for ground in GROUNDS[kind]:
                yield (
                    ground,
                    granted // 2 if kind == "amendment" else 0,
                    {"ground": ground, "details": effective, **WHY},
                )
        elif kind == "lower_determination":
            yield "to nothing", 0, {"ground": "4:46(2)a", **WHY}
            for ground in GROUNDS[kind]:
                yield ground, granted // 2, {"ground": ground, **WHY}
        else:
            yield from first_decisions(kind, self.case)


Variant = tuple[str, int, dict[str, Any]]


def first_decisions(kind: str, case: Application) -> Iterator[Variant]:
    """The same for the kinds that rest on no earlier decision, and for the determination as it was granted."""
    asked, granted, book = case.requested_cents or 0, case.granted_cents or 0, case.round.book
    if kind == "award":
        yield "as asked", asked, {"parts": award_parts(book, asked, case.round.figures) if asked else ()}
    elif kind == "determination":
        first = case.state == Application.ASSESSED
        yield (
            ("at once", asked, {"parts": at_once(book, asked) if asked else ()})
            if first
            else ("as granted", granted, {})
        )
    elif kind == "prize":
        parts = at_once(case.round.prize_book, 1_000_00) if case.round.prize_book else ()
        yield "first", 1_000_00, {"parts": parts, "reason": "Nog een bus.", "details": MARKS}
    else:
        other = {"fits": "innovatie-atelier" if case.round.code[:2] != "IA" else "ondernemers-challenge"}
        for ground in GROUNDS.get(kind, ("incomplete",)):
            law = WHY if ground[:2] == "4:" else {}
            yield ground, asked, {"ground": ground, "details": other if ground == "wrong_scheme" else {}, **law}
