"""Every method of allocation is pure arithmetic: within the ceiling, blind to the order of arrival of its input, and recorded exactly."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.allocation import (
    AWARDED,
    AWARDED_PARTLY,
    OUTCOMES,
    Candidate,
    Contest,
    Entrant,
    FirstCome,
    FixedList,
    Lottery,
    Placement,
    ProRata,
    ReserveList,
    Tender,
    draw_order,
    from_plain,
    place,
    place_pro_rata,
    to_plain,
    walk,
)
from workflow.canonical import canonical
from workflow.scheme import Allocation

DAY = date(2026, 3, 2)
KEYS = [f"K{n}" for n in range(8)]
RULES: dict[str, Allocation] = {
    "first_come": FirstCome(),
    "lottery": Lottery(),
    "tender": Tender(60, 2, ("impact", "draw")),
    "pro_rata": ProRata(),
    "fixed_list": FixedList(tuple((key, 300) for key in KEYS[:5])),
    "reserve_list": ReserveList(),
}


@st.composite
def entrants(draw: st.DrawFn) -> tuple[Entrant, ...]:
    found = []
    for n, key in enumerate(KEYS[: draw(st.integers(1, 8))]):
        wanted = draw(st.integers(1, 500))
        points = draw(st.integers(0, 100))
        found.append(
            Entrant(
                id=f"{n}",
                draw_key=key,
                wanted_cents=wanted,
                minimum_cents=draw(st.integers(1, wanted)),
                complete_on=DAY + timedelta(days=draw(st.integers(0, 2))),
                late=draw(st.booleans()) and draw(st.booleans()),
                points=points,
                means={"impact": draw(st.integers(1, 5))},
                lowest=draw(st.integers(1, 5)),
                waiting=draw(st.booleans()) and draw(st.booleans()),
                rank=n + 1,
            )
        )
    return tuple(found)


@st.composite
def contests(draw: st.DrawFn) -> Contest:
    ceiling = draw(st.integers(0, 1500))
    rule = RULES[draw(st.sampled_from(sorted(RULES)))]
    taken = draw(st.integers(0, ceiling)) if isinstance(rule, FirstCome | ReserveList) else 0
    who = draw(entrants())
    if not isinstance(rule, FirstCome):
        who = tuple(dataclasses.replace(one, waiting=False) for one in who)
    return Contest(rule, ceiling, draw(st.sampled_from(["a", "b"])), who, 1, 60, 10, taken)


@given(contest=contests(), seed=st.integers())
def test_every_method_stays_within_the_ceiling_and_does_not_look_at_the_order_of_its_input(
    contest: Contest, seed: int
) -> None:
    placements = place(contest)
    assert sum(one.amount_cents for one in placements) <= contest.ceiling_cents - contest.taken_cents
    shuffled = list(contest.entrants)
    Random(seed).shuffle(shuffled)
    assert place(dataclasses.replace(contest, entrants=tuple(shuffled))) == placements
    by_id = {one.id: one for one in contest.entrants}
    assert len({one.id for one in placements}) == len(placements)
    for one in placements:
        assert one.outcome in OUTCOMES
        assert (one.amount_cents > 0) == (one.outcome in (AWARDED, AWARDED_PARTLY))
        assert one.amount_cents <= by_id[one.id].wanted_cents
        if one.amount_cents and not isinstance(contest.rule, FixedList):
            assert one.amount_cents >= by_id[one.id].minimum_cents


@given(contest=contests())
def test_what_is_recorded_gives_the_same_contest_and_the_same_list(contest: Contest) -> None:
    recorded = canonical(to_plain(contest))
    again = from_plain(json.loads(recorded))
    assert canonical(to_plain(again)) == recorded
    assert place(again) == place(contest)


def many(count: int, wanted: int = 100, **more: Any) -> tuple[Entrant, ...]:
    return tuple(Entrant(str(n), f"K{n}", wanted, wanted, **more) for n in range(count))


def test_a_lottery_is_the_draw_with_the_published_seed_and_another_seed_is_another_list() -> None:
    contest = Contest(Lottery(), 300, "published", many(8))
    drawn = sorted((f"K{n}" for n in range(8)), key=lambda key: draw_order("published", key))
    assert [f"K{one.id}" for one in place(contest)] == drawn
    assert [one.outcome for one in place(contest)] == ["awarded"] * 3 + ["refused_ceiling"] * 5
    assert place(contest.under(seed="another")) != place(contest)


def test_a_fixed_list_gives_who_is_on_it_at_most_what_it_says_and_others_nothing() -> None:
    rule = FixedList((("K2", 80), ("K0", 200)))
    assert place(Contest(rule, 1000, "", many(3))) == (
        Placement("2", 1, "awarded", 80, 80, 920),
        Placement("0", 2, "awarded", 100, 180, 820),
        Placement("1", None, "refused_not_listed", 0, 180, 820),
    )


def test_pro_rata_shares_anew_without_whom_the_share_does_not_help() -> None:
    queue = [Candidate("a", 100, 100), Candidate("b", 100, 40), Candidate("c", 100, 10)]
    assert place_pro_rata(queue, 150) == (
        Placement("a", None, "refused_ceiling", 0, 0, 150),
        Placement("b", None, "awarded_partly", 75, 75, 75),
        Placement("c", None, "awarded_partly", 75, 150, 0),
    )


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 500)), min_size=1, max_size=9), st.integers(0, 2000))
def test_pro_rata_leaves_nobody_out_whose_plan_works_with_the_share_of_all(
    asked: list[tuple[int, int]], ceiling: int
) -> None:
    queue = [Candidate(str(n), max(pair), min(pair)) for n, pair in enumerate(asked)]
    total = sum(one.wanted_cents for one in queue)
    for one, placed in zip(queue, place_pro_rata(queue, ceiling), strict=True):
        share = min(one.wanted_cents, one.wanted_cents * ceiling // total)
        if share >= one.minimum_cents:
            assert placed.amount_cents >= share


def test_who_waits_keeps_place_and_money_and_who_comes_after_is_decided_only_when_it_fits_beside() -> None:
    queue = [Candidate(str(n), 100, 100) for n in range(4)]
    assert walk(queue, 350, waiting={"0"}) == (
        Placement("1", 2, "awarded", 100, 100, 250),
        Placement("2", 3, "awarded", 100, 200, 150),
    )
    assert [(one.id, one.outcome) for one in walk(queue, 350)] == [
        ("0", "awarded"), ("1", "awarded"), ("2", "awarded"), ("3", "refused_ceiling"),
    ]  # fmt: skip


@pytest.mark.parametrize("method", sorted(RULES))
def test_below_a_mark_nobody_is_helped_by_any_method(method: str) -> None:
    low = Entrant("0", "K0", 100, 100, DAY, points=59, means={"impact": 3}, lowest=3, rank=1)
    assert place(Contest(RULES[method], 1000, "", (low,), 1, 60, 0)) == (
        Placement("0", None, "refused_pass_mark", 0, 0, 1000),
    )
