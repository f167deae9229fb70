"""An act costs as many queries for fifty letters as for five, and announcing one decision stays within its budget."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Letter
from grants import payloads
from grants.payment_plan import award_parts
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST, JUDGED_ONE_BY_ONE, TENDER
from tests.world import World
from workflow import clock, door
from workflow.facts import Change

pytestmark = pytest.mark.django_db

AROUND = 2
"""The savepoint that the test puts around an act, set and released."""


def act(town: World, role: str, changes: list[Change]) -> int:
    """Take steps as one act; how many queries it took."""
    with clock.at(town.now), CaptureQueriesContext(connection) as queries:
        door.act(changes, actor=town.actor(role), key=world.key())
    return len(queries) - AROUND


def announcing(town: World, count: int) -> int:
    """What it costs to announce so many awards as one act."""
    cases = [town.file(100_00) for _ in range(count)]
    act(town, "intake_clerk", [Change("application", "intake", case.pk) for case in cases])
    parts = award_parts(town.book, 100_00, cases[0].round.figures)
    drafts = [
        Change("decision", "draft_decision", uuid.uuid4(), payloads.Draft(case.pk, "award", 100_00, parts), case.stream_id)
        for case in cases
    ]  # fmt: skip
    act(town, "policy_officer", drafts)
    made = [draft.subject for draft in drafts]
    act(town, "mandate_holder", [Change("decision", "sign", one) for one in made])
    return act(town, "policy_officer", [Change("decision", "announce", one) for one in made])


def test_fifty_letters_cost_as_many_queries_as_five() -> None:
    town = world.found(FEAST)
    five, fifty = announcing(town, 5), announcing(town, 50)
    assert Letter.objects.filter(kind="award").count() == 55
    assert five == fifty


def test_announcing_one_award_stays_within_its_budget() -> None:
    assert announcing(world.found(FEAST), 1) <= 22


@pytest.mark.parametrize("levels", [5, 1])
def test_a_letter_with_scores_and_a_place_stays_within_its_budget(levels: int) -> None:
    town = world.found(TENDER)
    case = feasts.scored(town, 1_000_00, levels, levels, steun_eerder=0)
    feasts.rank(town)
    decision = case.decisions.get().pk
    town.take("mandate_holder", "decision", "sign", decision)
    assert act(town, "policy_officer", [Change("decision", "announce", decision)]) <= 24


def test_a_step_without_a_letter_reads_nothing_for_one() -> None:
    town = world.found(JUDGED_ONE_BY_ONE)
    case = town.file()
    assert act(town, "intake_clerk", [Change("application", "intake", case.pk)]) <= 12
