"""What is asked in a budget beside what the round grants, by the figures and the sums of its guards."""

from __future__ import annotations

import html
from fractions import Fraction
from typing import Any

import pytest

from grants.models import Round
from grants.portal.applicant.filing.budget import most, sums
from tests import world
from tests.grants.portal.applicant.filing.filling import Home, at_home, typed_in

HALF, UP_TO = Fraction(1, 2), {"full_up_to_cents": 5_000_00, "share_above": Fraction(1, 2), "maximum_cents": 10_000_00}


@pytest.mark.parametrize(
    ("costs_cents", "figures", "expected"),
    [
        (10_000_00, {}, None),
        (0, UP_TO, None),
        (10_000_00, {"maximum_cents": 4_000_00}, 4_000_00),
        (10_000_00, {"share": Fraction(3, 5)}, 6_000_00),
        (10_000_01, {"funding_share": HALF, "maximum_cents": 9_000_00}, 5_000_00),
        (4_000_00, UP_TO, 4_000_00),
        (8_000_00, UP_TO, 6_500_00),
        (30_000_00, UP_TO, 10_000_00),
    ],
)
def test_the_most_for_costs_is_the_lowest_of_what_the_figures_say(
    costs_cents: int, figures: dict[str, Any], expected: int | None
) -> None:
    assert most(costs_cents, figures) == expected


def budget(costs: str, asked: str) -> dict[str, Any]:
    return {"costs": [{"what": "Tent", "amount": costs}], "income": [{"kind": "subsidie", "what": "", "amount": asked}]}


def test_what_is_asked_is_said_as_a_part_of_the_costs_with_what_is_too_much() -> None:
    found = [sums(budget("8.000", asked), UP_TO) for asked in ("6.500", "6.500,01", "")]
    assert [(one.share, one.above_cents, one.most_cents) for one in found] == [
        ("81,2%", 0, 6_500_00), ("81,3%", 1, 6_500_00), ("", 0, 6_500_00),
    ]  # fmt: skip
    assert sums(budget("", "100"), UP_TO).share == ""


@pytest.mark.django_db
def test_the_page_says_it_when_a_budget_is_kept_and_blocks_nothing() -> None:
    home = at_home(world.found())
    most_cents = Round.objects.get().figures["maximum_cents"]
    too_much = said(home, str(most_cents // 100 + 50))
    assert ["U vraagt 100% van de kosten." in too_much, "U vraagt € 50,00 te veel" in too_much] == [True, True]
    fits = said(home, "90")
    assert ["Dit bedrag kan" in fits, "geven wij hoogstens" in fits] == [True, True]


def said(home: Home, euros: str) -> str:
    """What stands under the budget once it was kept with one cost of this much, all of it asked of us."""
    page = home.fill("geld", bewaar="begroting", **typed_in("Tent", euros)).content.decode()
    return html.unescape(page).replace("\xa0", " ")
