"""The sum of a determination and the regime it falls under, around each of their bounds; no database."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from grants.accounting import COSTS
from grants.determining import Computed, Counted, compute, cost_lines, ground_of, method_share
from grants.regimes import EVIDENCE, Band, Evidence, bands, regime_of
from workflow.law.determination import LowerGround

BY_LINES = {"determination_method": "budget_lines"}
AS_GRANTED = "De subsidie wordt vastgesteld zoals zij verleend is."


def amounts(found: Computed) -> tuple[str, int, int, int, str]:
    return found.kind, found.amount_cents, found.entitled_cents, found.granted_cents, found.ground


def spoken(found: Computed) -> list[str]:
    return [sentence.replace("\u00a0", " ") for sentence in found.sentences]


@pytest.mark.parametrize(
    ("rows", "entitled"),
    [
        ([(100, 100), (100, 100)], 1_000),
        ([(100, 101), (100, 99)], 995),
        ([(100, 0), (100, 900)], 500),
        ([(3, 1)], 333),
        ([(3, 2)], 667),
        ([(2_000, 1)], 1),
        ([(2_001, 1)], 0),
        ([(100, 100), (0, 50)], 1_000),
    ],
)
def test_by_lines_what_counts_of_the_budget_is_the_part_of_the_grant_to_the_nearest_cent(
    rows: list[tuple[int, int]], entitled: int
) -> None:
    lines = tuple(Counted("Tent", budgeted, actual) for budgeted, actual in rows)
    assert amounts(compute(BY_LINES, 1_000, None, lines)) == ("determination", entitled, entitled, 1_000, "")


@pytest.mark.parametrize("rows", [(), (Counted("Tent", 0, 50),)])
def test_without_any_budget_the_lines_decide_nothing_and_the_sum_says_what_did(rows: tuple[Counted, ...]) -> None:
    assert spoken(compute(BY_LINES, 1_000_00, 700_00, rows))[1:-1] == [AS_GRANTED]
    by_share = compute({**BY_LINES, "share": Fraction(1, 2)}, 1_000_00, 700_00, rows)
    assert (by_share.amount_cents, spoken(by_share)[1:-1]) == (
        350_00,
        ["De werkelijke kosten zijn € 700,00.", "Daarvan 50%, hoogstens € 1.000,00, is € 350,00."],
    )


def test_the_lines_of_costs_count_only_where_the_scheme_says_so() -> None:
    rows = (Counted("Tent", 100, 50),)
    assert spoken(compute({}, 1_000_00, 700_00, rows))[1:-1] == [AS_GRANTED]
    assert compute({"determination_method": "share"}, 1_000_00, 700_00, rows).amount_cents == 1_000_00


def test_without_the_actual_costs_no_share_is_taken() -> None:
    found = compute({"share": Fraction(1, 2)}, 1_000_00, None)
    assert (found.amount_cents, spoken(found)[1:-1]) == (1_000_00, [AS_GRANTED])
    assert compute({"share": Fraction(1, 2)}, 1_000_00, 0).amount_cents == 0


def test_the_share_goes_by_either_of_its_names() -> None:
    found = [method_share(figures) for figures in ({}, {"share": Fraction(1, 3)}, {"funding_share": Fraction(1, 4)})]
    assert found == [None, Fraction(1, 3), Fraction(1, 4)]


def test_only_costs_are_lines_of_costs() -> None:
    rows = [
        SimpleNamespace(label="Tent", budgeted_cents=1, actual_cents=2, side=COSTS),
        SimpleNamespace(label="Kaartjes", budgeted_cents=3, actual_cents=4, side="funding"),
    ]
    assert cost_lines(rows) == (Counted("Tent", 1, 2),)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("determination", 800_00, 800_00, 1_000_00, "")),
        ({"lower_cents": 0}, ("determination", 800_00, 800_00, 1_000_00, "")),
        ({"ground": "4:46(2)a"}, ("lower_determination", 800_00, 800_00, 1_000_00, "4:46(2)a")),
        ({"ground": "4:46(2)a", "lower_cents": 0}, ("lower_determination", 0, 800_00, 1_000_00, "4:46(2)a")),
    ],
)
def test_less_is_determined_on_a_ground_and_to_the_amount_that_is_given(
    given: dict[str, Any], expected: tuple[str, int, int, int, str]
) -> None:
    assert amounts(compute({"share": Fraction(1, 2)}, 1_000_00, 1_600_00, **given)) == expected


def test_a_ground_of_another_article_gets_no_words_of_this_one() -> None:
    assert [ground_of(code) for code in ("a", "4:46(2)d", "", "e", "4:48(1)a", "4:46(2)")] == [
        LowerGround.NOT_PERFORMED,
        LowerGround.AWARD_WRONG,
        None,
        None,
        None,
        None,
    ]
    assert spoken(compute({}, 1_000_00, None, ground="4:48(1)a", lower_cents=1)) == [
        "Verleend is € 1.000,00.",
        AS_GRANTED,
        "Vastgesteld wordt € 0,01.",
    ]


def test_the_bands_of_the_table_hold_from_their_day_unless_the_round_has_its_own() -> None:
    assert bands({}, date(2024, 1, 1)) == (
        Band(500_000, "direct"),
        Band(2_499_999, "ex_officio"),
        Band(12_499_999, "activity_report"),
        Band(None, "audit_opinion"),
    )
    with pytest.raises(StopIteration):
        bands({}, date(2023, 12, 31))
    assert bands({"regimes": [[5, "direct"], [None, "method"]]}, date(2020, 1, 1)) == (
        Band(5, "direct"),
        Band(None, "method"),
    )


@pytest.mark.parametrize(
    ("figures", "cents", "regime"),
    [
        ({}, 24_999_99, "ex_officio"),
        ({}, 25_000_00, "activity_report"),
        ({}, 124_999_99, "activity_report"),
        ({}, 125_000_00, "audit_opinion"),
        ({"regime": "direct"}, 200_000_00, "ex_officio"),
        ({"regime": "something else"}, 25_000_00, "activity_report"),
        ({"regimes": [[5, "direct"], [None, "method"]]}, 5, "ex_officio"),
        ({"regimes": [[5, "direct"], [None, "method"]]}, 6, "method"),
    ],
)
def test_what_was_awarded_first_is_never_determined_directly(figures: dict[str, Any], cents: int, regime: str) -> None:
    assert regime_of(figures, cents, date(2024, 1, 1)) == regime


def test_every_regime_asks_its_own_evidence() -> None:
    assert {
        "direct": Evidence(report=False, account=False, lines=False, opinion=False),
        "ex_officio": Evidence(report=False, account=False, lines=False, opinion=False),
        "activity_report": Evidence(report=True, account=False, lines=False, opinion=False),
        "method": Evidence(report=True, account=True, lines=False, opinion=False),
        "financial_report": Evidence(report=True, account=True, lines=True, opinion=False),
        "audit_opinion": Evidence(report=True, account=True, lines=True, opinion=True),
    } == EVIDENCE
