"""No case is left without a step, and no term or power is stretched: what a second reading found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from budgets import ledger
from documents.letters.correction import Revocation
from grants import payloads
from grants.models import Application, Decision, Report
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.grants.test_between_draft_and_announcement import WHY, again, announced, refused, signed
from tests.world import World
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.questions import DateQuestion
from workflow.verify import verify

pytestmark = pytest.mark.django_db

LOWER: dict[str, Any] = {**WHY, "parts": (), "ground": "4:46(2)b"}


def applicant(town: World, case: Application) -> Actor:
    return Actor(person=town.applicants[case.pk])


def asked_to_complete(until: date = date(2026, 1, 19)) -> tuple[World, Application]:
    town = world.found()
    case = town.file(1_000_00)
    asked = payloads.CompletionRequest(("begroting",), until)
    town.take("intake_clerk", "application", "request_completion", case.pk, asked)
    return town, case


def complete(town: World, case: Application) -> None:
    answers = {"begroting": world.answers_for(1_000_00)["begroting"]}
    town.take(applicant(town, case), "application", "complete", case.pk, payloads.Completion(answers))


def test_rule_4_a_completion_that_comes_too_late_gives_no_new_weeks_to_set_aside() -> None:
    town, case = asked_to_complete()
    town.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    complete(town, case)
    said = {"kind": "set_aside", "ground": "incomplete"}
    assert refused(lambda: town.draft(again(case), 1_000_00, **said)) == "set-aside-out-of-time"


def test_rule_4_the_weeks_count_from_a_completion_on_the_last_day_that_was_given() -> None:
    town, case = asked_to_complete()
    town.now = datetime(2026, 1, 19, 12, tzinfo=UTC)
    complete(town, case)
    assert town.draft(again(case), 1_000_00, "set_aside", ground="incomplete")


def test_what_comes_in_takes_a_decision_to_set_aside_off_the_table() -> None:
    town, case = asked_to_complete()
    town.now = datetime(2026, 1, 22, 9, tzinfo=UTC)
    waiting = signed(town, case, 1_000_00, "set_aside", ground="incomplete")
    complete(town, case)
    assert Decision.objects.get(pk=waiting).state == "annulled"
    assert refused(announced(town, waiting)) == "wrong-state"
    assert verify().differences == []


def test_who_withdraws_leaves_no_decision_and_no_reservation_behind() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    waiting = signed(town, case, 1_000_00, "award")
    town.take(applicant(town, case), "application", "withdraw", case.pk, payloads.Withdrawal("Het lukt niet."))
    assert (again(case).state, Decision.objects.get(pk=waiting).state) == ("withdrawn", "annulled")
    held = ledger.positions([case.stream_id])[case.stream_id]
    assert [pots for pots in held.values() if any(pots.values())] == []
    assert verify().differences == []


def test_an_application_did_not_come_after_its_own_completion() -> None:
    town, case = asked_to_complete()
    town.wait(days=3)
    complete(town, case)
    town.wait(days=10)
    later = payloads.ReceiptCorrection(town.now - timedelta(days=1), "De stempel zegt iets anders.")
    assert refused(lambda: town.take("intake_clerk", "application", "correct_receipt", case.pk, later)) == (
        "receipt-after-completion"
    )


def test_where_costs_are_asked_by_line_an_account_without_lines_is_refused_and_not_stuck() -> None:
    town = world.found(regimes=((None, "financial_report"),))
    case = town.assessed(1_000_00)
    town.decide(case)
    who = applicant(town, case)
    without = payloads.Account(1_000_00, "Klaar.")
    assert refused(lambda: town.take(who, "application", "account", case.pk, without)) == "account-lines-missing"
    by_line = payloads.Account(1_000_00, "Klaar.", (1_000_00,), (1_000_00,))
    town.take(who, "application", "account", case.pk, by_line)
    for report in Report.objects.filter(application=case):
        town.take("policy_officer", "report", "accept_report", report.pk)
    assert town.decide(again(case), 1_000_00, "determination", parts=()).state == "announced"


def test_who_answered_the_reminder_is_not_determined_as_if_they_had_not() -> None:
    town = world.found(FEAST, regimes=((None, "activity_report"),))
    case = feasts.filed(town)
    town.decide(case)
    report, due_on = Report.objects.get(application=case), date(2026, 1, 10)
    Report.objects.filter(pk=report.pk).update(due_on=due_on)
    town.now = datetime(2026, 2, 2, 9, tzinfo=UTC)
    town.take("policy_officer", "application", "remind", case.pk, payloads.Reminding(due_on))
    town.take(applicant(town, case), "report", "report", report.pk, payloads.ReportText("Alles is gedaan."))
    town.wait(days=60)
    assert refused(lambda: town.draft(again(case), 0, "lower_determination", **LOWER)) == "account-awaited"


END = DateQuestion("eind", "plan", "Wanneer is uw plan klaar?", "", required=False, personal=False)


@pytest.mark.parametrize(
    ("figures", "answers"),
    [({"execution_through": "2026-06-30"}, {}), ({"execution_through": "2026-03-31"}, {"eind": "2026-06-30"})],
    ids=["of the round", "of the applicant"],
)
def test_the_end_of_the_plan_is_waited_for(figures: dict[str, Any], answers: dict[str, str]) -> None:
    town = world.found(replace(FEAST, questions=(*FEAST.questions, END)), **figures)
    case = feasts.filed(town, **answers)
    town.decide(case)
    town.now = datetime(2026, 6, 30, 9, tzinfo=UTC)
    lower = {**LOWER, "ground": "4:46(2)a"}
    assert refused(lambda: town.draft(again(case), 300_00, "lower_determination", **lower)) == "plan-still-runs"
    town.now = datetime(2026, 7, 1, 9, tzinfo=UTC)
    town.draft(again(case), 300_00, "lower_determination", **lower)


# --- Powers ---------------------------------------------------------------------------------------------------------


def test_the_sample_of_a_round_is_drawn_once_and_by_the_seed_that_was_published() -> None:
    town = world.found()
    for number in range(6):
        town.decide(town.assessed(1_000_00 + number))

    def draw(seed: str) -> None:
        town.take("policy_officer", "round", "draw_sample", town.round, payloads.Sample(seed, 20))

    assert refused(lambda: draw("41")) == "seed-not-as-published"
    draw("42")
    assert refused(lambda: draw("42")) == "sample-drawn-already"
    assert Application.objects.filter(sampled=True).count() == 2


def test_a_revocation_for_the_future_leaves_what_was_paid() -> None:
    town = world.found(FEAST)
    case = feasts.filed(town)
    town.pay(town.decide(case))
    said = {**WHY, "ground": "4:50(1)b", "details": {"effective_on": "2026-12-01"}}
    town.decide(again(case), 0, "revocation", **said)
    held = ledger.positions([case.stream_id])[case.stream_id][town.book]
    assert (held.get("recoverable", 0), held.get("committed", 0), held["advanced"]) == (0, 0, 800_00)
    letter = feasts.last(Revocation)
    assert (letter.kept_cents, letter.paid_cents, letter.left_cents) == (800_00, 800_00, 0)
    assert letter.summary[-1].rest == "u niets meer. Wat wij al betaalden, mag u houden."
    claim = {"ground": "4:57(1)", "kind": "recovery"}
    assert refused(lambda: town.draft(again(case), 1, **claim)) == "amount-too-high"
    assert verify().differences == []


LATER = {**WHY, "ground": "4:50(1)b", "details": {"effective_on": "2026-12-01"}}


def test_what_is_due_before_a_revocation_works_is_paid_first() -> None:
    town = world.found(FEAST)
    case = feasts.filed(town)
    award = town.decide(case)
    with pytest.raises(Refusal) as refusal:
        town.draft(again(case), 0, "revocation", **LATER)
    sentence = "Vóór 1 december 2026 moet u nog € 800,00 betalen. Betaal dat eerst, of noem een eerdere dag."
    assert (refusal.value.code, refusal.value.sentence.replace("\u00a0", " ")) == ("due-before-it-works", sentence)
    # Six weeks after the announcement of 5 January is the last day to pay; a revocation that works on it leaves nothing due.
    last = {**LATER, "details": {"effective_on": "2026-02-17"}}
    assert refused(lambda: town.draft(again(case), 0, "revocation", **last)) == "due-before-it-works"
    for still_due in ({"effective_on": "2026-02-16"}, {"effective_on": "2026-01-06"}):
        draft = town.draft(again(case), 0, "revocation", **{**LATER, "details": still_due})
        town.take("policy_officer", "decision", "annul", draft)
    town.pay(award)
    town.draft(again(case), 0, "revocation", **LATER)


@pytest.mark.parametrize(("kind", "cents"), [("revocation", 0), ("amendment", 900_00)])
def test_what_was_to_work_on_a_day_that_is_over_is_not_announced(kind: str, cents: int) -> None:
    town = world.found(FEAST)
    case = feasts.filed(town)
    town.pay(town.decide(case))
    draft = town.draft(again(case), cents, kind, **LATER)
    town.take("mandate_holder", "decision", "sign", draft)
    town.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert refused(lambda: town.take("policy_officer", "decision", "announce", draft)) == "effective-day-passed"
    town.now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    town.take("policy_officer", "decision", "announce", draft)


def determined(years: int) -> tuple[World, Application]:
    """A grant that was paid and determined at less, so many years ago."""
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    town.decide(case, 500_00, "lower_determination", **{**LOWER, "ground": "4:46(2)a"})
    town.now += timedelta(days=366 * years)
    return town, case


def test_after_five_years_nothing_is_claimed_any_more() -> None:
    town, case = determined(5)
    claim = {"ground": "4:57(1)", "kind": "recovery"}
    on = Decision.objects.get(application=case, kind="lower_determination").announced_on
    assert on is not None
    town.now = datetime(on.year + 5, on.month, on.day, 9, tzinfo=UTC) + timedelta(days=1)
    assert refused(lambda: town.draft(again(case), 300_00, **claim)) == "recovery-too-late"
    town.now -= timedelta(days=1)
    assert town.draft(again(case), 300_00, **claim)


def test_only_an_obligation_that_was_broken_afterwards_stretches_the_five_years() -> None:
    town, case = determined(8)
    broken = {"details": {"broken_on": (town.now - timedelta(days=300)).date().isoformat()}}
    unknown = {**WHY, "ground": "4:49(1)a", **broken}
    assert refused(lambda: town.draft(again(case), 0, "revocation", **unknown)) == "five-years-over"
    assert town.draft(again(case), 0, "revocation", **{**WHY, "ground": "4:49(1)c", **broken})


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"details": {"effective_on": "morgen"}}, "day-unreadable"),
        ({"details": {"broken_on": 7}}, "day-unreadable"),
        ({"reason": "x" * 10_001}, "text-too-long"),
        ({"details": {str(n): n for n in range(51)}}, "too-many-details"),
    ],
)
def test_what_cannot_be_read_in_a_decision_is_refused_and_no_fault(said: dict[str, Any], code: str) -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    town.decide(case)
    assert refused(lambda: town.draft(again(case), 0, "revocation", **{**WHY, "ground": "4:50(1)b", **said})) == code
