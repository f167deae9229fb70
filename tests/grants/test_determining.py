"""What a determination comes to, by which regime, with which evidence, and who is drawn to account."""

from __future__ import annotations

import json
import uuid
from datetime import date
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.letters.settlement import Determination
from documents.letters.tables import CostRow, CostTable
from grants import payloads
from grants.determining import Counted, compute
from grants.effects.sampling import drawn
from grants.guards import AccountFits, EvidenceAccepted
from grants.models import Application, Decision, Report
from grants.regimes import regime_of
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.invariants.mutants import swapped
from tests.invariants.tables import everything
from tests.world import World
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import Change

SPACE = "\u00a0"


def said(*sentences: str) -> tuple[str, ...]:
    return tuple(sentence.replace("€ ", f"€{SPACE}") for sentence in sentences)


def test_by_default_it_is_as_granted() -> None:
    found = compute({}, 1_000_00, 700_00)
    assert (found.kind, found.amount_cents, found.ground) == ("determination", 1_000_00, "")
    assert found.sentences == said(
        "Verleend is € 1.000,00.",
        "De subsidie wordt vastgesteld zoals zij verleend is.",
        "Vastgesteld wordt € 1.000,00.",
    )


def test_by_a_share_the_sum_is_shown() -> None:
    found = compute({"share": Fraction(3, 5)}, 6_000_00, 7_900_01)
    assert (found.kind, found.amount_cents) == ("determination", 4_740_01)
    assert found.sentences == said(
        "Verleend is € 6.000,00.",
        "De werkelijke kosten zijn € 7.900,01.",
        "Daarvan 60%, hoogstens € 6.000,00, is € 4.740,01.",
        "Vastgesteld wordt € 4.740,01.",
    )


def test_by_budget_lines_no_line_counts_for_more_than_its_budget() -> None:
    rows = (Counted("Tent", 2_000_00, 2_500_00), Counted("Muziek", 400_00, 0))
    found = compute({"determination_method": "budget_lines"}, 1_200_00, 2_500_00, rows)
    assert found.amount_cents == 1_000_00
    assert (
        found.sentences[3]
        == said("Samen telt € 2.000,00 mee van € 2.400,00. Dat deel van € 1.200,00 is € 1.000,00.")[0]
    )


def test_less_stands_with_its_ground() -> None:
    found = compute({}, 1_000_00, 700_00, ground="4:46(2)a", lower_cents=600_00)
    assert (found.kind, found.amount_cents, found.entitled_cents) == ("lower_determination", 600_00, 1_000_00)
    assert "niet of niet geheel hebben plaatsgevonden" in found.sentences[2]


@pytest.mark.parametrize(
    ("figures", "cents", "regime"),
    [
        ({}, 5_000_00, "ex_officio"),
        ({}, 25_000_00, "activity_report"),
        ({}, 124_999_99, "activity_report"),
        ({}, 125_000_00, "audit_opinion"),
        ({"regime": "method"}, 5_000_00, "method"),
        ({"regime": "ex_officio_after_report"}, 5_000_00, "activity_report"),
        ({"regimes": [[1_000_00, "activity_report"], [None, "financial_report"]]}, 1_000_00, "activity_report"),
        ({"regimes": [[1_000_00, "activity_report"], [None, "financial_report"]]}, 1_000_01, "financial_report"),
    ],
)
def test_the_regime_follows_from_the_amount_and_the_figures_of_the_round(
    figures: dict[str, Any], cents: int, regime: str
) -> None:
    assert regime_of(figures, cents, date(2026, 1, 1)) == regime
    assert regime_of(figures, cents, date(2026, 1, 1), direct=True) == "direct"


def refused(town: World, case: Application, cents: int, kind: str = "determination", **more: Any) -> str:
    before = everything()
    with pytest.raises(Refusal) as refusal:
        town.draft(case, cents, kind, parts=(), **more)
    assert everything() == before
    return refusal.value.code


