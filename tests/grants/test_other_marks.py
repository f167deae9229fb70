"""A contest with other marks is as exact as the one of the database, and leaves alone whom nobody marked anew."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest

from grants.allocation import Contest, Entrant, Tender, place, with_means
from grants.judged import locked_in, means_of
from grants.models import Round
from grants.ranking import contest_of
from tests.grants.test_ranking import SEED, WEIGHTS, contest, filed

RULE = Tender(pass_mark=60, minimum_mean=2, ties=("samen", "draw"))
TWO_JURORS = 10
"""The denominator of points where two people scored."""


def entrant(id_: str, points: int, samen: int, lowest: int) -> Entrant:
    return Entrant(id_, id_, 100, 100, points=points, means={"samen": samen}, lowest=lowest)


def test_new_means_become_points_and_the_others_are_brought_over_the_same_denominator() -> None:
    late = Entrant("late", "late", 100, 100, late=True)
    before = Contest(RULE, 500, "7", (entrant("a", 700, 7, 7), entrant("b", 640, 8, 4), late), TWO_JURORS, 60, 2)
    after = with_means(before, WEIGHTS, {"a": {"samen": Fraction(10, 3), "nieuw": Fraction(4)}})
    assert (after.denominator, after.entrants) == (
        30,
        (entrant("a", 72 * 30, 20, 20), entrant("b", 64 * 30, 24, 12), late),
    )
    assert dataclasses.replace(after, entrants=before.entrants, denominator=TWO_JURORS) == before


def test_means_on_whom_nobody_scored_change_nothing() -> None:
    before = Contest(RULE, 500, "7", (Entrant("a", "a", 100, 100),))
    assert place(with_means(before, WEIGHTS, {"a": {"samen": Fraction(5), "nieuw": Fraction(5)}})) == place(before)


@pytest.mark.django_db
def test_with_the_means_of_everybody_the_contest_is_the_one_of_the_database() -> None:
    town = contest()
    for levels in ([{"samen": 4, "nieuw": 3}], [{"samen": 4, "nieuw": 2}, {"samen": 3, "nieuw": 5}]):
        filed(town, 100_00, *levels)
    found, _ = contest_of(Round.objects.get(), SEED)
    means = {str(case): means_of(rows) for case, rows in locked_in(Round.objects.get()).items()}
    assert with_means(found, WEIGHTS, means) == found


@pytest.mark.django_db
def test_leaving_out_the_only_one_leaves_no_mean() -> None:
    town = contest()
    filed(town, 100_00, {"samen": 4, "nieuw": 3})
    ((one,),) = locked_in(Round.objects.get()).values()
    assert (means_of([one]), means_of([one], without=one.assessor)) == (
        {"samen": Fraction(4), "nieuw": Fraction(3)},
        {},
    )
