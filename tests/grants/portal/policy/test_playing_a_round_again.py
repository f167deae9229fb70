"""A past round played once more under other rules: what comes of it, who it changes, and that nothing is written."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import payloads, simulation
from grants.models import AllocationRun, Round
from grants.simulation import Otherwise, Total
from tests import world
from tests.grants.letters import feasts
from tests.grants.portal.office import Visitor, colleague, text
from tests.world import World
from workflow.models import Event

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


def ranked() -> World:
    """Three plans of € 600 under a ceiling of € 1.500, scored 92, 80 and 64 points, and ranked."""
    town = world.found(feasts.TENDER, ceiling_cents=1_500_00)
    for plezier, buren in ((5, 4), (4, 4), (2, 5)):
        feasts.scored(town, 600_00, plezier, buren, minimum=30_000)
    feasts.rank(town)
    return town


def played(ceiling_cents: int = 1_500_00, pass_mark: int = 60, minimum: int = 2, **weights: int) -> simulation.Played:
    round_ = Round.objects.get()
    contest = simulation.contest_of_past(round_)
    assert contest
    weights = weights or dict(round_.figures.get("weights", {}))
    return simulation.play(round_, contest, Otherwise(ceiling_cents, pass_mark, minimum, weights))


def told(found: simulation.Played) -> list[tuple[str, int, str, int]]:
    return [
        (one.before.outcome, one.before.amount_cents, one.after.outcome, one.after.amount_cents)
        for one in found.changed
    ]


def test_as_it_was_nothing_comes_out_otherwise() -> None:
    ranked()
    found = played()
    assert found.before == found.after == Total(3, 1_500_00, 0)
    assert (found.entrants, found.changed) == (3, ())


def test_a_higher_ceiling_pays_the_last_in_full_and_a_lower_one_refuses_two() -> None:
    ranked()
    assert told(played(1_800_00)) == [("awarded_partly", 300_00, "awarded", 600_00)]
    lower = played(700_00)
    assert told(lower) == [
        ("awarded", 600_00, "refused_ceiling", 0),
        ("awarded_partly", 300_00, "refused_ceiling", 0),
    ]
    assert lower.after == Total(1, 600_00, 100_00)


def test_a_higher_pass_mark_refuses_who_is_below_it() -> None:
    ranked()
    assert told(played(pass_mark=65)) == [("awarded_partly", 300_00, "refused_pass_mark", 0)]


def test_other_weights_are_other_points_and_the_same_weights_the_same_list() -> None:
    ranked()
    turned = played(plezier=10, buren=90)
    assert turned.after.cost_cents == 1_500_00
    assert told(turned) == [
        ("awarded", 600_00, "awarded_partly", 300_00),
        ("awarded_partly", 300_00, "awarded", 600_00),
    ]


def test_a_round_by_arrival_is_played_again_as_a_whole() -> None:
    town = world.found(ceiling_cents=1_000_00)
    for cents in (600_00, 300_00):
        town.assessed(cents)
    town.wait(days=1)
    town.take("policy_officer", "round", "decide_ready", town.round, payloads.Seed())
    found = played(ceiling_cents=600_00, pass_mark=0, minimum=0)
    assert found.before == Total(2, 900_00, 100_00)
    assert [one.after.outcome for one in found.changed] == ["refused_ceiling"]


def test_a_policy_officer_plays_on_screen_and_nothing_is_written() -> None:
    town = ranked()
    officer, path = colleague(town, "policy_officer"), f"/ronde/{Round.objects.get().code}/simulatie/"
    before = (Event.objects.count(), AllocationRun.objects.count(), Round.objects.get().ceiling_cents)
    page = text(officer.get(path))
    assert "3 van 3 krijgen geld" in page
    assert "Voor niemand is de uitkomst anders." in page
    assert "1 van 3 krijgen geld" in text(officer.get(path, **asked(plafond="700")))
    assert "past niet meer" in text(officer.get(path, **asked(plafond="700")))
    assert before == (Event.objects.count(), AllocationRun.objects.count(), Round.objects.get().ceiling_cents)


def asked(**changed: str) -> dict[str, str]:
    weights = {f"weights.{code}": str(weight) for code, weight in Round.objects.get().figures["weights"].items()}
    return {"plafond": "1500", "drempel": "60", "niveau": "2", **weights, **changed}


def test_what_cannot_be_played_says_why_beside_the_field() -> None:
    town = ranked()
    officer, path = colleague(town, "policy_officer"), f"/ronde/{Round.objects.get().code}/simulatie/"
    first = next(name for name in asked() if name.startswith("weights."))
    for change, sentence in (
        ({first: "1"}, "Maak er 100 van."),
        ({"plafond": "0"}, "Een plafond is meer dan nul, bijvoorbeeld 112.500."),
        ({"drempel": "101"}, "Vul bij ‘Punten die nodig zijn, van 100’ een heel getal in van 0 tot en met 100."),
    ):
        page = text(officer.get(path, **asked(**change)))
        assert sentence in page
        assert "Nog niet nagespeeld" in page


def test_a_round_that_was_not_divided_yet_says_so() -> None:
    town = world.found()
    assert "Deze ronde is nog niet verdeeld." in text(
        colleague(town, "policy_officer").get("/ronde/BF-jaar/simulatie/")
    )


def test_more_outcomes_ask_the_database_as_often() -> None:
    town = ranked()
    officer, path = colleague(town, "policy_officer"), f"/ronde/{Round.objects.get().code}/simulatie/"
    officer.get(path)
    assert counted(officer, path, "1800") == counted(officer, path, "1") <= MOST_QUERIES


def counted(officer: Visitor, path: str, ceiling: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert officer.get(path, **asked(plafond=ceiling)).status_code == 200
    return len(seen.captured_queries)
