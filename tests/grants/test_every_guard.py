"""What stands in the way of a step, one by one: its code, and nothing changed. What has a tale of its own is told elsewhere."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from grants import payloads
from grants.effects.intake import Receive
from grants.guards import DirectThrough, GoodEnough, JudgedBy, QuotesEnough, ReasonAtTheEnds
from grants.models import Application, Decision
from grants.models.decision import Part
from grants.payment_plan import at_once
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST, JUDGED_ONE_BY_ONE
from tests.invariants.tables import everything
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import NOTHING, Actor, Payload
from workflow.scheme import Guard, Scheme, Step

pytestmark = pytest.mark.django_db

Act = Callable[[], Any]
SECOND = {"revoked-since": 1}
"""What is said after something else: of what was revoked nothing is committed either."""

NOBODY = uuid.UUID(int=0)
FEW = {"parts": (), "reason": "Het werd anders.", "hearing_exempt": "own_data"}


def take(town: World, who: str | Actor, machine: str, action: str, subject: uuid.UUID, given: Payload = NOTHING) -> Act:
    return lambda: town.take(who, machine, action, subject, given)


def born(town: World, case: Application, who: str, machine: str, action: str, given: Payload) -> Act:
    return lambda: town.take(who, machine, action, uuid.uuid4(), given, stream=case.stream_id)


def judged_by(*guards: Guard, scheme: Scheme = BUURTFEEST, **figures: Any) -> World:
    """A town whose scheme puts these guards before a draft."""
    steps = {**scheme.steps, "decision.draft_decision": Step(guards=guards)}
    return world.found(dataclasses.replace(scheme, steps=steps), **figures)


# --- Filing and assessing -------------------------------------------------------------------------------------------


def before_the_opening() -> Act:
    town = world.found()
    case = town.file()
    town.now -= timedelta(minutes=1)
    return lambda: refile(town, case)


def refile(town: World, case: Application, **other: Any) -> None:
    given = {"organisation": case.organisation_id, "contact": case.contact_id, "bank_account": case.bank_account_id}
    filing = payloads.Filing(world.answers_for(100_00), **{**given, "round": town.round, **other})
    town.take(Actor(person=filing.contact), "application", "file", uuid.uuid4(), filing)


def for_another_organisation() -> Act:
    town = world.found()
    mine, other = town.file(), town.file()
    return lambda: refile(town, mine, organisation=other.organisation_id)


def on_the_account_of_another() -> Act:
    town = world.found()
    mine, other = town.file(), town.file()
    return lambda: refile(town, mine, bank_account=other.bank_account_id)


def with_a_draw_key_of_ones_own() -> Act:
    town = world.found()
    case = town.file()
    return lambda: refile(town, case, draw_key="AAA")


def a_step_that_the_scheme_lacks() -> Act:
    town = world.found()
    person, _, _ = world.new_party(town.now)
    idea = payloads.Idea(town.round, "Een feest", "Voor de straat.", person.pk)
    return lambda: town.take(Actor(person=person.pk), "application", "register_idea", uuid.uuid4(), idea)


def what_no_question_asks() -> Act:
    town = world.found()
    asked = payloads.CompletionRequest(("lievelingskleur",), clock.day_of(town.now) + timedelta(days=9))
    return take(town, "intake_clerk", "application", "request_completion", town.file().pk, asked)


def judged() -> tuple[World, Application, uuid.UUID]:
    """A case with the levels of one assessor, not locked yet."""
    town = world.found(JUDGED_ONE_BY_ONE)
    case = town.file()
    mine = uuid.uuid4()
    town.take("assessor", "assessment", "score", mine, levels(case), stream=case.stream_id)
    return town, case, mine


def levels(case: Application) -> payloads.Scoring:
    return payloads.Scoring(case.pk, {"plezier": 3, "buren": 3})


def the_assessment_of_another() -> Act:
    town, _, mine = judged()
    return take(town, "juror", "assessment", "lock", mine)


def marks_of_who_does_not_judge_here() -> Act:
    steps = {**JUDGED_ONE_BY_ONE.steps, "assessment.score": Step(guards=(JudgedBy("assessor"),))}
    town = world.found(dataclasses.replace(JUDGED_ONE_BY_ONE, steps=steps))
    case = town.file()
    born(town, case, "assessor", "assessment", "score", levels(case))()
    return born(town, case, "juror", "assessment", "score", levels(case))


def an_extreme_without_a_reason() -> Act:
    strict = {**JUDGED_ONE_BY_ONE.steps, "assessment.lock": Step(guards=(ReasonAtTheEnds(),))}
    town = world.found(dataclasses.replace(JUDGED_ONE_BY_ONE, steps=strict))
    case, mine = town.file(), uuid.uuid4()
    given = payloads.Scoring(case.pk, {"plezier": 1, "buren": 5}, {"buren": "Iedereen doet mee."})
    town.take("assessor", "assessment", "score", mine, given, stream=case.stream_id)
    return take(town, "assessor", "assessment", "lock", mine)


def a_second_assessment() -> Act:
    town, case, _ = judged()
    return born(town, case, "assessor", "assessment", "score", levels(case))


def after_an_interest() -> Act:
    town = world.found(JUDGED_ONE_BY_ONE)
    case = town.file()
    born(town, case, "juror", "assessment", "declare_interest", payloads.Interest(case.pk, "Mijn zus woont daar."))()
    return born(town, case, "juror", "assessment", "score", levels(case))


def what_was_assessed_before() -> Act:
    town = world.found(dataclasses.replace(JUDGED_ONE_BY_ONE, steps=BUURTFEEST.steps))
    case = town.assessed()
    return born(town, case, "juror", "assessment", "score", levels(case))


def a_second_inspection() -> Act:
    town = world.found()
    case = town.file()
    found = payloads.Findings(case.pk, clock.day_of(town.now), 4, 1, 1, 1, 12)
    born(town, case, "inspector", "inspection", "inspect", found)()
    return born(town, case, "inspector", "inspection", "inspect", found)


def completeness_that_assessors_rely_on() -> Act:
    town = world.found(JUDGED_ONE_BY_ONE)
    case = town.file()
    town.take("intake_clerk", "application", "intake", case.pk)
    born(town, case, "assessor", "assessment", "score", levels(case))()
    colleague = town.hire("intake_clerk")
    return take(town, colleague, "application", "find_incomplete", case.pk, payloads.Because("Een bijlage was leeg."))


def a_delay_of_what_has_no_term() -> Act:
    town = world.found(dataclasses.replace(BUURTFEEST, steps={**BUURTFEEST.steps, "file": Step(effects=(Receive(),))}))
    later = payloads.Delay(clock.day_of(town.now) + timedelta(days=9), "Het is druk.")
    return take(town, "policy_officer", "application", "notify_delay", town.file().pk, later)


# --- Deciding -------------------------------------------------------------------------------------------------------


def too_low_a_score() -> Act:
    town = judged_by(GoodEnough(), scheme=JUDGED_ONE_BY_ONE, pass_mark=61, minimum_mean=2)
    case = feasts.scored(town, 1_000_00, 3, 3)
    return lambda: town.draft(case)


def an_award_of_a_small_amount() -> Act:
    town = judged_by(DirectThrough(), direct_through_cents=1_000_00)
    case = town.assessed(1_000_00)
    return lambda: town.draft(case)


def a_direct_determination_where_the_scheme_awards_first() -> Act:
    town = world.found()
    case = town.assessed()
    return lambda: town.draft(case, 1_000_00, "determination", parts=at_once(town.book, 1_000_00))


def works_without_quotes() -> Act:
    town = judged_by(QuotesEnough(), quotes_required=((0, 1), (500_00, 2)))
    case = town.assessed(1_000_00)
    return lambda: town.draft(case)


def a_mark_that_the_round_does_not_know() -> Act:
    town = world.found(FEAST)
    case = town.assessed()
    return lambda: town.draft(case, kind="refusal", ground="refused_pass_mark")


def an_award_of_what_asks_nothing() -> Act:
    town = world.found()
    case = town.file(begroting=None)
    town.take("intake_clerk", "application", "intake", case.pk)
    return lambda: town.draft(case, 100_00)


def a_part_in_a_way_that_awards_are_not_paid() -> Act:
    town = world.found()
    case = town.assessed(100_00)
    return lambda: town.draft(case, parts=(Part(town.book, "balance", None, 100_00),))


def a_prize_without_money_for_prizes() -> Act:
    town = world.found()
    case = town.assessed()
    town.decide(case)
    return lambda: town.draft(case, 100_00, "prize", parts=at_once(town.book, 100_00))


def setting_aside_what_nobody_was_asked_for() -> Act:
    town = world.found()
    case = town.file()
    return lambda: town.draft(case, 1_000_00, "set_aside", ground="incomplete")


# --- Paying, accounting and correcting ------------------------------------------------------------------------------


def awarded() -> tuple[World, Application, Decision]:
    town = world.found(FEAST)
    case = feasts.filed(town)
    return town, case, town.decide(case)


def a_determination_while_a_payment_is_on_its_way() -> Act:
    town, case, award = awarded()
    town.propose(award)
    return lambda: town.draft(case, 700_00, "revocation", ground="4:48(1)a", **FEW)


def a_part_that_was_not_awarded() -> Act:
    town, _, award = awarded()
    return lambda: town.propose(award, 9)


def a_receipt_on_an_award() -> Act:
    town, case, award = awarded()
    receipt = payloads.Receipt(award.pk, 100, clock.day_of(town.now))
    return born(town, case, "finance_maker", "payment", "receive_payment", receipt)


def rectifying(amount_cents: int, subject: Callable[[Decision], str]) -> Act:
    town, case, award = awarded()
    said = {"details": {"rectifies": subject(award)}, "reason": "Er stond een andere naam.", "parts": ()}
    return lambda: town.draft(case, amount_cents, "rectification", **said)


def revoking_for_a_part() -> Act:
    town, case, _ = awarded()
    return lambda: town.draft(case, 100_00, "revocation", ground="4:48(1)a", **FEW)


def parts_of_an_amendment_that_are_not_its_amount() -> Act:
    town, case, _ = awarded()
    parts = (Part(town.book, "advance", None, 1_00),)
    return lambda: town.draft(case, 700_00, "amendment", ground="4:48(1)a", **{**FEW, "parts": parts})


def an_amendment_that_was_overtaken_by_a_payment() -> Act:
    town, case, award = awarded()
    change = town.draft(case, 900_00, "amendment", ground="4:48(1)a", **FEW)
    town.take("mandate_holder", "decision", "sign", change)
    town.pay(award)
    return take(town, "policy_officer", "decision", "announce", change)


def paying_what_was_revoked() -> Act:
    town, case, award = awarded()
    town.decide(case, 0, "revocation", ground="4:48(1)a", **FEW)
    return lambda: town.propose(award)


def a_report_of_what_is_determined() -> Act:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 1_000_00)
    town.decide(case, 1_000_00, "determination", parts=())
    report = uuid.uuid5(case.pk, "report/eindverslag")
    return take(town, town.hire("policy_officer"), "report", "reopen_report", report, payloads.Because("Te vroeg."))


def an_account_of_what_was_refused() -> Act:
    town = world.found(FEAST)
    case = town.assessed()
    town.decide(case, kind="refusal", ground="4:35(1)a", reason="Het mag niet.", hearing_exempt="own_data")
    asked = payloads.NewAccount(case.pk, "NL73VBLD0910000002", "Buren", "Een afschrift.")
    applicant = feasts.applicant(town, case)
    return lambda: town.take(
        applicant, "account_change", "ask_account_change", uuid.uuid4(), asked, stream=case.stream_id
    )


def verifying_an_account_that_is_not_there() -> Act:
    town = world.found(FEAST)
    first = town.file()
    refile(town, first, bank_account=None)
    case = Application.objects.exclude(pk=first.pk).get()
    check = payloads.NameCheck("same", "Nagevraagd bij de bank.")
    return take(town, "finance_maker", "application", "verify_account", case.pk, check)


def taking_over_what_was_withdrawn() -> Act:
    town = world.found(FEAST)
    case = town.file()
    applicant = feasts.applicant(town, case)
    town.take(applicant, "application", "withdraw", case.pk, payloads.Withdrawal("Het lukt niet."))
    details = payloads.NewParty(case.pk, "details", details={"street": "Proefkade"}, evidence="Een brief.")
    return lambda: town.take(
        applicant, "party_change", "ask_party_change", uuid.uuid4(), details, stream=case.stream_id
    )


REFUSED: dict[str, Callable[[], Act]] = {
    "round-not-open": before_the_opening,
    "not-for-this-organisation": for_another_organisation,
    "not-their-account": on_the_account_of_another,
    "draw-key-not-announced": with_a_draw_key_of_ones_own,
    "not-in-scheme": a_step_that_the_scheme_lacks,
    "answer-not-asked": what_no_question_asks,
    "not-your-assessment": the_assessment_of_another,
    "assessed-already": a_second_assessment,
    "judged-by-others": marks_of_who_does_not_judge_here,
    "extreme-unexplained": an_extreme_without_a_reason,
    "interest-declared": after_an_interest,
    "not-assessable": what_was_assessed_before,
    "inspected-already": a_second_inspection,
    "scored-already": completeness_that_assessors_rely_on,
    "no-term": a_delay_of_what_has_no_term,
    "score-too-low": too_low_a_score,
    "wrong-regime": an_award_of_a_small_amount,
    "no-direct-determination": a_direct_determination_where_the_scheme_awards_first,
    "too-few-quotes": works_without_quotes,
    "ground-does-not-fit": a_mark_that_the_round_does_not_know,
    "nothing-requested": an_award_of_what_asks_nothing,
    "part-invalid": a_part_in_a_way_that_awards_are_not_paid,
    "no-prizes": a_prize_without_money_for_prizes,
    "nothing-asked": setting_aside_what_nobody_was_asked_for,
    "payment-under-way": a_determination_while_a_payment_is_on_its_way,
    "nothing-owed": a_part_that_was_not_awarded,
    "nothing-claimed": a_receipt_on_an_award,
    "nothing-to-rectify": lambda: rectifying(1_000_00, lambda _: str(NOBODY)),
    "rights-would-change": lambda: rectifying(999_99, lambda award: str(award.pk)),
    "revoked-as-a-whole": revoking_for_a_part,
    "amendment-does-not-add-up": parts_of_an_amendment_that_are_not_its_amount,
    "amendment-overtaken": an_amendment_that_was_overtaken_by_a_payment,
    "revoked-since": paying_what_was_revoked,
    "determined-already": a_report_of_what_is_determined,
    "account-not-asked": an_account_of_what_was_refused,
    "no-bank-account": verifying_an_account_that_is_not_there,
    "nothing-to-take-over": taking_over_what_was_withdrawn,
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_stands_in_the_way_says_its_code_and_changes_nothing(code: str) -> None:
    refuses(code, REFUSED[code]())


def refuses(code: str, act: Act) -> None:
    """An act is refused with a code, and nothing at all was written."""
    before = everything()
    with pytest.raises(Refusal) as refused:
        act()
    said = [one.code for one in refused.value.obstacles]
    assert said[SECOND.get(code, 0)] == code
    assert everything() == before
