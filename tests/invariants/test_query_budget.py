"""A step without consequences costs at most 12 queries, announcing at most 24, and an act of 500 as many as an act of 50."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants import payloads
from grants.models import Application, Report
from grants.payment_plan import award_parts
from tests import world
from tests.invariants import mutants
from tests.world import World
from workflow import clock, door
from workflow.facts import Actor, Change, Outcome
from workflow.models import Event

pytestmark = pytest.mark.usefixtures("committed")

STEP, ANNOUNCEMENT = 12, 24
DETERMINING = (
    15  # A determination looks at the account, its lines, the reports, letters, payments and the ledger as well.
)


def queries(call: Callable[[], Any]) -> int:
    """How many statements a call sends, the begin and the end of its transaction not counted."""
    with CaptureQueriesContext(connection) as seen:
        call()
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in seen.captured_queries)


class Counted:
    """A door that counts what every step costs, by machine and action."""

    def __init__(self, town: World) -> None:
        self.town, self.cost, self.alone = town, dict[str, int](), set[str]()
        self.take = town.take
        town.take = self.counted  # type: ignore[method-assign]

    def counted(self, role: str | Actor, machine: str, action: str, *rest: Any, **where: Any) -> Outcome:
        """Take a step and count."""
        outcomes: list[Outcome] = []
        cost = queries(lambda: outcomes.append(self.take(role, machine, action, *rest, **where)))
        step = f"{machine}.{action}"
        self.cost[step] = max(self.cost.get(step, 0), cost)
        if len(outcomes[0].taken) == 1:
            self.alone.add(step)
        return outcomes[0]


def costs_of_the_tale() -> Counted:
    """The whole tale of the toy scheme, with what each step cost."""
    town = world.found()
    counted = Counted(town)
    case = town.assessed()
    award = town.decide(case)
    town.pay(award)
    town.wait(days=60)
    town.take(
        Actor(person=town.applicants[case.pk]),
        "application",
        "account",
        case.pk,
        payloads.Account(900_00, "Mooi feest."),
    )
    town.take("policy_officer", "report", "accept_report", Report.objects.get().pk)
    town.decide(Application.objects.get(pk=case.pk), 1_000_00, "determination", parts=())
    return counted


def test_a_step_without_consequences_costs_at_most_12_queries_and_announcing_at_most_24() -> None:
    counted = costs_of_the_tale()
    assert counted.alone == {
        "decision.draft_decision", "decision.sign", "payment.propose_payment", "payment.approve_payment",
        "report.accept_report",
    }  # fmt: skip
    assert counted.cost.pop("decision.draft_decision") <= DETERMINING
    dear = {step: cost for step, cost in counted.cost.items() if step in counted.alone and cost > STEP}
    assert dear == {}
    assert counted.cost["decision.announce"] <= ANNOUNCEMENT
    assert {step: cost for step, cost in counted.cost.items() if cost > ANNOUNCEMENT} == {}


STEPS = ("file", "intake", "draft_decision", "sign", "announce")


def costs_of_acts_of(number: int, town: World, steps: Sequence[str] = STEPS) -> dict[str, int]:
    """What one act of so many changes costs, for each step from filing to announcing."""
    ids = [(uuid.uuid4(), uuid.uuid4()) for _ in range(number)]
    cost: dict[str, int] = {}
    for action, (who, changes) in acts(town, ids).items():
        if action not in steps:
            break
        with clock.at(town.now):
            cost[action] = queries(partial(door.act, changes(), actor=who, key=world.key()))
    assert Event.objects.filter(action=steps[-1]).count() >= number
    return cost


def acts(town: World, ids: list[tuple[uuid.UUID, uuid.UUID]]) -> dict[str, tuple[Actor, Callable[[], list[Change]]]]:
    """The acts in order: who takes them, and their changes."""
    person, organisation, account = world.new_party(town.now)
    filing = payloads.Filing(world.answers_for(100_00), organisation.pk, person.pk, account.pk, round=town.round)

    def drafts() -> list[Change]:
        cases = Application.objects.select_related("round").in_bulk([case for case, _ in ids])
        parts = award_parts(town.book, 100_00, next(iter(cases.values())).round.figures)
        return [
            Change(
                "decision",
                "draft_decision",
                decision,
                payloads.Draft(case, "award", 100_00, parts),
                cases[case].stream_id,
            )
            for case, decision in ids
        ]

    return {
        "file": (Actor(person=person.pk), lambda: [Change("application", "file", case, filing) for case, _ in ids]),
        "intake": (town.actor("intake_clerk"), lambda: [Change("application", "intake", case) for case, _ in ids]),
        "draft_decision": (town.actor("policy_officer"), drafts),
        "sign": (town.actor("mandate_holder"), lambda: [Change("decision", "sign", decision) for _, decision in ids]),
        "announce": (
            town.actor("policy_officer"),
            lambda: [Change("decision", "announce", decision) for _, decision in ids],
        ),
    }


def test_an_act_of_500_costs_as_many_queries_as_an_act_of_50() -> None:
    town = world.found(ceiling_cents=10**9, line_cents=10**9)
    few, many = costs_of_acts_of(50, town), costs_of_acts_of(500, town)
    assert many == few
    assert tuple(few) == STEPS
    assert max(few.values()) <= ANNOUNCEMENT + 2  # The act itself is recorded too, and gives out its own number.


def test_an_engine_that_writes_row_by_row_is_noticed() -> None:
    town = world.found()
    with mutants.rows_one_by_one():
        assert costs_of_acts_of(10, town, ["file"]) != costs_of_acts_of(20, town, ["file"])