def awarded(town: World, cents: int = 1_000_00) -> Application:
    """A case that was awarded and paid in advance."""
    case = feasts.filed(town, begroting=feasts.budget(cents, cents))
    town.pay(town.decide(case))
    return Application.objects.get(pk=case.pk)


def account(town: World, case: Application, *given: Any) -> None:
    town.take(feasts.applicant(town, case), "application", "account", case.pk, payloads.Account(*given))


def accept(town: World, case: Application) -> None:
    town.take("policy_officer", "report", "accept_report", uuid.uuid5(case.pk, "report/eindverslag"))


@pytest.mark.django_db
def test_the_regime_is_frozen_on_the_award() -> None:
    town = world.found(FEAST, regimes=[[None, "financial_report"]])
    assert awarded(town).regime == "financial_report"


@pytest.mark.django_db
def test_a_financial_report_is_determined_only_with_lines_and_an_accepted_report() -> None:
    town = world.found(FEAST, regimes=[[None, "financial_report"]])
    case = awarded(town)
    with pytest.raises(Refusal, match="account-lines-missing"):
        account(town, case, 1_000_00, "Mooi.")
    account(town, case, 1_000_00, "Mooi.", (1_000_00,), (1_000_00,))
    assert refused(town, case, 1_000_00) == "proof-missing"
    accept(town, case)
    assert town.decide(case, 1_000_00, "determination", parts=()).state == "announced"


@pytest.mark.django_db
def test_by_lines_the_letter_shows_budget_and_costs_side_by_side() -> None:
    town = world.found(FEAST, determination_method="budget_lines", regimes=[[None, "financial_report"]])
    case = awarded(town)
    account(town, case, 900_01, "Mooi.", (900_01,), (1_000_00,))
    accept(town, case)
    assert refused(town, case, 900_00) == "ground-missing"
    town.decide(case, 900_01, "determination", parts=())
    letter = feasts.last(Determination)
    assert letter.by_lines == CostTable(
        rows=(CostRow(label="Tent", budgeted_cents=1_000_00, spent_cents=900_01, counted_cents=900_01),),
        budgeted_cents=1_000_00,
        spent_cents=900_01,
        counted_cents=900_01,
    )


@pytest.mark.django_db
def test_without_the_guard_nobody_looks_at_the_evidence() -> None:
    """The mutant."""
    town = world.found(FEAST, regimes=[[None, "financial_report"]])
    case = awarded(town)
    with swapped(AccountFits, "check", lambda *_: None):
        account(town, case, 1_000_00, "Mooi.")
    accept(town, case)
    assert refused(town, case, 1_000_00) == "proof-missing"
    with swapped(EvidenceAccepted, "check", lambda *_: None):
        assert town.decide(case, 1_000_00, "determination", parts=()).state == "announced"


@pytest.mark.django_db
def test_an_audit_opinion_is_asked_with_the_award_and_awaited_before_the_determination() -> None:
    town = world.found(FEAST, regimes=[[None, "audit_opinion"]])
    case = awarded(town)
    assert set(Report.objects.values_list("kind", flat=True)) == {"eindverslag", "controleverklaring"}
    account(town, case, 1_000_00, "Mooi.", (1_000_00,), (1_000_00,))
    accept(town, case)
    assert refused(town, case, 1_000_00) in ("proof-missing", "report-not-accepted")
    opinion = uuid.uuid5(case.pk, "report/controleverklaring")
    town.take(feasts.applicant(town, case), "report", "report", opinion, payloads.ReportText("Goedgekeurd."))
    town.take("policy_officer", "report", "accept_report", opinion)
    assert town.decide(case, 1_000_00, "determination", parts=()).state == "announced"


