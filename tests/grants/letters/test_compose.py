"""Every kind of letter is composed from its case, the same in a preview as in the act, and stops the act when it is not whole."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from documents.letters import from_json, to_json
from documents.letters.award import Award
from documents.models import Letter
from grants import payloads
from grants.guards import LessExplained
from grants.letters.compose import KINDS
from grants.models import Application, Decision
from grants.models.decision import Part
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.invariants.mutants import swapped
from tests.world import World
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import Actor, Change, Outcome, Payload, Set
from workflow.models import Event
from workflow.scheme import Step
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def completion(town: World) -> Application:
    case = town.file()
    ask = payloads.CompletionRequest(("bijlage_bank",), clock.day_of(town.now) + timedelta(days=14))
    town.take("intake_clerk", "application", "request_completion", case.pk, ask)
    return Application.objects.get(pk=case.pk)


def set_aside(town: World) -> None:
    case = completion(town)
    town.wait(days=16)
    town.decide(case, kind="set_aside", ground="incomplete")


def lower(town: World) -> Application:
    case = feasts.accounted(town, 1_000_00, 700_00)
    intention = payloads.Intention(
        700_00,
        clock.day_of(town.now) + timedelta(days=14),
        ("U kreeg subsidie.",),
        "De tent kwam niet.",
        ground="4:46(2)a",
    )
    town.take("policy_officer", "application", "ask_view", case.pk, intention)
    town.wait(days=20)
    town.decide(
        case,
        700_00,
        "lower_determination",
        parts=(),
        ground="4:46(2)a",
        reason="De tent kwam niet.",
        view="U bent het eens.",
    )
    return case


def deviation(town: World) -> None:
    case = town.assessed()
    town.decide(case)
    said = payloads.Deviation("Wij beginnen later.")
    town.take(feasts.applicant(town, case), "application", "report_deviation", case.pk, said)


def recovery(town: World) -> None:
    case = lower(town)
    town.decide(case, 100_00, "recovery", ground="4:57")


def prize(town: World) -> None:
    feasts.open_with_prizes(town)
    case = town.assessed()
    town.decide(case)
    marks = {"place": 1, "jury_grade": 88, "votes": 1004, "most_votes": 1142, "finalists": 10}
    town.decide(
        case,
        500_00,
        "prize",
        parts=(Part(town.book, "balance", None, 500_00),),
        reason="Nog een feest.",
        details=marks,
    )


def late(town: World) -> None:
    town.now = datetime(2027, 1, 4, 9, tzinfo=UTC)
    town.decide(town.assessed(), kind="refusal", ground="refused_late")


def idea_step(action: str, payload: Payload) -> Callable[[World], Any]:
    return lambda town: town.take("adviser", "application", action, feasts.idea(town), payload)


def withdraw(town: World) -> None:
    case = town.file()
    town.take(feasts.applicant(town, case), "application", "withdraw", case.pk, payloads.Withdrawal())


def on_term(*steps: tuple[str, Payload]) -> Callable[[World], Any]:
    def scene(town: World) -> None:
        case = town.file()
        for action, payload in steps:
            town.take("policy_officer", "application", action, case.pk, payload)

    return scene


def corrected(town: World) -> None:
    case = town.file()
    town.wait(hours=5)
    right = payloads.ReceiptCorrection(town.now - timedelta(hours=2), "Het portaal was niet bereikbaar.")
    town.take("intake_clerk", "application", "correct_receipt", case.pk, right)


def twice(town: World) -> None:
    case = town.file()
    town.wait(days=1)
    assert case.organisation_id
    again = payloads.Filing(
        world.answers_for(1_000_00), case.organisation_id, case.contact_id, case.bank_account_id, round=town.round
    )
    second = uuid.uuid4()
    town.take(Actor(person=case.contact_id), "application", "file", second, again)
    town.take("intake_clerk", "application", "merge", second, payloads.Merging(case.pk))


LESS: dict[str, Any] = {"ground": "4:48(1)a", "hearing_exempt": "own_data", "reason": "De tent komt er niet."}


def changed(town: World, kind: str, cents: int, **more: Any) -> Any:
    award = town.decide(town.assessed())
    details = {"rectifies": str(award.pk)} if kind == "rectification" else {}
    return town.decide(
        Application.objects.get(pk=award.application_id), cents, kind, details=details, **{**LESS, **more}
    )


def moved(town: World) -> None:
    case, change = town.assessed(), uuid.uuid4()
    asked = payloads.NewParty(case.pk, "details", details={"street": "Proefkade"}, evidence="Een brief.")
    town.take(feasts.applicant(town, case), "party_change", "ask_party_change", change, asked, stream=case.stream_id)
    town.take("policy_officer", "party_change", "approve_party_change", change)


def suspended(town: World) -> uuid.UUID:
    case = town.decide(town.assessed()).application_id
    why = payloads.Suspicion("De facturen zijn van een ander bedrijf.")
    town.take("policy_officer", "application", "suspend_payments", case, why)
    return case


def objected(town: World) -> uuid.UUID:
    """An objection against an award, without a word why."""
    case = town.assessed()
    decision, one = town.decide(case), uuid.uuid4()
    given = payloads.Objecting(case.pk, decision.pk)
    who = Actor(person=town.applicants[case.pk])
    town.take(who, "objection", "object_to_decision", one, given, stream=case.stream_id)
    return one


def objection_decided(town: World) -> None:
    one, jurist = objected(town), town.hire("objection_handler")
    town.take(jurist, "objection", "handle_objection", one)
    outcome = payloads.ObjectionOutcome("unfounded", "Het plan is niet veranderd.", "U wilde niet gehoord worden.")
    town.take(jurist, "objection", "decide_objection", one, outcome)


STILL = payloads.Standstill("consent", date(2026, 1, 20), "U wacht op een vergunning.")

SCENES: dict[str, Callable[[World], Any]] = {
    "idea_received": feasts.idea,
    "invitation": idea_step("invite", payloads.Advice("Uw idee brengt buren samen.")),
    "idea_advice": idea_step("advise_idea", payloads.Advice("Dit is geen feest.", "innovatie-atelier")),
    "acknowledgement": lambda town: town.file(),
    "completion_request": completion,
    "withdrawal_confirmed": withdraw,
    "suspension_notice": on_term(("suspend", STILL)),
    "resumption_notice": on_term(("suspend", STILL), ("resume", payloads.Resumption("consent"))),
    "extension": on_term(("extend_term", payloads.Extension(4, "Er kwamen veel aanvragen."))),
    "delay_notice": on_term(("notify_delay", payloads.Delay(date(2026, 3, 20), "Er kwamen veel aanvragen."))),
    "receipt_corrected": corrected,
    "merged": twice,
    "set_aside": set_aside,
    "award": lambda town: town.decide(town.assessed()),
    "direct_determination": lambda town: town.decide(
        town.assessed(), kind="determination", parts=(Part(town.book, "balance", None, 1_000_00),)
    ),
    "rejection": late,
    "prize": prize,
    "account_receipt": lambda town: feasts.accounted(town, 1_000_00, 900_00),
    "determination": lambda town: town.decide(
        feasts.accounted(town, 1_000_00, 900_00), 1_000_00, "determination", parts=()
    ),
    "hearing_intention": lower,
    "deviation_receipt": deviation,
    "lower_determination": lower,
    "recovery": recovery,
    "amendment": lambda town: changed(town, "amendment", 900_00),
    "revocation": lambda town: changed(town, "revocation", 0),
    "rectification": lambda town: changed(town, "rectification", 1_000_00),
    "party_change": moved,
    "objection_receipt": objected,
    "objection_decision": objection_decided,
    "advance_paid": lambda town: town.pay(town.decide(town.assessed())),
    "payment_returned": lambda town: town.take(
        "finance_maker",
        "payment",
        "return_payment",
        town.pay(town.decide(town.assessed())),
        payloads.Returned(clock.day_of(town.now), "AC04"),
    ),
    "account_change": lambda town: town.change_account(town.assessed()),
    "suspicion_notice": suspended,
    "payments_resumed": lambda town: town.take("policy_officer", "application", "lift_suspension", suspended(town)),
}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"reminder"}))
def test_every_kind_of_letter_is_composed_and_reads_back_as_it_was_said(kind: str) -> None:
    town = world.found(FEAST, extension_weeks=6)
    SCENES[kind](town)
    row = Letter.objects.filter(kind=kind).get()
    letter = from_json(kind, row.facts)
    assert (to_json(letter), letter.kind, letter.head.sent_on) == (row.facts, kind, row.sent_on)
    assert letter.head.reference == row.stream.reference
    assert verify().differences == []


def decided(town: World) -> uuid.UUID:
    decision = town.draft(town.assessed())
    town.take("mandate_holder", "decision", "sign", decision)
    return decision


def said(outcome: Outcome) -> list[str]:
    """The facts of the letters that an act writes."""
    letters = [taken for taken in outcome.taken if taken.change.machine == "letter"]
    return [product.values["facts"] for taken in letters for product in taken.products if isinstance(product, Set)]


def test_a_preview_says_what_the_letter_will_say() -> None:
    town = world.found(FEAST)
    change = Change("decision", "announce", decided(town))
    with clock.at(town.now):
        preview = door.act([change], actor=town.actor("policy_officer"), key=world.key(), write=False)
        assert Letter.objects.filter(kind="award").count() == 0
        real = door.act([change], actor=town.actor("policy_officer"), key=world.key())
    assert said(preview) == said(real) == [Letter.objects.get(kind="award").facts]


@pytest.mark.parametrize("body", ["{}", world.PROFILE.replace("rechtbank Noord-Nederland", "")])
def test_without_a_whole_legal_profile_nothing_is_announced(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "PROFILE", body)
    town = world.found(BARE)
    decision = decided(town)
    before = Event.objects.count()
    with pytest.raises(Refusal) as refused:
        town.take("policy_officer", "decision", "announce", decision)
    assert (refused.value.kind, refused.value.code) == ("guard", "letter-incomplete")
    assert refused.value.article in ("Awb 3:41", "Awb 8:81")
    assert refused.value.sentence.startswith("Deze brief is niet af: LegalProfile.")
    assert (Decision.objects.get().state, Event.objects.count(), Letter.objects.count()) == ("signed", before, 0)


BARE = replace(FEAST, steps={**FEAST.steps, "file": Step(effects=FEAST.steps["file"].effects[:2])})
"""A feast that writes its first letter about the award."""


def test_what_the_law_asks_and_the_case_lacks_is_the_obstacle_of_the_act() -> None:
    town = world.found(FEAST)
    decision = town.draft(town.assessed(), 800_00)
    with swapped(LessExplained, "check", lambda *_: None):  # What asks for it at the signature is not there.
        town.take("mandate_holder", "decision", "sign", decision)
    with pytest.raises(Refusal) as refused:
        town.take("policy_officer", "decision", "announce", decision)
    assert (refused.value.code, refused.value.article) == ("letter-incomplete", "Awb 3:46")
    assert refused.value.detail == {"letter": "award", "field": "Award.deviations"}
    assert Decision.objects.get().state == "signed"


def test_an_amount_in_the_letter_is_the_amount_in_the_ledger() -> None:
    town = world.found(FEAST)
    case = town.assessed(1_234_57)
    award = town.decide(case)
    town.pay(award)
    letter = feasts.last(Award)
    held = feasts.positions(case)[town.book]
    assert held == {"committed": 246_92, "advanced": 987_65}
    assert [row.amount_cents for row in letter.payments.rows] == [987_65, 246_92]
    assert letter.amount_cents == award.amount_cents == 1_234_57
