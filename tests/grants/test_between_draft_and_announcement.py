"""What happens while a decision waits, or after it, does not make it untrue: no cent leaves twice, to nobody else, or without a mandate."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from budgets import ledger
from budgets.models import Payment
from grants import payloads, payment_desk
from grants.models import Application, Decision, Mandate, Participant
from tests import world
from tests.invariants.tables import everything
from tests.world import INSTALLATION, World, key
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.registers import record
from workflow.verify import verify

pytestmark = pytest.mark.django_db

WHY: dict[str, Any] = {"reason": "Het werd anders.", "hearing_exempt": "own_data", "ground": "4:48(1)a"}


def refused(act: Callable[[], Any]) -> str:
    """The code of the refusal, after which nothing at all was written."""
    before = everything()
    with pytest.raises(Refusal) as refusal:
        act()
    assert everything() == before
    return refusal.value.code


def again(case: Application) -> Application:
    return Application.objects.get(pk=case.pk)


def signed(town: World, case: Application, cents: int, kind: str, **more: Any) -> uuid.UUID:
    drafted = town.draft(again(case), cents, kind, **more)
    town.take("mandate_holder", "decision", "sign", drafted)
    return drafted


def announced(town: World, decision: uuid.UUID) -> Callable[[], Any]:
    return lambda: town.take("policy_officer", "decision", "announce", decision)


def awarded() -> tuple[World, Application, Decision]:
    town = world.found()
    case = town.assessed(1_000_00)
    return town, case, town.decide(case)


FINAL = {
    "as granted": (1_000_00, "determination", {"parts": ()}),
    "lower": (300_00, "lower_determination", {"parts": (), **WHY, "ground": "4:46(2)a"}),
    "revoked": (0, "revocation", WHY),
}


@pytest.mark.parametrize(("cents", "kind", "said"), FINAL.values(), ids=FINAL.keys())
def test_what_is_at_the_bank_is_settled_before_the_grant_is_determined_or_revoked(
    cents: int, kind: str, said: dict[str, Any]
) -> None:
    town, case, award = awarded()
    waiting = signed(town, case, cents, kind, **said)
    payment = town.approved(award)
    town.order(payment)
    assert refused(announced(town, waiting)) == "payment-under-way"
    town.settle(payment)
    late = "" if kind == "revocation" else "determination-overtaken"
    if late:
        assert refused(announced(town, waiting)) == late
        town.take("policy_officer", "decision", "annul", waiting)
        waiting = signed(town, case, cents, kind, **said)
    announced(town, waiting)()
    held = ledger.positions([case.stream_id])[case.stream_id][town.book]
    assert held.get("advanced", 0) == 0  # All that was paid is settled, or can be claimed.
    assert held.get("recoverable", 0) == max(0, 800_00 - cents)
    assert verify().differences == []


def test_a_determination_pays_what_is_left_and_not_a_cent_more() -> None:
    town, case, award = awarded()
    town.pay(award)
    final = town.decide(again(case), 1_000_00, "determination", parts=())
    assert [part.amount_cents for part in final.payable] == [200_00]
    town.pay(final)
    paid = Payment.objects.filter(stream=case.stream_id, state="settled").values_list("amount_cents", flat=True)
    assert sum(paid) == 1_000_00


# --- Another party --------------------------------------------------------------------------------------------------


def succeed(town: World, case: Application) -> Any:
    """A legal successor takes over."""
    person, organisation, _ = world.new_party(town.now)
    change = uuid.uuid4()
    asked = payloads.NewParty(
        case.pk, "successor", contact=person.pk, organisation=organisation.pk, evidence="De akte van de fusie."
    )
    applicant = Actor(person=town.applicants[case.pk])
    town.take(applicant, "party_change", "ask_party_change", change, asked, stream=case.stream_id)
    town.take("policy_officer", "party_change", "approve_party_change", change)
    return organisation


def test_nobody_is_paid_on_the_account_of_who_was_succeeded() -> None:
    town, case, award = awarded()
    other = town.assessed(500_00)
    proposed, approved = town.propose(award), town.approved(town.decide(other))
    succeed(town, case)
    succeed(town, other)
    assert refused(lambda: town.take("finance_checker", "payment", "approve_payment", proposed)) == "account-changed"
    assert refused(lambda: town.order(approved)) == "account-changed"


def test_an_account_that_the_one_before_asked_for_does_not_become_that_of_the_successor() -> None:
    town, case, _ = awarded()
    change = uuid.uuid4()
    asked = payloads.NewAccount(case.pk, "NL73VBLD0910000002", "Buren van de straat", "Een afschrift.")
    applicant = Actor(person=town.applicants[case.pk])
    town.take(applicant, "account_change", "ask_account_change", change, asked, stream=case.stream_id)
    town.take("finance_maker", "account_change", "check_account", change, payloads.NameCheck("same", "Nagevraagd."))
    succeed(town, case)
    assert again(case).account_changes.get().state == "refused"
    assert refused(lambda: town.take("finance_checker", "account_change", "approve_account", change)) == "wrong-state"
    assert again(case).bank_account is None
    assert verify().differences == []


def test_of_a_joint_application_the_successor_is_the_lead_and_the_one_before_has_no_say() -> None:
    town = world.found()
    person, lead, account = world.new_party(town.now)
    _, partner, _ = world.new_party(town.now)
    case = uuid.uuid4()
    town.applicants[case] = person.pk
    filing = payloads.Filing(
        world.answers_for(1_000_00), lead.pk, person.pk, account.pk, round=town.round, partners=(partner.pk,)
    )
    town.take(Actor(person=person.pk), "application", "file", case, filing)
    town.take("intake_clerk", "application", "intake", case)
    row = Application.objects.get(pk=case)
    town.decide(row)
    successor = succeed(town, again(row))
    taken = Participant.objects.filter(application=case).values_list("role", "organisation")
    assert set(taken) == {("lead", successor.pk), ("partner", partner.pk)}
    account_ = payloads.Account(1_000_00, "Klaar.")
    assert refused(lambda: town.take(Actor(person=person.pk), "application", "account", case, account_)) == (
        "not-permitted"
    )


def test_a_successor_takes_over_while_the_applicant_is_asked_to_complete() -> None:
    town = world.found()
    case = town.file(1_000_00)
    asked = payloads.CompletionRequest(("begroting",), date(2026, 1, 19))
    town.take("intake_clerk", "application", "request_completion", case.pk, asked)
    assert again(case).state == "incomplete"
    assert again(case).organisation_id != succeed(town, case).pk
    assert verify().differences == []


def same_account(town: World) -> list[Application]:
    """Two applications of one applicant, on one account."""
    person, organisation, account = world.new_party(town.now)
    found = []
    for _ in range(2):
        case = uuid.uuid4()
        town.applicants[case] = person.pk
        filing = payloads.Filing(world.answers_for(1_000_00), organisation.pk, person.pk, account.pk, round=town.round)
        town.take(Actor(person=person.pk), "application", "file", case, filing)
        town.wait(hours=1)
        found.append(Application.objects.get(pk=case))
    return found


@pytest.mark.parametrize("how", ["merged", "revoked"])
def test_a_case_that_is_over_does_not_keep_the_others_from_another_account(how: str) -> None:
    town = world.found()
    case, other = same_account(town)
    if how == "merged":
        town.take("intake_clerk", "application", "merge", other.pk, payloads.Merging(case.pk))
    else:
        town.take("intake_clerk", "application", "intake", other.pk)
        town.decide(again(other))
        town.decide(again(other), 0, "revocation", **WHY)
    before = again(case).bank_account_id
    town.change_account(again(case))
    assert again(case).bank_account_id not in (before, None)
    assert (again(other).state, again(other).bank_account_id) == (how, before)


# --- Mandates, limits and claims ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "cents"), [("revocation", 0), ("amendment", 1_00), ("lower_determination", 1_00)])
def test_who_takes_back_a_grant_has_a_mandate_for_that_grant(kind: str, cents: int) -> None:
    town, case, _ = awarded()
    small = town.hire("mandate_holder")
    mandate = Mandate(
        person_id=str(small.person), kind=kind, scheme="*", maximum_cents=999_99, valid_from=date(2026, 1, 1), reference="klein"
    )  # fmt: skip
    with clock.at(town.now):
        record("law", mandate, actor=INSTALLATION, key=key())
    said = {**WHY, "ground": "4:46(2)a"} if kind == "lower_determination" else WHY
    drafted = town.draft(again(case), cents, kind, parts=(), **said)
    assert refused(lambda: town.take(small, "decision", "sign", drafted)) == "no-mandate"


def test_an_amendment_stays_within_the_maximum_and_the_share_of_the_scheme() -> None:
    town = world.found(maximum_cents=500_00)
    case = town.assessed(1_000_00)
    town.decide(case, 500_00, reason="Meer mag niet.")
    more = {**WHY, "parts": ()}
    assert refused(lambda: town.draft(again(case), 500_01, "amendment", **more)) == "above-maximum"


def test_no_more_comes_back_on_a_claim_than_was_claimed_and_it_goes_to_the_oldest_that_is_open() -> None:
    town, case, award = awarded()
    town.pay(award)
    town.decide(again(case), 600_00, "amendment", **WHY)
    first = town.decide(again(case), 200_00, "recovery", ground="4:57(1)")
    today = clock.day_of(town.now)

    def receive(cents: int, claim: Decision) -> Callable[[], Any]:
        receipt = payloads.Receipt(claim.pk, cents, today)
        return lambda: town.take(
            "finance_maker", "payment", "receive_payment", uuid.uuid4(), receipt, stream=case.stream_id
        )

    receive(150_00, first)()
    town.wait(days=1)
    town.decide(again(case), 500_00, "amendment", **WHY)
    second = town.decide(again(case), 100_00, "recovery", ground="4:57(1)")
    assert refused(receive(50_01, first)) == "receipt-too-high"
    asked = [payment_desk.receive(case.stream.reference, 50_00, today)[0].payload]
    receive(50_00, first)()
    asked += [payment_desk.receive(case.stream.reference, 50_00, today)[0].payload]
    assert [one.decision for one in asked] == [first.pk, second.pk]  # type: ignore[attr-defined]
    assert refused(receive(100_01, second)) == "receipt-too-high"
    receive(100_00, second)()
    assert verify().differences == []


def test_a_moment_of_receipt_that_was_corrected_after_assessing_is_confirmed() -> None:
    town = world.found()
    town.wait(days=3)
    case = town.assessed(1_000_00)
    town.wait(days=3)
    better = payloads.ReceiptCorrection(town.now.replace(day=town.now.day - 1), "De stempel zegt iets anders.")
    town.take(town.hire("intake_clerk"), "application", "correct_receipt", case.pk, better)
    assert refused(lambda: town.draft(again(case))) == "receipt-not-confirmed"
    town.take("intake_clerk", "application", "confirm_receipt", case.pk)
    assert town.decide(again(case)).state == "announced"
