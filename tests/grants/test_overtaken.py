"""What was drafted is signed and announced only while it can still be decided: other decisions and payments may come first."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from grants.models import Application, Decision
from grants.models.decision import Part
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.grants.letters.test_claims import LESS, UNDONE
from tests.invariants.tables import everything
from tests.world import World
from workflow.errors import Refusal

pytestmark = pytest.mark.django_db


def again(case: Application) -> Application:
    return Application.objects.get(pk=case.pk)


def refused(town: World, action: str, decision: uuid.UUID) -> tuple[str, str]:
    """Code and sentence of the refusal to sign or announce, after which nothing at all was written."""
    before, role = everything(), "mandate_holder" if action == "sign" else "policy_officer"
    with pytest.raises(Refusal) as refusal:
        town.take(role, "decision", action, decision)
    assert everything() == before
    return refusal.value.code, refusal.value.sentence.replace("\u00a0", " ")


def signed(town: World, case: Application, cents: int, kind: str, **more: Any) -> uuid.UUID:
    decision = town.draft(again(case), cents, kind, **more)
    town.take("mandate_holder", "decision", "sign", decision)
    return decision


def test_what_was_awarded_is_not_determined_at_once_as_well() -> None:
    town = world.found(FEAST)
    case = town.assessed(1_000_00)
    at_once = signed(town, case, 1_000_00, "determination", parts=(Part(town.book, "balance", None, 1_000_00),))
    town.decide(case)
    assert refused(town, "announce", at_once) == (
        "decision-overtaken",
        "De aanvraag staat nu in de stand ‘verleend’. Trek dit ontwerp in en maak een nieuw.",
    )
    town.take("policy_officer", "decision", "annul", at_once)
    assert feasts.positions(again(case))[town.book] == {"committed": 1_000_00}


def test_a_ground_of_before_the_determination_takes_nothing_back_after_it() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 1_000_00)
    back = signed(town, case, 0, "revocation", **LESS)
    town.decide(case, 1_000_00, "determination", parts=())
    assert refused(town, "announce", back) == (
        "decision-overtaken",
        "De aanvraag staat nu in de stand ‘vastgesteld’. Trek dit ontwerp in en maak een nieuw.",
    )


def test_a_grant_that_was_lowered_meanwhile_is_not_determined_as_it_was() -> None:
    town = world.found(FEAST, regime="ex_officio")
    case = town.assessed(1_000_00)
    town.decide(case)
    final = signed(town, case, 1_000_00, "determination", parts=())
    town.decide(again(case), 600_00, "amendment", **LESS)
    assert refused(town, "announce", final) == (
        "determination-overtaken",
        "Verleend is nu € 600,00, niet meer € 1.000,00. Trek dit ontwerp in en maak een nieuw.",
    )


def test_what_was_paid_after_the_draft_is_not_promised_again() -> None:
    town = world.found(FEAST, regime="ex_officio")
    case = town.assessed(1_000_00)
    award = town.decide(case)
    final = signed(town, case, 1_000_00, "determination", parts=())
    payment = town.approved(award)
    assert refused(town, "announce", final) == (
        "payment-under-way",
        "Er is nog een betaling onderweg. Wacht tot die verwerkt is.",
    )
    town.order(payment)
    town.settle(payment)
    assert refused(town, "announce", final) == (
        "determination-overtaken",
        "Van dit bedrag is nog € 200,00 te betalen, niet € 1.000,00. Trek dit ontwerp in en maak een nieuw.",
    )


def test_what_is_taken_back_waits_for_a_payment_that_is_on_its_way() -> None:
    town = world.found(FEAST)
    case = town.assessed(1_000_00)
    award = town.decide(case)
    back = signed(town, case, 0, "revocation", **LESS)
    payment = town.propose(award)
    assert refused(town, "announce", back)[0] == "payment-under-way"
    town.take("finance_maker", "payment", "cancel_payment", payment)
    town.take("policy_officer", "decision", "announce", back)
    assert again(case).state == Application.REVOKED


def test_what_did_not_change_is_announced_as_it_was_drafted() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    lower = signed(town, case, 700_00, "lower_determination", parts=(), **UNDONE)
    town.take("policy_officer", "decision", "announce", lower)
    assert again(case).determined_cents == 700_00


# --- No money, it is said ------------------------------------------------------------------------------------------------

FULL: dict[str, Any] = {"ground": "refused_ceiling"}


def test_nobody_is_refused_for_want_of_money_that_is_there() -> None:
    town = world.found(FEAST, ceiling_cents=1_500_00)
    case = town.assessed(1_000_00)
    draft = town.draft(case, kind="refusal", **FULL)
    assert refused(town, "sign", draft) == (
        "ceiling-not-reached",
        "Onder het plafond is nog € 1.500,00 over. Dit plan kan met € 1.000,00.",
    )


@pytest.mark.parametrize("taken", [500_01, 1_500_00])
def test_who_no_longer_fits_under_the_ceiling_is_refused_for_want_of_money(taken: int) -> None:
    town = world.found(FEAST, ceiling_cents=1_500_00)
    town.decide(town.assessed(taken))
    assert town.decide(town.assessed(1_000_00), kind="refusal", **FULL).state == Decision.ANNOUNCED


def test_what_fits_to_the_last_cent_is_not_refused_for_want_of_money() -> None:
    town = world.found(FEAST, ceiling_cents=1_500_00)
    town.decide(town.assessed(500_00))
    draft = town.draft(town.assessed(1_000_00), kind="refusal", **FULL)
    assert refused(town, "sign", draft)[0] == "ceiling-not-reached"


def test_the_ranking_says_who_is_refused_for_want_of_money() -> None:
    town = world.found(feasts.TENDER, ceiling_cents=1_500_00)
    best, second = feasts.scored(town, 1_000_00, 5, 5), feasts.scored(town, 1_000_00, 4, 4)
    low = feasts.scored(town, 600_00, 1, 1)
    feasts.rank(town)
    feasts.announce(town, best)
    feasts.announce(town, second)
    assert again(second).state == Application.REJECTED
    town.take("policy_officer", "decision", "annul", low.decisions.get().pk)
    draft = town.draft(again(low), kind="refusal", **FULL)
    assert refused(town, "sign", draft) == (
        "ceiling-not-reached",
        "Volgens de ranglijst ligt het niet aan het geld. Kies de grond die daar staat.",
    )


# --- A sum that is not there ---------------------------------------------------------------------------------------------


def formula(town: World, details: dict[str, Any]) -> None:
    case = feasts.filed(town, inwoners=400, oppervlakte=100)
    feasts.rank(town)
    town.take("policy_officer", "decision", "annul", case.decisions.get().pk)
    town.draft(again(case), 800_00, "determination", parts=(Part(town.book, "balance", None, 800_00),), details=details)


def prize(town: World, details: dict[str, Any], reason: str = "Nog een feest.") -> None:
    feasts.open_with_prizes(town)
    case = town.assessed()
    town.decide(case)
    parts = (Part(town.book, "balance", None, 500_00),)
    town.draft(again(case), 500_00, "prize", parts=parts, reason=reason, details=details)


MARKS = {"place": 1, "jury_grade": 88, "votes": 1004, "most_votes": 1142, "finalists": 10}
SUMS: dict[str, tuple[Callable[..., None], tuple[Any, ...]]] = {
    "a formula without its parts": (formula, ({},)),
    "a formula of less than is given": (formula, ({"inhabitants_cents": 500_00, "area_cents": 299_99},)),
    "a formula in words": (formula, ({"inhabitants_cents": "500,00", "area_cents": 332_00},)),
    "a prize without the votes": (prize, ({**MARKS, "votes": None},)),
    "a prize for nothing": (prize, (MARKS, " ")),
}


@pytest.mark.parametrize("name", SUMS)
def test_a_sum_that_the_letter_shows_comes_with_the_draft(name: str) -> None:
    draft, said = SUMS[name]
    town = world.found(feasts.FORMULA if draft is formula else FEAST)
    with pytest.raises(Refusal) as refusal:
        draft(town, *said)
    assert "sum-missing" in {one.code for one in refusal.value.obstacles}


def test_a_formula_with_its_sum_is_drafted() -> None:
    formula(world.found(feasts.FORMULA), {"inhabitants_cents": 500_00, "area_cents": 300_00})
    assert Decision.objects.get(state=Decision.DRAFTED).amount_cents == 800_00


# --- More than was paid too much -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimed", "cents", "expected"),
    [
        (0, 300_01, ("amount-too-high", "Er is nog € 300,00 te veel betaald. U kunt € 300,00 terugvragen, geen € 300,01.")),
        (200_00, 100_01, (
            "amount-too-high",
            ("Er is nog € 300,00 te veel betaald. Daarvan is € 200,00 al teruggevraagd. "
             "U kunt € 100,00 terugvragen, geen € 100,01."),
        )),
        (200_00, 0, ("nothing-to-recover", "Een terugvordering van € 0,00 is er geen. Er is nog € 100,00 te veel betaald.")),
    ],
)  # fmt: skip
def test_a_claim_beyond_what_was_paid_too_much_is_refused_with_the_sum(
    claimed: int, cents: int, expected: tuple[str, str]
) -> None:
    town = world.found(FEAST)
    case = town.assessed(1_000_00)
    town.pay(town.decide(case))
    town.decide(again(case), 500_00, "amendment", **LESS)
    if claimed:
        town.decide(again(case), claimed, "recovery", ground="4:57")
    with pytest.raises(Refusal) as refusal:
        town.draft(again(case), cents, "recovery", ground="4:57")
    assert (refusal.value.code, refusal.value.sentence.replace("\u00a0", " ")) == expected
    assert refusal.value.article == "Awb 4:57"
    assert refusal.value.detail == {"limit_cents": 300_00 - claimed, "amount_cents": cents}


def test_a_mark_that_the_round_does_not_have_is_no_ground_and_no_accident() -> None:
    town = world.found(feasts.NEED)
    case = feasts.inspected(town, 1_000_00, 5)
    with pytest.raises(Refusal, match="ground-does-not-fit"):
        town.draft(again(case), kind="refusal", ground="refused_pass_mark")
