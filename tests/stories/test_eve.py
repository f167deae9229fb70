"""What could have been: the rounds as they lay on the eve of their decisions, placed under other ceilings and on other days."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from budgets import checker
from grants import allocation
from grants.allocation import draw_order
from grants.demo import atelier, challenge, halls
from grants.demo.stage import at, id_of
from grants.models import Application, Assessment, Decision, Round
from grants.models.scheme import scheme_of
from grants.payloads import Draft, Seed
from grants.ranking import Placed
from tests.grants.contests import Plan, place_round, tender
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import Event
from workflow.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_eve")]

SEED = challenge.told()["round"]["draw_seed"]
WHAT_IF = challenge.told()["expected"]["what_if"]
PLANS = challenge.plans()
KEY_OF = {challenge.plan_case(key): key for key in PLANS}

Line = tuple[str, int | None, str, int, int, int]


def challenge_round() -> Round:
    return Round.objects.get(pk=challenge.ROUND)


def lines(placed: tuple[Placed, ...]) -> list[Line]:
    """The whole outcome: plan, rank, outcome, amount, cumulative and left, in order of rank and then of plan."""
    found = [(KEY_OF[one.application.pk], one.placement) for one in placed]
    rows = [(key, p.rank, p.outcome, p.amount_cents, p.cumulative_cents, p.left_cents) for key, p in found]
    return sorted(rows, key=lambda row: (row[1] or 1000, row[0]))


def reference(ceiling_cents: int) -> list[Line]:
    """The same by the pure arithmetic, over the data instead of the database."""
    figures = challenge.told()["round"]
    plans = [_plan(key, figures["criteria_order"]) for key in PLANS]
    weights = dict(zip(figures["criteria_order"], figures["weights"], strict=True))
    rule = scheme_of(challenge_round().scheme_version_id).round_rule("tender").allocation
    assert isinstance(rule, allocation.Tender)
    placed = allocation.place(tender(plans, weights, rule, figures["draw_seed"], ceiling_cents))
    rows = [(p.id, p.rank, p.outcome, p.amount_cents, p.cumulative_cents, p.left_cents) for p in placed]
    return sorted(rows, key=lambda row: (row[1] or 1000, row[0]))


def _plan(key: str, order: list[str]) -> Plan:
    plan = PLANS[key]
    levels = list(plan.get("scores", {}).values())
    means = (
        {code: Fraction(sum(one[n] for one in levels), len(levels)) for n, code in enumerate(order)} if levels else {}
    )
    return Plan(key, plan["requested_cents"], plan["minimum_workable_cents"], means, plan["draw_key"])


@pytest.mark.parametrize("ceiling_cents", [told["ceiling_cents"] for told in WHAT_IF])
def test_the_database_places_every_plan_as_the_pure_arithmetic_does_at_every_ceiling(ceiling_cents: int) -> None:
    found = lines(place_round(challenge_round(), SEED, ceiling_cents))
    assert found == reference(ceiling_cents)
    assert len(found) == 48


def test_six_ceilings_give_six_numbers_of_awards_as_the_data_say() -> None:
    found = []
    for told in WHAT_IF:
        awarded = [row for row in lines(place_round(challenge_round(), SEED, told["ceiling_cents"])) if row[3]]
        found.append(
            (told["ceiling_cents"], len(awarded), awarded[-1][0], awarded[-1][5], awarded[-1][2], awarded[-1][3])
        )
    plans = {key: plan["requested_cents"] for key, plan in PLANS.items()}
    assert found == [
        (90_000_00, 23, "P30", 4_300_00, "awarded", plans["P30"]),
        (100_000_00, 26, "P16", 2_375_00, "awarded", plans["P16"]),
        (112_500_00, 31, "P31", 1_400_00, "awarded", plans["P31"]),
        (114_500_00, 32, "P32", 0, "awarded_partly", 3_400_00),
        (120_000_00, 33, "P33", 1_600_00, "awarded", plans["P33"]),
        (125_000_00, 34, "P34", 4_450_00, "awarded", plans["P34"]),
    ]
    assert [(told["ceiling_cents"], told["awards"], told["last"], told["left_cents"]) for told in WHAT_IF] == [
        (ceiling, awards, last, left) for ceiling, awards, last, left, *_ in found
    ]


def test_equal_scores_are_ordered_by_impact_then_by_novelty_then_by_the_published_draw() -> None:
    placed = {KEY_OF[one.application.pk]: one for one in place_round(challenge_round(), SEED)}
    pairs = [challenge.told()["cases"][f"tie_{how}"] for how in ("at_the_cut_line", "by_vernieuwend", "by_draw")]
    ranks = {key: placed[key].placement.rank for pair in pairs for key in pair}
    assert ranks == {key: PLANS[key]["expected"]["rank"] for key in ranks}
    assert [(ranks[second] or 0) - (ranks[first] or 0) for first, second in pairs] == [1, 1, 1]
    assert {pair[0]: (placed[pair[0]].points, placed[pair[0]].denominator) for pair in pairs} == {
        pair[0]: (placed[pair[1]].points, placed[pair[1]].denominator) for pair in pairs
    }
    turned = next(seed for seed in map(str, range(100)) if draw_order(seed, "P24") < draw_order(seed, "P15"))
    other = {KEY_OF[one.application.pk]: one.placement.rank for one in place_round(challenge_round(), turned)}
    moved = {key: other[key] for key in PLANS if other[key] != placed[key].placement.rank}
    assert moved == {"P15": ranks["P24"], "P24": ranks["P15"]}  # Only what is truly equal is drawn.


def test_a_plan_with_a_high_score_fails_on_the_minimum_of_one_criterion() -> None:
    placed = {KEY_OF[one.application.pk]: one for one in place_round(challenge_round(), SEED)}
    key = challenge.told()["cases"]["below_minimum_of_one_criterion"]
    low, last = placed[key], placed["P31"]
    assert (low.placement.outcome, low.placement.rank) == ("refused_minimum", None)
    assert Fraction(low.points or 0, low.denominator) == 71 > Fraction(last.points or 0, last.denominator)


def test_placing_a_round_writes_nothing_and_ranking_it_writes_that_very_list() -> None:
    before = Event.objects.count()
    expected = lines(place_round(challenge_round(), SEED))
    assert Event.objects.count() == before
    actor = Actor(person=id_of("person", "S12"))
    with clock.at(at(date(2026, 4, 14))):
        outcome = door.perform("round", "rank", challenge.ROUND, Seed(SEED), actor=actor, key="rank")
    assert Counter((taken.change.machine, taken.change.action) for taken in outcome.taken) == {
        ("round", "rank"): 1, ("application", "assess"): 47, ("decision", "draft_decision"): 48,
    }  # fmt: skip
    assert set(Event.objects.filter(act=outcome.act).values_list("act", flat=True)) == {outcome.act}
    rows = challenge_round().rankings.all()
    found = [
        (KEY_OF[r.application_id], r.rank, r.outcome, r.amount_cents, r.cumulative_cents, r.left_cents) for r in rows
    ]
    assert sorted(found, key=lambda row: (row[1] or 1000, row[0])) == expected
    assert checker.differences() == []


def test_another_seed_than_the_published_one_is_refused() -> None:
    actor = Actor(person=id_of("person", "S12"))
    with clock.at(at(date(2026, 4, 14))), pytest.raises(Refusal) as refusal:
        door.perform("round", "rank", challenge.ROUND, Seed("a better seed"), actor=actor, key="rank")
    assert refusal.value.code == "seed-not-as-published"


def test_on_the_eve_everything_is_scored_and_nothing_is_decided() -> None:
    assert not Decision.objects.exists()
    assert Counter(Application.objects.values_list("state", flat=True)) == {
        "advised": 33, "assessed": 10, "incomplete": 1, "invited": 14, "referred": 8, "submitted": 70, "withdrawn": 2,
    }  # fmt: skip
    assert Counter(Assessment.objects.values_list("state", flat=True)) == {"locked": 160, "conflicted": 1}
    assert verify().differences == []


# --- The atelier ----------------------------------------------------------------------------------------------------

INITIATIVES = {atelier.case_of(row["key"]): row["key"] for row in atelier.told()["initiative"]}


def second_tranche(ceiling_cents: int | None = None) -> list[tuple[Any, ...]]:
    told = next(one for one in atelier.told()["round"]["tranche"] if one["code"] == "T2")
    placed = place_round(Round.objects.get(pk=atelier.round_of("T2")), told["draw_seed"], ceiling_cents)
    return [
        (INITIATIVES[one.application.pk], one.placement.outcome, one.placement.amount_cents, one.placement.left_cents)
        for one in placed
    ]


def test_who_was_complete_on_the_same_day_is_drawn_and_filing_first_gives_no_place() -> None:
    assert second_tranche() == [
        ("IA04", "awarded", 7_100_00, 22_900_00), ("IA12", "awarded", 3_600_00, 19_300_00), ("IA06", "awarded", 3_900_00, 15_400_00),
    ]  # fmt: skip
    assert [row[0] for row in second_tranche()] == atelier.told()["expected"]["draw_order_T2"]


def test_with_10000_for_the_second_tranche_the_draw_decides_who_gets_the_rest() -> None:
    told = atelier.told()["expected"]["what_if_T2"]
    assert second_tranche(told["ceiling_cents"]) == [
        ("IA04", "awarded", 7_100_00, 2_900_00), ("IA12", "awarded_partly", 2_900_00, 0), ("IA06", "refused_ceiling", 0, 0),
    ]  # fmt: skip
    assert (told["awards"], told["amounts_cents"]) == (["IA04", "IA12"], [7_100_00, 2_900_00])


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 5, 29), "set-aside-out-of-time"), (date(2026, 6, 2), ""), (date(2026, 6, 29), ""),
        (date(2026, 6, 30), "set-aside-out-of-time"),
    ],
)  # fmt: skip
def test_setting_aside_is_open_for_four_weeks_after_the_term_lapsed_and_closed_before_and_after(
    day: date, code: str
) -> None:
    case = Application.objects.get(pk=atelier.case_of("IA07"))
    draft = Draft(case.pk, "set_aside", 2_800_00, ground="incomplete")
    found = ""
    with clock.at(at(day)):
        try:
            door.perform(
                "decision", "draft_decision", atelier.decision_of("IA07"), draft, actor=Actor(person=id_of("person", "S12")),
                key="set aside", stream=case.stream_id,
            )  # fmt: skip
        except Refusal as refusal:
            found = refusal.code
    assert (found, Decision.objects.count()) == (code, 0 if code else 1)


def test_what_was_drafted_in_time_is_not_announced_too_late() -> None:
    case, made = Application.objects.get(pk=atelier.case_of("IA07")), atelier.decision_of("IA07")
    officer, signer = (Actor(person=id_of("person", key)) for key in ("S12", "S06"))
    draft = Draft(case.pk, "set_aside", 2_800_00, ground="incomplete")
    with clock.at(at(date(2026, 6, 12))):
        door.perform("decision", "draft_decision", made, draft, actor=officer, key="draft", stream=case.stream_id)
        door.perform("decision", "sign", made, actor=signer, key="sign")
    with clock.at(at(date(2026, 6, 30))), pytest.raises(Refusal) as refusal:
        door.perform("decision", "announce", made, actor=officer, key="announce")
    assert refusal.value.code == "set-aside-out-of-time"


# --- The halls ------------------------------------------------------------------------------------------------------

HALLS = {halls.case_of(own["key"]): own["key"] for part in ("a", "b") for _, own in halls.filed(part)}


def test_part_b_under_four_ceilings_ends_as_the_data_say() -> None:
    round_, seed = Round.objects.get(pk=halls.round_of("b")), halls.told()["round_b"]["draw_seed"]
    order = [f"{hall}-B" for hall in halls.told()["expected"]["b_ranking"]]
    found = {}
    for told in halls.told()["expected"]["b_what_if"]:
        placed = place_round(round_, seed, told["ceiling_cents"])
        assert [HALLS[one.application.pk] for one in placed] == order
        found[told["ceiling_cents"]] = [(one.placement.amount_cents, one.placement.left_cents) for one in placed]
    asked = [own["requested_cents"] for key in order for _, own in halls.filed("b") if own["key"] == key]
    assert {
        ceiling: _walked(asked, ceiling, whole)
        for ceiling, whole in ((150_000_00, 4), (220_000_00, 7), (260_000_00, 9))
    } == {ceiling: rows for ceiling, rows in found.items() if ceiling != 240_000_00}
    assert found[240_000_00] == [*_walked(asked, 240_000_00, 7)[:7], (22_136_70, 0), (0, 0), (0, 0)]


def _walked(asked: list[int], ceiling: int, whole: int) -> list[tuple[int, int]]:
    """The first so many in full, the others nothing, and what is left after each."""
    rows, left = [], ceiling
    for n, cents in enumerate(asked):
        amount = cents if n < whole else 0
        left -= amount
        rows.append((amount, left))
    return rows


def test_part_a_under_a_lower_ceiling_gives_everyone_the_same_share_rounded_down_to_the_cent() -> None:
    full = {own["key"]: own["expected_awarded_cents"] for _, own in halls.filed("a")}
    placed = place_round(Round.objects.get(pk=halls.round_of("a")), "", 20_000_00)
    total = sum(full.values())
    assert {HALLS[one.application.pk]: (one.placement.outcome, one.placement.amount_cents) for one in placed} == {
        key: ("awarded_partly", cents * 20_000_00 // total) for key, cents in full.items()
    }
    details = {HALLS[one.application.pk]: one.details for one in placed}
    assert details == {
        own["key"]: {
            "inhabitants_cents": own["expected_bracket_amount_cents"],
            "area_cents": own["expected_area_amount_cents"],
        }
        for _, own in halls.filed("a")
    }
