"""What a policy officer reads of a scheme: its words, what differs between versions, where its cases are, how long they take."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.figures import euro
from grants import payloads
from grants.models import Application, SchemeVersion
from grants.portal.policy import comparing, lasting, standing
from grants.portal.policy.comparing import Difference
from grants.portal.policy.lasting import Kept
from grants.portal.policy.standing import Edge
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock
from workflow.narrowing import used_steps
from workflow.scheme import Scheme

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
HERE = "/regelingen/buurtfeest/2026.1/"


def changed(scheme: Scheme = BUURTFEEST) -> Scheme:
    """The next version: a higher maximum, a question more and one less, another label, and the questions in another order."""
    [rule] = scheme.rounds
    higher = dataclasses.replace(rule, parameters={**rule.parameters, "maximum_cents": 12_000_00})
    title, address, budget, declaration = scheme.questions
    asked = (declaration, dataclasses.replace(title, label="Hoe noemt u uw feest?"), budget)  # type: ignore[type-var]
    assert address.id == "adres"
    return dataclasses.replace(scheme, version="2027.1", rounds=(higher,), questions=asked)


def test_a_difference_says_where_it_is_what_it_was_and_what_it_becomes() -> None:
    found = comparing.differences(BUURTFEEST, changed())
    assert [
        one for one in found if one.name not in {"", *(one.name for one in found if one.name.startswith("adres"))}
    ] == [
        Difference("Soorten rondes", "jaar: cijfers: maximum", euro(10_000_00), euro(12_000_00)),
        Difference("Vragen", "idee_titel: vraag of naam", "Hoe heet uw feest?", "Hoe noemt u uw feest?"),
    ]
    assert {(one.part, one.after) for one in found if one.name.startswith("adres")} == {("Vragen", "")}
    assert [one for one in found if not one.name] == [Difference("Versie", "", "2026.1", "2027.1")]


def test_the_same_scheme_has_no_difference_and_order_alone_is_none() -> None:
    assert comparing.differences(INNOVATIE_ATELIER, INNOVATIE_ATELIER) == ()
    turned = dataclasses.replace(INNOVATIE_ATELIER, questions=INNOVATIE_ATELIER.questions[::-1])
    assert comparing.differences(INNOVATIE_ATELIER, turned) == ()


def test_a_demand_before_a_step_is_named_by_the_label_of_that_step() -> None:
    without = dataclasses.replace(
        BUURTFEEST, steps={**BUURTFEEST.steps, "intake": dataclasses.replace(BUURTFEEST.steps["intake"], effects=())}
    )
    found = comparing.differences(BUURTFEEST, without)
    assert [(one.part, one.name, one.before, one.after) for one in found][:1] == [
        ("Eisen en gevolgen bij stappen", "‘Controleer of alles er is’: gevolgen", "", "niets")
    ]


def test_every_word_of_a_scheme_stands_in_what_is_compared() -> None:
    found = " ".join(comparing.values(INNOVATIE_ATELIER).values())
    labels = [one.label for one in INNOVATIE_ATELIER.questions] + [one.label for one in INNOVATIE_ATELIER.criteria]
    assert [label for label in labels if label not in found] == []
    share: object = INNOVATIE_ATELIER.rounds[0].parameters["share_above"]
    assert share == Fraction(1, 2)
    assert "1/2" in found


def test_the_page_of_a_version_points_to_the_others_and_to_what_differs() -> None:
    town = world.found()
    with clock.at(town.now):
        world.publish(changed())
    officer = colleague(town, "policy_officer")
    assert '<a href="/regelingen/buurtfeest/2027.1/verschil/2026.1/">Wat verschilt</a>' in text(
        officer.get("/regelingen/buurtfeest/2027.1/")
    )
    page = text(officer.get("/regelingen/buurtfeest/2027.1/verschil/2026.1/"))
    assert f"<td><del>{euro(10_000_00)}</del></td><td><ins>{euro(12_000_00)}</ins></td>".replace(
        "\u00a0", " "
    ) in page.replace("\u00a0", " ")
    assert [officer.get(path).status_code for path in ("/regelingen/anders/1/", f"{HERE}verschil/1999/")] == [404, 404]


def test_a_version_is_read_with_its_questions_its_steps_and_its_rounds() -> None:
    town = world.found()
    page = text(colleague(town, "policy_officer").get(HERE))
    for words in ("Hoe heet uw feest?", "Voor buren die samen een feest geven.", "medewerker aanvragen", "BF-jaar"):
        assert words in page


def test_a_round_says_what_is_left_under_its_ceiling() -> None:
    town = world.found()
    town.decide(town.assessed(1_000_00))
    page = text(colleague(town, "policy_officer").get(HERE)).replace("\u00a0", " ")
    said = f"plafond {euro(world.CEILING_CENTS)}, nog vrij {euro(world.CEILING_CENTS - 1_000_00)}</small>"
    assert said.replace("\u00a0", " ") in page


def test_the_states_are_counted_and_drawn() -> None:
    town = world.found()
    town.file()
    town.assessed()
    town.assessed()
    officer = colleague(town, "policy_officer")
    page = text(officer.get(f"{HERE}toestanden/"))
    counted = dict(
        re.findall(r'<th scope="row">([^<]*)<small>[^<]*</small></th><td class="n"><strong>(\d+)</strong>', page)
    )
    assert counted == {"Ingediend": "1", "Beoordeeld": "2"}
    drawing = officer.get(f"{HERE}toestanden.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert "style=" not in drawing.content.decode()
    lines = re.findall(r">([^<>]+)</text>", drawing.content.decode())
    assert [(lines[at - 1], line) for at, line in enumerate(lines) if re.fullmatch(r"\d+ (zaak|zaken)", line)] == [
        ("ingediend", "1 zaak"),
        ("beoordeeld", "2 zaken"),
    ]


def test_every_step_between_states_says_who_takes_it_on_what_law_and_which_term_and_letter_follow() -> None:
    known = {one.label: one for one in standing.edges(INNOVATIE_ATELIER)}
    assert len(known) == len(used_steps(INNOVATIE_ATELIER))
    assert known["Verleen"] == Edge(
        "Verleen", ["beoordeeld", "afgewezen"], "verleend", "volgt vanzelf", "Awb 4:29",
        ["bezwaartermijn", "betaaltermijn", "verslag", "verplichting"], ["Besluit tot verlening van subsidie"],
    )  # fmt: skip
    assert known["Vraag om aanvulling"].terms == ["hersteltermijn", "beslistermijn"]


def test_a_step_is_read_on_the_page_of_the_states() -> None:
    page = text(colleague(world.found(), "policy_officer").get(f"{HERE}toestanden/"))
    assert '<th scope="row">Vraag om aanvulling</th><td data-head="Toestand">ingediend → ' in page


def timed(town: World) -> lasting.Page:
    with clock.at(town.now):
        return lasting.page(SchemeVersion.objects.get(code="buurtfeest"))


def test_lead_times_count_what_was_decided_and_what_stood_still_apart() -> None:
    town = world.found()
    quick, slow = town.assessed(), town.assessed()
    town.file()
    town.wait(days=10)
    town.decide(quick)
    town.wait(days=80)
    town.decide(slow)
    page = timed(town)
    assert [(one.words, one.count, one.median, one.high) for one in page.decision] == [
        ("Van begin van de termijn tot besluit", 2, 10, 90),
        ("Waarvan de klok liep", 2, 10, 90),
    ]
    assert page.kept == Kept(2, 1)
    assert page.kept.share == 50
    assert [(one.words, one.count, one.median, one.high) for one in page.states] == [
        ("Ingediend", 2, 0, 0),
        ("Beoordeeld", 2, 10, 90),
    ]
    assert list(page.indicators) == [
        ("Aanvragen ontvangen", 3, 3_000_00), ("Subsidie verleend", 2, 2_000_00), ("Afgewezen", 0, None), ("Vastgesteld", 0, None),
    ]  # fmt: skip


def test_days_on_which_the_clock_stood_still_are_told_apart() -> None:
    town = world.found()
    case = town.assessed()
    town.wait(days=2)
    asked = payloads.Standstill("applicant", date(2026, 3, 2), "De aanvrager is op reis.")
    town.take("intake_clerk", "application", "suspend", case.pk, asked)
    town.wait(days=10)
    town.take("intake_clerk", "application", "resume", case.pk, payloads.Resumption("applicant"))
    town.wait(days=3)
    town.decide(case)
    assert [(one.words, one.median, one.stands_still) for one in timed(town).decision] == [
        ("Van begin van de termijn tot besluit", 15, False),
        ("Waarvan de klok liep", 5, False),
        ("Waarvan de klok stilstond", 10, True),
    ]


def test_nothing_decided_yet_has_no_share_and_no_bars() -> None:
    page = timed(world.found())
    assert (page.decision, page.states, page.kept.share) == ([], [], None)


def asked_of_the_database(visitor: Visitor, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(path).status_code == 200
    return len(seen.captured_queries)


def test_thirty_cases_ask_the_database_as_often_as_one() -> None:
    town = world.found()
    town.decide(town.assessed())
    officer = colleague(town, "policy_officer")
    paths = ("/regelingen/", HERE, f"{HERE}toestanden/", f"{HERE}doorlooptijd/")
    officer.get("/regelingen/")
    few = [asked_of_the_database(officer, path) for path in paths]
    for more in (2, 27):
        for _ in range(more):
            town.decide(town.assessed(100_00))
        assert [asked_of_the_database(officer, path) for path in paths] == few
    assert max(few) <= MOST_QUERIES
    assert Application.objects.count() == 30
