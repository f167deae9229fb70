"""Every ground of a refusal shows the facts on which it rests, taken from the ranking."""

from datetime import UTC, date, datetime

import pytest

from documents.letters.rejection import (
    CeilingGround,
    CriterionGround,
    LateGround,
    Order,
    Rejection,
    ScoreGround,
    ShareGround,
)
from documents.letters.tables import RankRow, RankTable
from grants.allocation import ProRata
from grants.models import Application
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST, JUDGED_ONE_BY_ONE, NEED, TENDER
from workflow.errors import Refusal

pytestmark = pytest.mark.django_db

PUBLISHED = date(2026, 1, 5)


def test_the_first_below_the_line_reads_the_ranking_and_what_was_left() -> None:
    town = world.found(TENDER, ceiling_cents=2_500_00)
    for level in (5, 4):
        feasts.scored(town, 1_000_00, level, level)
    case = feasts.scored(town, 1_000_00, 3, 4, minimum=600_00)
    feasts.rank(town)
    feasts.announce(town, case)
    letter = feasts.last(Rejection)
    assert letter.ground == CeilingGround(
        table=RankTable(
            rows=(
                RankRow(place="1 tot en met 2", amount_cents=2_000_00, points_hundredths=8000, or_more=True),
                RankRow(place="3", amount_cents=1_000_00, points_hundredths=6800),
            ),
            ceiling_cents=2_500_00,
            granted_cents=2_000_00,
        ),
        published_on=PUBLISHED,
        place=3,
        compared=3,
        minimum_cents=600_00,
        order=Order.POINTS,
    )
    assert letter.scores
    assert letter.scores.total_hundredths == 6800
    assert letter.rules[0].articles.endswith("Awb, artikel 4:25, tweede lid, 4:26 en 4:27")


def test_who_stands_further_down_reads_who_stood_between() -> None:
    town = world.found(TENDER, ceiling_cents=1_200_00)
    feasts.scored(town, 1_000_00, 5, 5)
    for cents in (900_00, 800_00, 700_00):
        feasts.scored(town, cents, 4, 4)
    case = feasts.scored(town, 100_00, 3, 3)
    feasts.rank(town)
    feasts.announce(town, case)
    ground = feasts.last(Rejection).ground
    assert isinstance(ground, CeilingGround)
    assert [row.place for row in ground.table.rows] == ["1", "2", "3 tot en met 4", "5"]
    assert sum(row.amount_cents for row in ground.table.rows) == 3_500_00
    assert not ground.is_first_in_line


def test_in_the_order_of_need_the_condition_goes_before_the_points() -> None:
    town = world.found(NEED, ceiling_cents=1_000_00)
    feasts.inspected(town, 900_00, condition=4)
    case = feasts.inspected(town, 900_00, condition=2)
    feasts.rank(town)
    feasts.announce(town, case)
    ground = feasts.last(Rejection).ground
    assert isinstance(ground, CeilingGround)
    assert (ground.order, ground.place) == (Order.NEED, 2)
    assert ground.order_note == "Gebouwen met conditie 4, 5 of 6 gaan altijd voor. Uw gebouw heeft conditie 2."
    assert ground.table.own.row.points_hundredths == 3600


def test_in_the_order_of_arrival_the_ledger_says_what_is_gone() -> None:
    town = world.found(FEAST, ceiling_cents=1_500_00)
    town.decide(town.assessed(1_000_00))
    town.decide(town.assessed(600_00), kind="refusal", ground="refused_ceiling")
    letter = feasts.last(Rejection)
    assert letter.ground == CeilingGround(
        table=RankTable(
            rows=(RankRow(place="1", amount_cents=1_000_00), RankRow(place="2", amount_cents=600_00)),
            ceiling_cents=1_500_00,
            granted_cents=1_000_00,
        ),
        published_on=PUBLISHED,
        place=2,
        compared=2,
        minimum_cents=600_00,
        minimum_stated=False,
        order=Order.ARRIVAL,
    )
    assert letter.scores is None


