"""The tale of the Ondernemers Challenge: what the play left in the database, list by list, against the data it was made from."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

import pytest
from django.db.models import Sum

from budgets import checker
from budgets.models import Payment, Transfer
from documents.models import Letter
from grants.demo import challenge, report
from grants.demo.challenge import ROUND, plan_case
from grants.demo.stage import id_of
from grants.models import Application, Assessment, Decision, Ranking, Version
from workflow.models import Deadline, Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end")]

PLANS = challenge.plans()
ACCOUNTS = {row["plan"]: row for row in challenge.told()["account"]}
FINALISTS = {row["plan"]: row for row in challenge.told()["finalist"]}
CALENDAR = challenge.told()["calendar"]
CASES = challenge.told()["cases"]
CEILING = challenge.told()["round"]["ceiling_cents"]


def key_of() -> dict[uuid.UUID, str]:
    """The keys of the plans by application."""
    return {plan_case(key): key for key in PLANS}


def person_of() -> dict[uuid.UUID, str]:
    """The keys of those who sign and pay, by pseudonymous id."""
    return {id_of("person", key): key for key in ("S06", "S07", "S08", "S09", "S12")}


def decisions(*kinds: str) -> dict[str, tuple[object, ...]]:
    """The decisions of these kinds by plan: kind, amount, advance, who signed and when, when announced."""
    found: dict[str, tuple[object, ...]] = {}
    for one in Decision.objects.filter(application__round=ROUND, kind__in=kinds, state=Decision.ANNOUNCED):
        advance = sum(part.amount_cents for part in one.payable if part.kind == "advance")
        signer = person_of()[one.signed_by] if one.signed_by else ""
        row = (one.kind, one.amount_cents, advance, signer, one.signed_on, one.announced_on)
        found[key_of()[one.application_id]] = row
    return found


def told(decided: dict[str, object]) -> tuple[object, ...]:
    """A decision as the data have it."""
    return (
        decided["kind"], decided["amount_cents"], decided.get("advance_cents", 0),
        decided["signed_by"], decided["signed"], decided["announced"],
    )  # fmt: skip


def moved(kind: str, key: str, book: str = "line:4.1.1-OC:2026") -> int:
    """What transfers of a kind moved in the dossier of a plan on a line, in cents."""
    dossier = Application.objects.filter(pk=plan_case(key)).values("stream")
    rows = Transfer.objects.filter(kind=kind, stream__in=dossier, debit__book=book)
    return rows.aggregate(cents=Sum("amount_cents"))["cents"] or 0


def test_of_104_ideas_48_became_plans_31_awards_and_3_prizes() -> None:
    mine = Application.objects.filter(round=ROUND)
    awards = Decision.objects.filter(application__in=mine, kind="award", state="announced")
    prizes = Decision.objects.filter(application__in=mine, kind="prize", state="announced")
    plans = Version.objects.filter(application__in=mine).values("application").distinct()
    assert [mine.count(), plans.count(), awards.count(), prizes.count()] == [104, 48, 31, 3]
    assert report.funnel() == [("ideeën", 104), ("plannen", 48), ("verleend", 31), ("prijzen", 3), ("vastgesteld", 31)]


def test_every_idea_ended_where_the_data_say() -> None:
    states = {
        "invited_no_plan": "invited",
        "advice_no_plan": "advised",
        "referred": "referred",
        "withdrawn": "withdrawn",
    }
    expected = {}
    for idea in challenge.told()["idea"]:
        after_plan = "accounted" if idea.get("plan") in ACCOUNTS else "rejected"
        expected[challenge.case_of(idea["id"])] = states.get(idea["status"], after_plan)
    found = dict(Application.objects.filter(round=ROUND).values_list("pk", "state"))
    assert found == expected
    assert Counter(found.values()) == {
        "accounted": 31,
        "rejected": 17,
        "advised": 33,
        "referred": 8,
        "invited": 14,
        "withdrawn": 1,
    }


def test_the_whole_ranking_is_that_of_the_data_to_the_cent() -> None:
    ranked = sorted((p for p in PLANS.values() if "rank" in p["expected"]), key=lambda plan: plan["expected"]["rank"])
    sums = list(accumulate(plan["expected"].get("awarded_cents", 0) for plan in ranked))
    expected = [_expected_row(plan, total) for plan, total in zip(ranked, sums, strict=True)]
    expected += [_expected_row(plan, sums[-1]) for plan in PLANS.values() if plan not in ranked]
    key, found = key_of(), []
    for row in Ranking.objects.filter(round=ROUND):
        score = None if row.points is None else Fraction(row.points, row.denominator)
        figures = (row.outcome, row.amount_cents, row.cumulative_cents, row.left_cents)
        found.append((row.rank, key[row.application_id], score, *figures))
    assert sorted(found, key=_by_rank) == sorted(expected, key=_by_rank)
    assert [row[0] for row in sorted(found, key=_by_rank)][:35] == [*range(1, 35), None]
    assert (sums[-1], CEILING - sums[-1]) == (111_100_00, 1_400_00)


def _expected_row(plan: dict[str, object], cumulative: int) -> tuple[object, ...]:
    said: dict[str, object] = plan["expected"]  # type: ignore[assignment]
    times_six = said.get("score_times_six")
    score = Fraction(times_six, 6) if isinstance(times_six, int) else None
    amount = said.get("awarded_cents", 0)
    return (said.get("rank"), plan["key"], score, said["outcome"], amount, cumulative, CEILING - cumulative)


def _by_rank(row: tuple[object, ...]) -> tuple[int, str]:
    return (row[0] if isinstance(row[0], int) else 1000, str(row[1]))


def test_the_ranking_and_all_its_drafts_are_one_act() -> None:
    acts = Event.objects.filter(machine="round", subject=ROUND, action="rank").values_list("act", flat=True)
    [act] = acts
    events = Counter(Event.objects.filter(act=act).values_list("machine", "action"))
    assert events == {("round", "rank"): 1, ("application", "assess"): 47, ("decision", "draft_decision"): 48}
    drafts = Event.objects.filter(act=act, action="draft_decision").values_list("subject", flat=True)
    assert set(drafts) == set(
        Decision.objects.filter(application__round=ROUND, kind__in=["award", "refusal"]).values_list("pk", flat=True)
    )


def test_every_plan_got_its_decision_with_amount_advance_signer_and_days() -> None:
    assert decisions("award", "refusal") == {key: told(plan["expected"]["decision"]) for key, plan in PLANS.items()}
    grounds = Decision.objects.filter(application__round=ROUND, kind="refusal").values_list("application", "ground")
    key = key_of()
    outcomes = {name: plan["expected"]["outcome"] for name, plan in PLANS.items()}
    assert {key[case]: ground for case, ground in grounds} == {
        name: why for name, why in outcomes.items() if why != "awarded"
    }


def test_the_late_plan_was_received_and_refused_by_decision_without_a_score() -> None:
    late = Application.objects.get(pk=plan_case(CASES["late_plan"]))
    assert late.received_at
    assert late.received_at - CALENDAR["plans_close"] == timedelta(minutes=12, seconds=4)
    assert (late.state, late.assessments.count(), late.ranking.rank, late.ranking.points) == ("rejected", 0, None, None)
    assert [one.ground for one in late.decisions.all()] == ["refused_late"]


def test_a_plan_without_an_invitation_is_filed_and_judged_like_any_other() -> None:
    case = plan_case(CASES["plan_without_invitation"])
    actions = (
        Event.objects.filter(machine="application", subject=case)
        .order_by("subject_seq")
        .values_list("action", flat=True)
    )
    assert list(actions) == ["register_idea", "advise_idea", "draft", "file", "intake", "assess", "reject"]
    assert Ranking.objects.get(application=case).outcome == PLANS["P39"]["expected"]["outcome"]


def test_the_plan_in_which_a_juror_has_an_interest_is_judged_by_the_two_others() -> None:
    states = Assessment.objects.filter(application=plan_case("P12")).values_list("assessor", "state")
    jurors = {id_of("person", name): name for name in ("J1", "J2", "J3")}
    assert {jurors[who]: state for who, state in states} == {"J1": "locked", "J2": "conflicted", "J3": "locked"}
    others = Assessment.objects.filter(application__round=ROUND).exclude(application=plan_case("P12"))
    assert Counter(others.values_list("state", flat=True)) == {"locked": 46 * 3}
    row = Ranking.objects.get(application=plan_case("P12"))
    assert Fraction(row.points or 0, row.denominator) == Fraction(PLANS["P12"]["expected"]["score_times_six"], 6)


def test_two_plans_were_completed_in_the_week_that_everyone_gets() -> None:
    cases = {key: Application.objects.get(pk=plan_case(key)) for key in CASES["completed_in_repair_term"]}
    assert {key: (case.completion_until, case.complete_on) for key, case in cases.items()} == {
        key: (CALENDAR["completion_until"], PLANS[key]["completed_on"]) for key in ("P20", "P27")
    }
    assert {key: list(case.versions.order_by("number").values_list("number", flat=True)) for key, case in cases.items()} == {
        "P20": [1, 2], "P27": [1, 2],
    }  # fmt: skip
    assert Version.objects.filter(application__round=ROUND, number=2).count() == 2
    second = cases["P20"].versions.get(number=2)
    assert set(json.loads(second.answers)) == set(json.loads(cases["P20"].versions.get(number=1).answers))


def test_every_account_is_determined_as_its_row_says() -> None:
    found = {}
    for key in ACCOUNTS:
        case = Application.objects.get(pk=plan_case(key))
        account = case.accounts.get()
        figures = (
            account.actual_cents,
            case.determined_cents,
            moved("advance", key),
            moved("pay", key),
            moved("release", key),
        )
        found[key] = (account.received_on, *figures)
    assert found == {
        key: (
            row["received"], row["actual_costs_cents"], row["determined_cents"], row["advance_paid_cents"], row["balance_to_pay_cents"],
            row["released_cents"],
        )
        for key, row in ACCOUNTS.items()
    }  # fmt: skip
    assert decisions("determination", "lower_determination") == {
        key: told(row["decision"]) for key, row in ACCOUNTS.items()
    }


def test_only_two_are_determined_lower_on_a_ground_and_after_their_view_was_asked() -> None:
    lower = Decision.objects.filter(application__round=ROUND, kind="lower_determination")
    assert {key_of()[one.application_id]: (one.ground, one.view) for one in lower} == {
        key: (ACCOUNTS[key]["ground"], ACCOUNTS[key]["view_given"]) for key in CASES["lower_determination"]
    }


def test_three_prizes_of_15000_together_go_to_the_three_real_winners() -> None:
    expected = {key: told(row["decision"]) for key, row in FINALISTS.items() if "decision" in row}
    assert decisions("prize") == expected
    assert sum(int(str(row[1])) for row in expected.values()) == 15_000_00
    names = {Application.objects.select_related("organisation").get(pk=plan_case(key)).organisation for key in expected}
    assert {one.name for one in names if one} == set(challenge.told()["meta"]["real_names"])


def test_every_payment_was_proposed_and_settled_by_one_person_and_approved_by_another() -> None:
    streams = Application.objects.filter(round=ROUND).values("stream")
    payments = Payment.objects.filter(stream__in=streams)
    assert Counter(payments.values_list("kind", "state")) == {
        ("advance", "settled"): 31, ("balance", "settled"): sum(row["balance_to_pay_cents"] > 0 for row in ACCOUNTS.values()) + 3,
    }  # fmt: skip
    people = person_of()
    taken = (
        Event.objects.filter(machine="payment", subject__in=payments.values("pk"))
        .values_list("action", "person")
        .distinct()
    )
    assert {(action, people[person]) for action, person in taken if person} == {
        ("propose_payment", "S08"), ("approve_payment", "S09"), ("order_payment", "S08"), ("settle_payment", "S08"),
    }  # fmt: skip


def deadlines(kind: str) -> dict[str, list[tuple[object, ...]]]:
    """The records of a kind of term by plan, by what it belongs to and revision: start, legal date, days it stood still."""
    key = {stream: plan for plan, stream in _streams().items()}
    found: dict[str, list[tuple[object, ...]]] = {}
    rows = Deadline.objects.filter(kind=kind, stream__in=key).order_by("starts_on", "revision")
    for row in rows:
        figures = (row.starts_on, row.legal_deadline, row.suspended_days)
        found.setdefault(key[row.stream_id], []).append(figures)
    return found


def _streams() -> dict[str, uuid.UUID]:
    return {key: Application.objects.values_list("stream_id", flat=True).get(pk=plan_case(key)) for key in PLANS}


def test_all_were_decided_within_thirteen_weeks_after_the_close_and_a_completion_moves_the_date() -> None:
    found = deadlines("decision_term")
    in_time = {key for key, rows in found.items() if all(row[1] >= CALENDAR["decisions_announced"] for row in rows)}
    assert in_time == set(PLANS)
    once = [(date(2026, 3, 31), date(2026, 6, 30), 0)]
    completed = {"P20": 1, "P27": 1}
    assert {key: rows for key, rows in found.items() if key not in (*completed, CASES["late_plan"])} == {
        key: once for key in PLANS if key not in (*completed, CASES["late_plan"])
    }
    assert {key: len(found[key]) for key in completed} == {"P20": 3, "P27": 3}


def test_objection_and_payment_run_six_weeks_from_the_announcement() -> None:
    objections, payments = deadlines("objection_term"), deadlines("payment_term")
    award = (date(2026, 4, 17), date(2026, 5, 29), 0)
    prize = (date(2026, 10, 29), date(2026, 12, 10), 0)
    final = (date(2026, 11, 16), date(2026, 12, 28), 0)
    winners = {key for key, row in FINALISTS.items() if "decision" in row}
    expected = {
        key: [award, *([prize] if key in winners else []), *([final] if key in ACCOUNTS else [])] for key in PLANS
    }
    assert objections == expected
    assert payments == {key: rows for key, rows in expected.items() if key in ACCOUNTS}


def test_every_step_asked_for_its_letter() -> None:
    letters = Letter.objects.filter(stream__in=Application.objects.filter(round=ROUND).values("stream"))
    ideas = Counter(idea["status"] for idea in challenge.told()["idea"])
    assert Counter(letters.values_list("kind", flat=True)) == {
        "idea_received": 104, "invitation": ideas["invited_no_plan"] + 47, "idea_advice": ideas["advice_no_plan"] + ideas["referred"] + 1,
        "acknowledgement": 48, "completion_request": 2, "award": 31, "rejection": 17, "account_receipt": 31, "determination": 29,
        "hearing_intention": 2, "lower_determination": 2, "prize": 3, "withdrawal_confirmed": 1,
    }  # fmt: skip


def test_the_ledger_of_the_challenge_closes() -> None:
    lines = {line.code: line for line in checker.report() if line.code.startswith("4.1.1-OC")}
    determined = sum(row["determined_cents"] for row in ACCOUNTS.values())
    pots = ("authorised", "available", "reserved", "committed", "advanced", "paid", "recoverable")
    assert {code: tuple(getattr(line, pot) for pot in pots) for code, line in lines.items()} == {
        "4.1.1-OC": (CEILING, CEILING - determined, 0, 0, 0, determined, 0),
        "4.1.1-OC-PRIJS": (15_000_00, 0, 0, 0, 0, 15_000_00, 0),
    }
