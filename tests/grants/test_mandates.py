"""The mandate that a signature names reaches as far as the law asks (Awb 10:3, 10:10)."""

from __future__ import annotations

from datetime import date

import pytest

from grants.models import Decision, Mandate
from tests import world
from workflow import clock
from workflow.registers import record

pytestmark = pytest.mark.django_db


def test_a_lower_determination_names_the_mandate_that_reaches_the_grant_and_not_one_that_reaches_what_is_left() -> None:
    town = world.found()
    case = town.assessed(1_000_00)
    town.decide(case)
    small = Mandate(
        person_id=town.people["mandate_holder"],
        kind="lower_determination",
        scheme="*",
        maximum_cents=700_00,
        valid_from=date(2026, 1, 1),
        reference="Reikt niet tot de verlening (verzonnen)",
    )
    with clock.at(town.now):
        record("law", small, actor=world.INSTALLATION, key=world.key())
    why = {"ground": "4:46(2)a", "hearing_exempt": "own_data", "reason": "Minder werk."}
    lower = town.draft(case, 600_00, "lower_determination", **why, details={"work_done": "De helft."})
    town.take("mandate_holder", "decision", "sign", lower)
    assert Decision.objects.get(pk=lower).mandate == "Mandaatbesluit (verzonnen)"
