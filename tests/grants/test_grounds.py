"""A decision says why, and nothing that the dossier contradicts: what a letter could not say is not drafted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from grants.models import Application, Decision, Round
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST, JUDGED_ONE_BY_ONE
from tests.grants.test_hearing import LOWER
from tests.invariants.tables import everything
from tests.world import World
from workflow.errors import Refusal

pytestmark = pytest.mark.django_db


def refused(town: World, case: Application, cents: int, kind: str, **more: Any) -> tuple[str, str]:
    """Code and sentence of the refusal, after which nothing at all was written."""
    before = everything()
    with pytest.raises(Refusal) as refusal:
        town.draft(case, cents, kind, **more)
    assert everything() == before
    return refusal.value.code, refusal.value.sentence.replace("\u00a0", " ")


REFUSALS: dict[str, tuple[int, dict[str, str], tuple[str, str]]] = {
    "a ground that no letter has words for": (
        1_000_00,
        {"ground": "smaak", "hearing_exempt": "own_data"},
        ("refusal-ground-unknown", "Deze reden om af te wijzen kennen wij niet."),
    ),
    "too late, of what came in time": (
        1_000_00,
        {"ground": "refused_late"},
        ("ground-does-not-hold", "Deze aanvraag kwam op tijd: op 5 januari 2026."),
    ),
    "another amount than was asked": (
        1_00,
        {"ground": "refused_ceiling"},
        ("amount-not-as-asked", "Gevraagd is € 1.000,00. Een afwijzing gaat over dat bedrag, niet over € 1,00."),
    ),
    "a ground of the law without a reason": (
        1_000_00,
        {"ground": "4:35(1)a", "hearing_exempt": "own_data"},
        ("decision-unexplained", "Leg in de brief uit waarom u dit besluit."),
    ),
}


@pytest.mark.parametrize(("cents", "said", "expected"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refusal_that_does_not_hold_is_not_drafted(
    cents: int, said: dict[str, str], expected: tuple[str, str]
) -> None:
    town = world.found(FEAST)
    assert refused(town, town.assessed(), cents, "refusal", **said) == expected


@pytest.mark.parametrize(
    ("fun", "neighbours", "ground", "expected"),
    [
        (3, 3, "refused_pass_mark", "Het plan kreeg 60,00. Nodig is 60."),
        (3, 3, "refused_minimum", "Het plan kreeg 3,00. Nodig is 2."),
        (2, 3, "refused_pass_mark", ""),
        (5, 1, "refused_minimum", ""),
    ],
)
def test_nobody_is_refused_for_a_score_that_is_high_enough(
    fun: int, neighbours: int, ground: str, expected: str
) -> None:
    town = world.found(JUDGED_ONE_BY_ONE, pass_mark=60, minimum_mean=2)
    case = Application.objects.get(pk=feasts.scored(town, 1_000_00, fun, neighbours).pk)
    if expected:
        assert refused(town, case, 1_000_00, "refusal", ground=ground) == ("ground-does-not-hold", expected)
    else:
        assert town.decide(case, kind="refusal", ground=ground).state == Decision.ANNOUNCED


def test_what_came_after_the_last_day_is_refused_as_too_late() -> None:
    town = world.found(FEAST)
    town.now = town.now + timedelta(days=400)
    case = town.assessed()
    assert case.received_at is not None
    assert case.received_at > case.round.closes_at
    assert town.decide(case, kind="refusal", ground="refused_late").state == Decision.ANNOUNCED


def test_what_came_at_the_very_moment_of_closing_came_in_time() -> None:
    town = world.found(FEAST)
    town.now = Round.objects.get().closes_at
    code, sentence = refused(town, town.assessed(), 1_000_00, "refusal", ground="refused_late")
    assert (code, sentence) == ("ground-does-not-hold", "Deze aanvraag kwam op tijd: op 31 december 2026.")


@pytest.mark.parametrize("kind", ["lower_determination", "amendment", "revocation"])
def test_less_than_was_granted_is_not_decided_without_a_reason_in_words(kind: str) -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    if kind == "amendment":
        case = feasts.filed(town)
        town.decide(case)
    said = {**LOWER, "reason": " ", "hearing_exempt": "own_data"}
    ground = {} if kind == "lower_determination" else {"ground": "4:48(1)a"}
    cents = 0 if kind == "revocation" else 700_00
    assert refused(town, case, cents, kind, **{**said, **ground})[0] == "decision-unexplained"


def test_a_claim_of_nothing_is_none() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 1_000_00)
    town.decide(case, 1_000_00, "determination", parts=())
    assert refused(town, case, 0, "recovery", ground="4:57(1)") == (
        "nothing-to-recover",
        "Een terugvordering van € 0,00 is er geen. Er is nog € 0,00 te veel betaald.",
    )


def test_a_claim_that_was_annulled_is_drafted_anew_for_the_whole_amount() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    town.decide(case, 500_00, **{**LOWER, "kind": "lower_determination", "hearing_exempt": "own_data"})
    claim = town.draft(case, 300_00, "recovery", ground="4:57(1)")
    town.take("policy_officer", "decision", "annul", claim)
    town.decide(case, 300_00, "recovery", ground="4:57(1)")
    code, sentence = refused(town, case, 1, "recovery", ground="4:57(1)")
    assert (code, sentence) == (
        "amount-too-high",
        "Er is nog € 300,00 te veel betaald. Daarvan is € 300,00 al teruggevraagd. U kunt € 0,00 terugvragen, geen € 0,01.",
    )


def test_who_gets_less_than_was_asked_without_a_word_of_why_is_not_signed_for() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    silent = town.draft(case, 900_00)
    with pytest.raises(Refusal) as refusal:
        town.take("mandate_holder", "decision", "sign", silent)
    assert (refusal.value.code, refusal.value.sentence.replace("\u00a0", " ")) == (
        "less-unexplained",
        "De aanvrager vroeg € 1.000,00 en krijgt € 900,00. Maak een nieuw ontwerp dat zegt waarom.",
    )
    town.take("policy_officer", "decision", "annul", silent)
    town.decide(case, 900_00, reason="De huur van de tent hoort er niet bij.")
