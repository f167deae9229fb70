"""Another bank account: by four eyes, for all open dossiers, told at the address that was known; and payments that stop on suspicion."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from documents.letters.paying import AccountChange as AccountLetter
from documents.letters.paying import PaidCase, PaymentsResumed
from documents.models import Letter
from grants import due_list, guards, payloads
from grants.models import AccountChange, Application
from partners.models import BankAccount
from tests import world
from tests.grants.letters import feasts
from tests.grants.payers import under
from tests.invariants.mutants import swapped
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import Deadline, Event
from workflow.verify import verify

pytestmark = pytest.mark.django_db

OTHER = "NL73VBLD0910000002"


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refusal:
        call()
    return refusal.value.code


def today(town: World) -> date:
    return clock.day_of(town.now)


def asked(town: World, case: Application, actor: Actor | None = None, **more: Any) -> uuid.UUID:
    change = uuid.uuid4()
    said = {"iban": OTHER, "holder": "Buren van de straat", "evidence": "Een afschrift.", **more}
    town.take(
        actor or Actor(person=town.applicants[case.pk]),
        "account_change",
        "ask_account_change",
        change,
        payloads.NewAccount(case.pk, **said),
        stream=case.stream_id,
    )
    return change


def check(town: World, change: uuid.UUID, outcome: str = "same", actor: Actor | str = "finance_maker") -> None:
    town.take(actor, "account_change", "check_account", change, payloads.NameCheck(outcome, "Nagevraagd."))


def test_nobody_is_paid_on_an_account_of_the_municipality_itself() -> None:
    town = world.found()
    case = town.assessed()
    award = town.decide(case)
    town.change_account(case, "NL78 VBLD 0910 0000 09")
    assert refused(lambda: town.propose(award, 0)) == "account-is-ours"


# --- Four eyes ------------------------------------------------------------------------------------------------------


def test_a_change_takes_three_people_and_none_of_them_twice() -> None:
    town = world.found()
    case = town.assessed()
    both = town.hire("intake_clerk", "finance_maker", "finance_checker")
    clerk = Actor(person=both.person, on_behalf_of=town.applicants[case.pk])
    change = asked(town, case, clerk)
    assert refused(lambda: check(town, change, actor=both)) == "own-change"
    check(town, change)
    assert refused(lambda: town.take(both, "account_change", "approve_account", change)) == "own-change"
    assert refused(lambda: town.take("finance_maker", "account_change", "approve_account", change)) == "not-permitted"
    town.take("finance_checker", "account_change", "approve_account", change)
    assert list(Event.objects.filter(subject=change).order_by("seq").values_list("action", "role")) == [
        ("ask_account_change", "intake_clerk"),
        ("check_account", "finance_maker"),
        ("approve_account", "finance_checker"),
    ]
    assert verify().differences == []


def test_duties_are_kept_apart_by_dossier_and_not_in_the_register_that_keeps_the_accounts() -> None:
    town = world.found()
    both = town.hire("finance_maker", "finance_checker")
    one, other = town.assessed(), town.assessed()
    town.take(both, "application", "verify_account", one.pk, payloads.NameCheck("same"))
    change = asked(town, other)
    check(town, change)
    town.take(both, "account_change", "approve_account", change)
    assert Application.objects.get(pk=other.pk).bank_account_id != other.bank_account_id
    mine = asked(town, one)
    check(town, mine)
    assert refused(lambda: town.take(both, "account_change", "approve_account", mine)) == "separation"


def test_without_the_guard_on_the_one_who_asked_one_clerk_enters_and_approves() -> None:
    town = world.found()
    case = town.assessed()
    both = town.hire("intake_clerk", "finance_checker")
    change = asked(town, case, Actor(person=both.person, on_behalf_of=town.applicants[case.pk]))
    check(town, change)
    with swapped(guards.NotWhoAsked, "check", lambda *_: None):
        town.take(both, "account_change", "approve_account", change)
    assert AccountChange.objects.get().state == "approved"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"iban": "NL00VBLD0910000002"}, "iban-invalid"), ({"iban": ""}, "iban-invalid"), ({"holder": " "}, "holder-missing"),
        ({"evidence": ""}, "evidence-missing"), ({"evidence": "x" * 1_001}, "evidence-missing"),
    ],
)  # fmt: skip
def test_an_account_that_cannot_be_or_without_evidence_is_refused(wrong: dict[str, Any], code: str) -> None:
    town = world.found()
    assert refused(lambda: asked(town, town.assessed(), **wrong)) == code


def test_another_name_is_not_approved_and_a_second_request_waits_for_the_first() -> None:
    town = world.found()
    case = town.assessed()
    change = asked(town, case)
    assert refused(lambda: asked(town, case)) == "change-under-way"
    check(town, change, "different")
    assert refused(lambda: town.take("finance_checker", "account_change", "approve_account", change)) == "name-differs"
    town.take("finance_checker", "account_change", "refuse_account", change)
    assert Application.objects.get(pk=case.pk).bank_account_id == case.bank_account_id
    assert not Letter.objects.filter(kind="account_change").exists()
    asked(town, case)


def test_what_is_said_of_a_name_check_is_known_and_explained() -> None:
    town = world.found()
    change = asked(town, town.assessed())
    step = ("finance_maker", "account_change", "check_account", change)
    assert refused(lambda: town.take(*step, payloads.NameCheck("perhaps"))) == "name-check-unknown"
    assert refused(lambda: town.take(*step, payloads.NameCheck("close"))) == "note-missing"


def test_every_open_dossier_that_was_paid_on_the_account_follows() -> None:
    town = world.found()
    case = town.assessed()
    sister = uuid.uuid4()
    person = Actor(person=town.applicants[case.pk])
    assert case.organisation_id
    assert case.bank_account_id
    filing = payloads.Filing(
        world.answers_for(500_00), case.organisation_id, case.contact_id, case.bank_account_id, round=town.round
    )
    town.take(person, "application", "file", sister, filing)
    stranger = town.assessed()
    town.change_account(case)
    rows = Application.objects.in_bulk([case.pk, sister, stranger.pk])
    assert rows[case.pk].bank_account_id == rows[sister].bank_account_id != case.bank_account_id
    assert rows[stranger.pk].bank_account_id == stranger.bank_account_id
    old = BankAccount.objects.get(pk=case.bank_account_id)
    assert (old.replaced_on, old.iban) == (today(town), "NL03VBLD0910000001")
    told = feasts.last(AccountLetter)
    other = PaidCase(project=rows[sister].title, reference=rows[sister].stream.reference)
    assert (told.head.reference, told.others) == (rows[case.pk].stream.reference, (other,))
    town.applicants[sister] = town.applicants[case.pk]
    town.change_account(rows[sister], "NL03VBLD0910000001")
    assert verify().differences == []


# --- What is paid is what was approved ------------------------------------------------------------------------------


def test_a_payment_to_the_old_account_stops_at_every_step_until_it_is_proposed_anew() -> None:
    town = world.found()
    under(town, third_above_cents=500_00)
    proposed, approved = (town.assessed() for _ in "12")
    first, second = town.propose(town.decide(proposed)), town.approved(town.decide(approved))
    town.change_account(proposed)
    town.change_account(approved)
    assert refused(lambda: town.take("finance_checker", "payment", "approve_payment", first)) == "account-changed"
    assert refused(lambda: town.take("finance_third", "payment", "approve_payment_third", second)) == "account-changed"
    with swapped(guards.ThirdSignature, "check", lambda *_: None):
        assert refused(lambda: town.order(second)) == "account-changed"
        with swapped(guards.AccountStands, "check", lambda *_: None):
            town.order(second)  # The mutant pays an account that its recipient left.


def test_a_rule_may_ask_a_verified_account_and_a_pause_after_a_change() -> None:
    town = world.found()
    under(town, verified_only=True, freeze_days=5)
    case = town.assessed()
    award = town.decide(case)
    assert refused(lambda: town.propose(award)) == "account-not-verified"
    verifying = ("finance_maker", "application", "verify_account", case.pk)
    assert refused(lambda: town.take(*verifying, payloads.NameCheck("different", "Een ander."))) == "name-differs"
    town.take(*verifying, payloads.NameCheck("same"))
    town.take("finance_maker", "payment", "cancel_payment", town.propose(award))
    town.change_account(case)
    assert refused(lambda: town.propose(award)) == "account-frozen"
    town.wait(days=5)
    town.pay(award)
    assert due_list.due(today(town))[0].checks == ("account-changed", "not-payable-yet")


# --- Suspicion ------------------------------------------------------------------------------------------------------

WHY = payloads.Suspicion("De facturen zijn van een ander bedrijf.")


def test_a_suspicion_stops_every_step_of_paying_and_ends_by_itself_after_thirteen_weeks() -> None:
    town = world.found()
    under(town, third_above_cents=500_00)
    proposed, approved = (town.decide(town.assessed()) for _ in "12")
    first, second = town.propose(proposed), town.approved(approved)
    unpaid = town.decide(town.assessed())
    for award in (proposed, approved, unpaid):
        town.take("policy_officer", "application", "suspend_payments", award.application_id, WHY)
    through = today(town) + timedelta(weeks=13)
    term = Deadline.objects.get(kind="payment_suspension", subject=unpaid.application_id)
    assert (term.starts_on, term.legal_deadline, term.plan_by) == (today(town), through, None)
    letter = json.loads(Letter.objects.filter(kind="suspicion_notice").first().facts)  # type: ignore[union-attr]
    assert (letter["through"], letter["reason"]) == (through.isoformat(), WHY.reason)
    stopped: list[Callable[[], Any]] = [
        lambda: town.propose(unpaid),
        lambda: town.take("finance_checker", "payment", "approve_payment", first),
        lambda: town.take("finance_third", "payment", "approve_payment_third", second),
    ]
    assert {refused(step) for step in stopped} == {"payments-suspended"}
    with swapped(guards.ThirdSignature, "check", lambda *_: None):
        assert refused(lambda: town.order(second)) == "payments-suspended"
    assert due_list.due(today(town))[0].checks == ("account-not-verified", "payments-suspended")
    town.now += timedelta(weeks=13)
    assert refused(stopped[0]) == "payments-suspended"
    town.wait(days=1)
    for step in stopped:
        step()
    town.order(second)
    assert verify().differences == []


def test_a_suspicion_is_lifted_and_may_come_back_but_not_twice_at_once() -> None:
    town = world.found()
    award = town.decide(town.assessed())
    case = award.application_id
    assert (
        refused(lambda: town.take("policy_officer", "application", "lift_suspension", case)) == "payments-not-suspended"
    )
    town.take("policy_officer", "application", "suspend_payments", case, WHY)
    assert (
        refused(lambda: town.take("policy_officer", "application", "suspend_payments", case, WHY))
        == "payments-suspended-already"
    )
    town.wait(days=9)
    town.take("policy_officer", "application", "lift_suspension", case)
    terms = Deadline.objects.filter(kind="payment_suspension").order_by("revision")
    assert [(one.revision, (one.legal_deadline - one.starts_on).days) for one in terms] == [(1, 91), (2, 8)]
    letter = feasts.last(PaymentsResumed)
    assert (letter.stopped_on, letter.head.sent_on) == (date(2026, 1, 5), date(2026, 1, 14))
    town.pay(award)
    town.take("policy_officer", "application", "suspend_payments", case, WHY)
    assert verify().differences == []
