"""The tale of a grant that was corrected after it was announced: up, put right, down, and determined; every cent at every point."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

import pytest

from budgets import checker, ledger
from documents.models import Letter
from grants import due_list, payloads
from grants.models import Application, Decision, Report
from tests import world
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import Deadline, Event
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def money(case: Application) -> dict[str, dict[str, int]]:
    """What stands in the pots of the line and of the ceiling for a case, without what is empty."""
    found = ledger.positions([case.stream_id])[case.stream_id]
    return {book.split(":")[0]: {pot: cents for pot, cents in pots.items() if cents} for book, pots in found.items()}


def again(case: Application) -> Application:
    return Application.objects.get(pk=case.pk)


def sound() -> None:
    assert checker.differences() == []
    assert verify().differences == []


def amend(town: World, case: Application, cents: int, **more: Any) -> Decision:
    """An amendment, drafted, signed and announced."""
    more = {"reason": "De tweede bus is duurder dan gedacht.", **more}
    return town.decide(again(case), cents, "amendment", **more)


LESS = "De tent telt niet mee."
LOWER = {"ground": "4:48(1)a", "hearing_exempt": "own_data", "reason": "U meldde zelf dat de bus er niet komt."}


def test_a_grant_is_corrected_up_put_right_and_down_and_nothing_is_lost_or_paid_twice() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    award = town.decide(case, 600_00, reason=LESS)
    town.pay(award)
    assert money(case) == {"line": {"advanced": 480_00, "committed": 120_00}, "ceiling": {"committed": 600_00}}

    town.wait(days=30)
    up = amend(town, case, 900_00)
    assert (again(case).granted_cents, again(case).amended_by, again(case).state) == (900_00, up.pk, "monitored")
    assert [(part.kind, part.amount_cents) for part in up.payable] == [("rest", 420_00)]
    assert money(case) == {"line": {"advanced": 480_00, "committed": 420_00}, "ceiling": {"committed": 900_00}}
    sound()

    town.wait(days=5)
    details = {"rectifies": str(up.pk)}
    town.decide(again(case), 900_00, "rectification", reason="Er stond 2025. Dat moet 2026 zijn.", details=details)
    letter = json.loads(Letter.objects.get(kind="rectification").facts)
    assert (
        letter["objection_until"]
        == Deadline.objects.get(subject=up.pk, kind="objection_term").legal_deadline.isoformat()
    )
    assert money(case) == {"line": {"advanced": 480_00, "committed": 420_00}, "ceiling": {"committed": 900_00}}

    town.wait(days=20)
    down = amend(town, case, 700_00, **LOWER)
    assert [(part.kind, part.amount_cents) for part in down.payable] == [("rest", 220_00)]
    assert money(case) == {"line": {"advanced": 480_00, "committed": 220_00}, "ceiling": {"committed": 900_00}}
    assert again(case).granted_cents == 700_00
    sound()

    town.wait(days=60)
    applicant = Actor(person=town.applicants[case.pk])
    town.take(applicant, "application", "account", case.pk, payloads.Account(900_00, "Klaar."))
    town.take("policy_officer", "report", "accept_report", Report.objects.get().pk)
    final = town.decide(again(case), 700_00, "determination", parts=())
    assert [(part.kind, part.amount_cents) for part in final.payable] == [("balance", 220_00)]
    town.pay(final)
    assert money(case) == {"line": {"paid": 700_00}, "ceiling": {"committed": 900_00}}
    assert (again(case).state, again(case).determined_cents) == ("accounted", 700_00)
    kinds = list(Decision.objects.order_by("announced_on", "kind").values_list("kind", "amount_cents", "state"))
    assert kinds == [
        ("award", 600_00, "announced"), ("amendment", 900_00, "announced"), ("rectification", 900_00, "announced"),
        ("amendment", 700_00, "announced"), ("determination", 700_00, "announced"),
    ]  # fmt: skip
    sound()


def test_below_what_was_advanced_the_difference_is_claimed_once_and_comes_back() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    town.pay(town.decide(case))
    amend(town, case, 500_00, **LOWER)
    assert money(case)["line"] == {"advanced": 500_00, "recoverable": 300_00}
    claim = town.decide(again(case), 300_00, "recovery", ground="4:57", reason="U kreeg te veel voorschot.")
    with pytest.raises(Refusal) as twice:
        town.draft(again(case), 100_00, "recovery", ground="4:57", reason="Nog een keer.")
    assert (twice.value.code, twice.value.detail["limit_cents"]) == ("amount-too-high", 0)
    receipt = payloads.Receipt(claim.pk, 300_00, clock.day_of(town.now))
    town.take("finance_maker", "payment", "receive_payment", uuid.uuid4(), receipt, stream=case.stream_id)
    assert money(case)["line"] == {"advanced": 500_00}
    sound()


def test_what_is_taken_back_pays_nothing_more_and_claims_all_that_was_paid() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    award = town.decide(case)
    town.pay(award)
    gone = town.decide(
        again(case), 0, "revocation", ground="4:48(1)c", hearing_exempt="own_data", reason="De gegevens klopten niet."
    )
    assert (again(case).state, gone.payable) == ("revoked", ())
    assert money(case) == {"line": {"recoverable": 800_00}, "ceiling": {"committed": 1_000_00}}
    with clock.at(town.now):
        assert due_list.due(clock.today()) == []
    claim = town.decide(again(case), 800_00, "recovery", ground="4:57", reason="De subsidie is ingetrokken.")
    assert claim.state == "announced"
    sound()


def test_after_the_determination_one_takes_back_within_five_years_on_its_own_grounds() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    town.pay(town.decide(case))
    applicant = Actor(person=town.applicants[case.pk])
    town.take(applicant, "application", "account", case.pk, payloads.Account(1_000_00, "Klaar."))
    town.take("policy_officer", "report", "accept_report", Report.objects.get().pk)
    town.pay(town.decide(again(case), 1_000_00, "determination", parts=()))
    back = {"hearing_exempt": "own_data", "reason": "Het feest was er nooit."}
    with pytest.raises(Refusal) as other:
        town.draft(again(case), 0, "revocation", ground="4:48(1)c", **back)
    assert other.value.code == "ground-of-another-moment"
    started = town.now
    town.wait(days=5 * 366)
    with pytest.raises(Refusal) as late:
        town.draft(again(case), 0, "revocation", ground="4:49(1)a", **back)
    assert late.value.code == "five-years-over"
    town.now = started
    town.decide(again(case), 0, "revocation", ground="4:49(1)a", **back)
    assert money(case)["line"] == {"recoverable": 1_000_00}
    sound()


# --- What is refused ---------------------------------------------------------------------------------------------


def paid_case() -> tuple[World, Application]:
    town = world.found(ceiling_cents=1_200_00)
    case = town.assessed(1_000_00)
    town.pay(town.decide(case, 800_00, reason=LESS))
    return town, again(case)


REFUSED: dict[str, tuple[int, str, dict[str, Any]]] = {
    "a lower amount without a ground": (500_00, "ground-missing", {"hearing_exempt": "own_data"}),
    "a lower amount on a ground of after the determination": (
        500_00,
        "ground-of-another-moment",
        {**LOWER, "ground": "4:49(1)a"},
    ),
    "a lower amount unheard": (500_00, "not-heard", {"ground": "4:48(1)a"}),
    "another view without a reasonable term": (500_00, "reasonable-term-missing", {**LOWER, "ground": "4:50(1)b"}),
    "more than was asked": (1_000_01, "amount-too-high", {}),
    "nothing left": (0, "amended-to-nothing", LOWER),
}


@pytest.mark.parametrize("case_", REFUSED)
def test_an_amendment_is_refused_when_it_is(case_: str) -> None:
    cents, code, more = REFUSED[case_]
    town, case = paid_case()
    before = money(case)
    with pytest.raises(Refusal) as refused:
        town.draft(case, cents, "amendment", **more)
    assert code in {one.code for one in refused.value.obstacles}
    assert money(case) == before


def test_an_amendment_above_the_ceiling_is_refused_with_the_sum() -> None:
    town, case = paid_case()
    town.decide(town.assessed(300_00))
    with pytest.raises(Refusal) as refused:
        town.draft(case, 1_000_00, "amendment", reason="Meer.")
    assert (refused.value.code, refused.value.detail["short_cents"]) == ("ceiling-exceeded", 100_00)


def test_an_amendment_that_is_taken_back_leaves_no_trace_in_the_money_and_another_may_follow() -> None:
    town, case = paid_case()
    before = money(case)
    draft = town.draft(case, 900_00, "amendment", reason="Meer.")
    assert money(case)["ceiling"] == {"committed": 800_00, "reserved": 100_00}
    with pytest.raises(Refusal) as waiting:
        town.draft(case, 950_00, "amendment", reason="Nog meer.")
    assert waiting.value.code == "decided-already"
    town.take("policy_officer", "decision", "annul", draft)
    assert money(case) == before
    amend(town, case, 950_00)
    assert again(case).granted_cents == 950_00
    sound()


def test_an_amendment_waits_for_what_is_on_its_way_and_after_it_only_what_it_says_is_paid() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    award = town.decide(case)
    town.draft(again(case), 900_00, "amendment", **LOWER)
    proposal = payloads.Proposal(award.pk, 0, clock.day_of(town.now))

    def refused(payload: payloads.Proposal) -> str:
        with pytest.raises(Refusal) as found:
            town.take("finance_maker", "payment", "propose_payment", uuid.uuid4(), payload, stream=case.stream_id)
        return found.value.code

    change = Decision.objects.get(kind="amendment")
    town.take("mandate_holder", "decision", "sign", change.pk)
    payment = uuid.uuid4()
    town.take("finance_maker", "payment", "propose_payment", payment, proposal, stream=case.stream_id)
    with pytest.raises(Refusal) as under_way:
        town.take("policy_officer", "decision", "announce", change.pk)
    assert under_way.value.code == "amendment-waits"
    town.take("finance_maker", "payment", "cancel_payment", payment)
    town.take("policy_officer", "decision", "announce", change.pk)
    assert refused(proposal) == "amended-since"
    with clock.at(town.now):
        listed = [(line.decision, line.kind, line.amount_cents) for line in due_list.due(clock.today())]
    assert listed == [(change.pk, "advance", 800_00), (change.pk, "rest", 100_00)]
    town.pay(Decision.objects.get(pk=change.pk))
    sound()


def test_rule_7_a_term_runs_from_the_announcement_and_not_from_the_signature() -> None:
    town = world.found()
    decision = town.draft(town.assessed())
    town.take("mandate_holder", "decision", "sign", decision)
    assert not Deadline.objects.filter(subject=decision).exists()
    signed = clock.day_of(town.now)
    town.wait(days=9)
    town.take("policy_officer", "decision", "announce", decision)
    term = Deadline.objects.get(subject=decision, kind="objection_term")
    assert (term.starts_on, term.legal_deadline) == (date(2026, 1, 14), date(2026, 2, 25))
    assert signed == date(2026, 1, 5)
    assert Event.objects.filter(action="announce").count() == 1
