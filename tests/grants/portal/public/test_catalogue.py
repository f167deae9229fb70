"""The subsidies there are: what is open, until which second, how much is left, and what one can do with each."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from grants import payloads
from grants.allocation import ReserveList
from grants.portal.public import applying, rounds
from grants.portal.ranking.rules import ORDER
from grants.schemes import ALL, LEAFLETS
from grants.schemes.dorpshuis_onderhoud import DORPSHUIS_ONDERHOUD
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock

pytestmark = pytest.mark.django_db

LAST_SECOND = datetime(2026, 12, 31, 23, 59, 59, tzinfo=clock.AMSTERDAM)
TITLES = re.compile(r'<h2><a href="/subsidies/([^/]+)/"')
NARROW = "\N{NO-BREAK SPACE}"


def seen(town: World, path: str = "/subsidies/", **data: Any) -> str:
    """What a visitor reads on a page."""
    return text(Visitor(town, None).get(path, **data)).replace(NARROW, " ")


def test_a_visitor_at_the_door_comes_to_the_subsidies_and_a_colleague_to_the_work() -> None:
    town = world.found()
    assert Visitor(town, None).get("/").url == "/subsidies/"
    assert colleague(town, "intake_clerk").get("/").url == "/werk/"


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        (world.START - timedelta(seconds=1), "Gaat nog open"),
        (world.START, "Open"),
        (LAST_SECOND, "Open"),
        (LAST_SECOND + timedelta(seconds=1), "Gesloten"),
    ],
    ids=["before it opens", "as it opens", "the last second of the last day", "midnight"],
)
def test_a_round_is_open_from_its_first_moment_through_the_last_second_of_its_last_day(
    moment: datetime, word: str
) -> None:
    town = world.found(closes_at=LAST_SECOND)
    town.now = moment
    [badge] = re.findall(r'<span class="badge.*?</svg> ([^<]*)</span>', seen(town))
    assert badge == word
    [badge] = re.findall(r'<span class="badge.*?</svg> ([^<]*)</span>', seen(town, "/subsidies/buurtfeest/"))
    assert badge == word


def test_days_are_counted_by_the_calendar_of_this_country() -> None:
    town = world.found(closes_at=LAST_SECOND)
    town.now = datetime(2026, 12, 30, 22, 59, tzinfo=UTC)
    assert 'Open tot en met 31 december 2026, 23.59 uur <span class="left">(nog 1 dag)' in seen(town)
    town.now = datetime(2026, 12, 30, 23, 0, tzinfo=UTC)
    assert "(vandaag de laatste dag)" in seen(town)
    town.now = world.START - timedelta(days=3)
    assert 'Gaat open op 5 januari 2026, 10.00 uur <span class="left">(over 3 dagen)' in seen(town)


def test_a_pot_shows_what_was_announced_and_not_what_is_drafted() -> None:
    town = world.found(ceiling_cents=10_000_00)
    case, other = town.assessed(4_000_00), town.assessed(1_000_00)
    assert "<strong>€ 10.000</strong> van € 10.000 over" in seen(town)
    town.draft(other)
    assert "<strong>€ 10.000</strong> van € 10.000 over" in seen(town)
    town.decide(case)
    page = seen(town)
    assert "<strong>€ 6.000</strong> van € 10.000 over" in page
    assert '<rect class="pot-left" width="6000" height="100"/>' in page


def test_an_empty_pot_says_that_one_may_still_apply() -> None:
    town = world.found(ceiling_cents=1_000_00)
    town.decide(town.assessed(1_000_00))
    assert "De pot is leeg. U mag nog wel een aanvraag doen." in seen(town)


def test_a_scheme_without_a_leaflet_shows_what_it_is_and_how_much_one_gets() -> None:
    town = world.found()
    page = seen(town)
    assert TITLES.findall(page) == ["buurtfeest"]
    assert "Voor buren die samen een feest geven." in page
    assert "U krijgt hoogstens € 10.000." in page
    assert "Wie het eerst compleet is, gaat voor." in page


def test_nobody_outside_reads_of_a_round_that_did_not_open() -> None:
    town = world.found()
    other = replace(town, round=uuid4())
    plan = payloads.RoundPlan(
        code="BF-geheim", title="Zeearend", scheme_version=town.version.pk, rule="jaar", prefix="BFX-2026",
        opens_at=town.now + timedelta(days=9), closes_at=world.CLOSES, ceiling_cents=100_00, book=town.book,
    )  # fmt: skip
    other.take("policy_officer", "round", "prepare", other.round, plan)
    assert [page for page in ("/subsidies/", "/subsidies/buurtfeest/") if "Zeearend" in seen(town, page)] == []
    other.take("policy_officer", "round", "withdraw_plan", other.round, payloads.PlanWithdrawal("Zeearend"))
    assert [page for page in ("/subsidies/", "/subsidies/buurtfeest/") if "Zeearend" in seen(town, page)] == []


def town_with_all() -> World:
    """The three schemes, of which one can apply in the atelier alone."""
    town = world.found(INNOVATIE_ATELIER)
    with clock.at(town.now):
        for scheme in (one for one in ALL if one.code != INNOVATIE_ATELIER.code):
            world.publish(scheme)
    return town


@pytest.mark.parametrize(
    ("aim", "codes"),
    [
        ("", ["innovatie-atelier", "dorpshuis-onderhoud", "ondernemers-challenge"]),
        ("dorpshuis", ["dorpshuis-onderhoud"]),
        ("meedoen", ["innovatie-atelier", "ondernemers-challenge"]),
        ("onbekend", ["innovatie-atelier", "dorpshuis-onderhoud", "ondernemers-challenge"]),
    ],
)
def test_what_somebody_wants_to_do_leads_to_the_schemes_for_it_the_open_ones_first(aim: str, codes: list[str]) -> None:
    assert TITLES.findall(seen(town_with_all(), doel=aim)) == codes


def test_no_aim_is_offered_that_no_published_scheme_is_for() -> None:
    page = seen(world.found(INNOVATIE_ATELIER))
    assert re.findall(r'href="\?doel=([^"]*)"', page) == ["buurt", "meedoen"]


def test_the_same_aim_has_the_same_words_in_every_scheme_and_every_leaflet_its_scheme() -> None:
    said = {(aim.code, aim.words) for leaflet in LEAFLETS.values() for aim in leaflet.aims}
    assert len({code for code, _ in said}) == len(said)
    assert sorted(LEAFLETS) == sorted(one.code for one in ALL)


def test_the_version_under_which_one_can_apply_is_shown_and_not_a_newer_one() -> None:
    town = world.found()
    town.wait(days=1)
    with clock.at(town.now):
        world.publish(replace(BUURTFEEST, version="2027.1", purpose="Volgend jaar anders."))
    assert "Voor buren die samen een feest geven." in seen(town)
    town.now = world.CLOSES + timedelta(days=1)
    assert "Volgend jaar anders." in seen(town)


def test_every_rule_of_allocation_says_in_one_sentence_who_goes_first() -> None:
    assert set(ORDER) - set(rounds.FIRST) == {ReserveList}


def test_the_page_of_a_scheme_says_all_that_it_asks_and_by_what_it_is_weighed() -> None:
    town = world.found(INNOVATIE_ATELIER)
    page = seen(town, "/subsidies/innovatie-atelier/")
    told = [
        *(one.name for one in INNOVATIE_ATELIER.documents),
        *(one.text for one in INNOVATIE_ATELIER.obligations),
        *(f'{one.label}</span> <span class="points">{one.weight} punten' for one in INNOVATIE_ATELIER.criteria),
        INNOVATIE_ATELIER.regulation,
        "Het formulier heeft 32 vragen.",
        "Wij besluiten binnen 8 weken nadat wij uw aanvraag kregen.",
        "Van het deel boven € 5.000 betalen wij 50%.",
        '<a href="tel:0500000000">050 000 00 00</a>',
        "Algemene subsidieverordening Voorbeeldstad (verzonnen)",
    ]
    assert [one for one in told if one not in page] == []


def test_weights_are_those_that_the_round_was_announced_with() -> None:
    weights = {one.code: 20 for one in INNOVATIE_ATELIER.criteria}
    town = world.found(INNOVATIE_ATELIER, weights=weights)
    page = seen(town, "/subsidies/innovatie-atelier/")
    assert re.findall(r'<span class="points">(\d+) punten', page) == ["20"] * 5


def test_a_formula_and_a_share_are_told_as_what_they_are() -> None:
    small = world.found(DORPSHUIS_ONDERHOUD, rule="A")
    page = seen(small)
    assert ("Hoeveel u krijgt, rekenen wij voor u uit." in page, "U krijgt hoogstens" in page) == (True, False)


def test_a_share_is_told_as_a_percentage() -> None:
    page = seen(world.found(DORPSHUIS_ONDERHOUD, rule="B"))
    assert "U krijgt hoogstens € 75.000. Wij betalen hoogstens 60% van de kosten." in page


def test_one_begins_on_screen_where_applicants_have_pages_and_calls_or_writes_where_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town, path = world.found(), "/subsidies/buurtfeest/"
    begin = '<a class="button" href="/mijn/nieuw/BF-jaar/">'
    page = seen(town, path)
    assert (begin in page, "Aanvragen? Bel" in page) == (True, False)
    monkeypatch.setattr(applying, "START", "no-such-address")
    page = seen(town, path)
    assert (begin in page, 'Aanvragen? Bel <a href="tel:0500000000">050 000 00 00</a>.' in page) == (False, True)
    monkeypatch.undo()
    town.now = world.CLOSES + timedelta(seconds=1)
    assert "/mijn/nieuw/" not in seen(town, path)


def test_a_scheme_that_nobody_published_has_no_page() -> None:
    town = world.found()
    found = [Visitor(town, None).get(f"/subsidies/{one}").status_code for one in ("niets/", "niets/past-het/")]
    assert found == [404, 404]
