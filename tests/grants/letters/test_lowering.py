"""Before less is determined the recipient reads the ground and the whole sum, in the words and tables of the decision that follows."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from documents.letters.settlement import HearingIntention, LowerDetermination, LowerGround
from documents.letters.tables import CalculationRow, CostRow, CostTable, RowKind
from grants import payloads
from grants.models import Application
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.world import World
from workflow import clock
from workflow.errors import Refusal

pytestmark = pytest.mark.django_db


def accounted(town: World, actual_cents: int, budgeted_cents: int = 2_000_00) -> Application:
    """A grant of 1,000 euros, paid and accounted for with these costs against this budget."""
    case = feasts.filed(town, begroting=feasts.budget(budgeted_cents, 1_000_00))
    town.pay(town.decide(case))
    town.wait(days=60)
    income = [1_000_00] if budgeted_cents == 1_000_00 else [1_000_00, budgeted_cents - 1_000_00]
    said = payloads.Account(
        actual_cents, "Het was mooi.", (actual_cents,), tuple(income), {"costs/0": "De tent kwam niet."}
    )
    town.take(feasts.applicant(town, case), "application", "account", case.pk, said)
    town.take("policy_officer", "report", "accept_report", uuid.uuid5(case.pk, "report/eindverslag"))
    return Application.objects.get(pk=case.pk)


def intend(town: World, case: Application, cents: int, ground: str = "4:46(2)a") -> HearingIntention:
    until = clock.day_of(town.now) + timedelta(days=14)
    intention = payloads.Intention(cents, until, ("De tent kwam niet.",), "Daarom wordt het minder.", ground=ground)
    town.take("policy_officer", "application", "ask_view", case.pk, intention)
    return feasts.last(HearingIntention)


def determined(town: World, case: Application, cents: int) -> LowerDetermination:
    town.wait(days=20)
    more: dict[str, Any] = {"ground": "4:46(2)a", "reason": "De tent kwam niet.", "view": "Niets gehoord."}
    town.decide(case, cents, "lower_determination", **more)
    return feasts.last(LowerDetermination)


COSTS = CalculationRow(label="Uw werkelijke kosten", amount_cents=1_400_00)
HALF = CalculationRow(label="Daarvan 50%", amount_cents=700_00, kind=RowKind.SHARE, percent=50)


def lowering(cents: int) -> CalculationRow:
    return CalculationRow(label="Verlaging", amount_cents=-cents)


def test_the_intention_shows_ground_and_sum_as_the_decision_does() -> None:
    town = world.found(FEAST, funding_share={"fraction": "1/2"})
    case = accounted(town, 1_400_00)
    intended = intend(town, case, 700_00)
    assert (intended.ground, intended.granted_cents, intended.intended_cents) == (
        LowerGround.NOT_PERFORMED,
        1_000_00,
        700_00,
    )
    assert intended.rules[0].articles == "Awb, artikel 4:46, tweede lid, onder a"
    assert intended.calculation
    assert intended.calculation.rows == (COSTS, HALF)
    decision = determined(town, case, 700_00)
    assert (decision.ground, decision.calculation.rows) == (intended.ground, intended.calculation.rows)


def test_below_the_share_the_sum_ends_with_the_lowering() -> None:
    town = world.found(FEAST, funding_share={"fraction": "1/2"})
    found = intend(town, accounted(town, 1_400_00), 600_00).calculation
    assert found
    assert (found.rows, found.total_cents) == ((COSTS, HALF, lowering(100_00)), 600_00)


def test_a_share_above_the_grant_is_cut_to_the_grant_first() -> None:
    town = world.found(FEAST, funding_share={"fraction": "1/2"})
    found = intend(town, accounted(town, 2_400_00, 2_400_00), 600_00).calculation
    assert found
    assert found.rows == (
        CalculationRow(label="Uw werkelijke kosten", amount_cents=2_400_00),
        CalculationRow(label="Daarvan 50%", amount_cents=1_200_00, kind=RowKind.SHARE, percent=50),
        CalculationRow(label="Hoogstens de toegekende subsidie", amount_cents=1_000_00, kind=RowKind.CAP),
        lowering(400_00),
    )


def test_an_amount_above_the_share_is_reckoned_from_the_grant() -> None:
    town = world.found(FEAST, funding_share={"fraction": "1/2"})
    found = intend(town, accounted(town, 1_400_00), 800_00).calculation
    assert found
    assert found.rows == (CalculationRow(label="Toegekende subsidie", amount_cents=1_000_00), lowering(200_00))


def test_by_lines_both_letters_show_the_costs_line_by_line() -> None:
    town = world.found(FEAST, determination_method="budget_lines", regimes=[[None, "financial_report"]])
    case = accounted(town, 900_00, 1_000_00)
    intended = intend(town, case, 850_00)
    table = CostTable(
        rows=(CostRow(label="Tent", budgeted_cents=1_000_00, spent_cents=900_00, counted_cents=900_00),),
        budgeted_cents=1_000_00,
        spent_cents=900_00,
        counted_cents=900_00,
    )
    assert intended.calculation
    assert intended.calculation.rows == (
        CalculationRow(label="Toegekende subsidie", amount_cents=1_000_00),
        CalculationRow(label="Wat volgens uw kosten meetelt", amount_cents=900_00, kind=RowKind.CAP),
        lowering(50_00),
    )
    decision = determined(town, case, 850_00)
    assert (intended.costs, decision.costs) == (table, table)
    assert decision.calculation.rows == intended.calculation.rows


@pytest.mark.parametrize("ground", ["", "4:48(1)a"])
def test_nobody_is_asked_about_less_without_the_ground_of_it(ground: str) -> None:
    town = world.found(FEAST)
    with pytest.raises(Refusal) as refused:
        intend(town, accounted(town, 700_00, 1_000_00), 700_00, ground)
    assert (refused.value.code, refused.value.article) == ("letter-incomplete", "Awb 4:46(2)")
    assert refused.value.detail == {"letter": "hearing_intention", "field": "HearingIntention.ground"}
