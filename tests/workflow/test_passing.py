"""A run over many sets aside what may not pass, says why, and judges nothing more than twice over."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from grants import deciding
from grants.guards.mandating import Mandated
from grants.models import Decision, Mandate
from tests import world
from tests.invariants.mutants import swapped
from tests.world import World
from workflow import clock
from workflow.errors import Obstacle
from workflow.facts import Actor
from workflow.models import Event
from workflow.registers import record

pytestmark = pytest.mark.django_db


def small_signer(town: World) -> Actor:
    """A colleague who may sign awards up to 500 euros."""
    signer = town.hire("mandate_holder")
    assert signer.person
    rows = [
        Mandate(
            person_id=signer.person, kind=kind, scheme="*", maximum_cents=500_00, valid_from=date(2026, 1, 1),
            reference="Mandaat tot € 500 (verzonnen)",
        )
        for kind in ("award", "advance")
    ]  # fmt: skip
    with clock.at(town.now):
        record("law", *rows, actor=world.INSTALLATION, key=world.key())
    return signer


def drafted(town: World, amounts: list[int]) -> list[Decision]:
    """Drafts of these amounts, in this order."""
    made = [town.draft(town.assessed(cents)) for cents in amounts]
    found = Decision.objects.in_bulk(made)
    return [found[one] for one in made]


@pytest.mark.parametrize(
    "amounts",
    [[400_00], [900_00], [900_00, 400_00], [400_00, 900_00], [400_00, 900_00] * 6, [900_00] * 8],
    ids=["one", "one refused", "the first refused", "the last refused", "every other", "all refused"],
)
def test_what_may_pass_is_one_act_and_the_rest_is_set_aside_with_its_reason(amounts: list[int]) -> None:
    town = world.found()
    signer = small_signer(town)
    decisions = drafted(town, amounts)
    looks: list[uuid.UUID] = []
    look = Mandated.check

    def counted(guard: Mandated, facts: Any) -> Obstacle | None:
        looks.append(facts.row.pk)
        return look(guard, facts)

    with clock.at(town.now), swapped(Mandated, "check", counted):
        run = deciding.sign(decisions, signer)
    small = [one.pk for one in decisions if one.amount_cents == 400_00]
    large = [one.pk for one in decisions if one.amount_cents == 900_00]
    assert (run.done, [(about, refusal.code) for about, refusal in run.aside]) == (
        tuple(small),
        [(one, "no-mandate") for one in large],
    )
    signed = Event.objects.filter(machine="decision", action="sign")
    assert set(signed.values_list("subject", flat=True)) == set(small)
    assert signed.values("act").distinct().count() == bool(small)
    assert len(looks) == len(amounts) + (len(small) if large else 0)
