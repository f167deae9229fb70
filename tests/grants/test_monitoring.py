"""Obligations with their category and day, checks by risk, and what a recipient reports (law.md §10, rule 18)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.letters.settlement import DeviationReceipt
from grants import payloads
from grants.models import Application, Check, Obligation
from grants.monitoring import HIGH, LOW, MIDDLE, Risk, checks, level
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST, OBLIGATIONS
from tests.invariants.tables import everything
from tests.world import World
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import Change
from workflow.law import obligation as law
from workflow.law.obligation import ObligationCategory, obligation_category
from workflow.scheme import ObligationRule

BOUND = replace(FEAST, obligations=OBLIGATIONS)


def awarded(town: World) -> Application:
    case = town.assessed()
    town.pay(town.decide(case))
    return Application.objects.get(pk=case.pk)


def bound_by(basis: str) -> Any:
    return replace(FEAST, obligations=(ObligationRule("Doe iets.", basis, "altijd"),))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("basis", "code"),
    [
        ("omdat het mooi is", "obligation-without-category"),
        ("Awb 4:39", "obligation-without-statute"),
        ("Awb 4:33", "one-sided-condition"),
        ("Awb 4:37(1)a; direct: omdat het kan", "obligation-without-category"),
    ],
)
def test_rule_18_a_scheme_with_an_obligation_that_no_article_carries_opens_no_round(basis: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        world.found(bound_by(basis))
    assert refused.value.code == code


@pytest.mark.django_db
def test_rule_18_what_serves_no_purpose_stands_in_a_statutory_rule() -> None:
    town = world.found(bound_by("Awb 4:39; ASV, artikel 9"))
    town.decide(town.assessed())
    assert Obligation.objects.get().category == ObligationCategory.NON_PURPOSE_4_39


@pytest.mark.django_db
def test_rule_18_without_its_rule_an_obligation_of_no_category_slips_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutant: with a rule that finds a category for everything, the round of the test above opens."""
    monkeypatch.setattr("grants.rounds.obligation_category", lambda _: ObligationCategory.PURPOSE_4_38)
    town = world.found(bound_by("omdat het mooi is"))
    with pytest.raises(Refusal, match="obligation-without-category"):
        town.decide(town.assessed())  # And even then it is not imposed.


def test_the_exceptions_of_article_4_33_are_no_one_sided_condition() -> None:
    assert obligation_category("Awb 4:33(b), 4:38") == ObligationCategory.PURPOSE_4_38
    with pytest.raises(law.OneSidedCondition):
        obligation_category("Awb 4:33(c), 4:38")


@pytest.mark.django_db
def test_an_award_imposes_the_obligations_of_the_scheme_with_their_days() -> None:
    town = world.found(BOUND, execution_through="2026-06-30")
    town.decide(town.assessed())
    found = Obligation.objects.order_by("text").values_list("text", "category", "basis", "due_on", "state")
    assert list(found) == [
        ("Begin snel.", "standard_4_37", "Awb 4:37(1)a", date(2026, 4, 2), "due"),
        ("Houd de straat tien jaar open.", "purpose_4_38", "Awb 4:38", date(2036, 1, 5), "due"),
        ("Meld het meteen.", "purpose_4_38", "ASV meldingsplicht", None, "due"),
        ("Wees klaar voor de dag van de ronde.", "standard_4_37", "Awb 4:37(1)a", date(2026, 6, 30), "due"),
    ]


@pytest.mark.django_db
def test_an_obligation_is_found_met_or_breached_with_a_note() -> None:
    town = world.found(BOUND)
    town.decide(town.assessed())
    first, second = Obligation.objects.filter(due_on__isnull=False).order_by("due_on")[:2]
    town.take("policy_officer", "obligation", "meet", first.pk, payloads.Note("Begonnen."))
    town.take("policy_officer", "obligation", "breach", second.pk, payloads.Note("De straat is dicht."))
    rows = Obligation.objects.filter(pk__in=[first.pk, second.pk]).order_by("due_on").values_list("state", "note")
    assert list(rows) == [("met", "Begonnen."), ("breached", "De straat is dicht.")]


@pytest.mark.django_db
def test_announcing_many_costs_as_many_queries_as_announcing_few() -> None:
    town = world.found(BOUND, ceiling_cents=10**9)

    def announcing(count: int) -> int:
        made = [town.draft(town.assessed()) for _ in range(count)]
        for one in made:
            town.take("mandate_holder", "decision", "sign", one)
        with clock.at(town.now), CaptureQueriesContext(connection) as seen:
            changes = [Change("decision", "announce", one) for one in made]
            door.act(changes, actor=town.actor("policy_officer"), key=world.key())
        return len(seen.captured_queries)

    assert announcing(3) == announcing(12)


@pytest.mark.parametrize(
    ("risk", "found"),
    [
        (Risk(10_000_00), LOW),
        (Risk(24_999_99, first_grant=True), LOW),
        (Risk(25_000_00, first_grant=True), MIDDLE),
        (Risk(1_00, advance_share=Fraction(1), first_grant=True), MIDDLE),
        (Risk(125_000_00, first_grant=True, advance_share=Fraction(1)), HIGH),
        (Risk(1_00, breaches=2), HIGH),
    ],
)
def test_the_level_follows_from_amount_first_grant_advance_and_breaches(risk: Risk, found: str) -> None:
    assert level(risk) == found


