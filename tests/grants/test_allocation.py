"""The rules of allocation against the demo data: whole lists, at every ceiling that the data gives an outcome for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from grants import allocation
from grants.allocation import (
    Candidate,
    Contest,
    Entrant,
    Finalist,
    FirstCome,
    Formula,
    Need,
    NeedPoints,
    Placement,
    Tender,
    Urgency,
)
from grants.demo import data
from tests.grants.contests import Plan, ids, tender

# --- The Challenge --------------------------------------------------------------------------------------------------

CHALLENGE = data.challenge()
ROUND = CHALLENGE["round"]
WEIGHTS = dict(zip(ROUND["criteria_order"], ROUND["weights"], strict=True))
TENDER = Tender(pass_mark=60, minimum_mean=2, ties=("impact", "vernieuwend", "draw"))
PLANS = {plan["key"]: plan for plan in CHALLENGE["plan"]}
SIX_CEILINGS = CHALLENGE["expected"]["what_if"]


def entry(plan: data.Table) -> Plan:
    levels = [dict(zip(WEIGHTS, given, strict=True)) for given in plan.get("scores", {}).values()]
    means = allocation.mean_levels(levels) if levels else {}
    assert (plan["received"] > CHALLENGE["calendar"]["plans_close"]) is not bool(means)  # Who is late is not scored.
    return Plan(plan["key"], plan["requested_cents"], plan["minimum_workable_cents"], means, plan["draw_key"])


ENTRIES = tuple(entry(plan) for plan in PLANS.values())


def place(ceiling_cents: int, rule: Tender = TENDER, seed: str = ROUND["draw_seed"]) -> tuple[Placement, ...]:
    return allocation.place(tender(ENTRIES, WEIGHTS, rule, seed, ceiling_cents))


def test_every_plan_has_the_exact_score_of_the_data() -> None:
    exact = {one.id: allocation.score(WEIGHTS, one.means) for one in ENTRIES if not one.late}
    expected = {
        key: Fraction(plan["expected"]["score_times_six"], 6) for key, plan in PLANS.items() if "scores" in plan
    }
    assert exact == expected
    shown = {key: f"{allocation.hundredths(score) / 100:.2f}" for key, score in exact.items()}
    assert shown == {key: PLANS[key]["expected"]["score"] for key in exact}


def test_the_challenge_gives_the_31_awards_of_2017_and_every_plan_its_own_outcome() -> None:
    placements = place(ROUND["ceiling_cents"])
    assert {one.id: (one.outcome, one.rank, one.amount_cents) for one in placements} == {
        key: (plan["expected"]["outcome"], plan["expected"].get("rank"), plan["expected"].get("awarded_cents", 0))
        for key, plan in PLANS.items()
    }
    assert sum(one.outcome == "awarded" for one in placements) == 31
    assert placements[-1].cumulative_cents == CHALLENGE["expected"]["awarded_total_cents"]
    assert placements[-1].left_cents == CHALLENGE["expected"]["left_under_ceiling_cents"]


@pytest.mark.parametrize("expected", SIX_CEILINGS, ids=lambda row: str(row["ceiling_cents"]))
def test_at_another_ceiling_the_same_list_is_cut_elsewhere(expected: data.Table) -> None:
    ranking = sorted((plan["expected"]["rank"], key) for key, plan in PLANS.items() if "rank" in plan["expected"])
    placements = place(expected["ceiling_cents"])
    ranked = [one for one in placements if one.rank]
    assert [(one.rank, one.id) for one in ranked] == ranking
    assert ranked == list(_cut([key for _, key in ranking], expected))
    assert {one.outcome for one in placements if not one.rank} == {
        "refused_pass_mark",
        "refused_minimum",
        "refused_late",
    }
    assert len(placements) == 48
    assert placements[-1].left_cents == expected["left_cents"]


def _cut(ranking: Sequence[str], expected: data.Table) -> Sequence[Placement]:
    """The list that the data describe: in full down to the last award, which may be partial, and nothing below it."""
    rows, given = [], 0
    for rank, key in enumerate(ranking, 1):
        amount = PLANS[key]["requested_cents"] if rank <= expected["awards"] else 0
        outcome = "awarded" if amount else "refused_ceiling"
        if key == expected.get("partial"):
            amount, outcome = expected["partial_amount_cents"], "awarded_partly"
        given += amount
        rows.append(Placement(key, rank, outcome, amount, given, expected["ceiling_cents"] - given))
    assert ranking[expected["awards"] - 1] == expected["last"]
    return rows


def test_equal_scores_are_ordered_by_impact_then_by_vernieuwend_then_by_the_published_seed() -> None:
    order = ids(place(ROUND["ceiling_cents"]))
    cases = CHALLENGE["cases"]
    for first, second in (cases["tie_at_the_cut_line"], cases["tie_by_vernieuwend"], cases["tie_by_draw"]):
        assert PLANS[first]["expected"]["score_times_six"] == PLANS[second]["expected"]["score_times_six"]
        assert order.index(first) + 1 == order.index(second)
    drawn = cases["tie_by_draw"]
    assert sorted(drawn, key=lambda key: allocation.draw_order(ROUND["draw_seed"], key)) == drawn
    other = ids(place(ROUND["ceiling_cents"], seed="another seed 0"))
    assert sorted(drawn, key=lambda key: allocation.draw_order("another seed 0", key)) == drawn[::-1]
    assert other.index(drawn[1]) < other.index(drawn[0])


def test_without_the_rule_of_the_remainder_the_plan_that_does_not_fit_is_refused() -> None:
    placements = place(11450000, replace(TENDER, remainder=False))
    assert [one.outcome for one in placements if one.id == "P32"] == ["refused_ceiling"]
    assert placements[-1].left_cents == 340000


def test_a_score_of_exactly_the_pass_mark_and_a_mean_of_exactly_the_minimum_are_enough() -> None:
    exact = dict(zip(WEIGHTS, map(Fraction, (3, 4, 2, 3, 3)), strict=True))
    below = {**exact, "draagvlak": Fraction(119, 30)}
    too_low = {**exact, "ondernemend": Fraction(59, 30), "impact": Fraction(5)}
    assert [allocation.score(WEIGHTS, means) >= 60 for means in (exact, below, too_low)] == [True, False, True]
    assert allocation.score(WEIGHTS, exact) == 60
    plans = [Plan(key, 9, 9, means, key) for key, means in (("a", exact), ("b", below), ("c", too_low))]
    placements = allocation.place(tender(plans, WEIGHTS, TENDER, "seed", 100))
    assert [(one.id, one.outcome) for one in placements] == [
        ("a", "awarded"),
        ("b", "refused_pass_mark"),
        ("c", "refused_minimum"),
    ]


def test_a_plan_that_takes_the_last_cent_is_awarded_in_full() -> None:
    queue = [Candidate("a", 60, 60), Candidate("b", 40, 1), Candidate("c", 1, 1)]
    for remainder in (True, False):
        assert allocation.walk(queue, 100, remainder=remainder) == (
            Placement("a", 1, "awarded", 60, 60, 40),
            Placement("b", 2, "awarded", 40, 100, 0),
            Placement("c", 3, "refused_ceiling", 0, 100, 0),
        )


def test_a_round_may_put_its_own_figures_in_the_place_of_the_defaults() -> None:
    assert allocation.for_round(TENDER, {"pass_mark": 80, "ceiling_cents": 1}) == replace(TENDER, pass_mark=80)
    from_json = {"ties": ["safety", "draw"], "points": {"energy": [0, 1, 2], "hours": [[10, 1], [None, 2]]}}
    points = replace(TABLE, energy=(0, 1, 2), hours=((10, 1), (None, 2)))
    assert allocation.for_round(NEED, from_json) == replace(NEED, ties=("safety", "draw"), points=points)


# --- The finale -----------------------------------------------------------------------------------------------------


def test_the_three_winners_of_2017_follow_from_jury_and_public() -> None:
    finale, rows = CHALLENGE["finale"], CHALLENGE["finalist"]
    finalists = [
        Finalist(row["plan"], row["jury_grade"], row["valid_votes"], PLANS[row["plan"]]["draw_key"]) for row in rows
    ]
    highest = max(one.votes for one in finalists)
    marks = {one.id: allocation.combined_prize_mark(one, highest, 60, 40) for one in finalists}
    shown = {key: f"{allocation.hundredths(mark) / 100:.2f}" for key, mark in marks.items()}
    assert shown == {row["plan"]: row["expected_combined"] for row in rows}
    ranking = allocation.rank_finale(finalists, finale["jury_share"], finale["vote_share"], finale["draw_seed"])
    prizes = {row["plan"]: row["expected_prize_cents"] for row in rows if "expected_prize_cents" in row}
    assert list(zip(ranking, finale["prizes_cents"], strict=False)) == list(prizes.items())
    assert ranking == tuple(sorted(marks, key=lambda key: -marks[key]))


def test_equal_marks_in_the_finale_go_to_the_higher_grade_of_the_jury_then_to_the_draw() -> None:
    by_grade = [Finalist("a", 60, 100, "a"), Finalist("b", 100, 40, "b")]  # 36 + 40 and 60 + 16
    assert allocation.draw_order("w", "a") < allocation.draw_order("w", "b")
    assert allocation.rank_finale(by_grade, 60, 40, "w") == ("b", "a")
    equal = [Finalist("a", 70, 9, "a"), Finalist("b", 70, 9, "b")]
    expected = tuple(sorted("ab", key=lambda key: allocation.draw_order("s", key)))
    assert allocation.rank_finale(equal, 60, 40, "s") == allocation.rank_finale(equal[::-1], 60, 40, "s") == expected


def test_without_a_single_vote_only_the_jury_counts() -> None:
    assert allocation.combined_prize_mark(Finalist("a", 80, 0, "a"), 0, 60, 40) == 48


# --- The atelier ----------------------------------------------------------------------------------------------------

ATELIER = data.atelier()


def second_tranche(ceiling_cents: int = 30_000_00) -> tuple[Placement, ...]:
    rows = (
        row for row in ATELIER["initiative"] if row.get("tranche") == "T2" and row["expected"]["outcome"] == "awarded"
    )
    entrants = (
        Entrant(
            row["key"], row["draw_key"], row["plan"]["requested_cents"], row["plan"]["minimum_workable_cents"],
            complete_on=row["complete_on"],
        )
        for row in rows
    )  # fmt: skip
    seed = {row["code"]: row["draw_seed"] for row in ATELIER["round"]["tranche"]}["T2"]
    return allocation.place(Contest(FirstCome(), ceiling_cents, seed, tuple(entrants)))


def test_two_initiatives_complete_on_one_day_are_ordered_by_the_draw_and_not_by_when_they_were_filed() -> None:
    assert ids(second_tranche()) == ATELIER["expected"]["draw_order_T2"]


def test_with_ten_thousand_euros_for_the_tranche_the_draw_decides_who_gets_the_remainder() -> None:
    assert second_tranche(ATELIER["expected"]["what_if_T2"]["ceiling_cents"]) == (
        Placement("IA04", 1, "awarded", 710000, 710000, 290000),
        Placement("IA12", 2, "awarded_partly", 290000, 1000000, 0),
        Placement("IA06", 3, "refused_ceiling", 0, 1000000, 0),
    )


def test_every_initiative_has_the_score_of_the_data() -> None:
    weights = dict(zip(ATELIER["round"]["criteria_order"], ATELIER["round"]["weights"], strict=True))
    scored = [row for row in ATELIER["initiative"] if "scores" in row]
    means = (
        allocation.mean_levels([dict(zip(weights, levels, strict=True)) for levels in row["scores"].values()])
        for row in scored
    )
    shown = [f"{allocation.hundredths(allocation.score(weights, each)) / 100:.2f}" for each in means]
    assert shown == [row["expected"]["score"] for row in scored]


def test_a_day_earlier_goes_before_any_draw_and_what_is_not_complete_has_no_place() -> None:
    days = (("a", date(2026, 5, 12)), ("b", date(2026, 5, 11)), ("c", None))
    entrants = tuple(Entrant(key, key, 1, 1, complete_on=day) for key, day in days)
    for seed in "abcd":
        assert ids(allocation.place(Contest(FirstCome(), 9, seed, entrants))) == ["b", "a"]


# --- The village halls ----------------------------------------------------------------------------------------------

HALLS = data.halls()
FORMULA = Formula(brackets=((500, 50000), (1000, 100000), (1500, 150000), (None, 200000)), per_m2_cents=332)
TABLE = NeedPoints(
    condition=(0, 5, 10, 25, 35, 40),
    safety=(0, 10, 20, 25),
    hours=((10, 3), (20, 7), (30, 11), (None, 15)),
    energy=(0, 5, 10),
    accessibility=(0, 5, 10),
)
NEED = Need(first_group_condition=4, points=TABLE, ties=("condition", "safety", "hours", "draw"))


def building(hall: data.Table) -> Entrant:
    row = hall["b"]
    urgency = Urgency(
        condition=hall["condition"],
        safety=TABLE.safety.index(row["safety"]),
        hours=hall["hours_per_week"],
        energy=row["energy_label_steps"],
        accessibility=TABLE.accessibility.index(row["accessibility"]),
    )
    asks = (row["requested_cents"], row["minimum_workable_cents"])
    return Entrant(hall["key"], row["draw_key"], *asks, urgency=urgency)


BUILDINGS = {hall["key"]: building(hall) for hall in HALLS["hall"] if "b" in hall}


def by_need(
    ceiling_cents: int,
    entrants: Iterable[Entrant] = BUILDINGS.values(),
    rule: Need = NEED,
    seed: str = HALLS["round_b"]["draw_seed"],
) -> tuple[Placement, ...]:
    return allocation.place(Contest(rule, ceiling_cents, seed, tuple(entrants)))


def by_formula(ceiling_cents: int, *entrants: Entrant) -> tuple[Placement, ...]:
    return allocation.place(Contest(FORMULA, ceiling_cents, "", entrants))


def test_the_formula_gives_each_hall_the_amount_of_the_data() -> None:
    parts = {
        hall["key"]: allocation.formula_parts(FORMULA, hall["inhabitants"], hall["floor_area_m2"])
        for hall in HALLS["hall"]
    }
    assert parts == {
        hall["key"]: (hall["a"]["expected_bracket_amount_cents"], hall["a"]["expected_area_amount_cents"])
        for hall in HALLS["hall"]
    }
    figures = (
        Entrant(hall["key"], "", 1, 1, inhabitants=hall["inhabitants"], area_m2=hall["floor_area_m2"])
        for hall in HALLS["hall"]
    )
    placements = by_formula(HALLS["round_a"]["ceiling_cents"], *figures)
    assert {one.id: (one.outcome, one.amount_cents) for one in placements} == {
        hall["key"]: ("awarded", hall["a"]["expected_awarded_cents"]) for hall in HALLS["hall"]
    }
    assert placements[-1].cumulative_cents == HALLS["expected"]["a_total_cents"]
    assert placements[-1].left_cents == HALLS["expected"]["a_left_cents"]


@pytest.mark.parametrize(
    ("inhabitants", "bracket"),
    [(1, 50000), (499, 50000), (500, 100000), (999, 100000), (1000, 150000), (1499, 150000), (1500, 200000)],
)
def test_a_bracket_ends_just_below_its_bound(inhabitants: int, bracket: int) -> None:
    hall = Entrant("a", "a", 1, 1, inhabitants=inhabitants, area_m2=100)
    assert by_formula(500000, hall)[0].amount_cents == bracket + 33200


def test_halls_are_ranked_by_need_as_in_the_data() -> None:
    rows = {hall["key"]: hall["b"] for hall in HALLS["hall"] if "b" in hall}
    points = {key: allocation.need_points(TABLE, one.urgency) for key, one in BUILDINGS.items() if one.urgency}
    assert points == {key: row["expected_points"] for key, row in rows.items()}
    ranking = ids(by_need(0))
    assert ranking == HALLS["expected"]["b_ranking"]
    assert ranking == sorted(rows, key=lambda key: rows[key]["expected_rank"])


def test_a_hall_in_the_second_group_comes_after_the_first_though_it_has_more_points() -> None:
    found = {"second": Urgency(3, safety=3, hours=40, energy=2, accessibility=2), "first": Urgency(4, 0, 0, 0, 0)}
    assert [allocation.need_points(TABLE, one) for one in found.values()] == [70, 28]
    halls = [Entrant(key, key, 9, 9, urgency=one) for key, one in found.items()]
    assert ids(by_need(99, halls)) == ["first", "second"]
    assert ids(by_need(99, halls, replace(NEED, first_group_condition=1))) == ["second", "first"]


@pytest.mark.parametrize(("steps", "points"), [(0, 0), (1, 5), (2, 10), (3, 10), (6, 10)])
def test_more_label_steps_than_the_table_knows_count_as_its_last(steps: int, points: int) -> None:
    assert allocation.need_parts(TABLE, Urgency(1, 0, 0, steps, 0))["energy"] == points


@pytest.mark.parametrize("expected", HALLS["expected"]["b_what_if"], ids=lambda row: str(row["ceiling_cents"]))
def test_four_ceilings_for_the_halls_give_four_cuts_of_the_same_ranking(expected: data.Table) -> None:
    placements = by_need(expected["ceiling_cents"])
    assert ids(placements) == HALLS["expected"]["b_ranking"]
    queue = [BUILDINGS[one.id] for one in placements]
    amounts = [one.wanted_cents if n < expected["awards"] else 0 for n, one in enumerate(queue)]
    if "partial" in expected:
        assert queue[expected["awards"] - 1].id == expected["partial"]
        amounts[expected["awards"] - 1] = expected["partial_amount_cents"]
    assert [one.amount_cents for one in placements] == amounts
    assert placements[-1].left_cents == expected["left_cents"]
    partly = [one.id for one in placements if one.outcome == "awarded_partly"]
    assert partly == ([expected["partial"]] if "partial" in expected else [])


def test_the_ceiling_of_the_data_gives_each_hall_its_outcome() -> None:
    placements = by_need(HALLS["round_b"]["ceiling_cents"])
    assert {one.id: (one.outcome, one.amount_cents) for one in placements} == {
        hall["key"]: (hall["b"]["expected_outcome"], hall["b"].get("expected_awarded_cents", 0))
        for hall in HALLS["hall"]
        if "b" in hall
    }


def test_equal_need_goes_by_condition_then_safety_then_hours_then_draw() -> None:
    base = Urgency(condition=5, safety=1, hours=12, energy=0, accessibility=0)
    rivals = {
        "condition": (Urgency(6, 1, 12, 0, 0), Urgency(5, 1, 12, 1, 0)),
        "safety": (Urgency(5, 2, 12, 0, 0), Urgency(5, 1, 12, 2, 0)),
        "hours": (Urgency(5, 1, 19, 0, 0), base),
    }
    for better, worse in rivals.values():
        assert allocation.need_points(TABLE, better) == allocation.need_points(TABLE, worse)
        pair = [Entrant("a", "a", 9, 9, urgency=worse), Entrant("b", "b", 9, 9, urgency=better)]
        assert ids(by_need(99, pair, seed="s")) == ["b", "a"]
    drawn = [Entrant(key, key, 9, 9, urgency=base) for key in "abcdef"]
    expected = sorted("abcdef", key=lambda key: allocation.draw_order("s", key))
    assert ids(by_need(99, drawn, seed="s")) == expected
