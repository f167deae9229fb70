"""Levels that assessors agree on count instead of the mean, in the ranking, the replay and the letter; nothing is overwritten."""

from __future__ import annotations

import json
import uuid
from fractions import Fraction

import pytest

from documents.letters.award import Award
from grants import payloads
from grants.allocation_runs import differences
from grants.models import PANEL, Application, Assessment, Ranking, Round, Score
from grants.ranking import contest_of, ranked_rows
from tests import world
from tests.grants.letters import feasts
from tests.grants.test_other_marks import RULE
from tests.grants.test_ranking import SEED, WEIGHTS, contest, filed, rank
from tests.world import World
from workflow.errors import Refusal
from workflow.verify import verify

pytestmark = pytest.mark.django_db

WHY = "Samen zagen wij meer."


def agree(town: World, case: Application, who: str = "juror", **levels: int) -> uuid.UUID:
    """What the assessors agreed on."""
    mine = uuid.uuid4()
    given = payloads.Consensus(case.pk, levels, dict.fromkeys(levels, WHY))
    town.take(who, "assessment", "agree_levels", mine, given, stream=case.stream_id)
    return mine


def refusal(town: World, case: Application, who: str = "juror", **levels: int) -> str:
    with pytest.raises(Refusal) as refused:
        agree(town, case, who, **levels)
    return refused.value.code


def test_an_agreed_level_counts_instead_of_the_mean_and_the_other_criteria_keep_theirs() -> None:
    town = contest()
    case = filed(town, 100_00, {"samen": 5, "nieuw": 3}, {"samen": 2, "nieuw": 4})
    other = filed(town, 100_00, {"samen": 3, "nieuw": 3})
    agree(town, case, samen=4)
    rows, denominator = ranked_rows(Round.objects.get(), ["samen"])
    found = {row.application: (Fraction(row.points, denominator), row.ties, row.lowest) for row in rows}
    assert found == {case.pk: (Fraction(76), (8,), 7), other.pk: (Fraction(60), (6,), 6)}


def test_what_each_gave_stays_as_it_was_and_the_agreement_is_a_row_of_its_own() -> None:
    town = contest()
    case = filed(town, 100_00, {"samen": 5, "nieuw": 3}, {"samen": 2, "nieuw": 4})
    before = list(Score.objects.order_by("pk").values())
    mine = agree(town, case, samen=4)
    assert list(Score.objects.exclude(assessment=mine).order_by("pk").values()) == before
    row = Assessment.objects.get(pk=mine)
    assert (row.state, row.assessor, json.loads(row.levels), json.loads(row.reasons)) == (
        "locked",
        PANEL,
        {"samen": 4},
        {"samen": WHY},
    )
    assert list(row.scores.values_list("criterion", "level")) == [("samen", 4)]
    assert verify().differences == []


def test_the_round_is_ranked_on_it_and_gives_the_same_list_again() -> None:
    town = contest(ceiling_cents=100_00)
    first = filed(town, 100_00, {"samen": 4, "nieuw": 4}, {"samen": 4, "nieuw": 4})
    second = filed(town, 100_00, {"samen": 5, "nieuw": 4}, {"samen": 2, "nieuw": 4})
    assert contest_of(Round.objects.get(), SEED)[0].rule == RULE
    agree(town, second, samen=5)
    rank(town)
    assert dict(Ranking.objects.values_list("application", "rank")) == {second.pk: 1, first.pk: 2}
    assert list(differences()) == []
    assert verify().differences == []


def test_the_letter_gives_the_agreed_level_with_its_own_reason_and_counts_the_people() -> None:
    town = world.found(feasts.TENDER)
    case = town.file(100_00)
    town.take("intake_clerk", "application", "intake", case.pk)
    feasts.score(town, case, {"plezier": 5, "buren": 4}, {"plezier": 2, "buren": 4}, plezier="Alleen gezien.")
    agree(town, case, plezier=4)
    feasts.rank(town)
    decision = case.decisions.get()
    town.take("mandate_holder", "decision", "sign", decision.pk)
    town.take("policy_officer", "decision", "announce", decision.pk)
    scores = feasts.last(Award).scores
    assert scores
    assert scores.assessors == 2
    assert next((row.mean_hundredths, row.reason) for row in scores.rows) == (
        400,
        f"{WHY} Over dit cijfer overlegde de commissie.",
    )


def test_nobody_agrees_before_all_have_locked_or_without_having_judged() -> None:
    town = contest()
    case = filed(town, 100_00, {"samen": 5, "nieuw": 3})
    assert refusal(town, case, "assessor", samen=4) == "own-levels-first"
    assert refusal(town, case, samen=4) == "others-still-judging"
    mine = uuid.uuid4()
    given = payloads.Scoring(case.pk, {"samen": 2, "nieuw": 2})
    town.take("assessor", "assessment", "score", mine, given, stream=case.stream_id)
    assert refusal(town, case, samen=4) == "others-still-judging"
    town.take("assessor", "assessment", "lock", mine)
    assert refusal(town, case) == "no-level-agreed"
    assert refusal(town, case, samen=6) == "no-level-agreed"
    assert refusal(town, case, gezellig=4) == "no-level-agreed"
    agree(town, case, samen=4)


def test_after_the_agreement_nobody_gives_other_marks_and_it_is_made_once() -> None:
    town = contest()
    case = filed(town, 100_00, {"samen": 5, "nieuw": 3}, {"samen": 2, "nieuw": 4})
    late = town.hire("assessor")
    agree(town, case, samen=4)
    assert refusal(town, case, samen=5) == "panel-agreed-already"
    given = payloads.Scoring(case.pk, {"samen": 1, "nieuw": 1})
    with pytest.raises(Refusal) as refused:
        town.take(late, "assessment", "score", uuid.uuid4(), given, stream=case.stream_id)
    assert refused.value.code == "panel-agreed-already"


def test_a_level_without_a_reason_is_refused() -> None:
    given = payloads.Consensus(uuid.uuid4(), {"samen": 4, "nieuw": 2}, {"samen": WHY, "nieuw": " "})
    assert [getattr(one, "code", one) for one in given.obstacles()] == ["panel-unexplained"]


def test_in_order_of_arrival_there_is_no_agreement_afterwards() -> None:
    town = world.found(feasts.FEAST, weights=WEIGHTS)
    case = town.file(100_00)
    assert refusal(town, case, samen=4) == "no-panel-here"
