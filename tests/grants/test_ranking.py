"""Rounds are ranked in SQL, as one act, in as many queries for forty applications as for ten, and as `grants.allocation` does."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import uuid
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grants import payloads
from grants.allocation import Tender, mean_levels, place
from grants.effects.rounds import DecideAll
from grants.models import Application, Assessment, Decision, Ranking, Round
from grants.ranking import contest_of, looked_at, ranked_rows
from tests import world
from tests.grants.contests import Plan, place_round, tender
from tests.invariants.year import year
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock, door
from workflow.errors import Refusal
from workflow.facts import Change, Outcome
from workflow.models import Event
from workflow.registry import Desk
from workflow.scheme import Criterion, RoundRule, Step
from workflow.verify import verify

pytestmark = pytest.mark.django_db

ANCHORS = ("niets", "weinig", "genoeg", "veel", "alles")
WEIGHTS = {"samen": 60, "nieuw": 40}
RULE = Tender(pass_mark=60, minimum_mean=2, ties=("samen", "draw"), remainder=True)
FIGURES = {**BUURTFEEST.rounds[0].parameters, "pass_mark": 60, "minimum_mean": 2}
WEDSTRIJD = dataclasses.replace(
    BUURTFEEST,
    code="wedstrijd",
    prefix="WS",
    rounds=(
        RoundRule(
            code="jaar", title="Het hele jaar", allocation=RULE, decision_term_weeks=13, decision_term_from="closes",
            basis="Awb 4:13", parameters=FIGURES,
        ),
    ),
    criteria=tuple(Criterion(code, code.title(), "?", weight, ANCHORS) for code, weight in WEIGHTS.items()),
    steps={**BUURTFEEST.steps, "intake": Step(), "round.rank": Step(effects=(DecideAll(),))},
)  # fmt: skip
AFTER = datetime(2027, 1, 4, 9, tzinfo=UTC)
SEED = "a seed that was published"


def filed(town: World, cents: int, *levels: dict[str, int], **answers: Any) -> Application:
    """An application with the locked levels of as many jurors as are given."""
    case = town.file(cents, **answers)
    town.take("intake_clerk", "application", "intake", case.pk)
    for juror, given_levels in zip(("juror", "assessor"), levels, strict=False):
        mine = uuid.uuid4()
        town.take(juror, "assessment", "score", mine, payloads.Scoring(case.pk, given_levels), stream=case.stream_id)
        town.take(juror, "assessment", "lock", mine)
    return case


def plans_by_row() -> list[Plan]:
    """What the pure arithmetic needs, read row by row."""
    found = []
    for case in Application.objects.order_by("pk"):
        levels = [json.loads(one.levels) for one in case.assessments.filter(state=Assessment.LOCKED)]
        asked = (case.requested_cents or 0, case.minimum_cents or 0)
        found.append(Plan(str(case.pk), *asked, mean_levels(levels), case.draw_key))
    return found


def contest(**more: Any) -> World:
    """A town with an open round of the contest, in which the hash of the seed is published."""
    return world.found(WEDSTRIJD, draw_seed_commitment=hashlib.sha256(SEED.encode()).hexdigest(), **more)


def rank(town: World) -> Outcome:
    with clock.at(AFTER):
        change = Change("round", "rank", town.round, payloads.Seed(SEED))
        return door.act([change], actor=town.actor("policy_officer"), key=world.key())


def test_the_database_sums_exactly_when_some_plans_had_one_juror_and_others_two() -> None:
    town = contest()
    one = filed(town, 100_00, {"samen": 4, "nieuw": 3})
    two = filed(town, 100_00, {"samen": 4, "nieuw": 2}, {"samen": 3, "nieuw": 5})
    rows, denominator = ranked_rows(Round.objects.get(), ["samen"])
    found = {
        row.application: (Fraction(row.points, denominator), Fraction(row.ties[0] * 5, denominator)) for row in rows
    }
    assert found == {one.pk: (Fraction(72), Fraction(4)), two.pk: (Fraction(70), Fraction(7, 2))}
    assert [row.application for row in rows] == [one.pk, two.pk]


LEVELS = st.fixed_dictionaries({"samen": st.integers(1, 5), "nieuw": st.integers(1, 5)})
PLANS = st.lists(st.tuples(st.integers(1, 500), st.lists(LEVELS, min_size=1, max_size=2)), min_size=1, max_size=6)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(plans=PLANS, ceiling=st.integers(1, 1000))
def test_the_database_ranks_as_the_pure_arithmetic_does(
    plans: list[tuple[int, list[dict[str, int]]]], ceiling: int
) -> None:
    with year():
        town = contest()
        for euros, levels in plans:
            filed(town, euros * 100, *levels)
        placed = place_round(Round.objects.get(), SEED, ceiling * 100)
        found = sorted((one.placement for one in placed), key=lambda placement: (placement.rank or 10**6, placement.id))
        assert found == list(place(tender(plans_by_row(), WEIGHTS, RULE, SEED, ceiling * 100)))


@pytest.mark.parametrize("many", [10, 40])
def test_ranking_is_one_act_with_a_decision_for_every_plan(many: int) -> None:
    town = contest(ceiling_cents=many * 50_00)
    for n in range(many):
        filed(town, 100_00, {"samen": 3 + n % 3, "nieuw": 3})
    outcome = rank(town)
    assert set(Event.objects.filter(action__in=["rank", "assess", "draft_decision"]).values_list("act", flat=True)) == {
        outcome.act
    }
    assert Decision.objects.filter(kind="award").count() == many // 2
    assert Ranking.objects.count() == many
    assert verify().differences == []


def queries_to_rank(many: int) -> int:
    with year():
        town = contest()
        for n in range(many):
            filed(town, 100_00, {"samen": 3 + n % 3, "nieuw": 3})
        with CaptureQueriesContext(connection) as captured:
            rank(town)
        return len(captured)


def test_ranking_forty_costs_as_many_queries_as_ranking_ten() -> None:
    assert queries_to_rank(40) == queries_to_rank(10)


def test_a_round_that_is_not_ready_is_not_ranked() -> None:
    town = contest()
    filed(town, 100_00, {"samen": 4, "nieuw": 4})
    filed(town, 100_00)
    with pytest.raises(Refusal) as refusal:
        rank(town)
    assert (refusal.value.code, refusal.value.detail) == ("not-ready", {"waiting": 1})
    assert not Ranking.objects.exists()


def test_a_plan_without_a_budget_keeps_the_round_from_being_ranked_and_breaks_nothing() -> None:
    town = contest()
    filed(town, 100_00, {"samen": 4, "nieuw": 4})
    case = filed(town, 100_00, {"samen": 4, "nieuw": 4}, begroting=None)
    assert case.requested_cents is None
    with pytest.raises(Refusal) as refusal:
        rank(town)
    assert (refusal.value.code, refusal.value.detail) == ("not-ready", {"waiting": 1})


def test_what_a_contest_looked_at_before_is_looked_at_anew_after_an_event_in_the_round() -> None:
    town = contest()
    for number, levels in enumerate(({"samen": 4, "nieuw": 4}, {"samen": 5, "nieuw": 2}), 1):
        filed(town, 100_00, levels)
        round_ = Round.objects.get(pk=town.round)
        assert looked_at(Desk(), round_).contest == looked_at(Desk(), round_).contest == contest_of(round_)[0]
        assert looked_at(Desk(), round_).ready == looked_at(Desk(), round_).ready == number
    assert len(contest_of(round_)[0].entrants) == 2
