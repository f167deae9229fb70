"""Two awards of 80 under a ceiling of 100: one is refused, with the arithmetic."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from budgets.models import LedgerAccount, Transfer
from grants import payloads
from grants.models import Decision
from grants.payment_plan import award_parts
from tests import world
from tests.invariants import mutants
from tests.invariants.tables import everything
from tests.world import World
from workflow import clock, door
from workflow.errors import Obstacle, Refusal
from workflow.facts import Change
from workflow.verify import verify

pytestmark = pytest.mark.django_db

NBSP = "\u00a0"


def over_the_ceiling(town: World) -> Obstacle:
    return Obstacle(
        "ceiling-exceeded",
        f"Dit past niet onder het subsidieplafond: beschikbaar is €{NBSP}20,00, nodig is €{NBSP}80,00: €{NBSP}60,00 te weinig.",
        "Awb 4:25, tweede lid",
        {"available_cents": 20_00, "asked_cents": 80_00, "short_cents": 60_00, "book": f"ceiling:{town.round}"},
    )


def over_the_line(town: World) -> Obstacle:
    return Obstacle(
        "budget-exceeded",
        "Dit past niet in begrotingspost 4.1.1-TEST van 2026: "
        f"beschikbaar is €{NBSP}20,00, nodig is €{NBSP}80,00: €{NBSP}60,00 te weinig.",
        "Gemeentewet 189, derde lid",
        {"available_cents": 20_00, "asked_cents": 80_00, "short_cents": 60_00, "book": town.book},
    )


def a_ceiling_of_100() -> World:
    return world.found(ceiling_cents=100_00)


def a_line_of_100() -> World:
    return world.found(ceiling_cents=1_000_00, line_cents=100_00)


Limited = Callable[[], World]
limits = pytest.mark.parametrize(
    ("limited", "expected"),
    [(a_ceiling_of_100, over_the_ceiling), (a_line_of_100, over_the_line)],
    ids=["ceiling", "budget line"],
)


def change(town: World, case: Any, cents: int = 80_00) -> Change:
    draft = payloads.Draft(case.pk, "award", cents, award_parts(town.book, cents, case.round.figures))
    return Change("decision", "draft_decision", uuid.uuid4(), draft, case.stream_id)


def one_by_one(town: World) -> list[Obstacle | None]:
    """Two awards of 80, one after the other: what stood in the way of each."""
    answers: list[Obstacle | None] = []
    for case in [town.assessed(80_00), town.assessed(80_00)]:
        try:
            town.draft(case)
            answers.append(None)
        except Refusal as refusal:
            answers.append(refusal.obstacles[0])
    return answers


@limits
def test_of_two_awards_of_80_under_100_the_second_is_refused_with_its_arithmetic(
    limited: Limited, expected: Any
) -> None:
    town = limited()
    assert one_by_one(town) == [None, expected(town)]
    assert list(Decision.objects.values_list("amount_cents", flat=True)) == [80_00]
    assert verify().differences == []


@limits
def test_two_awards_of_80_in_one_act_are_refused_as_a_whole(limited: Limited, expected: Any) -> None:
    town = limited()
    changes = [change(town, town.assessed(80_00)), change(town, town.assessed(80_00))]
    before = everything()
    with clock.at(town.now), pytest.raises(Refusal) as refused:
        door.act(changes, actor=town.actor("policy_officer"), key=world.key())
    assert (refused.value.kind, refused.value.obstacles) == ("ledger", (expected(town),))
    assert everything() == before


@limits
def test_an_annulled_draft_gives_its_money_back(limited: Limited, expected: Any) -> None:
    town = limited()
    first, second = town.assessed(80_00), town.assessed(80_00)
    decision = town.draft(first)
    with pytest.raises(Refusal) as refused:
        town.draft(second)
    assert refused.value.obstacles == (expected(town),)
    town.take("policy_officer", "decision", "annul", decision)
    town.draft(second)
    books = LedgerAccount.objects.filter(pot="reserved").exclude(balance_cents=0)
    assert sorted(books.values_list("book", "balance_cents")) == sorted(
        [(f"ceiling:{town.round}", 80_00), (town.book, 80_00)]
    )
    assert verify().differences == []


def test_two_awards_that_fit_together_exactly_are_both_made() -> None:
    town = a_ceiling_of_100()
    changes = [change(town, town.assessed(80_00)), change(town, town.assessed(20_00), 20_00)]
    with clock.at(town.now):
        outcome = door.act(changes, actor=town.actor("policy_officer"), key=world.key())
    assert sum(row.amount_cents for row in outcome.rows(Transfer)) == 2 * 100_00
    assert LedgerAccount.objects.get(book=f"ceiling:{town.round}", pot="available").balance_cents == 0


def test_a_cent_more_than_is_left_is_refused() -> None:
    town = a_ceiling_of_100()
    town.draft(town.assessed(80_00))
    with pytest.raises(Refusal) as refused:
        town.draft(town.assessed(20_01))
    assert refused.value.detail == {
        "available_cents": 20_00, "asked_cents": 20_01, "short_cents": 1, "book": f"ceiling:{town.round}",
    }  # fmt: skip


# --- Mutants --------------------------------------------------------------------------------------------------------


def test_without_the_check_the_database_still_refuses_but_without_the_arithmetic() -> None:
    town = a_ceiling_of_100()
    with mutants.no_ledger_check(), pytest.raises(AssertionError, match="would be overdrawn"):
        one_by_one(town)


def test_without_any_bookkeeping_both_awards_would_be_made_and_verify_would_say_so() -> None:
    town = a_ceiling_of_100()
    with mutants.no_budget_at_all():
        assert one_by_one(town) == [None, None]
    assert f"balance ceiling:{town.round}/available: hoort -6000 te zijn, is 10000" in verify().differences
