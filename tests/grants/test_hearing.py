"""Before a decision against someone the test of Awb 4:7 and 4:8 is made, and stands on record (law.md §10, rules 11 and 14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.letters.rejection import LegalGround, Rejection
from documents.letters.settlement import LowerDetermination
from grants import guards
from grants.models import Application, Decision
from grants.payloads import Intention
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST
from tests.invariants.mutants import swapped
from tests.invariants.tables import everything
from tests.world import World
from workflow.errors import Refusal
from workflow.law.hearing import Unheard

pytestmark = pytest.mark.django_db

LOWER: dict[str, Any] = {"parts": (), "ground": "4:46(2)a", "reason": "Er was geen tent."}


def refusal_of(town: World, case: Application, cents: int, kind: str, **more: Any) -> str:
    """The code of the refusal, after which nothing at all was written; "" when the draft was made."""
    before = everything()
    try:
        town.draft(case, cents, kind, **more)
    except Refusal as refusal:
        assert everything() == before
        return refusal.code
    return ""


def ask(town: World, case: Application, kind: str, cents: int = 0) -> None:
    intention = Intention(cents, date(2026, 3, 31), ("U was er niet.",), "Daarom willen wij dit.", kind, "4:46(2)a")
    town.take("policy_officer", "application", "ask_view", case.pk, intention)


def test_rule_11_a_refusal_on_article_4_35_waits_for_the_view_or_a_reason_of_the_law() -> None:
    town = world.found(FEAST)
    case = town.assessed()
    ground = {"ground": "4:35(1)a", "reason": "Wij verwachten dat u het feest niet kunt houden."}
    assert refusal_of(town, case, 1_000_00, "refusal", **ground) == "not-heard"
    assert refusal_of(town, case, 1_000_00, "refusal", **ground, view="Wij vinden van wel.") == "not-heard"
    assert refusal_of(town, case, 1_000_00, "refusal", **ground, hearing_exempt="moe") == "hearing-exemption-unknown"
    assert (
        refusal_of(town, case, 1_000_00, "refusal", **ground, hearing_exempt="financial")
        == "hearing-exemption-not-allowed"
    )
    ask(town, case, "refusal")
    assert refusal_of(town, case, 1_000_00, "refusal", **ground, view="Geen reactie.") == "view-still-open"
    assert refusal_of(town, case, 1_000_00, "refusal", **ground, hearing_exempt="own_data") == ""
    assert Decision.objects.get(kind="refusal").hearing_exempt == Unheard.OWN_DATA


def test_rule_11_a_lower_determination_waits_for_the_view_or_a_reason_of_the_law() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    assert refusal_of(town, case, 700_00, "lower_determination", **LOWER) == "not-heard"
    assert (
        refusal_of(town, case, 700_00, "lower_determination", **LOWER, hearing_exempt="financial")
        == "hearing-exemption-not-allowed"
    )
    ask(town, case, "lower_determination", 700_00)
    assert refusal_of(town, case, 700_00, "lower_determination", **LOWER, view="Nog niets.") == "view-still-open"
    town.wait(days=40)
    town.decide(case, 700_00, "lower_determination", **LOWER, view="Wij kregen geen reactie.")
    decision = Decision.objects.get(kind="lower_determination")
    assert (decision.state, decision.hearing_exempt) == ("announced", "")


def test_rule_11_the_letter_of_a_lower_determination_says_why_nobody_was_asked() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    town.decide(case, 700_00, "lower_determination", **LOWER, hearing_exempt="own_data")
    letter = feasts.last(LowerDetermination)
    assert (letter.hearing, letter.unheard) == (None, Unheard.OWN_DATA.sentence)


def test_rule_11_a_refusal_on_article_4_35_is_announced_with_its_ground_and_what_was_heard() -> None:
    town = world.found(FEAST)
    case = town.assessed()
    ask(town, case, "refusal")
    town.wait(days=90)
    ground = {"ground": "4:35(1)a", "reason": "De vergunning is geweigerd.", "view": "U vindt dat jammer."}
    town.decide(case, 1_000_00, "refusal", **ground)
    letter = feasts.last(Rejection)
    assert letter.ground == LegalGround(
        words="uw plan kan waarschijnlijk niet doorgaan", explanation="De vergunning is geweigerd."
    )
    assert letter.hearing == "U vindt dat jammer."


@pytest.mark.parametrize(("ground", "found"), [("refused_not_listed", "own_data"), ("refused_ceiling", "financial")])
def test_the_engine_records_the_test_itself_where_the_ground_says_how_it_ends(ground: str, found: str) -> None:
    town = world.found(FEAST)
    case = town.assessed()
    town.draft(case, 1_000_00, "refusal", ground=ground)
    assert Decision.objects.get(application=case).hearing_exempt == found


def test_another_intention_does_not_stand_in_for_the_one_that_was_not_sent() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    with pytest.raises(Refusal, match="intention-does-not-fit"):
        ask(town, case, "refusal")


def test_a_view_is_asked_only_about_a_decision_that_can_follow() -> None:
    town = world.found(FEAST)
    case = town.assessed()
    with pytest.raises(Refusal, match="intention-does-not-fit"):
        ask(town, case, "lower_determination")
    with pytest.raises(Refusal, match="intention-does-not-fit"):
        ask(town, case, "gift")


def test_a_decision_in_favour_of_someone_needs_no_view() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    town.decide(case, 1_000_00, "determination", parts=())
    assert Decision.objects.get(kind="determination").hearing_exempt == ""


def test_rule_14_less_than_granted_needs_a_ground_of_article_4_46() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    exempt = {"parts": (), "hearing_exempt": "own_data"}
    assert refusal_of(town, case, 700_00, "lower_determination", **exempt) == "ground-missing"
    assert refusal_of(town, case, 700_00, "lower_determination", **exempt, ground="zuinig") == "ground-unknown"
    assert refusal_of(town, case, 700_00, "determination", parts=()) == "ground-missing"
    assert refusal_of(town, case, 1_000_00, "lower_determination", **exempt, ground="a") == "ground-unfounded"
    assert refusal_of(town, case, 1_000_00, "determination", parts=()) == ""


def test_without_the_guard_somebody_gets_less_unheard() -> None:
    """The mutant: the test above would not be green if the guard were gone."""
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    with swapped(guards.HeardFirst, "check", lambda *_: None):
        assert refusal_of(town, case, 700_00, "lower_determination", **LOWER, view="x") == ""