@pytest.mark.django_db
def test_a_small_grant_is_determined_ex_officio_after_its_plan_without_an_account() -> None:
    town = world.found(FEAST, execution_through="2026-03-01")
    case = awarded(town)
    assert refused(town, case, 1_000_00) == "plan-still-runs"
    town.wait(days=60)
    town.decide(case, 1_000_00, "determination", parts=())
    done = Application.objects.get(pk=case.pk)
    assert (done.state, done.determined_cents, done.accounts.count()) == ("accounted", 1_000_00, 0)


@pytest.mark.django_db
def test_determining_many_costs_as_many_queries_as_determining_few() -> None:
    town = world.found(FEAST, ceiling_cents=10**9)

    def drafting(count: int) -> int:
        cases = [awarded(town) for _ in range(count)]
        drafts = [
            Change(
                "decision",
                "draft_decision",
                uuid.uuid4(),
                payloads.Draft(case.pk, "determination", 1_000_00),
                case.stream_id,
            )
            for case in cases
        ]
        with clock.at(town.now), CaptureQueriesContext(connection) as seen:
            door.act(drafts, actor=town.actor("policy_officer"), key=world.key())
        return len(seen.captured_queries)

    assert drafting(2) == drafting(8)


@pytest.mark.django_db
def test_who_was_drawn_in_the_sample_accounts_first() -> None:
    town = world.found(FEAST)
    cases = [awarded(town) for _ in range(3)]
    town.take("policy_officer", "round", "draw_sample", town.round, payloads.Sample("42", 34))
    references = {case.stream.reference: case for case in cases}
    chosen = drawn(list(references), "42", 34)
    assert len(chosen) == 2
    sampled = Application.objects.filter(sampled=True).values_list("stream__reference", flat=True)
    assert set(sampled) == set(chosen)
    for reference, case in references.items():
        fresh = Application.objects.get(pk=case.pk)
        if reference in chosen:
            assert refused(town, fresh, 1_000_00) == "account-awaited"
        else:
            assert town.decide(fresh, 1_000_00, "determination", parts=()).state == "announced"


@pytest.mark.django_db
def test_where_an_account_is_owed_nothing_is_determined_without_it() -> None:
    town = world.found(FEAST, regime="ex_officio_after_report")
    assert refused(town, awarded(town), 1_000_00) == "account-awaited"


@pytest.mark.parametrize("percent", [0, 101])
def test_a_sample_of_nothing_or_of_more_than_all_is_refused(percent: int) -> None:
    assert payloads.Sample("42", percent).obstacles()
    assert payloads.Sample("", 10).obstacles()


def determine(town: World, *words: str) -> str:
    out = StringIO()
    with clock.at(town.now):
        call_command("determine", *words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_what_was_not_granted_is_not_determined() -> None:
    town = world.found(FEAST)
    with pytest.raises(CommandError, match="nothing-granted"):
        determine(town, town.file().stream.reference, "--what-if")


@pytest.mark.django_db
def test_the_command_shows_the_sum_and_drafts_through_the_door() -> None:
    town = world.found(FEAST, funding_share={"fraction": "1/2"})
    case = feasts.accounted(town, 1_000_00, 1_600_00, costs=2_000_00)
    reference = case.stream.reference
    before = everything()
    shown = json.loads(determine(town, reference, "--what-if", "--json"))
    assert everything() == before
    assert (shown["kind"], shown["granted_cents"], shown["determined_cents"]) == ("determination", 1_000_00, 800_00)
    assert shown["sum"][3] == said("Daarvan 50%, hoogstens € 1.000,00, is € 800,00.")[0]
    person = str(town.people["policy_officer"])
    assert "Vastgesteld wordt" in determine(town, reference, "--as", person)
    decision = Decision.objects.get(kind="determination")
    assert (decision.state, decision.amount_cents) == ("drafted", 800_00)
    with pytest.raises(CommandError, match="decided-already"):
        determine(town, reference, "--as", person)
    with pytest.raises(CommandError, match="Zeg met --as"):
        determine(town, reference)
