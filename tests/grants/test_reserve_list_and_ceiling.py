"""A reserve list moves up by a new decision only, and a ceiling that changes does not hit who applied before."""

from __future__ import annotations

import uuid

import pytest

from budgets import ledger
from documents.models import Letter
from grants import payloads
from grants.allocation import Lottery
from grants.models import Application, Decision, Round
from tests import world
from tests.grants.test_deciding import by, command, listed, officer, ready
from tests.grants.test_ranking import AFTER, SEED
from tests.world import World
from workflow.errors import Refusal
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def with_reserves(town: World) -> list[str]:
    """Decide and announce a lottery for three with money for two; who is on the reserve list, by reference."""
    ready(town, 100_00, 100_00, 100_00, 100_00)
    town.now = AFTER
    found = listed(town, "VD-jaar", "--as", officer(town), "--seed", SEED)
    command(town, "sign", "VD-jaar", "--as", str(town.people["mandate_holder"]))
    command(town, "announce", "VD-jaar", "--as", officer(town))
    return [one["reference"] for one in found["applications"] if one["outcome"] == "refused_ceiling"]


def award_to(town: World, reference: str) -> Refusal:
    case = Application.objects.get(stream__reference=reference)
    with pytest.raises(Refusal) as refused:
        town.draft(case)
    return refused.value


def test_a_reserve_list_moves_up_by_a_new_decision_when_money_comes_free() -> None:
    town = by(Lottery(), reserve_list=True)
    next_, last = with_reserves(town)
    assert "Reservelijst" in Letter.objects.filter(kind="rejection")[0].facts
    assert award_to(town, last).code == "not-next-on-reserve-list"
    with pytest.raises(Refusal) as refused:
        town.take("policy_officer", "round", "move_up", town.round)
    assert refused.value.code == "nothing-to-decide"
    town.take(
        "policy_officer",
        "round",
        "change_ceiling",
        town.round,
        payloads.CeilingChange(300_00, "De raad gaf meer geld."),
    )
    town.take("policy_officer", "round", "move_up", town.round)
    award = Decision.objects.get(application__stream__reference=next_, kind="award")
    assert (award.state, award.amount_cents) == ("drafted", 100_00)
    command(town, "sign", next_, "--as", str(town.people["mandate_holder"]))
    command(town, "announce", next_, "--as", officer(town))
    case = Application.objects.get(stream__reference=next_)
    assert (case.state, case.granted_cents) == ("awarded", 100_00)
    assert set(case.decisions.values_list("kind", "state")) == {("refusal", "announced"), ("award", "announced")}
    assert ledger.available(Round.objects.get().ceiling_book) == 0
    assert verify().differences == []


def test_without_a_reserve_list_what_was_refused_is_never_awarded() -> None:
    town = by(Lottery())
    next_, _ = with_reserves(town)
    assert award_to(town, next_).code == "not-on-reserve-list"
    with pytest.raises(Refusal) as refused:
        town.take("policy_officer", "round", "move_up", town.round)
    assert refused.value.code == "no-reserve-list"


# --- Ceilings that change ----------------------------------------------------------------------------------------


def change(town: World, cents: int) -> None:
    town.take(
        "policy_officer",
        "round",
        "change_ceiling",
        town.round,
        payloads.CeilingChange(cents, "De begroting is anders."),
    )


def test_rule_10_a_ceiling_announced_late_or_lowered_does_not_hit_earlier_applications() -> None:
    town = world.found(ceiling_cents=1_000_00)
    town.decide(town.assessed(300_00))
    town.file(200_00)
    with pytest.raises(Refusal) as refused:
        change(town, 499_99)
    assert (refused.value.code, refused.value.detail) == (
        "ceiling-hits-earlier",
        {"lowest_cents": 500_00, "claimed_cents": 200_00},
    )
    assert (Round.objects.get().ceiling_cents, ledger.available(Round.objects.get().ceiling_book)) == (1_000_00, 700_00)
    change(town, 500_00)
    assert ledger.available(Round.objects.get().ceiling_book) == 200_00
    assert verify().differences == []
    fresh = uuid.uuid4()
    town.take("policy_officer", "round", "prepare", fresh, plan_of_another(town))
    town.wait(minutes=1)
    with pytest.raises(Refusal) as too_late:
        town.take("policy_officer", "round", "open", fresh)
    assert too_late.value.code == "announced-too-late"


def plan_of_another(town: World) -> payloads.RoundPlan:
    """A round like the one that is open, which opens now."""
    open_ = Round.objects.get(pk=town.round)
    return payloads.RoundPlan(
        code="X", title="X", scheme_version=town.version.pk, rule="jaar", prefix="X-2026", opens_at=town.now,
        closes_at=open_.closes_at, ceiling_cents=1_00, book=town.book,
    )  # fmt: skip


def test_with_the_caveat_of_the_budget_a_lower_ceiling_hits_who_waits_but_never_what_was_promised() -> None:
    town = world.found(ceiling_cents=1_000_00, budget_caveat=True)
    town.decide(town.assessed(300_00))
    town.file(200_00)
    change(town, 300_00)
    assert ledger.available(Round.objects.get().ceiling_book) == 0
    with pytest.raises(Refusal) as refused:
        change(town, 299_99)
    assert refused.value.code == "ceiling-hits-earlier"


def four_waiting() -> tuple[World, list[Application]]:
    """Four applications of 500 under a ceiling of 2,000 that may be lowered for them too."""
    town = world.found(ceiling_cents=2_000_00, budget_caveat=True)
    return town, [town.assessed(500_00) for _ in range(4)]


def test_after_the_ceiling_was_lowered_awards_are_held_to_it_with_the_sum() -> None:
    town, cases = four_waiting()
    change(town, 1_000_00)
    for case in cases[:2]:
        town.draft(case)
    with pytest.raises(Refusal) as refused:
        town.draft(cases[2])
    assert (refused.value.code, refused.value.detail) == (
        "ceiling-exceeded",
        {"available_cents": 0, "asked_cents": 500_00, "short_cents": 500_00, "book": Round.objects.get().ceiling_book},
    )
    assert Decision.objects.count() == 2
    assert verify().differences == []


def test_after_awards_the_ceiling_is_lowered_no_further_than_what_they_were_promised() -> None:
    town, cases = four_waiting()
    for case in cases[:3]:
        town.draft(case)
    with pytest.raises(Refusal) as refused:
        change(town, 1_000_00)
    assert refused.value.sentence.replace("\u00a0", " ") == (
        "Er is al € 1.500,00 toegezegd, en wie al aanvroeg, vraagt samen € 500,00. "
        "Lager dan € 1.500,00 kan het plafond voor hen niet."
    )
    assert refused.value.detail == {"lowest_cents": 1_500_00, "claimed_cents": 500_00}
    assert Round.objects.get().ceiling_cents == 2_000_00
    change(town, 1_500_00)
    assert ledger.available(Round.objects.get().ceiling_book) == 0
    with pytest.raises(Refusal, match="ceiling-exceeded"):
        town.draft(cases[3])
    assert verify().differences == []
