"""A contest around each of its bounds: who stays out, who waits, what was promised before, and what of it is shown and recorded."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from grants.allocation import (
    Candidate,
    Contest,
    Entrant,
    FirstCome,
    FixedList,
    Formula,
    Lottery,
    Need,
    NeedPoints,
    Placement,
    ReserveList,
    Tender,
    Urgency,
    draw_order,
    from_plain,
    place,
    points_of,
    shown_parts,
    to_plain,
    walk,
)
from workflow.scheme import Allocation

DAY = date(2026, 3, 2)
FOUR = [Candidate(key, 100, 100) for key in "abcd"]
FORMULA = Formula(brackets=((500, 50000), (None, 200000)), per_m2_cents=332)
NEED = Need(
    first_group_condition=4,
    points=NeedPoints(
        condition=(0, 5, 10, 25, 35, 40),
        safety=(0, 10, 20, 25),
        hours=((10, 3), (None, 15)),
        energy=(0, 5, 10),
        accessibility=(0, 5, 10),
    ),
    ties=("condition", "draw"),
)


def one(key: str = "a", **more: Any) -> Entrant:
    """An entrant that asks and needs one euro, complete on one day."""
    return dataclasses.replace(Entrant(key, key, 100, 100, DAY), **more)


def outcome(rule: Allocation, entrant: Entrant, **more: Any) -> str:
    (placement,) = place(Contest(rule, 1000, "seed", (entrant,), **more))
    return placement.outcome


def test_whom_the_money_kept_for_others_just_leaves_enough_is_decided() -> None:
    assert walk(FOUR, 300, waiting={"a"}) == (
        Placement("b", 2, "awarded", 100, 100, 200),
        Placement("c", 3, "awarded", 100, 200, 100),
    )
    assert walk(FOUR, 300, waiting={"a", "b"}) == (Placement("c", 3, "awarded", 100, 100, 200),)
    assert walk(FOUR, 299, waiting={"a", "b"}) == ()


def test_what_was_promised_before_counts_as_given() -> None:
    assert walk(FOUR[:2], 250, taken_cents=100) == (
        Placement("a", 1, "awarded", 100, 200, 50),
        Placement("b", 2, "refused_ceiling", 0, 200, 50),
    )


def test_nobody_passes_somebody_who_was_refused_before_and_nothing_is_kept_for_them() -> None:
    nothing = {"amount_cents": 0, "cumulative_cents": 0, "left_cents": 900}
    assert walk(FOUR, 900, waiting={"a"}, stopped=True) == tuple(
        Placement(key, rank, "refused_ceiling", **nothing) for rank, key in enumerate("bcd", 2)
    )
    assert [(found.id, found.amount_cents) for found in walk(FOUR, 150, waiting={"a"}, stopped=True)] == [
        ("b", 0),
        ("c", 0),
        ("d", 0),
    ]


@pytest.mark.parametrize(
    ("minimum", "remainder", "expected"),
    [
        (50, True, Placement("b", 2, "awarded_partly", 50, 150, 0)),
        (51, True, Placement("b", 2, "refused_ceiling", 0, 100, 50)),
        (50, False, Placement("b", 2, "refused_ceiling", 0, 100, 50)),
    ],
)
def test_the_remainder_goes_to_whom_it_is_just_enough(minimum: int, remainder: bool, expected: Placement) -> None:
    assert walk([FOUR[0], Candidate("b", 100, minimum)], 150, remainder=remainder)[1] == expected


@pytest.mark.parametrize(
    ("rule", "entrant", "expected"),
    [
        (FirstCome(), one(), "awarded"),
        (FirstCome(), one(late=True), "refused_late"),
        (Tender(0, 0, ("draw",)), one(points=1200), "awarded"),
        (Tender(0, 0, ("draw",)), one(points=1199), "refused_pass_mark"),
        (Tender(0, 0, ("draw",)), one(points=1199, late=True), "refused_late"),
        (Tender(0, 0, ("draw",)), one(points=1200, lowest=8), "awarded"),
        (Tender(0, 0, ("draw",)), one(points=1200, lowest=7), "refused_minimum"),
        (Tender(0, 0, ("draw",)), one(points=1199, lowest=7), "refused_pass_mark"),
        (Lottery(), one(lowest=0), "refused_minimum"),
        (FixedList((("b", 100),)), one(points=1199), "refused_not_listed"),
        (FixedList((("b", 100),)), one(points=1199, late=True), "refused_late"),
        (FixedList((("a", 100),)), one(), "awarded"),
    ],
)
def test_who_stays_out_of_the_ranking_hears_the_first_reason(rule: Allocation, entrant: Entrant, expected: str) -> None:
    assert outcome(rule, entrant, denominator=20, pass_mark=60, minimum_mean=2) == expected


def test_who_waits_is_neither_placed_nor_refused_and_keeps_the_money() -> None:
    entrants = (one("a", waiting=True, late=True), one("b", complete_on=date(2026, 3, 3)))
    assert place(Contest(FirstCome(), 200, "", entrants)) == (Placement("b", 2, "awarded", 100, 100, 100),)
    assert place(Contest(FirstCome(), 199, "", entrants)) == ()


def test_who_stays_out_comes_after_all_others_and_who_was_late_comes_last() -> None:
    entrants = (one("a", late=True), one("b", points=1), one("c"), one("d", points=2))
    contest = Contest(Lottery(), 1000, "", entrants, pass_mark=60, taken_cents=300)
    assert place(contest) == (
        Placement("c", 1, "awarded", 100, 400, 600),
        Placement("b", None, "refused_pass_mark", 0, 400, 600),
        Placement("d", None, "refused_pass_mark", 0, 400, 600),
        Placement("a", None, "refused_late", 0, 400, 600),
    )


def test_a_reserve_list_keeps_the_order_of_the_first_list_and_stops_where_that_stopped() -> None:
    entrants = (one("a", rank=3), one("b", rank=2))
    contest = Contest(ReserveList(), 1000, "", entrants)
    assert [(found.id, found.outcome) for found in place(contest)] == [("b", "awarded"), ("a", "awarded")]
    stopped = dataclasses.replace(contest, stopped=True)
    assert [(found.id, found.outcome) for found in place(stopped)] == [
        ("b", "refused_ceiling"),
        ("a", "refused_ceiling"),
    ]


@pytest.mark.parametrize(
    ("most", "left", "expected"),
    [
        (60, 1000, Placement("a", 1, "awarded", 60, 60, 940)),
        (60, 50, Placement("a", 1, "awarded_partly", 50, 50, 0)),
        (60, 39, Placement("a", 1, "refused_ceiling", 0, 0, 39)),
        (30, 1000, Placement("a", 1, "awarded", 30, 30, 970)),
        (100, 1000, Placement("a", 1, "awarded", 100, 100, 900)),
        (101, 1000, Placement("a", 1, "awarded", 100, 100, 900)),
    ],
)
def test_a_fixed_list_caps_what_is_asked_and_what_is_needed(most: int, left: int, expected: Placement) -> None:
    assert place(Contest(FixedList((("a", most),)), left, "", (one(minimum_cents=40),))) == (expected,)


def test_a_tender_goes_by_points_then_by_each_tie_in_turn_then_by_draw() -> None:
    rule = Tender(0, 0, ("x", "y", "draw"))
    entrants = (
        one("a", points=1, means={"x": 9, "y": 9}),
        one("b", points=2, means={"x": 1, "y": 9}),
        one("c", points=2, means={"x": 2, "y": 1}),
        one("d", points=2, means={"x": 2, "y": 2}),
        *(one(key, points=3) for key in "efgh"),
    )
    drawn = sorted("efgh", key=lambda key: draw_order("seed", key))
    found = [placement.id for placement in place(Contest(rule, 0, "seed", entrants))]
    assert found == [*drawn, "d", "c", "b", "a"]


@pytest.mark.parametrize("seed", ["r", "s", "t", "u"])
def test_in_a_tender_who_has_no_points_or_no_mean_stands_equal_to_who_has_nought(seed: str) -> None:
    entrants = (one("a", points=1), one("b"), one("c", points=0, means={"x": 0}))
    drawn = sorted("bc", key=lambda key: draw_order(seed, key))
    found = place(Contest(Tender(0, 0, ("x", "draw")), 0, seed, entrants))
    assert [placement.id for placement in found] == ["a", *drawn]


@pytest.mark.parametrize(
    ("rule", "entrant", "parts", "points"),
    [
        (FORMULA, one(inhabitants=499, area_m2=2), (50000, 664), None),
        (FORMULA, one(inhabitants=500, area_m2=1), (200000, 332), None),
        (FORMULA, one(inhabitants=1, area_m2=1), (50000, 332), None),
        (FORMULA, one(inhabitants=1), None, None),
        (FORMULA, one(area_m2=1), None, None),
        (FirstCome(), one(inhabitants=1, area_m2=1, points=7), None, 7),
        (NEED, one(urgency=Urgency(4, 0, 10, 0, 0), points=7), None, 40),
        (NEED, one(points=7), None, None),
    ],
)
def test_what_is_shown_of_an_application_follows_from_its_rule(
    rule: Allocation, entrant: Entrant, parts: tuple[int, int] | None, points: int | None
) -> None:
    contest = Contest(rule, 1000, "", (entrant,))
    assert (shown_parts(contest, entrant), points_of(contest, entrant)) == (parts, points)


def test_who_has_not_given_the_figures_of_a_formula_or_was_not_inspected_has_no_place() -> None:
    entrants = (one("a", inhabitants=1), one("b", inhabitants=1, area_m2=1), one("c"))
    assert [found.id for found in place(Contest(FORMULA, 10**6, "", entrants))] == ["b"]
    inspected = (one("a"), one("b", urgency=Urgency(1, 0, 0, 0, 0)))
    assert [found.id for found in place(Contest(NEED, 10**6, "", inspected))] == ["b"]


def test_unless_told_a_contest_has_no_marks_and_nothing_was_promised_or_refused_before() -> None:
    assert Contest(FirstCome(), 1000, "seed", ()) == Contest(FirstCome(), 1000, "seed", (), 1, 0, 0, 0, stopped=False)


def test_another_rule_ceiling_or_seed_changes_that_alone_also_when_the_ceiling_is_nothing() -> None:
    contest = Contest(FirstCome(), 1000, "seed", (one(),), 20, 60, 2, 5, stopped=True)
    assert contest.under() == contest
    assert contest.under(ceiling_cents=0) == dataclasses.replace(contest, ceiling_cents=0)
    assert contest.under(seed="") == dataclasses.replace(contest, seed="")
    assert contest.under(rule=Lottery()) == dataclasses.replace(contest, rule=Lottery())


def test_a_contest_is_recorded_in_the_order_of_its_entrants_and_read_back_whole() -> None:
    entrants = (
        one("a", complete_on=None, urgency=Urgency(1, 2, 3, 4, 2), waiting=True),
        one("b", points=7, means={"x": 1}, lowest=1, inhabitants=5, area_m2=6, late=True, rank=2),
    )
    contest = Contest(FirstCome(), 1000, "seed", entrants, 20, 60, 2, 5, stopped=True)
    plain = to_plain(dataclasses.replace(contest, entrants=entrants[::-1]))
    assert [(row["id"], row["complete_on"], row["urgency"]) for row in plain["entrants"]] == [
        ("a", None, (1, 2, 3, 4, 2)),
        ("b", "2026-03-02", None),
    ]
    assert from_plain(plain) == contest
