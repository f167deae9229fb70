"""What who accounts may expect: each line as budgeted and as it came out, the amount with its sum, and that the municipality decides."""

from __future__ import annotations

from fractions import Fraction

import pytest

from grants.determining import promised
from grants.models import Application
from grants.portal.applicant.following import doing, settling
from grants.portal.payload_form import PayloadForm
from grants.portal.taking import Sheet
from tests import world
from tests.grants.portal.applicant.at_home import of
from tests.grants.portal.office import Visitor, text
from tests.world import World
from workflow import clock

SPACE = "\u00a0"
TYPED = {"actual_cents": "900,00", "text": "Mooi.", "costs.0": "900,00", "income.0": "1.000,00", "all_done": "on"}


def granted(town: World, cents: int = 1_000_00) -> Application:
    case = town.assessed(1_000_00)
    town.decide(case, cents, reason="Wij betalen een deel van de kosten.")
    return Application.objects.get(pk=case.pk)


def path(case: Application) -> str:
    return f"/mijn/{case.stream.reference}/stap/application/account/{case.pk}/"


def looked(town: World, case: Application, **typed: str) -> settling.Outlook:
    """What the page of the account says once this was typed."""
    with clock.at(town.now):
        asked = doing.find(case, of(town, case), "application", "account", str(case.pk), "")
        form: type[PayloadForm] = doing.form_of(asked)
        found = settling.look(Sheet(asked, form(typed) if typed else form()))
    assert found
    return found


pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


def test_before_anything_is_typed_the_page_says_by_which_method_and_from_which_difference_on_one_explains() -> None:
    town = world.found()
    case = granted(town)
    found = looked(town, case)
    assert (found.computed, found.costs, found.share, found.floor_cents) == (None, (), 25, 250_00)
    assert found.method == f"Deed u wat u van plan was? Dan stellen wij vast wat wij toezegden: €{SPACE}1.000,00."
    page = text(Visitor(town, case.contact_id).get(path(case)))
    assert ["Wat u mag verwachten" in page, "De gemeente beslist." in page] == [True, True]


def test_each_line_stands_beside_its_budget_with_the_difference_and_the_amount_has_its_sum() -> None:
    town = world.found(share=Fraction(3, 5))
    case = granted(town, 600_00)
    found = looked(town, case, **TYPED)
    assert found.computed
    assert [(one.line.label, one.line.budgeted_cents, one.line.actual_cents, one.line.difference_cents, one.asks)
            for one in (*found.costs, *found.income)] == [
        ("Tent", 1_000_00, 900_00, -100_00, False), ("Gemeente", 1_000_00, 1_000_00, 0, False),
    ]  # fmt: skip
    assert (found.sums, found.computed.amount_cents) == ((1_000_00, 900_00, -100_00), 540_00)
    assert found.sum == (
        f"Verleend is €{SPACE}600,00.",
        f"De werkelijke kosten zijn €{SPACE}900,00.",
        f"Daarvan 60%, hoogstens €{SPACE}600,00, is €{SPACE}540,00.",
    )
    page = text(Visitor(town, case.contact_id).post(path(case), fase="controleren", **TYPED))
    assert "Naar verwachting stellen wij € 540,00 vast." in page
    assert "De gemeente beslist, en dat leest u in een brief." in page


def test_a_line_that_must_be_explained_says_so_beside_what_is_refused_and_no_more_once_it_is() -> None:
    town = world.found()
    case = granted(town)
    typed = {**TYPED, "actual_cents": "600,00", "costs.0": "600,00"}
    visitor = Visitor(town, case.contact_id)
    page = text(visitor.post(path(case), fase="controleren", **typed))
    assert ["Leg het verschil uit bij" in page, "leg uit</span>" in page] == [True, True]
    assert looked(town, case, **typed).unexplained == 1
    told = {**typed, "explained.costs/0": "De tent was te leen."}
    assert looked(town, case, **told).unexplained == 0
    page = text(visitor.post(path(case), fase="controleren", **told))
    assert ["leg uit</span>" in page, "De tent was te leen." in page] == [False, True]


def test_who_did_not_do_all_reads_that_it_may_become_less_and_is_heard_first() -> None:
    town = world.found()
    case = granted(town)
    part = {name: value for name, value in TYPED.items() if name != "all_done"}
    page = text(Visitor(town, case.contact_id).post(path(case), fase="controleren", **part))
    assert "U meldt dat niet alles is gedaan." in page


@pytest.mark.parametrize(
    ("figures", "regime", "sentence"),
    [
        ({"share": Fraction(3, 5)}, "method", "U krijgt 60% van uw werkelijke kosten, hoogstens € 10,00."),
        ({}, "ex_officio", "Deed u wat u van plan was? Dan stellen wij vast wat wij toezegden: € 10,00."),
        (
            {"determination_method": "budget_lines"},
            "audit_opinion",
            "Per regel telt wat u echt uitgaf, tot wat u begrootte. Dat deel van de subsidie krijgt u, hoogstens € 10,00.",
        ),
    ],
)
def test_the_method_of_an_award_is_said_in_one_sentence(figures: dict[str, object], regime: str, sentence: str) -> None:
    assert promised(figures, 10_00, regime) == sentence.replace("€ ", f"€{SPACE}")
