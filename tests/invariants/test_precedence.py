"""When more than one refusal holds, the first in `PRECEDENCE` is given.

There is one situation for each neighbouring pair: with both reasons, and with the later one alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from grants import payloads
from grants.models import Application
from grants.payment_plan import award_parts
from tests import world
from tests.invariants import mutants
from tests.world import World
from workflow import clock, door
from workflow.errors import PRECEDENCE, Refusal
from workflow.facts import NOTHING, Actor, Change

pytestmark = pytest.mark.django_db

NOBODY = uuid.UUID(int=1)


def kind_of(town: World, who: Actor, *changes: Change, key: str = "", **more: Any) -> str:
    """The kind of refusal of a call."""
    with clock.at(town.now), pytest.raises(Refusal) as refused:
        door.act(changes, actor=who, key=key or world.key(), **more)
    return refused.value.kind


def draft(town: World, case: Application, cents: int, **more: Any) -> Change:
    parts = award_parts(town.book, cents, case.round.figures) if cents > 0 else ()
    drafted = payloads.Draft(case.pk, "award", cents, parts, **more)
    return Change("decision", "draft_decision", uuid.uuid4(), drafted, case.stream_id)


def unknown_step_before_malformed(town: World) -> tuple[str, str]:
    who, case = town.actor("policy_officer"), town.assessed()
    bad, unknown = draft(town, case, -1), Change("decision", "bestaat_niet", NOBODY)
    return kind_of(town, who, bad, unknown), kind_of(town, who, bad)


def malformed_before_key_reused(town: World) -> tuple[str, str]:
    who, case = town.actor("policy_officer"), town.assessed()
    with clock.at(town.now):
        door.act([draft(town, case, 100_00)], actor=who, key="gebruikt")
    return kind_of(town, who, draft(town, case, -1), key="gebruikt"), kind_of(
        town, who, draft(town, case, 2), key="gebruikt"
    )


def key_reused_before_changed_meanwhile(town: World) -> tuple[str, str]:
    who, case = town.actor("policy_officer"), town.assessed()
    with clock.at(town.now):
        door.act([draft(town, case, 100_00)], actor=who, key="gebruikt")
    other, seen = draft(town, case, 2), {case.stream_id: 1}
    return kind_of(town, who, other, key="gebruikt", seen=seen), kind_of(town, who, other, seen=seen)


def changed_meanwhile_before_unknown_subject(town: World) -> tuple[str, str]:
    who, case = town.actor("policy_officer"), town.assessed()
    gone = Change("decision", "announce", NOBODY, stream=case.stream_id)
    return kind_of(town, who, gone, seen={case.stream_id: 1}), kind_of(town, who, gone)


def unknown_subject_before_not_permitted(town: World) -> tuple[str, str]:
    who, case = town.hire(), town.file()
    return kind_of(town, who, Change("application", "intake", NOBODY)), kind_of(
        town, who, Change("application", "intake", case.pk)
    )


def not_permitted_before_separation(town: World) -> tuple[str, str]:
    decision = town.draft(town.assessed())
    sign = Change("decision", "sign", decision)
    clerk = town.actor("intake_clerk")  # Took the application in, so may not sign; and has no role to sign in.
    both = town.hire("intake_clerk", "mandate_holder")
    other = town.file()
    town.take(both, "application", "intake", other.pk)
    return kind_of(town, clerk, sign), kind_of(town, both, Change("decision", "sign", town.draft(other)))


def separation_before_wrong_state(town: World) -> tuple[str, str]:
    both = town.hire("intake_clerk", "mandate_holder")
    case = town.file()
    town.take(both, "application", "intake", case.pk)
    decision = town.draft(case)
    town.take("policy_officer", "decision", "annul", decision)
    sign = Change("decision", "sign", decision)
    return kind_of(town, both, sign), kind_of(town, town.actor("mandate_holder"), sign)


def wrong_state_before_guard(town: World) -> tuple[str, str]:
    without = town.hire("mandate_holder")  # The role, and no mandate.
    signed, drafted = town.draft(town.assessed()), town.draft(town.assessed())
    town.take("mandate_holder", "decision", "sign", signed)
    return kind_of(town, without, Change("decision", "sign", signed)), kind_of(
        town, without, Change("decision", "sign", drafted)
    )


def guard_before_ledger(town: World) -> tuple[str, str]:
    who, case = town.actor("policy_officer"), town.assessed(9_000_00)
    return kind_of(town, who, draft(town, case, 20_000_00)), kind_of(town, who, draft(town, case, 9_000_00))


SITUATIONS: tuple[Callable[[World], tuple[str, str]], ...] = (
    unknown_step_before_malformed, malformed_before_key_reused, key_reused_before_changed_meanwhile,
    changed_meanwhile_before_unknown_subject, unknown_subject_before_not_permitted,
    not_permitted_before_separation, separation_before_wrong_state, wrong_state_before_guard, guard_before_ledger,
)  # fmt: skip


def test_the_order_is_written_down_and_has_a_situation_for_each_pair() -> None:
    assert PRECEDENCE == (
        "unknown-step", "malformed", "key-reused", "changed-meanwhile", "unknown-subject", "not-permitted", "separation", "wrong-state",
        "guard", "ledger",
    )  # fmt: skip
    names = [f"{one}-before-{other}".replace("-", "_") for one, other in pairwise(PRECEDENCE)]
    assert [situation.__name__ for situation in SITUATIONS] == names


@pytest.mark.parametrize(
    ("situation", "pair"),
    list(zip(SITUATIONS, pairwise(PRECEDENCE), strict=True)),
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_of_two_reasons_the_earlier_is_given(
    situation: Callable[[World], tuple[str, str]], pair: tuple[str, str]
) -> None:
    assert situation(world.found(ceiling_cents=8_000_00)) == pair


def test_a_door_that_looks_at_the_state_before_permission_tells_outsiders_about_the_case() -> None:
    with mutants.state_before_permission():
        assert separation_before_wrong_state(world.found(ceiling_cents=8_000_00)) == ("wrong-state", "wrong-state")


def test_the_first_change_that_may_not_be_taken_gives_its_reason_and_the_money_of_the_whole_act_comes_last() -> None:
    town = world.found(ceiling_cents=100_00)
    who = town.actor("policy_officer")
    fits, other = town.assessed(80_00), town.assessed(80_00)
    over, gone = draft(town, other, 80_00), Change("decision", "announce", NOBODY, NOTHING)
    assert kind_of(town, who, draft(town, fits, 80_00), over) == "ledger"
    assert kind_of(town, who, draft(town, fits, 80_00), over, gone) == "unknown-subject"


def test_of_more_guards_all_obstacles_are_given_in_their_order() -> None:
    town = world.found()
    case = town.assessed(2_000_00)
    drafted = payloads.Draft(case.pk, "award", 11_000_00, award_parts(town.book, 1_00, case.round.figures))
    change = Change("decision", "draft_decision", uuid.uuid4(), drafted, case.stream_id)
    with clock.at(town.now), pytest.raises(Refusal) as refused:
        door.act([change], actor=town.actor("policy_officer"), key=world.key())
    assert [obstacle.code for obstacle in refused.value.obstacles] == [
        "parts-do-not-add-up", "amount-too-high", "above-maximum", "above-share",
    ]  # fmt: skip