def test_a_higher_risk_is_checked_more_often_and_sooner() -> None:
    begin, end = date(2026, 1, 1), date(2026, 12, 31)
    low, middle, high = (
        checks(risk, begin, end) for risk in (Risk(1), Risk(25_000_00, first_grant=True), Risk(1, breaches=2))
    )
    assert (len(low), len(middle), len(high)) == (1, 3, 5)
    assert low[0][1] > middle[0][1] > high[0][1]
    assert high[-1] == ("follow_up", end)


@pytest.mark.django_db
def test_the_plan_of_a_case_becomes_checks_with_their_days() -> None:
    town = world.found(FEAST, execution_through="2026-12-31")
    case = awarded(town)
    town.take("policy_officer", "application", "plan_monitoring", case.pk)
    assert list(Check.objects.values_list("kind", "due_on", "state")) == [("talk", date(2026, 7, 4), "planned")]


@pytest.mark.django_db
def test_checks_are_planned_until_the_last_day_of_the_plan_and_not_after_it() -> None:
    town = world.found(FEAST, execution_through="2026-05-04")
    case = awarded(town)
    town.now = datetime(2026, 5, 5, 9, tzinfo=UTC)
    with pytest.raises(Refusal) as refusal:
        town.take("policy_officer", "application", "plan_monitoring", case.pk)
    assert (refusal.value.code, refusal.value.sentence) == (
        "plan-over",
        "Het plan liep tot en met 4 mei 2026. Kijk naar de verantwoording.",
    )
    town.now = datetime(2026, 5, 4, 9, tzinfo=UTC)
    town.take("policy_officer", "application", "plan_monitoring", case.pk)
    assert list(Check.objects.values_list("due_on", flat=True)) == [date(2026, 5, 4)]


@pytest.mark.django_db
def test_a_visit_is_recorded_with_its_report_and_photos_and_followed_up() -> None:
    town = world.found(FEAST)
    case = awarded(town)
    town.take("policy_officer", "application", "plan_monitoring", case.pk)
    check = Check.objects.get()
    photo = ("tent.jpg", "ab" * 32)
    town.take("policy_officer", "check", "carry_out", check.pk, payloads.Seen("De tent stond er.", (photo,)))
    town.take("policy_officer", "check", "follow_up", check.pk, payloads.Note("Wij bellen in mei."))
    check = Check.objects.get()
    assert (check.state, check.report, check.photos, check.answer) == (
        "followed_up", "De tent stond er.", f'[["tent.jpg","{"ab" * 32}"]]', "Wij bellen in mei.",
    )  # fmt: skip


@pytest.mark.django_db
def test_nothing_is_checked_that_was_not_granted() -> None:
    town = world.found(FEAST)
    case = town.assessed()
    plan = payloads.CheckPlan(case.pk, "talk", date(2026, 2, 2))
    with pytest.raises(Refusal, match="nothing-to-follow"):
        town.take("policy_officer", "check", "plan_check", uuid.uuid4(), plan, stream=case.stream_id)


@pytest.mark.django_db
def test_a_visit_without_a_report_or_with_a_photo_without_its_fingerprint_is_refused() -> None:
    assert payloads.Seen(" ").obstacles()
    assert payloads.Seen("Goed.", (("a.jpg", "x"),)).obstacles()
    assert payloads.CheckPlan(uuid.uuid4(), "raid", date(2026, 1, 1)).obstacles()


@pytest.mark.django_db
def test_a_reported_deviation_is_confirmed_by_letter_looked_at_and_answered() -> None:
    town = world.found(FEAST)
    case = awarded(town)
    said = payloads.Deviation("Wij beginnen drie weken later.")
    town.take(feasts.applicant(town, case), "application", "report_deviation", case.pk, said)
    letter = feasts.last(DeviationReceipt)
    today = clock.day_of(town.now)
    assert (letter.reported, letter.answer_by) == (said.text, today + timedelta(days=14))
    signal = Check.objects.get()
    assert (signal.kind, signal.report, signal.due_on) == ("signal", said.text, today + timedelta(days=14))
    town.take("policy_officer", "check", "carry_out", signal.pk, payloads.Seen("Gebeld met de aanvrager."))
    town.take("policy_officer", "check", "follow_up", signal.pk, payloads.Note("Dat mag."))
    signal = Check.objects.get()
    assert (signal.report, signal.answer) == (f"{said.text}\n\nGebeld met de aanvrager.", "Dat mag.")


@pytest.mark.django_db
def test_who_withdrew_reports_nothing_any_more() -> None:
    town = world.found(FEAST)
    case = town.assessed()
    applicant = feasts.applicant(town, case)
    town.take(applicant, "application", "withdraw", case.pk, payloads.Withdrawal("Het lukt niet."))
    before = everything()
    with pytest.raises(Refusal, match="wrong-state"):
        town.take(applicant, "application", "report_deviation", case.pk, payloads.Deviation("Anders."))
    assert everything() == before
