"""What always holds of an allocation, whoever applies and however little money there is."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants import allocation
from grants.allocation import Candidate, Placement, Tender
from tests.grants.contests import Plan, ids, tender

WEIGHTS = {"impact": 30, "draagvlak": 20, "ondernemend": 20, "schaalbaar": 15, "vernieuwend": 15}
TENDER = Tender(pass_mark=60, minimum_mean=2, ties=("impact", "vernieuwend", "draw"))


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    wanted = draw(st.lists(st.integers(1, 10**9), max_size=12))
    return [Candidate(f"C{n:02}", amount, draw(st.integers(1, amount))) for n, amount in enumerate(wanted)]


LEVELS = st.lists(st.fixed_dictionaries({code: st.integers(1, 5) for code in WEIGHTS}), min_size=1, max_size=4)


@st.composite
def tenders(draw: st.DrawFn) -> list[Plan]:
    """Some came too late, and have no marks; some have the same key in the draw."""
    return [
        Plan(
            one.id,
            one.wanted_cents,
            one.minimum_cents,
            allocation.mean_levels(draw(LEVELS)) if draw(st.booleans()) else {},
            draw(st.sampled_from("pqr")),
        )
        for one in draw(candidates())
    ]


@given(candidates(), st.integers(0, 5 * 10**9), st.booleans())
def test_the_walk_never_gives_more_than_the_ceiling_nor_to_anyone_below_a_refused_one(
    queue: list[Candidate], ceiling: int, remainder: bool
) -> None:
    placements = allocation.walk(queue, ceiling, remainder=remainder)
    amounts = [one.amount_cents for one in placements]
    assert [one.id for one in placements] == [one.id for one in queue]
    assert sum(amounts) <= ceiling
    assert [one.cumulative_cents for one in placements] == [sum(amounts[: n + 1]) for n in range(len(amounts))]
    assert all(one.cumulative_cents + one.left_cents == ceiling for one in placements)
    awarded = [n for n, amount in enumerate(amounts) if amount]
    assert awarded == list(range(len(awarded)))
    for one, candidate in zip(placements, queue, strict=True):
        full = one.amount_cents == candidate.wanted_cents
        assert one.outcome == ("awarded" if full else "awarded_partly" if one.amount_cents else "refused_ceiling")


@given(candidates(), st.integers(0, 5 * 10**9))
def test_only_the_last_award_is_ever_partial_and_never_below_the_minimum_of_the_candidate(
    queue: list[Candidate], ceiling: int
) -> None:
    placements = allocation.walk(queue, ceiling)
    partial = [n for n, one in enumerate(placements) if one.outcome == "awarded_partly"]
    awards = sum(one.amount_cents > 0 for one in placements)
    assert partial in ([], [awards - 1])
    assert all(queue[n].minimum_cents <= placements[n].amount_cents < queue[n].wanted_cents for n in partial)
    if awards < len(queue):  # the first refused one would not have fitted, not even with its minimum
        assert queue[awards].minimum_cents > placements[awards].left_cents


@given(tenders(), st.randoms(use_true_random=False), st.integers(0, 5 * 10**9))
def test_the_outcome_of_a_tender_does_not_depend_on_the_order_of_its_plans(
    plans: list[Plan], random: Random, ceiling: int
) -> None:
    shuffled = list(plans)
    random.shuffle(shuffled)
    placements, again = (allocation.place(tender(some, WEIGHTS, TENDER, "seed", ceiling)) for some in (plans, shuffled))
    assert placements == again
    assert sorted(ids(placements)) == [one.id for one in plans]


@given(tenders())
def test_a_tender_ranks_whoever_passes_by_exact_score_and_nobody_else(plans: list[Plan]) -> None:
    marks = {plan.id: allocation.score(WEIGHTS, plan.means) for plan in plans if not plan.late}
    lowest = {plan.id: min(plan.means.values()) for plan in plans if not plan.late}
    passed = [id_ for id_, mark in marks.items() if mark >= 60 and lowest[id_] >= 2]
    ranked = [one for one in allocation.place(tender(plans, WEIGHTS, TENDER, "seed", 10**9)) if one.rank]
    assert sorted(ids(ranked)) == passed
    assert [marks[one.id] for one in ranked] == sorted((marks[id_] for id_ in passed), reverse=True)


@given(st.lists(st.integers(0, 10**9), max_size=20), st.integers(0, 10**10))
def test_pro_rata_gives_everyone_the_same_share_and_loses_less_than_a_cent_each(
    wanted: list[int], ceiling: int
) -> None:
    given_ = allocation.pro_rata(wanted, ceiling)
    total = sum(wanted)
    if total <= ceiling:
        assert given_ == tuple(wanted)
        return
    assert sum(given_) <= ceiling < sum(given_) + len(wanted)
    assert all(0 <= want * ceiling - got * total < total for want, got in zip(wanted, given_, strict=True))


def test_a_formula_round_that_runs_out_gives_everyone_the_same_share_down_to_the_cent() -> None:
    assert allocation.place_formula({"b": 20000, "a": 10000, "c": 3}, 10000) == (
        Placement("a", None, "awarded_partly", 3333, 3333, 6667),
        Placement("b", None, "awarded_partly", 6666, 9999, 1),
        Placement("c", None, "refused_ceiling", 0, 9999, 1),
    )


PARTS = st.lists(st.fractions(min_value=0, max_value=100, max_denominator=60), max_size=8)


@given(PARTS)
def test_parts_rounded_by_largest_remainder_add_up_to_the_score_that_is_shown(parts: list[Fraction]) -> None:
    shown = allocation.points_shown(parts)
    assert sum(shown) == allocation.hundredths(sum(parts, Fraction(0)))
    assert all(abs(part * 100 - value) < 1 for part, value in zip(parts, shown, strict=True))


def test_a_part_below_nothing_is_no_part_of_a_score() -> None:
    with pytest.raises(AssertionError):
        allocation.points_shown([Fraction(-1, 3)])


@pytest.mark.parametrize(("wanted", "minimum"), [(0, 0), (1, 0), (1, -1), (1, 2)])
def test_who_asks_nothing_or_needs_more_than_they_ask_is_no_candidate(wanted: int, minimum: int) -> None:
    with pytest.raises(AssertionError):
        Candidate("a", wanted, minimum)


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([Fraction(1, 3)] * 3, (34, 33, 33)),
        ([Fraction(20, 3), Fraction(40, 3)], (667, 1333)),
        ([Fraction(1, 200)], (1,)),
        ([], ()),
    ],
)
def test_the_largest_remainder_gets_the_hundredth_and_the_first_of_equals(
    parts: list[Fraction], shown: tuple[int, ...]
) -> None:
    assert allocation.points_shown(parts) == shown