@pytest.mark.parametrize(("said", "least", "stated"), [({"minimum": 900_00}, 900_00, True), ({}, 1_000_00, False)])
def test_who_cannot_do_with_the_common_share_reads_the_share_and_the_least_that_was_named(
    said: dict[str, int], least: int, stated: bool
) -> None:
    town = world.found(feasts.divided(ProRata()), ceiling_cents=1_200_00)
    case = feasts.filed(town, cents=1_000_00, **said)
    feasts.filed(town, cents=1_000_00, minimum=100_00)
    feasts.rank(town)
    feasts.announce(town, case)
    letter = feasts.last(Rejection)
    assert letter.ground == ShareGround(
        ceiling_cents=1_200_00,
        published_on=PUBLISHED,
        asked_together_cents=2_000_00,
        share_cents=600_00,
        minimum_cents=least,
        minimum_stated=stated,
    )


def test_a_ceiling_that_is_not_reached_is_no_ground() -> None:
    town = world.found(FEAST, ceiling_cents=1_600_00)
    town.decide(town.assessed(1_000_00))
    with pytest.raises(Refusal, match="ceiling-not-reached"):
        town.decide(town.assessed(600_00), kind="refusal", ground="refused_ceiling")


def test_below_the_pass_mark_one_reads_the_score_and_the_mark() -> None:
    town = world.found(TENDER)
    case = feasts.scored(town, 1_000_00, 2, 3)
    feasts.rank(town)
    feasts.announce(town, case)
    letter = feasts.last(Rejection)
    assert letter.ground == ScoreGround(score_hundredths=4800, pass_mark=60)
    assert letter.scores
    assert letter.scores.total_hundredths == 4800


def test_below_a_minimum_one_reads_which_criterion() -> None:
    town = world.found(TENDER)
    case = feasts.scored(town, 1_000_00, 5, 1)
    feasts.rank(town)
    feasts.announce(town, case)
    assert feasts.last(Rejection).ground == CriterionGround(
        criterion="Buren", mean_hundredths=100, minimum_hundredths=200
    )


def test_too_late_is_a_matter_of_two_moments_and_is_not_judged() -> None:
    town = world.found(TENDER)
    town.now = datetime(2026, 12, 31, 16, 12, tzinfo=UTC)
    case = town.file()
    feasts.rank(town)
    feasts.announce(town, case)
    letter = feasts.last(Rejection)
    assert case.received_at
    closed = datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert letter.ground == LateGround(received_at=case.received_at, closed_at=closed)
    assert letter.scores is None


def test_a_refusal_that_is_drafted_singly_shows_the_same_score() -> None:
    town = world.found(JUDGED_ONE_BY_ONE, pass_mark=60, minimum_mean=2)
    case = feasts.scored(town, 1_000_00, 2, 2)
    town.decide(
        Application.objects.get(pk=case.pk),
        kind="refusal",
        ground="refused_pass_mark",
        view="U wilde geen gesprek.",
    )
    letter = feasts.last(Rejection)
    assert letter.ground == ScoreGround(score_hundredths=4000, pass_mark=60)
    assert letter.hearing == "U wilde geen gesprek."


def test_a_plan_that_passed_is_not_refused_for_its_score() -> None:
    town = world.found(JUDGED_ONE_BY_ONE, pass_mark=60, minimum_mean=2)
    case = feasts.scored(town, 1_000_00, 3, 3)
    with pytest.raises(Refusal, match="ground-does-not-hold: Het plan kreeg 60,00. Nodig is 60"):
        town.decide(Application.objects.get(pk=case.pk), kind="refusal", ground="refused_pass_mark")


def test_a_ground_without_a_text_is_no_ground_for_a_letter() -> None:
    town = world.found(FEAST)
    with pytest.raises(Refusal, match="refusal-ground-unknown"):
        town.decide(town.assessed(), kind="refusal", ground="smaak", hearing_exempt="own_data")
