"""The checks of a round to prepare: each says what it saw, with its article, and how it ended."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest

from budgets.figures import euro
from grants.allocation import FirstCome
from grants.payloads import RoundPlan
from grants.round_checks import GOOD, LOOK, STOP, Check, Line, checks
from workflow.scheme import RoundRule

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
RULE = RoundRule("jaar", "Het hele jaar", FirstCome(), 8, "received")
LINE = Line("4.1.1-X van 2027: Feest", 2027, 10_000_00, adopted=True)
PLAN = RoundPlan(
    code="BF-2027",
    title="Buurtfeest 2027",
    scheme_version=uuid.UUID(int=1),
    rule="jaar",
    prefix="BF-2027",
    opens_at=datetime(2027, 1, 4, 8, tzinfo=UTC),
    closes_at=datetime(2027, 3, 31, 15, tzinfo=UTC),
    ceiling_cents=10_000_00,
    book="line:4.1.1-X:2027",
)
SOUND = (
    Check(GOOD, f"Het plafond past: op 4.1.1-X van 2027: Feest is {euro(10_000_00)} vrij.", "Awb 4:25, eerste lid"),
    Check(GOOD, "De raad heeft deze begroting vastgesteld.", "Awb 4:34"),
    Check(GOOD, "U kunt het plafond nog bekendmaken voor 4 januari 2027.", "Awb 4:27, eerste lid"),
    Check(GOOD, "De laatste dag, 31 maart 2027, is een werkdag.", "Algemene termijnenwet 1"),
    Check(
        GOOD, "Wie het laatst komt, hoort het uiterlijk 26 mei 2027.", "Awb 4:13, eerste lid; Algemene termijnenwet 3"
    ),
)


def differ(line: Line | None = LINE, now: datetime = NOW, **changed: Any) -> list[tuple[str, str]]:
    """What a changed plan is told that the sound one is not."""
    found = checks(dataclasses.replace(PLAN, **changed), RULE, line, now)
    return [(one.end, one.sentence) for one in found if one not in SOUND]


def test_a_sound_plan_passes_every_check() -> None:
    assert checks(PLAN, RULE, LINE, NOW) == SOUND


def at(*day: int) -> datetime:
    return datetime(*day, 15, tzinfo=UTC)  # type: ignore[arg-type, misc]


def test_a_ceiling_of_a_cent_above_what_is_free_is_told_by_how_much() -> None:
    told = f"Op 4.1.1-X van 2027: Feest is {euro(10_000_00)} vrij. Het plafond is {euro(1)} hoger."
    assert differ(ceiling_cents=10_000_01) == [(LOOK, told)]


def test_a_line_that_is_promised_away_has_nothing_free_and_a_ceiling_of_nothing_is_none() -> None:
    spent = dataclasses.replace(LINE, free_cents=-5)
    told = f"Op 4.1.1-X van 2027: Feest is {euro(0)} vrij. Het plafond is {euro(10_000_05)} hoger."
    assert differ(spent) == [(LOOK, told)]
    assert differ(ceiling_cents=0) == [(STOP, "Een ronde heeft een plafond boven nul.")]
    assert differ(None) == [(STOP, "Wij kennen deze begrotingspost niet.")]


def test_a_line_of_another_year_is_told() -> None:
    old = dataclasses.replace(LINE, year=2026)
    assert differ(old) == [(LOOK, "De post is van 2026. De ronde begint in 2027.")]


def test_a_budget_that_is_not_adopted_asks_for_its_caveat() -> None:
    open_line = dataclasses.replace(LINE, adopted=False)
    assert differ(open_line) == [(LOOK, "De begroting is nog niet vastgesteld. Zeg dat bij het plafond.")]
    said = differ(open_line, parameters={"budget_caveat": True})
    assert said == [(GOOD, "De begroting is nog niet vastgesteld. Dat staat bij het plafond.")]


def test_the_ceiling_can_be_announced_up_to_the_moment_of_opening_and_no_later() -> None:
    assert differ(now=PLAN.opens_at) == []
    late = PLAN.opens_at.replace(second=1)
    assert differ(now=late) == [(STOP, "De ronde begon op 4 januari 2027. Het plafond komt dan te laat.")]


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (at(2027, 3, 27), (LOOK, "De laatste dag, 27 maart 2027, is een zaterdag.")),
        (at(2027, 3, 26), (LOOK, "De laatste dag, 26 maart 2027, is Goede Vrijdag.")),
        (at(2027, 1, 3), (STOP, "De ronde sluit voor zij opengaat.")),
    ],
)
def test_the_last_day_is_a_working_day_after_the_first(last: datetime, told: tuple[str, str]) -> None:
    assert differ(closes_at=last)[0] == told


def test_a_window_that_is_over_and_a_day_that_the_calendar_does_not_know_are_told() -> None:
    assert (STOP, "De laatste dag, 31 maart 2027, is al voorbij.") in differ(now=at(2027, 4, 1))
    assert differ(closes_at=at(2029, 3, 30)) == [
        (LOOK, "Wij weten nog niet of 30 maart 2029 een vrije dag is."),
        (LOOK, "De laatste termijn loopt tot 25 mei 2029. Onze kalender stopt op 31 december 2028."),
    ]


def test_the_weights_add_up_to_a_hundred_and_none_is_zero() -> None:
    assert differ(parameters={"weights": {"a": 60, "b": 40}}) == [(GOOD, "De gewichten zijn samen 100.")]
    for weights, total in (({"a": 60, "b": 41}, 101), ({"a": 100, "b": 0}, 100)):
        told = f"De gewichten zijn samen {total}. Ze moeten samen 100 zijn."
        assert differ(parameters={"weights": weights}) == [(STOP, told)]


def test_prizes_have_a_line_and_are_together_their_ceiling() -> None:
    prizes = {"prizes_cents": (300_00, 200_00)}
    assert differ(parameters=prizes, prize_book="x", prize_ceiling_cents=500_00) == [
        (GOOD, f"De prijzen zijn samen {euro(500_00)}, net als hun plafond.")
    ]
    assert differ(parameters=prizes, prize_ceiling_cents=400_00) == [
        (LOOK, "Kies de post waar de prijzen uit komen."),
        (LOOK, f"De prijzen zijn samen {euro(500_00)}. Hun plafond is {euro(400_00)}."),
    ]


def test_days_for_later_come_after_the_last_decision_and_in_their_order() -> None:
    days = {"execution_through": date(2027, 5, 27), "accounts_due": date(2027, 6, 30)}
    assert differ(parameters=days) == [(GOOD, "Na het laatste besluit is er tijd tot 27 mei 2027.")]
    assert differ(parameters={"execution_through": date(2027, 5, 26), "accounts_due": date(2027, 5, 26)}) == [
        (LOOK, "Plannen zijn klaar op 26 mei 2027. Het laatste besluit kan op 26 mei 2027 vallen."),
        (LOOK, "De verantwoording is er uiterlijk 26 mei 2027, nog voor het plan klaar is."),
    ]
