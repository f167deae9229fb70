"""One case of each scheme, from its idea or filing to its last euro: completed, assessed, awarded, paid, reported, determined lower.

Each tale is told in the municipality of the demo, on which nothing else happens: what is read here is all there is.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from budgets import ledger
from budgets.checker import differences
from documents.models import Letter
from grants import payloads
from grants.demo import atelier, challenge, halls
from grants.demo.stage import at, id_of
from grants.models import Application, Check, Decision, Obligation, Report
from grants.payment_plan import award_parts
from tests.invariants import year
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import NOTHING, Actor, Change, Payload
from workflow.verify import verify

pytestmark = pytest.mark.django_db


@dataclass
class Life:
    """One case on its way: what day it is, and who does what."""

    case: year.Case
    officer: str
    now: datetime
    taken: list[str] = field(default_factory=list)

    def take(
        self, who: str | uuid.UUID, machine: str, action: str, subject: uuid.UUID, payload: Payload = NOTHING
    ) -> None:
        """Take one step, an hour after the last; it is born in the dossier of the case where it is new."""
        self.now += timedelta(hours=1)
        person = who if isinstance(who, uuid.UUID) else id_of("person", who)
        born = Application.objects.filter(pk=self.case.id).values_list("stream_id", flat=True).first()
        opens = machine in ("application", "round", "payment_order")
        change = Change(machine, action, subject, payload, None if opens else born)
        with clock.at(self.now):
            door.act([change], actor=Actor(person=person), key=f"life/{len(self.taken)}")
        self.taken.append(action)

    @property
    def row(self) -> Application:
        """The case as it stands."""
        return Application.objects.select_related("round").get(pk=self.case.id)

    def on(self, day: date) -> None:
        """It is another day."""
        self.now = at(day)

    def decide(self, draft: payloads.Draft) -> Decision:
        """Draft, sign by whoever has the mandate, announce."""
        decision = uuid.uuid5(self.case.id, f"decision/{draft.kind}")
        self.take(self.officer, "decision", "draft_decision", decision, draft)
        self._signed(decision)
        self.take(self.officer, "decision", "announce", decision)
        return Decision.objects.get(pk=decision)

    def _signed(self, decision: uuid.UUID) -> None:
        for holder in year.staff()["mandate_holder"]:
            try:
                return self.take(holder, "decision", "sign", decision)
            except Refusal as refusal:
                if refusal.code != "no-mandate":
                    raise
        raise AssertionError("nobody has a mandate")

    def pay(self, decision: Decision, number: int = 0) -> None:
        """A part of a decision: proposed, approved by another, ordered and settled."""
        payment, order = uuid.uuid5(decision.pk, f"payment/{number}"), uuid.uuid5(decision.pk, f"order/{number}")
        today = clock.day_of(self.now)
        self.take("S08", "payment", "propose_payment", payment, payloads.Proposal(decision.pk, number, today))
        self.take("S09", "payment", "approve_payment", payment)
        self.take("S08", "payment_order", "make_order", order, payloads.Order((payment,)))
        self.take("S08", "payment", "settle_payment", payment, payloads.Credited(today))


def begun(case: year.Case, officer: str, seeds: tuple[Change, ...]) -> Life:
    """The round of the case is prepared and opened."""
    life = Life(case, officer, year.BEGIN)
    (prepared,) = (change for change in seeds if change.subject == _round(case))
    for action, payload in (("prepare", prepared.payload), ("open", NOTHING)):
        life.take(officer, "round", action, prepared.subject, payload)
    return life


def _round(case: year.Case) -> uuid.UUID:
    found = case.filing.round or getattr(case.begin, "round", None)
    assert isinstance(found, uuid.UUID)
    return found


def file(life: Life, missing: str) -> None:
    """Idea or filing, a request for what is missing, the completion, and the check that everything is there."""
    life.on(date(2026, 1, 12))
    who = life.case.contact
    if isinstance(life.case.begin, payloads.Idea):
        life.take(who, "application", "register_idea", life.case.id, life.case.begin)
        life.take(
            year.staff()["adviser"][0], "application", "invite", life.case.id, payloads.Advice("Kom met een plan.")
        )
        life.take(who, "application", "draft", life.case.id, payloads.Start())
    life.take(who, "application", "file", life.case.id, life.case.filing)
    life.take(
        "S01",
        "application",
        "request_completion",
        life.case.id,
        payloads.CompletionRequest((missing,), date(2026, 1, 26)),
    )
    life.on(date(2026, 1, 16))
    given = {missing: life.case.filing.answers[missing]}
    life.take(who, "application", "complete", life.case.id, payloads.Completion(given))
    life.take("S01", "application", "intake", life.case.id)


def score(life: Life, criteria: Any) -> None:
    """Two people give and lock their levels."""
    life.on(date(2026, 1, 20))
    for who in life.case.assessors:
        mine = uuid.uuid5(life.case.id, f"assessment/{who}")
        scoring = payloads.Scoring(life.case.id, dict.fromkeys(criteria, 4))
        life.take(who, "assessment", "score", mine, scoring)
        life.take(who, "assessment", "lock", mine)


def rank(life: Life, seed: str) -> Decision:
    """The round is ranked after its last day; the award that follows from it is signed and announced."""
    life.on(date(2026, 4, 2))
    life.take(life.officer, "round", "rank", _round(life.case), payloads.Seed(seed))
    decision = Decision.objects.get(application=life.case.id).pk
    life._signed(decision)
    life.take(life.officer, "decision", "announce", decision)
    return Decision.objects.get(pk=decision)


def account(life: Life) -> int:
    """The account by line: the first line cost less, which is explained. What it cost, in cents."""
    life.on(date(2026, 10, 5))
    budget = life.case.filing.answers["begroting"]
    costs = [line["amount_cents"] for line in budget["costs"]]
    costs[0] //= 2
    income = tuple(line["amount_cents"] for line in budget["income"])
    said = {"costs/0": "Een deel is niet gedaan."}
    given = payloads.Account(sum(costs), "Bijna alles is gelukt.", tuple(costs), income, said, all_done=False)
    life.take(life.case.contact, "application", "account", life.case.id, given)
    for report in Report.objects.filter(application=life.case.id):
        life.take(life.officer, "report", "accept_report", report.pk)
    return sum(costs)


def determine_lower(life: Life, cents: int) -> Decision:
    """The view is asked and given, and less is determined on the ground that a part was not done."""
    life.on(date(2026, 10, 12))
    facts = ("U kreeg subsidie voor het hele plan.", "Een deel is niet gedaan.")
    said = "Wij betalen alleen wat gedaan is."
    intention = payloads.Intention(cents, date(2026, 10, 26), facts, said, ground="4:46(2)a")
    life.take(life.officer, "application", "ask_view", life.case.id, intention)
    life.on(date(2026, 11, 2))
    draft = payloads.Draft(
        life.case.id,
        "lower_determination",
        cents,
        ground="4:46(2)a",
        reason="Een deel van het plan is niet gedaan.",
        view="Wij zijn het eens.",
        details={"view_received": "2026-10-20"},
    )
    return life.decide(draft)


def held(life: Life) -> dict[str, int]:
    """What stands in the pots of the budget lines for the case, all years together, in cents."""
    total: dict[str, int] = {}
    for book, pots in ledger.positions([life.row.stream_id])[life.row.stream_id].items():
        if book.startswith("line:"):
            for pot, cents in pots.items():
                total[pot] = total.get(pot, 0) + cents
    return {pot: cents for pot, cents in total.items() if cents}


def letters(life: Life) -> list[str]:
    """The letters of the case, in the order in which they were sent."""
    return list(
        Letter.objects.filter(stream=life.row.stream_id).order_by("sent_on", "kind").values_list("kind", flat=True)
    )


def everything_holds(life: Life) -> None:
    """The case is accounted, the ledger adds up, the trail replays."""
    assert life.row.state == Application.ACCOUNTED
    assert (differences(), verify().differences) == ([], [])


def test_a_plan_of_the_challenge_from_idea_to_accounted() -> None:
    seeds = year.found()
    life = begun(year.cases()[challenge.plan_case("P01")], "S12", seeds)
    file(life, "begroting")
    score(life, challenge.told()["round"]["criteria_order"])
    award = rank(life, challenge.told()["round"]["draw_seed"])
    granted = award.amount_cents
    assert (life.row.regime, Obligation.objects.filter(application=life.case.id).count()) == ("activity_report", 6)
    life.on(date(2026, 4, 20))
    life.pay(award)
    assert life.row.state == Application.MONITORED
    life.take("S12", "application", "plan_monitoring", life.case.id)
    assert list(Check.objects.values_list("kind", flat=True)) == ["talk"]
    account(life)
    cents = granted * 9 // 10
    final = determine_lower(life, cents)
    advance = award.payable[0].amount_cents
    assert held(life) == {"paid": advance, "committed": cents - advance}  # The rest was released.
    life.pay(final)
    assert held(life) == {"paid": cents}
    assert letters(life) == [
        "acknowledgement", "completion_request", "idea_received", "invitation", "award", "account_receipt",
        "hearing_intention", "lower_determination",
    ]  # fmt: skip
    everything_holds(life)


def test_a_hall_from_filing_to_accounted() -> None:
    seeds = year.found()
    life = begun(year.cases()[halls.case_of("DH02-B")], "S13", seeds)
    file(life, "begroting")
    life.on(date(2026, 1, 20))
    visit = payloads.Findings(life.case.id, date(2026, 1, 20), 5, 1, 1, 1, 12)
    life.take(year.staff()["inspector"][0], "inspection", "inspect", uuid.uuid5(life.case.id, "inspection"), visit)
    award = rank(life, halls.told()["round_b"]["draw_seed"])
    granted = award.amount_cents
    assert life.row.regime == "method"
    life.on(date(2026, 4, 20))
    life.pay(award)
    account(life)
    cents = granted * 9 // 10
    determine_lower(life, cents)
    advance = award.payable[0].amount_cents
    assert held(life) == {"paid": advance, "committed": cents - advance}
    assert letters(life) == [
        "acknowledgement", "completion_request", "award", "advance_paid", "account_receipt", "hearing_intention", "lower_determination",
    ]  # fmt: skip
    everything_holds(life)


def test_an_initiative_of_the_atelier_from_filing_to_accounted_with_a_claim_that_is_paid_back() -> None:
    seeds = year.found()
    case = max(
        (one for one in year.cases().values() if "S03" in one.assessors),
        key=lambda one: sum(line["amount_cents"] for line in one.filing.answers["begroting"]["costs"]),
    )
    life = begun(case, "S12", seeds)
    file(life, "begroting")
    score(life, atelier.told()["round"]["criteria_order"])
    life.on(date(2026, 2, 10))
    asked = life.row.requested_cents or 0
    award = life.decide(
        payloads.Draft(case.id, "award", asked, award_parts(life.row.round.book, asked, life.row.round.figures))
    )
    life.on(date(2026, 2, 20))
    life.pay(award)
    account(life)
    cents = asked * 9 // 10
    determine_lower(life, cents)
    assert held(life) == {"paid": cents, "recoverable": asked - cents}
    life.on(date(2026, 11, 9))
    claim = life.decide(payloads.Draft(case.id, "recovery", asked - cents, ground="4:57(1)", reason="U kreeg te veel."))
    life.on(date(2026, 12, 1))
    back = payloads.Receipt(claim.pk, asked - cents, date(2026, 12, 1))
    life.take("S08", "payment", "receive_payment", uuid.uuid5(claim.pk, "receipt"), back)
    assert held(life) == {"paid": cents}
    assert letters(life) == [
        "acknowledgement", "completion_request", "award", "account_receipt", "hearing_intention", "lower_determination", "recovery",
    ]  # fmt: skip
    everything_holds(life)
