"""A round of 200 is drafted, signed and announced in three acts, and one of 2,000 costs as many queries."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import timedelta

import pytest

from grants import deciding, payloads
from grants.allocation import Lottery
from grants.models import Application, Decision, Round
from tests import world
from tests.grants.test_deciding import by
from tests.grants.test_ranking import AFTER, SEED
from tests.invariants.test_query_budget import queries
from tests.world import World
from workflow import clock, door
from workflow.facts import Actor, Change
from workflow.models import Event
from workflow.verify import verify

# One engine is enough for a count of queries; it is that of a town that decides on thousands.
pytestmark = [pytest.mark.postgres, pytest.mark.proof, pytest.mark.usefixtures("committed")]

EACH_CENTS = 100_00


def opened(town: World, many: int) -> Round:
    """A round of its own, with so many complete applications and money for all but one."""
    round_, opens = uuid.uuid4(), town.now + timedelta(hours=1)
    first = Round.objects.get(pk=town.round)
    plan = payloads.RoundPlan(
        code=f"VD-{many}", title="Loting", scheme_version=town.version.pk, rule="jaar", prefix=f"VD-{many}", opens_at=opens,
        closes_at=first.closes_at, ceiling_cents=many * EACH_CENTS - 1, book=town.book, parameters=first.figures,
    )  # fmt: skip
    town.take("policy_officer", "round", "prepare", round_, plan)
    town.take("policy_officer", "round", "open", round_)
    town.now = opens
    person, organisation, account = world.new_party(town.now)
    filing = payloads.Filing(world.answers_for(EACH_CENTS), organisation.pk, person.pk, account.pk, round=round_)
    ids = [uuid.uuid4() for _ in range(many)]
    with clock.at(town.now):
        filed = [Change("application", "file", one, filing) for one in ids]
        door.act(filed, actor=Actor(person=person.pk), key=world.key())
        complete = [Change("application", "intake", one) for one in ids]
        door.act(complete, actor=town.actor("intake_clerk"), key=world.key())
    return Round.objects.get(pk=round_)


def costs(town: World, round_: Round) -> dict[str, int]:
    """What drafting, signing and announcing a round cost in queries."""
    officer, signer = town.actor("policy_officer"), town.actor("mandate_holder")
    with clock.at(AFTER):
        return {
            "decide": queries(lambda: deciding.decide(round_, officer, SEED)),
            "sign": queries(lambda: deciding.sign(deciding.decisions_of([round_.code]), signer)),
            "announce": queries(lambda: deciding.announce(deciding.decisions_of([round_.code]), officer)),
        }


def test_200_decisions_take_three_acts_and_2000_take_as_many_queries() -> None:
    town = by(Lottery())
    few, many = opened(town, 200), opened(town, 2_000)
    cost = costs(town, few)
    made = Event.objects.filter(machine="decision", action__in=["draft_decision", "sign", "announce"])
    assert Counter(made.values_list("action", flat=True)) == {"draft_decision": 200, "sign": 200, "announce": 200}
    assert made.values("act").distinct().count() == 3
    assert Counter(Application.objects.filter(round=few).values_list("state", flat=True)) == {
        "awarded": 199,
        "rejected": 1,
    }
    assert costs(town, many) == cost
    assert Counter(Decision.objects.filter(application__round=many).values_list("kind", "state")) == {
        ("award", "announced"): 1_999, ("refusal", "announced"): 1,
    }  # fmt: skip
    assert verify().differences == []
