"""What was paid and has to come back, in every letter that reckons with it: after a grant at once, after earlier claims, and in parts."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from documents.letters import Line, from_json
from documents.letters.correction import Amendment, Rectification, Revocation
from documents.letters.parts import Advance
from documents.letters.paying import PaymentReturned
from documents.letters.recovery import Recovery
from documents.letters.settlement import Determination, LowerDetermination
from documents.models import Letter
from grants import payloads
from grants.models import Application, Decision
from grants.models.decision import Part
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.world import World
from workflow import clock
from workflow.verify import verify

pytestmark = pytest.mark.django_db

FIRST = date(2026, 1, 5)
TAKEN_BACK = {"ground": "4:49(1)a", "hearing_exempt": "own_data", "reason": "Het feest was er nooit."}
LESS = {"ground": "4:48(1)a", "hearing_exempt": "own_data", "reason": "De tent komt er niet."}
UNDONE = {"ground": "4:46(2)a", "hearing_exempt": "own_data", "reason": "De muziek kwam niet."}
CLAIM = {"ground": "4:57"}


def again(case: Application) -> Application:
    return Application.objects.get(pk=case.pk)


def at_once(town: World) -> tuple[Application, Decision]:
    """A grant of 1,000 euros that was determined at once, without an award before it."""
    case = town.assessed(1_000_00)
    whole = (Part(town.book, "balance", None, 1_000_00),)
    return case, town.decide(case, kind="determination", parts=whole)


def amended(town: World, cents: int = 500_00) -> Application:
    """A grant of 1,000 euros of which 800 was paid in advance when it was lowered."""
    case = town.assessed(1_000_00)
    town.pay(town.decide(case))
    town.wait(days=1)
    town.decide(again(case), cents, "amendment", **LESS)
    town.wait(days=1)
    return case


def decide(town: World, case: Application, cents: int, kind: str, **more: Any) -> Decision:
    made = town.decide(again(case), cents, kind, **more)
    town.wait(days=1)
    return made


def came_back(town: World, claim: Decision, cents: int) -> None:
    receipt = payloads.Receipt(claim.pk, cents, clock.day_of(town.now))
    town.take("finance_maker", "payment", "receive_payment", uuid.uuid4(), receipt, stream=claim.stream_id)
    town.wait(days=1)


def account(town: World, case: Application) -> None:
    town.take(
        feasts.applicant(town, case), "application", "account", case.pk, payloads.Account(1_000_00, "Het was mooi.")
    )
    town.take("policy_officer", "report", "accept_report", uuid.uuid5(case.pk, "report/eindverslag"))


# --- Determined at once, Awb 4:43 --------------------------------------------------------------------------------------


def test_a_grant_at_once_is_taken_back_and_claimed_by_letters_that_name_the_determination() -> None:
    town = world.found(FEAST)
    case, given = at_once(town)
    town.pay(given)
    town.decide(again(case), 0, "revocation", **TAKEN_BACK)  # All on one day: it is the state that says what stands.
    back = feasts.last(Revocation)
    assert (back.granted_on, back.before_cents, back.paid_cents, back.effective_on) == (
        FIRST, 1_000_00, 1_000_00, FIRST,
    )  # fmt: skip
    town.decide(again(case), 1_000_00, "recovery", **CLAIM)
    claim = feasts.last(Recovery)
    assert (claim.determined_on, claim.determined_cents, claim.repayment.amount_cents) == (FIRST, 0, 1_000_00)
    assert claim.advances == (Advance(paid_on=FIRST, amount_cents=1_000_00),)
    assert claim.reason == "Wij trokken uw subsidie in. Daarom houdt u niets van wat wij betaalden."
    assert (claim.claimed_cents, claim.left_cents, claim.to_pay_cents) == (0, 0, 0)
    assert verify().differences == []


def test_a_grant_at_once_that_was_not_paid_is_taken_back_and_nothing_is_asked_back() -> None:
    town = world.found(FEAST)
    case, _ = at_once(town)
    town.decide(again(case), 0, "revocation", **TAKEN_BACK)
    back = feasts.last(Revocation)
    assert (back.granted_on, back.before_cents, back.paid_cents, back.left_cents) == (FIRST, 1_000_00, 0, 0)


def test_the_other_letters_after_a_grant_at_once_name_the_determination_as_well() -> None:
    town = world.found(FEAST)
    case, given = at_once(town)
    payment = town.pay(given)
    town.wait(days=1)
    said = {"reason": "Er stond 2025. Dat moet 2026 zijn.", "details": {"rectifies": str(given.pk)}}
    town.decide(again(case), 1_000_00, "rectification", **said)
    letter = feasts.last(Rectification)
    assert (letter.decided_on, letter.decision_label, letter.objection_until) == (
        FIRST, "vaststelling", date(2026, 2, 16),
    )  # fmt: skip
    returned = payloads.Returned(clock.day_of(town.now), "AC04")
    town.take("finance_maker", "payment", "return_payment", payment, returned)
    assert feasts.last(PaymentReturned).amount_cents == 1_000_00
    town.change_account(again(case))
    kinds = sorted(Letter.objects.values_list("kind", flat=True))
    assert kinds == ["account_change", "acknowledgement", "direct_determination", "payment_returned", "rectification"]


# --- After an earlier claim ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paid_back", [False, True])
def test_a_determination_leaves_out_what_an_earlier_decision_made_undue(paid_back: bool) -> None:
    town = world.found(FEAST)
    case = amended(town)
    if paid_back:
        came_back(town, decide(town, case, 300_00, "recovery", **CLAIM), 300_00)
    account(town, case)
    town.decide(again(case), 500_00, "determination", parts=())
    letter = feasts.last(Determination)
    assert (letter.granted_on, letter.granted_cents, letter.undue_cents, letter.balance_cents) == (
        date(2026, 1, 6), 500_00, 300_00, 0,
    )  # fmt: skip
    assert (letter.advances_cents, letter.payments) == (800_00, None)
    assert letter.balance_line == Line("U kreeg", "al €\u00a0800,00. Daarvan houdt u €\u00a0500,00.")


def test_a_second_claim_asks_only_what_was_not_asked_back_before() -> None:
    town = world.found(FEAST)
    case = amended(town)
    first = decide(town, case, 300_00, "recovery", **CLAIM)
    assert feasts.last(Recovery).reason == "Wij verlaagden uw subsidie. Daarom kreeg u te veel."
    came_back(town, first, 300_00)
    account(town, case)
    decide(town, case, 400_00, "lower_determination", parts=(), **UNDONE)
    lower = feasts.last(LowerDetermination)
    assert (lower.undue_cents, lower.balance_cents) == (300_00, -100_00)
    decide(town, case, 100_00, "recovery", **CLAIM)
    claim = feasts.last(Recovery)
    assert (claim.determined_on, claim.determined_cents) == (lower.head.sent_on, 400_00)
    assert (claim.repayment.amount_cents, claim.claimed_cents, claim.left_cents) == (100_00, 300_00, 0)
    assert claim.reason == "U kreeg meer voorschot dan het eindbedrag."
    decide(town, case, 0, "revocation", **TAKEN_BACK)
    back = feasts.last(Revocation)
    assert (back.paid_cents, back.claimed_cents, back.left_cents) == (800_00, 400_00, 400_00)
    decide(town, case, 400_00, "recovery", **CLAIM)
    claim = feasts.last(Recovery)
    assert (claim.determined_cents, claim.claimed_cents, claim.repayment.amount_cents) == (0, 400_00, 400_00)
    assert verify().differences == []


def test_less_may_be_claimed_than_was_paid_too_much_and_the_letter_says_what_is_left() -> None:
    town = world.found(FEAST)
    case = amended(town)
    decide(town, case, 200_00, "recovery", **CLAIM)
    claim = feasts.last(Recovery)
    assert (claim.repayment.amount_cents, claim.claimed_cents, claim.left_cents) == (200_00, 0, 100_00)
    decide(town, case, 100_00, "recovery", **CLAIM)
    claim = feasts.last(Recovery)
    assert (claim.repayment.amount_cents, claim.claimed_cents, claim.left_cents) == (100_00, 200_00, 0)


def test_what_rises_after_it_fell_pays_the_rise_and_leaves_the_claim_as_it_is() -> None:
    town = world.found(FEAST)
    case = amended(town)
    decide(town, case, 600_00, "amendment", reason="Er komt toch een tent.")
    letter = feasts.last(Amendment)
    assert (letter.before_cents, letter.paid_cents, letter.undue_cents, letter.owed_cents) == (
        500_00, 800_00, 300_00, 100_00,
    )  # fmt: skip
    assert [row.amount_cents for row in letter.payments] == [100_00]
    decide(town, case, 300_00, "recovery", **CLAIM)
    claim = feasts.last(Recovery)
    assert (claim.determined_cents, claim.to_pay_cents, claim.repayment.amount_cents) == (600_00, 100_00, 300_00)


def test_what_rose_after_it_fell_is_paid_at_the_determination() -> None:
    town = world.found(FEAST)
    case = amended(town)
    decide(town, case, 600_00, "amendment", reason="Er komt toch een tent.")
    account(town, case)
    town.decide(again(case), 600_00, "determination", parts=())
    letter = feasts.last(Determination)
    assert letter.payments
    assert (letter.payments.total_cents, letter.balance_cents, letter.undue_cents) == (100_00, 100_00, 300_00)


def test_of_amendments_on_one_day_each_names_the_one_before_it() -> None:
    town = world.found(FEAST)
    case = town.assessed(1_000_00)
    town.decide(case)
    said, seen = [], list[uuid.UUID]()
    for cents in (900_00, 500_00, 700_00, 800_00):
        town.decide(again(case), cents, "amendment", **LESS)
        row = Letter.objects.filter(kind="amendment").exclude(pk__in=seen).get()
        seen.append(row.pk)
        letter = from_json(row.kind, row.facts)
        assert isinstance(letter, Amendment)
        said.append((letter.granted_on, letter.before_cents, letter.amount_cents))
    assert said == [
        (FIRST, 1_000_00, 900_00), (FIRST, 900_00, 500_00), (FIRST, 500_00, 700_00), (FIRST, 700_00, 800_00),
    ]  # fmt: skip


def test_what_is_taken_back_from_now_on_leaves_what_was_paid_and_claims_only_what_was_undue_before() -> None:
    town = world.found(FEAST)
    case = amended(town)
    later = {"effective_on": "2026-04-01"}
    decide(town, case, 0, "revocation", **{**LESS, "ground": "4:50(1)b", "details": later})
    back = feasts.last(Revocation)
    assert (back.paid_cents, back.kept_cents, back.claimed_cents, back.left_cents) == (800_00, 500_00, 0, 300_00)
    assert back.effective_on == date(2026, 4, 1)
    decide(town, case, 300_00, "recovery", **CLAIM)
    claim = feasts.last(Recovery)
    assert (claim.determined_cents, claim.to_pay_cents, claim.left_cents) == (500_00, 0, 0)
